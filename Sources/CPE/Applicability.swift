/// The result of an inventory definition, in OVAL's words.
///
/// OVAL 5.11.2, oval-results, `ResultEnumeration`.
public enum InventoryResult: String, Sendable, Hashable, CaseIterable {
    /// The product is there.
    case `true`
    /// It is not.
    case `false`
    /// It cannot be said.
    case unknown
    /// Looking for it failed.
    case error
    /// Nobody looked.
    case notEvaluated = "not evaluated"
    /// The question makes no sense for the target.
    case notApplicable = "not applicable"
}

/// Whether something holds, where looking may fail.
///
/// NISTIR 7698: TRUE, FALSE and ERROR.
public enum Truth: String, Sendable, Hashable {
    /// It holds.
    case `true`
    /// It does not.
    case `false`
    /// It could not be decided.
    case error
}

/// Why a platform applies or does not: what was consulted, and what each said.
public struct ApplicabilityProof: Sendable, Hashable {
    /// What a statement is about.
    public enum Subject: Sendable, Hashable {
        /// A platform of the applicability language, by id, with its title.
        case platform(id: String, title: String?)
        /// A `logical-test`.
        case test(PlatformSpecification.Expression.Operator, negate: Bool)
        /// A product name.
        case name(String)
        /// An entry of a dictionary that answers for the name.
        case item(name: String, title: String?, source: String)
        /// A definition, and its result.
        case check(InventoryCheck, InventoryResult)
        /// What is known of the target about a name; the text says what.
        case fact(name: String, statement: String, Ground)
        /// There was nothing to consult; the text says why.
        case nothing(String)
    }

    /// What a known fact rests on.
    public enum Ground: Sendable, Hashable {
        /// Something that is there.
        case observed
        /// Something that was looked for everywhere and is not there.
        case absence
    }

    /// What this is about.
    public var subject: Subject
    /// What follows, as the applicability language has it: what could not be looked at is an error, also when negated.
    public var truth: Truth
    /// What follows if only a true check counts and everything else is false: the answer that scanners give.
    public var holds: Bool
    /// What it follows from.
    public var because: [ApplicabilityProof]

    /// A statement.
    public init(_ subject: Subject, _ truth: Truth, holds: Bool, because: [ApplicabilityProof] = []) {
        self.subject = subject
        self.truth = truth
        self.holds = holds
        self.because = because
    }
}

/// Decides platforms from dictionaries, applicability language and the results of inventory definitions.
public struct Applicability: Sendable {
    /// In the order in which they are asked.
    public var languages: [PlatformSpecification]
    /// In the order in which they are asked.
    public var dictionaries: [CPEDictionary]

    /// Decides from these.
    public init(languages: [PlatformSpecification] = [], dictionaries: [CPEDictionary] = []) {
        self.languages = languages
        self.dictionaries = dictionaries
    }

    /// What is known of a target about a product name.
    public struct FactAnswer: Sendable, Hashable {
        /// Whether the name holds.
        public var holds: Bool
        /// What is known, as a sentence without a full stop.
        public var statement: String
        /// What it rests on.
        public var ground: ApplicabilityProof.Ground

        /// An answer from its parts.
        public init(_ holds: Bool, _ statement: String, _ ground: ApplicabilityProof.Ground) {
            self.holds = holds
            self.statement = statement
            self.ground = ground
        }
    }

    /// Answers for a product name what is known of the target, given what the content's own checks say; `nil` leaves it to them.
    public typealias Facts = (_ name: String, _ literal: Bool) -> FactAnswer?

    /// Whether the platform applies, with the proof; ``ApplicabilityProof/holds`` is the answer.
    ///
    /// A name that begins with `#` is a platform of the applicability language, any other a product name for the dictionaries. What
    /// nothing knows does not apply. Where `facts` answer for a name, their answer counts. `check` is asked for results of ``neededChecks(for:)`` only.
    public func decide(
        _ idref: String, facts: Facts = { _, _ in nil }, check: (InventoryCheck) -> InventoryResult
    ) -> ApplicabilityProof {
        switch target(of: idref) {
        case .platform(let platform):
            let proof = decide(platform.test, facts, check)
            return ApplicabilityProof(.platform(id: platform.id, title: platform.title), proof.truth, holds: proof.holds, because: [proof])
        case .name(let name):
            return decide(name: name, facts, check)
        case .unknown(let id):
            let reason = "no platform of the id \"\(id)\" is in the content, so it does not apply"
            return ApplicabilityProof(
                .platform(id: id, title: nil), .false, holds: false, because: [ApplicabilityProof(.nothing(reason), .false, holds: false)])
        }
    }

