import Foundation
import XML

/// The tables that the OVAL schemas carry as `evaluation_chart` text, read from where Debian's `openscap-common` installs them.
enum SchemaCharts {
    static let folder = "/usr/share/openscap/schemas/oval/5.11.3"
    static let isInstalled = FileManager.default.fileExists(atPath: folder + "/oval-common-schema.xsd")

    /// The charts inside the type of this name.
    static func charts(_ schema: String, _ type: String) throws -> [String] {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(schema).xsd")))
        let document = try XMLDocument(bytes, name: schema)
        func find(_ element: XMLElement) -> XMLElement? {
            if element.attribute("name") == type { return element }
            for child in element.children { if let found = find(child) { return found } }
            return nil
        }
        func charts(_ element: XMLElement) -> [String] {
            element.localName == "evaluation_chart" ? [element.allText] : element.children.flatMap(charts)
        }
        return find(document.root).map(charts) ?? []
    }
}

/// A chart of counts: "1+ | 0 | 0+" and the result where the counts are so.
struct CountChart {
    struct Row {
        var counts: [String]
        var result: String

        func admits(_ vector: [Int]) -> Bool {
            zip(counts, vector).allSatisfy { count, number in
                switch count {
                case "0+": true
                case "1+": number >= 1
                case "2+": number >= 2
                case "0,1": number <= 1
                case "odd": !number.isMultiple(of: 2)
                case "even": number.isMultiple(of: 2)
                default: Int(count) == number
                }
            }
        }
    }

    var label = ""
    var rows: [Row] = []

    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let columns = line.components(separatedBy: "||").map { $0.trimmingCharacters(in: .whitespaces) }
            guard columns.count == 3 else { continue }
            let counts = columns[1].split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let first = counts.first, counts.count > 3,
                first.contains(where: \.isNumber) || first == "odd" || first == "even" || first == "--"
            else { continue }
            if !columns[0].isEmpty { label = columns[0] }
            if first == "--" { continue }
            rows.append(Row(counts: counts, result: columns[2].filter { $0 != "*" }.trimmingCharacters(in: .whitespaces).lowercased()))
        }
    }

    /// Every vector of counts up to 3 of each column.
    static func vectors(_ columns: Int) -> [[Int]] {
        (0..<columns).reduce([[]]) { vectors, _ in vectors.flatMap { vector in (0...3).map { vector + [$0] } } }
    }
}
