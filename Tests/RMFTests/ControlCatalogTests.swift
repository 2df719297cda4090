import RMF
import Testing

@Suite("The tables of the catalogue")
struct ControlCatalogTests {
    private let catalog: ControlCatalog

    init() throws { catalog = try Tables.catalog() }

    @Test("the figures of the baselines are NIST's")
    func baselines() {
        func count(_ baseline: ControlCatalog.Baseline, _ revision: ControlCatalog.Revision) -> Int {
            catalog.controls(in: revision).count { $0.baselines.contains(baseline) }
        }
        #expect([count(.low, .r5), count(.moderate, .r5), count(.high, .r5), count(.privacy, .r5)] == [149, 287, 370, 96])
        #expect([count(.low, .r4), count(.moderate, .r4), count(.high, .r4)] == [124, 261, 343])
        #expect(catalog.controls(in: .r5).count == 1196)
        #expect(catalog.controls(in: .r5).count { $0.isWithdrawn } == 182)
    }

    @Test("a CCI leads to the control and the statement part of each revision")
    func correlation() throws {
        #expect(try #require(catalog.references(of: "CCI-000366", in: .r5)).map(\.description) == ["CM-6b."])
        #expect(try #require(catalog.references(of: "CCI-000015", in: .r5)).map(\.description) == ["AC-2(1)"])
        #expect(catalog.references(of: "CCI-999999", in: .r5) == nil)
        #expect(catalog.entry("CCI-000001") != nil)
    }

    @Test("a CCI of another revision only is known and leads nowhere")
    func otherRevision() throws {
        #expect(try #require(catalog.references(of: "CCI-000001", in: .r5)).isEmpty)
    }

    @Test("every index of revision 5 names a control of the catalogue, all but one in force")
    func everyIndex() throws {
        var withdrawn: Set<String> = []
        for number in 1...5_169 {
            let id = "CCI-" + String(repeating: "0", count: 6 - String(number).count) + String(number)
            for reference in catalog.references(of: id, in: .r5) ?? [] {
                let control = try #require(catalog.control(reference.control, in: .r5), "\(id) \(reference)")
                if control.isWithdrawn { withdrawn.insert(control.id.description) }
            }
        }
        #expect(withdrawn == ["SI-7(13)"])
    }

    @Test("every row's id, index and successor can be read")
    func everyRow() throws {
        for name in ["sp800-53-r5.tsv", "sp800-53-r4.tsv", "cci.tsv"] {
            let columns = name == "cci.tsv" ? [2, 3] : [0, 3]
            for line in String(decoding: try Tables.bytes(name), as: UTF8.self).split(separator: "\n").filter({ !$0.hasPrefix("#") })
                .dropFirst()
            {
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                for column in columns {
                    for text in fields[column].split(separator: ";") { #expect(ControlReference(String(text)) != nil, "\(name): \(line)") }
                }
            }
        }
    }

    @Test("a withdrawn control names its successors")
    func successors() throws {
        let control = try #require(catalog.control(ControlID(family: "AC", number: 2, enhancement: 10), in: .r5))
        #expect(control.isWithdrawn)
        #expect(control.successors.map(\.description) == ["AC-2k."])
        #expect(control.baselines.isEmpty)
    }

    @Test("titles, families and the vintage are there")
    func titles() throws {
        #expect(
            catalog.control(ControlID(family: "AC", number: 2, enhancement: 1), in: .r5)?.title == "Automated System Account Management")
        #expect(catalog.familyTitle("SR", in: .r5) == "Supply Chain Risk Management")
        #expect(catalog.familyTitle("SR", in: .r4).isEmpty)
        #expect(catalog.vintage.contains { $0.contains("2023-06-07") })
        #expect(catalog.cciCount(of: ControlID(family: "AC", number: 2, enhancement: 1), in: .r5) > 0)
    }

    @Test("a table without its columns, or cut off, is refused with its line")
    func broken() throws {
        let r5 = try Tables.bytes("sp800-53-r5.tsv")
        let r4 = try Tables.bytes("sp800-53-r4.tsv")
        let families = try Tables.bytes("families.tsv")
        func message(_ cci: String) -> String {
            do throws(ControlTableError) {
                _ = try ControlCatalog(cci: Array(cci.utf8), revision5: r5, revision4: r4, families: families)
                return ""
            } catch {
                return error.description
            }
        }
        #expect(message("cci\tstatus\tr5\n").hasPrefix("cci.tsv:1: has no column 'r4'"))
        #expect(message("").hasPrefix("cci.tsv:1: has no header"))
        #expect(message("# x\ncci\tstatus\tr4\tr5\nCCI-000001\tdraft\n").hasPrefix("cci.tsv:3: has 2 fields"))
        #expect(message("cci\tstatus\tr4\tr5\r\nCCI-000001\tdraft\tAC-1\tAC-1\r\n").isEmpty)
    }
}
