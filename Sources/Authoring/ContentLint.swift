public import Diagnostics
internal import OVAL
public import SCAP
internal import XCCDF
public import XML

/// What is wrong with content, as the tools that import it and the people who read it would find it.
public struct ContentLint: Sendable {
    /// Everything that was found, by file and line.
    public var findings: [LintFinding]

    /// Whether nothing of it is an error.
    public var isClean: Bool { !findings.contains { $0.diagnostic.severity == .error } }

    /// Looks at a document: a data stream, an XCCDF benchmark, or OVAL definitions. Throws where it is none of these.
    ///
    /// - Parameter loader: Reads the files that a benchmark names beside itself.
    public init(_ document: XMLDocument, loader: ContentLoader, tables: ReferenceTables) async throws(ContentError) {
        var findings: [LintFinding] = []
        switch ContentKind(document.root) {
        case .benchmark, .dataStream:
            for source in try Self.sources(document, loader) { findings += await Self.lint(source, tables) }
        case .ovalDefinitions:
            findings = Self.oval(document.root)
        case let kind:
            throw ContentError(
                at: document.root.location, "\(kind.rawValue); name a data stream, an XCCDF benchmark, OVAL definitions or a content folder"
            )
        }
        self.findings = LintFinding.sorted(findings)
    }

    /// Looks at a folder of our own content: its files, and what would be built from them.
    public init(_ folder: ContentFolder, tables: ReferenceTables) async throws(ContentError) {
        let content: ContentSource
        do throws(ContentError) { content = try ContentSource(folder, tables: tables) } catch {
            findings = LintFinding.sorted(error.diagnostics.map { LintFinding(.structure, $0) })
            return
        }
        var findings = FolderLint(content, folder: folder, tables: tables).findings
        findings += try await Self.built(content, folder, tables)
        self.findings = LintFinding.sorted(findings)
    }

