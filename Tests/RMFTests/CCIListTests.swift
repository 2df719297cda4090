import Foundation
import RMF
import Testing
import XML

@Suite("Lists of CCIs that users bring")
struct CCIListTests {
    private static let xml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <cci_list xmlns="http://iase.disa.mil/cci"><metadata><version>2030-01-02</version><publishdate>2030-01-02</publishdate></metadata>
        <cci_items>
          <cci_item id="CCI-009001"><status>draft</status><references>
            <reference creator="NIST" title="NIST SP 800-53 Revision 4" version="4" index="AC-1 a 1"/>
            <reference creator="NIST" title="NIST SP 800-53A" version="5" index="AC-1.1 (i)"/>
            <reference creator="NIST" title="NIST SP 800-53 Revision 5" version="5" index="AC-1 a 1 (a)"/>
            <reference creator="NIST" title="NIST SP 800-53 Revision 5" version="5" index="AC-2 (3) (b)"/></references></cci_item>
          <cci_item id="CCI-009002"><status>deprecated</status><references>
            <reference creator="NIST" title="NIST SP 800-53 Revision 5" version="5" index="AC-1 b"/></references></cci_item>
        </cci_items></cci_list>
        """

    private static func list(_ text: String) throws -> CCIList { try CCIList(try XMLDocument(Array(text.utf8), name: "list.xml")) }

    @Test("DISA's XML takes the place of the table: its version, its CCIs and no others")
    func replaced() throws {
        let list = try Self.list(Self.xml)
        #expect(list.version == "2030-01-02")
        #expect(list.count == 2)
        let catalog = try Tables.catalog().with(list)
        #expect(catalog.vintage == ["2030-01-02"])
        #expect(catalog.references(of: "CCI-009001", in: .r5)?.map(\.description) == ["AC-1a.1.(a)", "AC-2(3)(b)"])
        #expect(catalog.references(of: "CCI-009001", in: .r4)?.map(\.description) == ["AC-1a.1."])
        #expect(catalog.references(of: "CCI-000366", in: .r5) == nil)
        // What is deprecated speaks of its control and has no weight in it.
        #expect(catalog.references(of: "CCI-009002", in: .r5)?.count == 1)
        #expect(catalog.cciCount(of: ControlID(family: "AC", number: 1), in: .r5) == 1)
    }

    @Test("a table is read with the short and with the long names of its columns", arguments: ["r4\tr5", "rev4\trev5"])
    func table(columns: String) throws {
        let text = "# CCI list of 2031\ncci\tstatus\t\(columns)\nCCI-000366\tdraft\tCM-6 b\tCM-6 b\n"
        let list = try CCIList(table: Array(text.utf8), name: "list.tsv")
        #expect(list.version == "CCI list of 2031")
        #expect(try Tables.catalog().with(list).references(of: "CCI-000366", in: .r5)?.map(\.description) == ["CM-6b."])
    }

    @Test(
        "another document, no CCI at all and ids that are none are refused with their place",
        arguments: [
            ("<Benchmark/>", "list.xml:1: 'Benchmark' is no list of CCIs; DISA's has the element cci_list outermost"),
            ("<cci_list/>", "list.xml:1: holds no cci_item"),
            (
                "<cci_list>\n<cci_items><cci_item id=\"CCI-1\"/></cci_items></cci_list>",
                "list.xml:2: 'CCI-1' is no id of a CCI, which is written CCI-000001"
            ),
        ])
    func refused(text: String, message: String) {
        #expect { try Self.list(text) } throws: { "\($0)" == message }
    }

    @Test("DISA's list of 2023 agrees with the table but for what is said of the table")
    func published() throws {
        let file = Shared.file("data/U_CCI_List-2023-06-07.xml")
        guard let bytes = try? Data(contentsOf: file) else { return Shared.skipped(file) }
        let list = try CCIList(try XMLDocument(Array(bytes), name: "U_CCI_List.xml"))
        #expect(list.version == "2023-06-07")
        #expect(list.count == 5_098)
        let (ours, theirs) = (try Tables.catalog(), try Tables.catalog().with(list))
        var differing: Set<String> = []
        for control in ours.controls(in: .r5) where ours.cciCount(of: control.id, in: .r5) != theirs.cciCount(of: control.id, in: .r5) {
            differing.insert(control.id.description)
        }
        // 21 identifiers and 7 corrections came later.
        #expect(differing.count < 28, "\(differing.sorted())")
    }
}

/// Published material beside the checkout, which the project does without.
enum Shared {
    static func file(_ name: String) -> URL {
        let root =
            ProcessInfo.processInfo.environment["STIGREADY_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardized
        return root.appending(path: name)
    }

    static func skipped(_ file: URL) {
        print("SKIPPED: \(file.path) is not there; this comparison was not made (STIGREADY_SHARED names its folder)")
    }
}
