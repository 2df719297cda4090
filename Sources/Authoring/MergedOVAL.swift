internal import Diagnostics
internal import OVAL
internal import XML

/// The OVAL documents of a folder as one: every definition, test, object, state and variable, in the order of files.
struct MergedOVAL {
    /// The five sections in the order of the schema.
    static let sections = ["definitions", "tests", "objects", "states", "variables"]

    private(set) var parts: [String: [XMLElement]] = [:]
    /// Where each thing with an id is written.
    private(set) var places: [String: SourceLocation] = [:]
    /// The class of each definition.
    private(set) var kinds: [String: String] = [:]
    /// Whether every file could be read.
    private(set) var isWhole = true

    /// Reads the documents; what is wrong with any is added to `diagnostics`.
    init(_ folder: ContentFolder, _ diagnostics: inout [Diagnostic]) {
        for file in folder.files(in: "oval", ending: ".xml") {
            let document: XMLDocument
            do throws(XMLError) { document = try XMLDocument(file.bytes, name: folder.place(file.name)) } catch {
                diagnostics.append(Diagnostic(.error, at: error.location, error.message))
                isWhole = false
                continue
            }
            add(document.root, &diagnostics)
        }
    }

    private mutating func add(_ root: XMLElement, _ diagnostics: inout [Diagnostic]) {
        guard root.localName == "oval_definitions", root.namespace == Namespaces.definitions else {
            diagnostics.append(
                Diagnostic(
                    .error, at: root.location,
                    "\"\(root.localName)\" is no document of OVAL definitions; write oval_definitions, or move the file out of oval/"))
            isWhole = false
            return
        }
        for section in root.children where section.localName != "generator" {
            guard Self.sections.contains(section.localName) else {
                diagnostics.append(
                    Diagnostic(.error, at: section.location, "\"\(section.localName)\" is no section of OVAL definitions; remove it"))
                continue
            }
            for element in section.children {
                guard let id = element.attribute("id") else {
                    diagnostics.append(Diagnostic(.error, at: element.location, "\(element.localName) has no id; give it one"))
                    continue
                }
                if let first = places[id] {
                    diagnostics.append(
                        Diagnostic(.error, at: element.location, about: id, "the id stands in \(first) already; give each its own"))
                    continue
                }
                places[id] = element.location
                kinds[id] = element.attribute("class")
                parts[section.localName, default: []].append(element)
            }
        }
    }

    /// Refuses ids in the namespaces that the build numbers its own definitions in.
    func refuseReserved(_ namespace: String, _ diagnostics: inout [Diagnostic]) {
        for (id, place) in places {
            guard let prefix = ["oval:\(namespace).requirement:", "oval:\(namespace).fact:"].first(where: id.hasPrefix) else { continue }
            diagnostics.append(
                Diagnostic(.error, at: place, about: id, "ids that begin with \(prefix) are those of the build; choose another namespace"))
        }
    }

    /// Patterns that do not compile.
    var patternProblems: [Diagnostic] {
        Self.sections.flatMap { parts[$0] ?? [] }.flatMap(OVALPatterns.problems)
    }

    /// Whether there is such a definition.
    func hasDefinition(_ id: String) -> Bool { places[id] != nil && id.contains(":def:") }

    /// Whether the documents hold nothing.
    var isEmpty: Bool { places.isEmpty }

    /// The namespaces of the elements, with the prefixes they are written by, in a fixed order.
    var prefixes: [(prefix: String, namespace: String)] {
        var namespaces: Set<String> = []
        func add(_ element: XMLElement) {
            namespaces.insert(element.namespace)
            for (name, _) in element.attributes where !name.namespace.isEmpty { namespaces.insert(name.namespace) }
            for child in element.children { add(child) }
        }
        for section in Self.sections { parts[section]?.forEach(add) }
        return OVALPrefixes.of(namespaces)
    }

    /// Writes the one document: what was merged, and what `generated` adds to each section.
    func write(to writer: inout XMLWriter, timestamp: String, generated: OVALMarkup = .init()) {
        writer.element("oval_definitions", namespace: Namespaces.definitions) { writer in
            OVALMarkup.generator(&writer, timestamp: timestamp)
            for section in Self.sections {
                let own = parts[section] ?? []
                let added = generated.sections[section] ?? []
                guard !own.isEmpty || !added.isEmpty else { continue }
                writer.element(section) { writer in
                    for element in own { writer.copy(element) }
                    for element in added { element.write(to: &writer) }
                }
            }
        }
    }
}

/// The prefixes that OVAL's namespaces are customarily written by.
enum OVALPrefixes {
    static func of(_ namespaces: some Sequence<String>) -> [(prefix: String, namespace: String)] {
        let base = Namespaces.definitions
        let short = ["independent": "ind"]
        var result: [(prefix: String, namespace: String)] = [
            ("oval", Namespaces.common), ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ]
        for namespace in Set(namespaces).sorted() where namespace.hasPrefix("\(base)#") {
            let name = String(namespace.dropFirst(base.count + 1))
            result.append((short[name] ?? name, namespace))
        }
        return result
    }
}