    /// What the data stream and the manual STIG of a folder would be told, at the lines of its files.
    private static func built(
        _ content: ContentSource, _ folder: ContentFolder, _ tables: ReferenceTables
    ) async throws(ContentError) -> [LintFinding] {
        var findings: [LintFinding] = []
        let requirements = Dictionary(content.requirements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let names = Dictionary(content.requirements.map { ($0.sv, $0.id) }, uniquingKeysWith: { first, _ in first })
        func place(_ diagnostic: Diagnostic, _ key: String, in file: String) -> Diagnostic {
            var diagnostic = diagnostic
            let local = diagnostic.subject.map { STIGNames.local($0) } ?? ""
            if let requirement = requirements[names[local] ?? local] {
                diagnostic.location = requirement.location(key)
                diagnostic.subject = requirement.id
            } else {
                diagnostic.location = SourceLocation(file: folder.place(file))
            }
            return diagnostic
        }
        let files =
            [("ds.xml", DataStreamWriter(content).bytes())]
            + ManualWriter.Version.allCases.map { version in
                ("xccdf-\(version.rawValue).xml", ManualWriter(content: content, version: version).bytes())
            }
        for (name, bytes) in files {
            let document: XMLDocument
            do throws(XMLError) { document = try XMLDocument(bytes, name: folder.place(name)) } catch { throw error.contentError }
            let nothing = ContentLoader { path, _ throws(ContentError) in
                throw ContentError(at: SourceLocation(file: path), "a built document names no other file")
            }
            for source in try sources(document, nothing) {
                for finding in await lint(source, tables) {
                    // What the author's own files are told already.
                    if [.cciDeprecated, .cciNotOfSRG, .draft, .oval, .style].contains(finding.code) { continue }
                    let key = finding.code == .emptyImage ? "oval" : "id"
                    findings.append(LintFinding(finding.code, place(finding.diagnostic, key, in: name)))
                }
            }
        }
        return findings
    }

    /// The content once for each of its checklists.
    private static func sources(_ document: XMLDocument, _ loader: ContentLoader) throws(ContentError) -> [SourceContent] {
        let first = try SourceContent(document: document, loader: loader)
        guard let stream = first.dataStream, let collection = first.collection else { return [first] }
        let checklists = stream.checklists.filter { reference in
            reference.componentID.flatMap { collection.component($0) }?.kind == .benchmark
        }
        guard checklists.count > 1 else { return [first] }
        var sources: [SourceContent] = []
        for checklist in checklists {
            var options = SourceContent.Options()
            options.dataStreamID = stream.id
            options.xccdfID = checklist.id
            sources.append(try SourceContent(document: document, options: options, loader: loader))
        }
        return sources
    }

    private static func lint(_ source: SourceContent, _ tables: ReferenceTables) async -> [LintFinding] {
        guard let checklist = source.checklist else {
            return [
                LintFinding(
                    .structure, .error, at: source.document.root.location, about: nil,
                    "the content has no checklist; there is nothing to assess")
            ]
        }
        var findings = source.diagnostics.map { LintFinding(.structure, $0) }
        var lint = BenchmarkLint(checklist.element, tables: tables)
        lint.platforms(source.applicability)
        findings += lint.findings
        findings += checks(of: checklist.element, source)
        do throws(ContentError) {
            let benchmark = try checklist.benchmark()
            findings += benchmark.diagnostics.map { LintFinding(.structure, $0) }
            for (rule, definitions) in try await NothingLint(source, benchmark).passing {
                let how = definitions.isEmpty ? "" : " (\(definitions.joined(separator: ", ")))"
                findings.append(
                    LintFinding(
                        .emptyImage, .error, at: rule.element.location, about: rule.id,
                        "its check\(how) passes on an image without any file; join it by AND with something that must be there"))
            }
        } catch {
            // What keeps an engine from reading it; the ids are mostly known from above.
            let known = Set(findings.map(\.diagnostic.location))
            findings += error.diagnostics.filter { !known.contains($0.location) }.map { LintFinding(.notReadable, $0) }
        }
        return findings
    }

    /// Checks that lead nowhere, and what is wrong with the definitions that they lead to.
    private static func checks(of benchmark: XMLElement, _ source: SourceContent) -> [LintFinding] {
        var findings: [LintFinding] = []
        var documents: [String: Definitions?] = [:]
        for rule in BenchmarkLint.items(benchmark) where rule.localName == "Rule" {
            var pending = rule.children.filter { $0.localName == "check" || $0.localName == "complex-check" }
            var depth = 0
            while !pending.isEmpty, depth < 1000 {
                let element = pending.removeFirst()
                depth += 1
                if element.localName == "complex-check" {
                    pending += element.children.filter { $0.localName == "check" || $0.localName == "complex-check" }
                }
                guard element.attribute("system") == Namespaces.definitions else { continue }
                for reference in element.children("check-content-ref") {
                    let href = reference.attribute("href") ?? ""
                    if documents[href] == nil {
                        let definitions = (try? source.checks[href]?.definitions()) ?? nil
                        documents[href] = .some(definitions)
                        findings += (definitions?.diagnostics ?? []).map { LintFinding(.oval, $0) }
                        if case .oval(let root, _) = source.checks[href] { findings += patterns(root) }
                    }
                    guard let found = documents[href], let definitions = found else {
                        let isElsewhere = href.contains("://") || Self.isNotFetched(source.checks[href])
                        findings.append(
                            LintFinding(
                                .dangling, isElsewhere ? .warning : .error, at: reference.location, about: rule.attribute("id"),
                                isElsewhere
                                    ? "the document \"\(href)\" of the check lies elsewhere; nothing is fetched, so nobody offline can check it"
                                    : "the document \"\(href)\" of the check is not in the content, or is no OVAL; add it"))
                        continue
                    }
                    if let name = reference.attribute("name"), definitions.definitions[name] == nil {
                        findings.append(
                            LintFinding(
                                .dangling, .error, at: reference.location, about: rule.attribute("id"),
                                "the definition \"\(name)\" is not in \"\(href)\"; write it, or correct the id"))
                    }
                }
            }
        }
        return findings
    }

    private static func isNotFetched(_ document: SourceContent.CheckDocument?) -> Bool {
        guard case .missing(let reason) = document else { return false }
        return reason.contains("nothing is fetched")
    }

    private static func oval(_ root: XMLElement) -> [LintFinding] {
        do throws(ContentError) { return try Definitions(root).diagnostics.map { LintFinding(.oval, $0) } + patterns(root) } catch {
            return error.diagnostics.map { LintFinding(.notReadable, $0) }
        }
    }

    private static func patterns(_ root: XMLElement) -> [LintFinding] {
        root.children.flatMap { $0.children.flatMap(OVALPatterns.problems) }.map { LintFinding(.oval, $0) }
    }
}
