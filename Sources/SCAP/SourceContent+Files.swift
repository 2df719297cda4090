internal import CPE
internal import Diagnostics
internal import XML

extension SourceContent {
    /// A file of its own, and those beside it that it names.
    mutating func loadFiles(_ options: Options, _ loader: ContentLoader) throws(ContentError) {
        if let asked = options.dataStreamID ?? options.xccdfID {
            throw ContentError(
                at: document.root.location, about: asked,
                "chosen by id, but the file is \(kind.rawValue), not a collection; leave the option out")
        }
        switch kind {
        case .benchmark:
            let benchmark = document.root.attribute("id") ?? ""
            if let asked = options.benchmarkID, asked != benchmark {
                throw ContentError(at: document.root.location, about: asked, "no such benchmark; the file has: \(benchmark)")
            }
            let checklist = Checklist(source: path, componentID: nil, element: document.root)
            self.checklist = checklist
            for need in CheckNeeds(of: document.root).hrefs {
                // Only documents of a check system that is evaluated are looked for.
                guard need.isForOVAL else { continue }
                checks[need.href] = file(need.href, beside: path, at: need.location, options.localFiles, loader)
            }
            let document = document
            var problems: [Diagnostic] = []
            addPlatforms(of: checklist) {
                Self.file($0.href, beside: document.name, at: document.root.location, options.localFiles, loader, &problems)
            }
            diagnostics += problems
        case .cpeDictionary, .cpeLanguage:
            addPlatforms(in: document, loader)
        case .tailoring:
            tailorings.append(TailoringComponent(id: document.root.attribute("id") ?? path, element: document.root))
        case .dataStream, .testResult, .ovalDefinitions, .ovalVariables, .ovalSystemCharacteristics, .ovalResults, .ovalDirectives, .ocil,
            .assetReports, .script, .other:
            break
        }
    }

    /// Dictionaries and applicability language that the user names.
    mutating func loadDictionaries(_ paths: [String], _ loader: ContentLoader) throws(ContentError) {
        for path in paths {
            let document = try loader.document(path)
            guard addPlatforms(in: document, loader) else {
                throw ContentError(
                    at: document.root.location,
                    "no CPE dictionary but \(ContentKind(document.root).rawValue); name a cpe-list or a platform-specification")
            }
        }
    }

    /// OVAL definitions that the user names: each stands for the document of the content that has its file name.
    mutating func loadDefinitions(_ paths: [String], _ loader: ContentLoader) throws(ContentError) {
        guard !paths.isEmpty else { return }
        func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
        var given: [String: CheckDocument] = [:]
        for path in paths {
            let root = try loader.document(path).root
            guard ContentKind(root) == .ovalDefinitions else {
                throw ContentError(at: root.location, "no OVAL definitions but \(ContentKind(root).rawValue); name a file of definitions")
            }
            given[name(path)] = .oval(root, name: path)
            if !checks.keys.contains(where: { name($0) == name(path) }) {
                diagnostics.append(
                    Diagnostic(.warning, about: path, "no check of the content names a document \"\(name(path))\", so it is not used"))
            }
        }
        // What was said of documents that are now others no longer holds.
        diagnostics.removeAll { diagnostic in diagnostic.subject.map { checks[$0] != nil } ?? false }
        for href in checks.keys {
            checks[href] = given[name(href)] ?? .missing("only the OVAL files that were named are evaluated, and none has its name")
        }
    }

    @discardableResult
    private mutating func addPlatforms(in document: XMLDocument, _ loader: ContentLoader) -> Bool {
        var problems: [Diagnostic] = []
        defer { diagnostics += problems }
        func inventory(_ check: InventoryCheck) -> CheckDocument {
            Self.file(check.href, beside: document.name, at: document.root.location, nil, loader, &problems)
        }
        switch ContentKind(document.root) {
        case .cpeDictionary:
            add(CPEDictionary(document.root, source: document.name), document: inventory)
        case .cpeLanguage:
            let specification = PlatformSpecification(document.root, source: document.name)
            applicability.languages.append(specification)
            diagnostics += specification.diagnostics
            addInventory(specification.checks, inventory)
        default: return false
        }
        dictionaryDocuments.append(document)
        return true
    }

    private mutating func file(
        _ href: String, beside path: String, at location: SourceLocation, _ localFiles: String?, _ loader: ContentLoader
    ) -> CheckDocument {
        Self.file(href, beside: path, at: location, localFiles, loader, &diagnostics)
    }

    private static func file(
        _ href: String, beside path: String, at location: SourceLocation, _ localFiles: String?, _ loader: ContentLoader,
        _ diagnostics: inout [Diagnostic]
    ) -> CheckDocument {
        var found: CheckDocument
        switch ContentPath.beside(path, href) {
        case .success(let file): found = CheckFile.load(file, loader)
        case .failure(let refusal): found = .missing(refusal.reason)
        }
        if case .missing = found, let localFiles, let name = href.split(separator: "/").last,
            case .success(let local) = ContentPath.beside("\(localFiles)/", String(name)),
            case .oval(let element, let name) = CheckFile.load(local, loader)
        {
            found = .oval(element, name: name)
        }
        switch found {
        case .oval: break
        case .other(let kind, _):
            diagnostics.append(
                Diagnostic(
                    .warning, at: location, about: href, "no OVAL definitions but \(kind.rawValue); checks that are in it are not evaluated"
                ))
        case .missing(let reason):
            diagnostics.append(Diagnostic(.warning, at: location, about: href, "\(reason); checks that are in it are not evaluated"))
        }
        return found
    }
}

/// The documents that the checks of a benchmark name, each once, in document order.
struct CheckNeeds {
    struct Need {
        var href: String
        /// Whether a check of the OVAL system names it.
        var isForOVAL: Bool
        /// Where it is named first.
        var location: SourceLocation
    }

    private(set) var hrefs: [Need] = []
    private var index: [String: Int] = [:]

    init(of benchmark: XMLElement) { visit(benchmark) }

    private mutating func visit(_ element: XMLElement) {
        for child in element.children {
            switch child.localName {
            case "Group", "Rule", "complex-check": visit(child)
            case "check":
                let isForOVAL = child.attribute("system")?.hasPrefix("http://oval.mitre.org/XMLSchema/oval-definitions-") ?? false
                for reference in child.children("check-content-ref") {
                    guard let href = reference.attribute("href"), !href.isEmpty else { continue }
                    if let known = index[href] {
                        if isForOVAL { hrefs[known].isForOVAL = true }
                    } else {
                        index[href] = hrefs.count
                        hrefs.append(Need(href: href, isForOVAL: isForOVAL, location: reference.location))
                    }
                }
            default: continue
            }
        }
    }
}
