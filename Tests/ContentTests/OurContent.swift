import Foundation
import OVAL
import XML
import YAML

/// Our content as it is written by hand: requirements and the definitions they refer to.
enum OurContent {
    static let top = sourceFolder("content/gpos-container")
    static let cases = sourceFolder("Tests/ContentTests/cases")

    /// All documents of `oval/` as one, because each may refer to what another defines.
    static func definitions() throws -> Definitions {
        var head = ""
        var sections: [(name: String, text: String)] = ["definitions", "tests", "objects", "states", "variables"].map { ($0, "") }
        for name in try names(in: top.appending(path: "oval")) where name.hasSuffix(".xml") {
            let text = try String(contentsOf: top.appending(path: "oval/\(name)"), encoding: .utf8)
            for place in sections.indices {
                let tag = sections[place].name
                guard let start = text.range(of: "  <\(tag)>\n"), let end = text.range(of: "  </\(tag)>\n") else { continue }
                sections[place].text += text[start.upperBound..<end.lowerBound]
                if head.isEmpty { head = String(text[..<start.lowerBound]) }
            }
        }
        let body = sections.filter { !$0.text.isEmpty }.map { "  <\($0.name)>\n\($0.text)  </\($0.name)>\n" }.joined()
        return try Definitions(XMLDocument(Array((head + body + "</oval_definitions>\n").utf8), name: "oval").root)
    }

    /// The facts that the external variables take, by their ids.
    static func values() throws -> [String: String] {
        let header = try YAMLNode(Array(Data(contentsOf: top.appending(path: "benchmark.yaml"))))
        var values: [String: String] = [:]
        for entry in header["values"]?.sequence ?? [] { values[entry["variable"]?.text ?? ""] = entry["fact"]?.text }
        return values
    }

    /// The requirements in the order of their ids.
    static func requirements() throws -> [Requirement] {
        let folder = top.appending(path: "requirements")
        return try names(in: folder).map { try Requirement(file: $0, node: YAMLNode(Array(Data(contentsOf: folder.appending(path: $0))))) }
    }

    /// The names in a folder, sorted; none where there is no such folder.
    static func names(in folder: URL) throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
}

/// A requirement, as far as the tests look at it.
struct Requirement {
    var file: String
    var node: YAMLNode

    func text(_ key: String) -> String { node[key]?.text ?? "" }
    func list(_ key: String) -> [String] { node[key]?.sequence?.compactMap(\.text) ?? [] }
}

/// A folder of the package, found from where this file lies.
func sourceFolder(_ path: String, from file: String = #filePath) -> URL {
    URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: path)
}
