@testable import Exchange
import Foundation
import RMF
import Testing
import Zip

@testable import Workbooks

@Suite("Templates of an eMASS")
struct TemplateTests {
    private static let headers = [
        "POA&M Item ID", "Control Vulnerability Description", "Controls / APs", "Security Checks", "POA&M Status", "Local Field",
        "Office/Org",
        "Comments", "Raw Severity",
    ]

    private func items() -> [POAMItem] {
        ["first", WorkbookTests.hostile].map { name in
            POAMItem(
                rule: RuleRecord(
                    id: "SV-1_rule", group: "V-1", title: name, severity: "high", category: 1, result: "fail", evidence: "observed"),
                controls: [ControlID(family: "CM", number: 6)], status: .ongoing, source: "Example", device: "image",
                evidence: "results.json")
        }
    }

    private func template(_ rows: [[String]] = [], headers: [String] = TemplateTests.headers) throws -> [UInt8] {
        try Workbook(
            title: "export",
            sheets: [
                .init(name: "Cover", header: ["Read me"], rows: []),
                .init(name: "POA&M", preamble: [["", "Date Exported:"], [], ["", "System"]], header: headers, rows: rows),
            ]
        ).bytes()
    }

    /// The texts of a sheet by cell.
    private func cells(_ bytes: [UInt8], _ part: String = "xl/worksheets/sheet2.xml") throws -> [String: String] {
        let zip = try ZipFile(bytes)
        let strings = try SheetDocument(try #require(zip["xl/sharedStrings.xml"]), name: "s").root.children("si").map(\.text)
        let sheet = try SheetDocument(try #require(zip[part]), name: "s")
        var result: [String: String] = [:]
        for cell in sheet.root.child("sheetData")?.children("row").flatMap({ $0.children("c") }) ?? [] {
            let isShared = cell.attribute("t") == "s"
            let text = isShared ? Int(cell.text).map { strings[$0] } ?? "" : cell.text
            result[cell.attribute("r") ?? ""] = text
        }
        return result
    }

    @Test("items come below what is there, each text under its header; columns that are not known stay")
    func filled() throws {
        var workbook = try TemplateWorkbook(try template([["17", "An older item", "AC-2", "", "Completed", "theirs"]]), name: "t.xlsx")
        #expect(workbook.unmapped == ["Local Field"])
        var options = PackageOptions()
        options.organization = "ISSO"
        let bytes = try workbook.filled(items(), options: options)
        let cells = try cells(bytes)
        #expect(cells["B4"] == "Control Vulnerability Description")
        #expect(["A5", "B5", "F5"].map { cells[$0] } == ["17", "An older item", "theirs"])
        #expect(["B6", "C6", "D6", "E6", "G6", "I6"].map { cells[$0] } == ["first", "CM-6", "V-1, SV-1_rule", "Ongoing", "ISSO", "I"])
        #expect(["A6", "F6", "A7"].allSatisfy { cells[$0, default: ""].isEmpty })
        #expect(cells["B7"]?.hasPrefix("=cmd") == true, "an inline string is no formula")
        #expect(cells["B7"]?.contains("\u{0}") == false)
    }

    @Test("the same template and items give the same bytes, and the other parts are as they were")
    func untouched() throws {
        let before = try template()
        func fill() throws -> [UInt8] {
            var workbook = try TemplateWorkbook(before, name: "t.xlsx")
            return try workbook.filled(items(), options: PackageOptions())
        }
        let after = try fill()
        #expect(try fill() == after)
        let (old, new) = (try ZipFile(before), try ZipFile(after))
        #expect(old.entries.map(\.name) == new.entries.map(\.name))
        for entry in old.entries where entry.name != "xl/worksheets/sheet2.xml" { #expect(new[entry.name] == entry.bytes, "\(entry.name)") }
    }

    @Test("a header split into runs is one text")
    func runs() throws {
        var zip = try ZipFile(try template())
        let index = try #require(zip.entries.firstIndex { $0.name == "xl/sharedStrings.xml" })
        let text = String(decoding: zip.entries[index].bytes, as: UTF8.self)
        zip.entries[index].bytes = Array(
            text.replacing(
                "<t>Control Vulnerability Description</t>",
                with: "<r><t>Control Vulnerability </t></r><r><rPr><b/></rPr><t>Description</t></r>"
            ).utf8)
        #expect(try TemplateWorkbook(try zip.archived(), name: "t").mappedCount == 7)
    }

    @Test("a workbook without the header, no workbook, and a damaged one are one line each")
    func refused() throws {
        let whole = try template()
        let cases: [([UInt8], String)] = [
            (try template(headers: ["Name", "Status", "Comments"]), "t.xlsx: none of its 2 sheets has a row with the headers of a POA&M"),
            (Array("plain text".utf8), "t.xlsx: it is no workbook: a .xlsx or .xlsm file is expected"),
            ([], "t.xlsx: it is no workbook"), (Array(whole.prefix(whole.count / 2)), "t.xlsx: "),
        ]
        for (bytes, message) in cases {
            #expect { try TemplateWorkbook(bytes, name: "t.xlsx") } throws: { "\($0)".hasPrefix(message) && !"\($0)".contains("\n") }
        }
    }

    @Test("an archive that unpacks to too much, and one with two files of a name, are refused")
    func bounded() throws {
        var zip = try ZipFile(try template())
        zip.entries.append(.init("xl/media/zeros", [UInt8](repeating: 0, count: 4 << 20)))
        let large = try zip.archived()
        var limits = ZipFile.Limits()
        limits.bytes = 1 << 20
        #expect { try ZipFile(large, limits: limits) } throws: {
            "\($0)".contains("it looks like a bomb") || "\($0)".contains("it is refused")
        }
        limits = ZipFile.Limits()
        limits.entries = 3
        #expect { try ZipFile(large, limits: limits) } throws: { "\($0)".contains("more than 3 entries") }
        zip.entries.append(.init("xl/workbook.xml", []))
        let twice = try zip.archived()
        #expect { try ZipFile(twice) } throws: { "\($0)".contains("two of its files are called 'xl/workbook.xml'") }
    }

    @Test("a document type in a part is refused: it could declare entities")
    func entities() throws {
        var zip = try ZipFile(try template())
        let index = try #require(zip.entries.firstIndex { $0.name == "xl/sharedStrings.xml" })
        zip.entries[index].bytes = Array("<!DOCTYPE sst [<!ENTITY a \"b\">]><sst>&a;</sst>".utf8)
        let bytes = try zip.archived()
        #expect { try TemplateWorkbook(bytes, name: "t") } throws: { "\($0)".contains("document type") }
    }

    @Test("mutants of a workbook never end the program")
    func mutants() throws {
        let whole = try template([["1", "x"]])
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func random() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33)
        }
        var survivors = 0
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<(1 + random() % 4) { bytes[random() % bytes.count] = UInt8(random() & 0xFF) }
            if var workbook = try? TemplateWorkbook(bytes, name: "t"), (try? workbook.filled(items(), options: PackageOptions())) != nil {
                survivors += 1
            }
        }
        #expect(survivors > 0 && survivors < 300)
    }

    @Test("places of cells", arguments: [("A1", 1, 1), ("Z9", 26, 9), ("AA10", 27, 10), ("XFD1048576", 16_384, 1_048_576)])
    func references(text: String, column: Int, row: Int) {
        let reference = CellReference(text)
        #expect(reference?.column == column)
        #expect(reference?.row == row)
        #expect(reference?.text == text)
    }

    @Test("what is no place", arguments: ["", "1", "A", "A0", "AAAA1", "a1", "A1048577", "A-1"])
    func noReference(text: String) { #expect(CellReference(text) == nil) }
}
