import Exchange
import Foundation
import Testing

@testable import Workbooks

@Suite("New workbooks")
struct WorkbookTests {
    static let hostile = "=cmd|' /C calc'!A0\u{0}\u{1B}[31m]]>&<script>\u{FFFE}\r\n@next"

    static func text(_ bytes: [UInt8], _ name: String) throws -> String {
        String(decoding: try #require(try ZipFile(bytes)[name]), as: UTF8.self)
    }

    @Test("the same content gives the same bytes, with a time of its own")
    func deterministic() throws {
        let book = Workbook(title: "T", sheets: [.init(name: "One", header: ["a", "b"], rows: [["1", ""], ["x", "y"]])])
        let bytes = try book.bytes()
        #expect(try book.bytes() == bytes)
        #expect(try Self.text(bytes, "docProps/core.xml").contains("2000-01-01T00:00:00Z"))
    }

    @Test("hostile text is a text: no formula, no character that XML cannot hold, no cell beyond Excel's limit")
    func hostileText() throws {
        let long = String(repeating: "x", count: 40_000)
        let bytes = try Workbook(title: Self.hostile, sheets: [.init(name: "One", header: [Self.hostile], rows: [[Self.hostile], [long]])])
            .bytes()
        let sheet = try Self.text(bytes, "xl/worksheets/sheet1.xml")
        let strings = try Self.text(bytes, "xl/sharedStrings.xml")
        #expect(!sheet.contains("<f>"))
        #expect(!strings.contains("<script>"))
        #expect(strings.contains("[cut: 40000 characters, 32767 allowed]"))
        for name in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"] {
            let part = try Self.text(bytes, name)
            #expect(!part.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\r" || $0.value == 0xFFFE }, "\(name)")
            _ = try SheetDocument(Array(part.utf8), name: name)
        }
    }

    @Test("a name of a sheet that Excel does not take is an error, not half a file")
    func badName() {
        #expect(throws: WorkbookError.self) { try Workbook(title: "T", sheets: [.init(name: "a/b:c", header: ["a"], rows: [])]).bytes() }
    }
}
