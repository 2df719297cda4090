import Diagnostics
import SCAP
import XML

/// Files in memory.
func loader(_ files: [String: String]) -> ContentLoader {
    ContentLoader { path, _ throws(ContentError) in
        guard let text = files[path] else { throw ContentError(at: SourceLocation(file: path), "cannot be opened: no such file") }
        return Array(text.utf8)
    }
}

func load(_ files: [String: String], _ path: String, _ options: SourceContent.Options = .init()) throws -> SourceContent {
    try SourceContent(path, options: options, loader: loader(files))
}

extension SourceContent.CheckDocument {
    /// `oval <first definition's id>`, `other <kind>` or `missing <reason>`.
    var summary: String {
        switch self {
        case .oval(let element, _): "oval \(element.child("definitions")?.child("definition")?.attribute("id") ?? "-")"
        case .other(let kind, _): "other \(kind.rawValue)"
        case .missing(let reason): "missing \(reason)"
        }
    }
}

func oval(_ id: String) -> String {
    """
    <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"><generator>
      <schema_version xmlns="http://oval.mitre.org/XMLSchema/oval-common-5">5.11</schema_version>
      <timestamp xmlns="http://oval.mitre.org/XMLSchema/oval-common-5">2026-01-01T00:00:00</timestamp></generator><definitions>
      <definition id="\(id)" version="1" class="compliance"><metadata><title>t</title><description/></metadata>
        <criteria><criterion test_ref="oval:x:tst:1"/></criteria></definition></definitions></oval_definitions>
    """
}

func rule(_ id: String, system: String = "http://oval.mitre.org/XMLSchema/oval-definitions-5", href: String) -> String {
    """
    <Rule id="xccdf_x_rule_\(id)"><title>\(id)</title><check system="\(system)"><check-content-ref href="\(href)" name="oval:x:def:1"/></check></Rule>
    """
}

func benchmark(_ rules: [String], id: String = "b", before: String = "") -> String {
    """
    <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_x_benchmark_\(id)"><status>draft</status><title>\(id)</title>\(before)
      <version>1</version><Group id="xccdf_x_group_1">\(rules.joined())</Group></Benchmark>
    """
}

let dictionary = """
    <cpe-list xmlns="http://cpe.mitre.org/dictionary/2.0"><cpe-item name="cpe:/o:acme:os"><title>OS</title>
      <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5" href="inventory.xml">oval:x:def:9</check></cpe-item></cpe-list>
    """

struct Part {
    var id: String
    var text: String
    var isExtended = false
}

/// A collection; `streams` are the insides of data streams.
func collection(_ streams: [String], _ parts: [Part]) -> String {
    let inner = streams.enumerated().map {
        "<ds:data-stream id=\"scap_x_datastream_\($0.offset + 1)\" scap-version=\"1.3\" use-case=\"OTHER\">\($0.element)</ds:data-stream>"
    }
    let components = parts.map { part in
        let name = part.isExtended ? "ds:extended-component" : "ds:component"
        return "<\(name) id=\"\(part.id)\" timestamp=\"2026-01-01T00:00:00\">\(part.text)</\(name)>\n"
    }
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <ds:data-stream-collection xmlns:ds="http://scap.nist.gov/schema/scap/source/1.2" xmlns:xlink="http://www.w3.org/1999/xlink"
            xmlns:cat="urn:oasis:names:tc:entity:xmlns:xml:catalog" id="scap_x_collection_1" schematron-version="1.3">
        \(inner.joined(separator: "\n"))
        \(components.joined())</ds:data-stream-collection>
        """
}

func reference(_ name: String, href: String? = nil, catalog: [(String, String)] = []) -> String {
    let uris = catalog.map { "<cat:uri name=\"\($0.0)\" uri=\"\($0.1)\"/>" }.joined()
    let inner = uris.isEmpty ? "" : "<cat:catalog>\(uris)</cat:catalog>"
    return "<ds:component-ref id=\"scap_x_cref_\(name)\" xlink:href=\"\(href ?? "#scap_x_comp_\(name)")\">\(inner)</ds:component-ref>"
}
