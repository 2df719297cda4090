public import CryptoFacts
public import ImageFacts

extension Target {
    /// What was found out for a ``ValueFact``.
    public struct Observation: Sendable, Hashable {
        /// One of the fact's words.
        public var word: String
        /// What it rests on, as a phrase: files and findings.
        public var because: String
    }

    /// Takes what a dossier found as the facts that rules on FIPS ask for.
    public mutating func observe(_ dossier: FIPSDossier) {
        for fact in ValueFact.allCases { observations[fact] = dossier.observation(of: fact) }
        for fact in ValueFact.allCases {
            if let seen = observations[fact] { facts.append(Fact(fact.title, seen.word, sources: [seen.because])) }
        }
    }
}

extension FIPSDossier {
    /// What the dossier says of a fact. All modules count: one that is broken, historical or unknown is enough for the word.
    public func observation(of fact: ValueFact) -> Target.Observation {
        switch fact {
        case .fipsIntegrity: integrity
        case .fipsValidation: validation
        case .fipsEffect: effect
        case .fipsOutside: outsideOfModules
        }
    }

    private var nothing: Target.Observation { .init(word: "no-module", because: "no cryptographic module was found in the image") }

    private var integrity: Target.Observation {
        if modules.isEmpty { return nothing }
        let broken = modules.filter { if case .failed = $0.integrity { true } else { false } }
        if !broken.isEmpty { return .init(word: "broken", because: list(broken, \.integrityPhrase)) }
        let open = modules.filter { if case .notProvable = $0.integrity { true } else { false } }
        if !open.isEmpty { return .init(word: "not-proven", because: list(open, \.integrityPhrase)) }
        return .init(word: "proven", because: list(modules, \.integrityPhrase))
    }

    private var validation: Target.Observation {
        if modules.isEmpty { return nothing }
        let phrase: (FIPSModule) -> String = { $0.validationPhrase(on: day) }
        let open = modules.filter { $0.activeCertificate(on: day) == nil }
        if open.isEmpty { return .init(word: "active", because: list(modules, phrase)) }
        let historical = open.filter { !$0.certificates.isEmpty }
        if !historical.isEmpty { return .init(word: "historical", because: list(historical, phrase)) }
        return .init(word: "not-found", because: "\(list(open, phrase)), in the table of \(tableDate)")
    }

    private var effect: Target.Observation {
        if modules.isEmpty { return .init(word: "no", because: nothing.because) }
        for configuration in configurations where !configuration.isEffective && !configuration.libraries.isEmpty {
            return .init(word: "no", because: "\(configuration.path): \(configuration.obstacles.prefix(2).joined(separator: ", "))")
        }
        for runtime in java where !runtime.isEffective { return .init(word: "no", because: "\(runtime.path): \(runtime.obstacle)") }
        let answering = modules.compactMap { module -> String? in
            guard case .inEffect(let why) = module.effect else { return nil }
            return modules.count == 1 ? why : "\(module.path): \(why)"
        }
        if !answering.isEmpty { return .init(word: "yes", because: list(answering)) }
        let silent = modules.map { module in
            switch module.effect {
            case .inEffect(let why), .notInEffect(let why), .unknown(let why): "\(module.path): \(why)"
            }
        }
        return .init(word: "no", because: list(silent))
    }

    private var outsideOfModules: Target.Observation {
        if !outside.isEmpty { return .init(word: "found", because: list(outside.map { "\($0.path): \($0.what)" })) }
        if !problems.isEmpty { return .init(word: "incomplete", because: list(problems)) }
        return .init(word: "none", because: "every program, library and Java archive of the image was looked into")
    }

    private func list(_ modules: [FIPSModule], _ phrase: (FIPSModule) -> String) -> String { list(modules.map(phrase)) }

    private func list(_ texts: [String]) -> String {
        texts.prefix(2).joined(separator: "; ") + (texts.count > 2 ? "; and \(texts.count - 2) more" : "")
    }
}

extension FIPSModule {
    fileprivate var integrityPhrase: String {
        switch integrity {
        case .proven(let place): "the MAC of \(path) is right (\(place))"
        case .failed(let why), .notProvable(let why): "\(path): \(why)"
        }
    }

    fileprivate func validationPhrase(on day: String) -> String {
        let name = "\(path)\(version.isEmpty ? "" : " \(version)")"
        if let certificate = activeCertificate(on: day) { return "certificate \(certificate.number) covers \(name)" }
        if let certificate = certificates.first, case .historical(let why) = certificate.status(on: day) {
            return "certificate \(certificate.number) of \(name) is historical: \(why)"
        }
        return "no certificate for \(name)"
    }
}
