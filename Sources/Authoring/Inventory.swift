internal import ImageFS
internal import ImageFacts
internal import OVAL
internal import PackageDB
internal import XML

/// The inventory definitions of facts: what `scan` knows of an image, said in OVAL so that any other engine can find it out.
///
/// Packages by name in dpkg, rpm and apk; programs by name wherever they lie; paths. What a program holds under a foreign name is not said: no
/// portable test reads into binaries.
struct Inventory {
    private(set) var markup = OVALMarkup()
    private let namespace: String
    private var numbers = (test: 0, object: 0, state: 0)
    private var definitions: [ApplicabilityFact: String] = [:]
    private var programs: (all: String, data: String)?

    /// The definitions of `facts` and of what they are made of.
    init(_ facts: [ApplicabilityFact], namespace: String) {
        self.namespace = namespace
        let wanted = Set(facts)
        // The order of the table of facts, whatever the requirements name first.
        let ordered = ApplicabilityFact.all.filter(wanted.contains)
        prepare(ordered)
        for fact in ordered { _ = define(fact) }
    }

    /// The definition of a fact that was asked for.
    func definition(of fact: ApplicabilityFact) -> String? { definitions[fact] }

    /// Writes the document.
    func write(to writer: inout XMLWriter, timestamp: String) {
        writer.element("oval_definitions", namespace: Namespaces.definitions) { writer in
            OVALMarkup.generator(&writer, timestamp: timestamp)
            for section in MergedOVAL.sections {
                guard let elements = markup.sections[section] else { continue }
                writer.element(section) { writer in for element in elements { element.write(to: &writer) } }
            }
        }
    }

    // MARK: Definitions

    private mutating func define(_ fact: ApplicabilityFact) -> String {
        if let known = definitions[fact] { return known }
        let id = "oval:\(namespace).fact:def:\((ApplicabilityFact.all.firstIndex(of: fact) ?? 0) + 1)"
        definitions[fact] = id
        let criteria: MarkupElement
        switch fact {
        case .component(let component): criteria = OVALMarkup.criteria("OR", tests(of: component))
        case .group:
            // Each component as a definition of its own would be one without a name of its own in the dictionary.
            criteria = OVALMarkup.criteria("OR", fact.components.map { OVALMarkup.criteria("OR", comment: $0.title, tests(of: $0)) })
        case .nature(.machine): criteria = OVALMarkup.criteria("OR", kernel())
        case .nature(.container): criteria = OVALMarkup.criteria("OR", negate: true, kernel())
        case .loginPath:
            criteria = OVALMarkup.criteria(
                "AND", ApplicabilityFact.loginPathParts.map { OVALMarkup.extend(define($0), comment: "the image has \($0.title)") })
        case .accounts: criteria = OVALMarkup.criteria("OR", accounts())
        case .packageDatabase(let kind): criteria = OVALMarkup.criteria("OR", database(kind))
        }
        markup.definition(
            id: id, class: "inventory", title: "The image has \(fact.title)",
            description: "True where the files of the image show that it has \(fact.title).", criteria)
        return id
    }

    /// The object of all programs of all components, which is searched for once; those of one component are a part of it.
    private mutating func prepare(_ facts: [ApplicabilityFact]) {
        let all = facts.flatMap { $0 == .loginPath ? ApplicabilityFact.loginPathParts : [$0] }.flatMap(\.components)
        let names = Set(all.flatMap(\.programs)).sorted()
        guard !names.isEmpty else { return }
        let plain = state("file", OVALMarkup.unix, [OVALMarkup.pattern("type", OVALMarkup.unix, "^(?!(regular|symbolic link)$)")])
        let closed = state(
            "file", OVALMarkup.unix,
            [.init("type", OVALMarkup.unix, text: "regular")]
                + ["uexec", "gexec", "oexec"].map { .init($0, OVALMarkup.unix, [("datatype", "boolean")], text: "false") })
        let folders = ImageSurvey.dataFolders.map { Pattern.escaped($0) }.joined(separator: "|")
        let data = state("file", OVALMarkup.unix, [OVALMarkup.pattern("path", OVALMarkup.unix, "^(\(folders))(/|$)")])
        let behaviors = MarkupElement(
            "behaviors", OVALMarkup.unix,
            [("max_depth", "-1"), ("recurse", "directories"), ("recurse_direction", "down"), ("recurse_file_system", "all")])
        let object = object(
            "file", OVALMarkup.unix,
            [behaviors, .init("path", OVALMarkup.unix, text: "/"), OVALMarkup.pattern("filename", OVALMarkup.unix, Pattern.any(of: names))]
                + [plain, closed, data].map { MarkupElement("filter", Namespaces.definitions, [("action", "exclude")], text: $0) })
        programs = (object, data)
    }

