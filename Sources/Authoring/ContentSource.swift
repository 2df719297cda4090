internal import Diagnostics
internal import OVAL
public import RMF
internal import XML

/// What requirements are held against: the CCI list and the tables of requirements guides.
public struct ReferenceTables: Sendable {
    /// CCIs and controls.
    public var controls: ControlCatalog
    /// Requirements of guides.
    public var guides: SRGTable

    /// These tables.
    public init(controls: ControlCatalog, guides: SRGTable) {
        self.controls = controls
        self.guides = guides
    }
}

/// A folder, read and found to be consistent.
struct ContentSource {
    var header: BenchmarkHeader
    /// In the order of their ids.
    var requirements: [Requirement]
    var oval: MergedOVAL
    /// What the build adds to the OVAL document: one definition for each rule that rests on several or on a guard.
    var generated: OVALMarkup
    /// The definition that decides each requirement, by its id; none where a person has to look.
    var deciding: [String: String]
    /// The values that each of those definitions takes.
    var taken: [String: [ContentValue]]
    var warnings: [Diagnostic]

    /// Reads a folder. Throws everything that is wrong with it.
    init(_ folder: ContentFolder, tables: ReferenceTables) throws(ContentError) {
        var diagnostics: [Diagnostic] = []
        let header = BenchmarkHeader(folder, &diagnostics)
        var requirements: [Requirement] = []
        for file in folder.files(in: "requirements", ending: ".yaml") {
            let name = String(file.name.dropFirst("requirements/".count))
            if let requirement = Requirement(file.bytes, file: folder.place(file.name), name: name, &diagnostics) {
                requirements.append(requirement)
            }
        }
        for name in folder.unread {
            let ending = name.hasPrefix("oval/") ? ".xml" : ".yaml"
            diagnostics.append(
                Diagnostic(
                    .error, at: SourceLocation(file: folder.place(name)),
                    "it is not read: a file that ends in \(ending) is expected here; rename, move or remove it"))
        }
        if folder.files(in: "requirements", ending: ".yaml").isEmpty {
            diagnostics.append(
                Diagnostic(.error, at: SourceLocation(file: folder.place("requirements")), "no requirement is there; write at least one"))
        }
        let oval = MergedOVAL(folder, &diagnostics)
        if let header { oval.refuseReserved(header.namespace, &diagnostics) }
        Self.uniqueness(requirements, &diagnostics)
        for requirement in requirements { Self.references(requirement, tables, oval, &diagnostics) }
        let namespace = header?.namespace ?? ""
        var deciding: [String: String] = [:]
        let generated = Self.combined(requirements, oval, namespace: namespace, &deciding, &diagnostics)
        let definitions = Self.read(oval, generated, folder, &diagnostics)
        let values = header?.values ?? []
        if let definitions {
            ContentValue.check(values, against: definitions, oval, file: folder.place(BenchmarkHeader.file), &diagnostics)
        } else if let value = values.first, oval.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .error, at: SourceLocation(file: folder.place(BenchmarkHeader.file), line: value.line), about: value.variable,
                    "no file of oval/ has an external variable of this id; write it, or correct the id"))
        }
        guard let header, !diagnostics.contains(where: { $0.severity == .error }) else {
            throw ContentError(Self.sorted(diagnostics.filter { $0.severity == .error }))
        }
        self.header = header
        self.requirements = requirements.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        self.oval = oval
        self.generated = generated
        self.deciding = deciding
        taken = [:]
        for definition in Set(deciding.values) where !values.isEmpty {
            let variables = Set(definitions?.externalVariables(behind: definition) ?? [])
            taken[definition] = values.filter { variables.contains($0.variable) }
        }
        warnings = Self.sorted(diagnostics)
    }

    private static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.enumerated().sorted { one, other in
            let (a, b) = (one.element.location, other.element.location)
            if a?.file != b?.file { return (a?.file ?? "") < (b?.file ?? "") }
            if a?.line != b?.line { return (a?.line ?? 0) < (b?.line ?? 0) }
            return one.offset < other.offset
        }.map(\.element)
    }

    private static func uniqueness(_ requirements: [Requirement], _ diagnostics: inout [Diagnostic]) {
        for (key, value) in [("id", \Requirement.id), ("v", \.v), ("sv", \.sv)] {
            var first: [String: Requirement] = [:]
            for requirement in requirements where !requirement[keyPath: value].isEmpty {
                let text = requirement[keyPath: value]
                if let other = first[text] {
                    diagnostics.append(
                        Diagnostic(
                            .error, at: requirement.location(key), about: requirement.id,
                            "\(key) \"\(text)\" is that of \(other.location(key)) too; give each requirement its own"))
                } else {
                    first[text] = requirement
                }
            }
        }
    }

    private static func references(
        _ requirement: Requirement, _ tables: ReferenceTables, _ oval: MergedOVAL, _ diagnostics: inout [Diagnostic]
    ) {
        func add(_ severity: Diagnostic.Severity, _ key: String, _ message: String) {
            diagnostics.append(Diagnostic(severity, at: requirement.location(key), about: requirement.id, message))
        }
        for cci in requirement.cci {
            guard let entry = tables.controls.entry(cci) else {
                add(.error, "cci", "\(cci) is not in content/nist/cci.tsv; correct it, or bring the table up to date")
                continue
            }
            if entry.isDeprecated { add(.warning, "cci", "\(cci) is deprecated; DISA no longer uses it") }
        }
        if !requirement.srg.isEmpty, !tables.guides.isEmpty {
            if tables.guides[requirement.srg].isEmpty {
                add(.error, "srg", "\(requirement.srg) is in no table of content/srg; correct it, or bring the table up to date")
            } else if let entry = tables.guides.entry(group: requirement.v), entry.id != requirement.srg {
                add(.error, "v", "\(requirement.v) is the group of \(entry.id), not of \(requirement.srg); correct one of them")
            }
        }
        // What a file that could not be read defines, nobody knows.
        for (key, ids) in [("oval", requirement.oval), ("guard", requirement.guarded)] where oval.isWhole {
            for id in ids where !oval.hasDefinition(id) {
                add(.error, key, "the definition \(id) is in no file of oval/; write it, or correct the id")
            }
        }
    }

    /// One definition for each requirement that several must decide, that one must decide which is of no class for rules (SP 800-126r3, 3.3), or
    /// that a guard stands before: without the guard nobody knows.
    private static func combined(
        _ requirements: [Requirement], _ oval: MergedOVAL, namespace: String, _ deciding: inout [String: String],
        _ diagnostics: inout [Diagnostic]
    ) -> OVALMarkup {
        var markup = OVALMarkup()
        var used: [Int: String] = [:]
        let unknown = "oval:\(namespace).requirement:tst:1"
        var needsUnknown = false
        for requirement in requirements.sorted(by: { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }) {
            let isForRules = requirement.oval.allSatisfy { oval.kinds[$0].map(["compliance", "patch"].contains) ?? true }
            if requirement.guarded.isEmpty, requirement.oval.count < 2, isForRules {
                deciding[requirement.id] = requirement.oval.first
                continue
            }
            // The digits of our id, so that a new requirement changes no number of another.
            let number = Int(requirement.id.filter { ("0"..."9").contains($0) }.suffix(9)) ?? 0
            guard number > 0, used[number] == nil else {
                let why = used[number].map { "its digits are those of \($0)" } ?? "it has no digits"
                diagnostics.append(
                    Diagnostic(
                        .error, at: requirement.location("id"), about: requirement.id,
                        "a definition is generated for it and numbered after its id, but \(why); choose another id"))
                continue
            }
            used[number] = requirement.id
            var parts = requirement.oval.map { OVALMarkup.extend($0, comment: "the check \($0) holds") }
            if !requirement.guarded.isEmpty {
                needsUnknown = true
                let guards = requirement.guarded.map { OVALMarkup.extend($0, comment: "the guard \($0) holds") }
                parts.append(
                    OVALMarkup.criteria(
                        "OR", comment: "nothing is said where a guard does not hold",
                        [OVALMarkup.criteria("AND", guards), OVALMarkup.criterion(unknown, comment: "nobody knows")]))
            }
            let id = "oval:\(namespace).requirement:def:\(number)"
            markup.definition(
                id: id, class: "compliance", title: requirement.title, description: "Decides \(requirement.id).",
                OVALMarkup.criteria("AND", parts))
            deciding[requirement.id] = id
        }
        if needsUnknown {
            markup.test(id: unknown, kind: "unknown", OVALMarkup.independent, comment: "nobody knows", object: nil)
        }
        return markup
    }

    /// Reads the merged document as an engine would, and says at the author's line what is wrong.
    private static func read(
        _ oval: MergedOVAL, _ generated: OVALMarkup, _ folder: ContentFolder, _ diagnostics: inout [Diagnostic]
    ) -> Definitions? {
        diagnostics += oval.patternProblems
        guard !oval.isEmpty, !diagnostics.contains(where: { $0.severity == .error }) else { return nil }
        var writer = XMLWriter(declaring: oval.prefixes + missing(OVALMarkup.independent, from: oval.prefixes))
        oval.write(to: &writer, timestamp: "2000-01-01T00:00:00Z", generated: generated)
        do {
            let document = try XMLDocument(writer.bytes, name: folder.place("oval"))
            let definitions = try Definitions(document.root)
            for problem in definitions.diagnostics {
                let place = problem.subject.flatMap { oval.places[$0] } ?? SourceLocation(file: folder.place("oval"))
                diagnostics.append(Diagnostic(problem.severity, at: place, about: problem.subject, problem.message))
            }
            return definitions
        } catch let error as XMLError {
            diagnostics.append(Diagnostic(.error, at: SourceLocation(file: folder.place("oval")), error.message))
        } catch let error as ContentError {
            diagnostics += error.diagnostics
        } catch {
            diagnostics.append(Diagnostic(.error, at: SourceLocation(file: folder.place("oval")), "\(error)"))
        }
        return nil
    }

    /// The prefix of a namespace that generated elements are of, where no element of the folder's own is.
    static func missing(_ namespace: String, from prefixes: [(prefix: String, namespace: String)]) -> [(
        prefix: String, namespace: String
    )] {
        prefixes.contains { $0.namespace == namespace } ? [] : OVALPrefixes.of([namespace]).filter { $0.namespace == namespace }
    }

    /// Where the author wrote the things that have ids in a document that is made of the folder, by the part of the id that says which.
    var places: [String: SourceLocation] {
        var places = oval.places
        for requirement in requirements {
            for id in [requirement.id, requirement.v, requirement.sv, requirement.fixID] { places[id] = requirement.location("id") }
        }
        return places
    }

    /// Every predicate, once, in the order of their ids.
    var predicates: [Predicate] {
        Set(requirements.compactMap(\.applies)).sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }
}