    /// Every definition that may be asked about these platforms, once each, in the order of first need.
    public func neededChecks(for idrefs: some Sequence<String>) -> [InventoryCheck] {
        var seen: Set<InventoryCheck> = []
        var needed: [InventoryCheck] = []
        func add(_ check: InventoryCheck) {
            if seen.insert(check).inserted { needed.append(check) }
        }
        func add(name: String) {
            for item in dictionaries.flatMap({ $0.items(matching: name) }) { item.checks.forEach(add) }
        }
        func add(_ expression: PlatformSpecification.Expression) {
            switch expression {
            case .test(_, _, let inner): inner.forEach(add)
            case .fact(let name): add(name: name)
            case .check(let check): add(check)
            case .unreadable: break
            }
        }
        for idref in idrefs {
            switch target(of: idref) {
            case .platform(let platform): add(platform.test)
            case .name(let name): add(name: name)
            case .unknown: break
            }
        }
        return needed
    }

    private enum Target {
        case platform(PlatformSpecification.Platform)
        case name(String)
        case unknown(id: String)
    }

    private func target(of idref: String) -> Target {
        let id = idref.hasPrefix("#") ? String(idref.dropFirst()) : idref
        for language in languages {
            if let platform = language[id] { return .platform(platform) }
        }
        return idref.hasPrefix("#") ? .unknown(id: id) : .name(idref)
    }

    private func decide(
        _ expression: PlatformSpecification.Expression, _ facts: Facts, _ check: (InventoryCheck) -> InventoryResult
    ) -> ApplicabilityProof {
        switch expression {
        case .fact(let name):
            return decide(name: name, facts, check)
        case .check(let reference):
            return decide(reference, check)
        case .unreadable(let reason):
            return ApplicabilityProof(.nothing(reason), .error, holds: false)
        case .test(let combine, let negate, let inner):
            let because = inner.map { decide($0, facts, check) }
            let truth = combine.combine(because.map(\.truth))
            let holds = combine == .and ? because.allSatisfy(\.holds) : because.contains(where: \.holds)
            return ApplicabilityProof(
                .test(combine, negate: negate), negate ? truth.negated : truth, holds: holds != negate, because: because)
        }
    }

    private func decide(
        name: String, _ facts: Facts, _ check: (InventoryCheck) -> InventoryResult
    ) -> ApplicabilityProof {
        let literal = decide(name: name, check)
        guard let answer = facts(name, literal.holds) else { return literal }
        return ApplicabilityProof(
            .fact(name: name, statement: answer.statement, answer.ground), answer.holds ? .true : .false, holds: answer.holds)
    }

    private func decide(name: String, _ check: (InventoryCheck) -> InventoryResult) -> ApplicabilityProof {
        let because = dictionaries.flatMap { dictionary in
            dictionary.items(matching: name).map { item in
                let checks = item.checks.map { decide($0, check) }
                // Without a check nothing says that the product is there.
                let reasons = checks.isEmpty ? [ApplicabilityProof(.nothing("the entry has no check"), .false, holds: false)] : checks
                return ApplicabilityProof(
                    .item(name: item.name, title: item.title, source: dictionary.source), any(reasons),
                    holds: reasons.contains(where: \.holds),
                    because: reasons)
            }
        }
        guard !because.isEmpty else {
            let reason = "no dictionary knows the name, so it does not apply"
            return ApplicabilityProof(
                .name(name), .false, holds: false, because: [ApplicabilityProof(.nothing(reason), .false, holds: false)])
        }
        return ApplicabilityProof(.name(name), any(because), holds: because.contains(where: \.holds), because: because)
    }

    private func decide(_ reference: InventoryCheck, _ check: (InventoryCheck) -> InventoryResult) -> ApplicabilityProof {
        let result = check(reference)
        return ApplicabilityProof(.check(reference, result), result.truth, holds: result == .true)
    }

    private func any(_ proofs: [ApplicabilityProof]) -> Truth {
        PlatformSpecification.Expression.Operator.or.combine(proofs.map(\.truth))
    }
}

extension InventoryResult {
    /// NISTIR 7698, `check-fact-ref`: what is neither true nor false is an error.
    var truth: Truth {
        switch self {
        case .true: .true
        case .false: .false
        case .unknown, .error, .notEvaluated, .notApplicable: .error
        }
    }
}

extension Truth {
    /// NISTIR 7698, the effect of `negate`.
    var negated: Truth {
        switch self {
        case .true: .false
        case .false: .true
        case .error: .error
        }
    }
}

extension PlatformSpecification.Expression.Operator {
    /// NISTIR 7698, the effect of `operator`.
    func combine(_ values: [Truth]) -> Truth {
        switch self {
        case .and: values.contains(.false) ? .false : values.contains(.error) ? .error : .true
        case .or: values.contains(.true) ? .true : values.contains(.error) ? .error : .false
        }
    }
}