    // MARK: Parts

    private mutating func tests(of component: Component) -> [MarkupElement] {
        var parts: [MarkupElement] = []
        if !component.packages.isEmpty {
            let list = component.packages.map(Pattern.glob).joined(separator: "|")
            // As text: OpenSCAP up to 1.3 asks the host's own dpkg for `dpkginfo`, and fails in most images.
            let states = "(installed|half-installed|unpacked|half-configured|triggers-awaited|triggers-pending)"
            let installed = lines(
                of: "/var/lib/dpkg/status", "^Package: (\(list))\\n(?:[^\\n]+\\n)*?Status: \\S+ \\S+ \(states)$")
            parts.append(test("textfilecontent54", OVALMarkup.independent, "\(component.title) is a package of dpkg", installed))
            let single = lines(below: "/var/lib/dpkg/status.d", "^Package: (\(list))$")
            parts.append(
                test("textfilecontent54", OVALMarkup.independent, "\(component.title) is a package of dpkg in a file of its own", single))
            let package = object("rpminfo", OVALMarkup.linux, [OVALMarkup.pattern("name", OVALMarkup.linux, "^(\(list))$")])
            parts.append(test("rpminfo", OVALMarkup.linux, "\(component.title) is a package of rpm", package))
            for path in ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"] {
                let object = lines(of: path, "^P:(\(list))$")
                parts.append(
                    test("textfilecontent54", OVALMarkup.independent, "\(component.title) is a package of apk in \(path)", object))
            }
        }
        if !component.programs.isEmpty, let programs {
            let named = state(
                "file", OVALMarkup.unix, [OVALMarkup.pattern("filename", OVALMarkup.unix, Pattern.any(of: component.programs))])
            let object = object(
                "file", OVALMarkup.unix,
                [
                    .init(
                        "set", Namespaces.definitions, [],
                        [
                            .init("object_reference", Namespaces.definitions, text: programs.all),
                            .init("filter", Namespaces.definitions, [("action", "include")], text: named),
                        ])
                ])
            parts.append(test("file", OVALMarkup.unix, "a program of \(component.title) is there", object))
        }
        for path in component.paths {
            let pattern = Pattern.glob(path)
            let isPattern = path.contains("*")
            func place(_ name: String) -> MarkupElement {
                isPattern ? OVALMarkup.pattern(name, OVALMarkup.unix, "^\(pattern)$") : .init(name, OVALMarkup.unix, text: path)
            }
            let file = object("file", OVALMarkup.unix, [place("filepath")])
            parts.append(test("file", OVALMarkup.unix, "\(path) is there", file))
            let folder = object(
                "file", OVALMarkup.unix, [place("path"), .init("filename", OVALMarkup.unix, [("xsi:nil", "true")])])
            parts.append(test("file", OVALMarkup.unix, "\(path) is there as a directory", folder))
        }
        return parts
    }

    private mutating func kernel() -> [MarkupElement] {
        var parts: [MarkupElement] = []
        func add(_ comment: String, _ object: String) { parts.append(test("file", OVALMarkup.unix, comment, object)) }
        for (folder, pattern) in [("/boot", "^(vmlinuz|vmlinux|Image|zImage|uImage|bzImage)"), ("/", "^(vmlinuz|vmlinux)")] {
            add(
                "a kernel lies in \(folder)",
                object(
                    "file", OVALMarkup.unix,
                    [.init("path", OVALMarkup.unix, text: folder), OVALMarkup.pattern("filename", OVALMarkup.unix, pattern)]))
        }
        for folder in ["/lib/modules", "/usr/lib/modules"] {
            add(
                "a file lies in \(folder)",
                object(
                    "file", OVALMarkup.unix,
                    [.init("path", OVALMarkup.unix, text: folder), OVALMarkup.pattern("filename", OVALMarkup.unix, "^.")]))
            add(
                "a file of a kernel's modules lies below \(folder)",
                object(
                    "file", OVALMarkup.unix,
                    [
                        OVALMarkup.pattern("path", OVALMarkup.unix, "^\(folder)/[^/]+$"),
                        OVALMarkup.pattern("filename", OVALMarkup.unix, "^."),
                    ]))
            add(
                "a directory of a kernel's modules lies below \(folder)",
                object(
                    "file", OVALMarkup.unix,
                    [
                        OVALMarkup.pattern("path", OVALMarkup.unix, "^\(folder)/[^/]+/[^/]+$"),
                        .init("filename", OVALMarkup.unix, [("xsi:nil", "true")]),
                    ]))
        }
        return parts
    }

    private mutating func accounts() -> [MarkupElement] {
        ["/etc/passwd", "/usr/lib/passwd"].map { path in
            test("textfilecontent54", OVALMarkup.independent, "\(path) names an account", lines(of: path, "^[^#\\n]"))
        }
    }

    private mutating func database(_ kind: PackageDatabaseKind) -> [MarkupElement] {
        (PackageDatabases.places.first { $0.key == kind }?.value ?? []).map(\.description).map { path in
            // The one directory among them holds a file for each package.
            let isFolder = path.hasSuffix(".d")
            let object = object(
                "file", OVALMarkup.unix,
                isFolder
                    ? [.init("path", OVALMarkup.unix, text: path), .init("filename", OVALMarkup.unix, [("xsi:nil", "true")])]
                    : [.init("filepath", OVALMarkup.unix, text: path)])
            return test("file", OVALMarkup.unix, "\(path) is there", object)
        }
    }

    // MARK: Numbered things

    private mutating func lines(of path: String, _ pattern: String) -> String {
        lines([.init("filepath", OVALMarkup.independent, text: path)], pattern)
    }

    private mutating func lines(below folder: String, _ pattern: String) -> String {
        lines(
            [.init("path", OVALMarkup.independent, text: folder), OVALMarkup.pattern("filename", OVALMarkup.independent, "^.")], pattern)
    }

    private mutating func lines(_ place: [MarkupElement], _ pattern: String) -> String {
        object(
            "textfilecontent54", OVALMarkup.independent,
            place + [
                OVALMarkup.pattern("pattern", OVALMarkup.independent, pattern),
                .init("instance", OVALMarkup.independent, [("datatype", "int")], text: "1"),
            ])
    }

    private mutating func test(_ kind: String, _ space: String, _ comment: String, _ object: String) -> MarkupElement {
        numbers.test += 1
        let id = "oval:\(namespace).fact:tst:\(numbers.test)"
        markup.test(id: id, kind: kind, space, comment: comment, object: object)
        return OVALMarkup.criterion(id, comment: comment)
    }

    private mutating func object(_ kind: String, _ space: String, _ children: [MarkupElement]) -> String {
        numbers.object += 1
        let id = "oval:\(namespace).fact:obj:\(numbers.object)"
        markup.object(id: id, kind: kind, space, children)
        return id
    }

    private mutating func state(_ kind: String, _ space: String, _ children: [MarkupElement]) -> String {
        numbers.state += 1
        let id = "oval:\(namespace).fact:ste:\(numbers.state)"
        markup.state(id: id, kind: kind, space, children)
        return id
    }
}

/// Regular expressions for names.
enum Pattern {
    /// The names of ``Component``: `*` for anything, `[0-9]` for a digit, the rest as it stands.
    static func glob(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let first = rest.first {
            if first == "*" {
                // Anything but a line end, which is in no name.
                result += ".*"
                rest.removeFirst()
            } else if rest.hasPrefix("[0-9]") {
                result += "[0-9]"
                rest.removeFirst(5)
            } else {
                result += escaped(String(first))
                rest.removeFirst()
            }
        }
        return result
    }

    /// One of these names as they stand.
    static func any(of names: [String]) -> String { "^(" + names.map(escaped).joined(separator: "|") + ")$" }

    /// Text as a pattern for itself.
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "\\^$.|?*+()[]{}".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
