import Calendar
import Exchange
import Foundation
import RMF
import Testing
import XML

@Suite("Tables of a package")
struct PackageTableTests {
    private func items(_ record: AssessmentRecord = PackageSample.record()) throws -> [POAMItem] {
        record.poamItems(try PackageSample.findings(record), evidence: PackageSample.evidenceText)
    }

    /// The fields of comma-separated values, by RFC 4180.
    private func fields(_ bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = [[""]]
        var isQuoted = false
        let text = Array(String(decoding: bytes, as: UTF8.self))
        var index = 0
        while index < text.count {
            let (row, character) = (rows.count - 1, text[index])
            switch character {
            case "\"" where isQuoted && index + 1 < text.count && text[index + 1] == "\"":
                rows[row][rows[row].count - 1].append(character)
                index += 1
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: rows[row].append("")
            case "\r\n" where !isQuoted: rows.append([""])
            default: rows[row][rows[row].count - 1].append(character)
            }
            index += 1
        }
        return rows.dropLast()
    }

    @Test("the plan of action is the one that was reviewed, in both layouts", arguments: POAMColumns.Layout.allCases)
    func poam(layout: POAMColumns.Layout) throws {
        let bytes = POAMTable.csv(try items(), layout: layout, options: PackageSample.options())
        #expect(try PackageSample.golden("poam-csv/poam-\(layout.rawValue).csv", bytes) == bytes, "STIGREADY_WRITE_GOLDEN=1 rewrites it")
        let rows = fields(bytes)
        #expect(rows.map(\.count) == [layout.rawValue, layout.rawValue, layout.rawValue])
        #expect(POAMColumns.columns(layout).count == layout.rawValue)
    }

    @Test("what nobody gave is said in the cell, and people's judgement is left to them")
    func placeholders() throws {
        let rows = fields(POAMTable.csv(try items(), layout: .columns26, options: PackageOptions()))
        let item = Dictionary(zip(rows[0], rows[1]), uniquingKeysWith: { $1 })
        for header in ["Office/Org", "Resources Required", "Scheduled Completion Date"] { #expect(item[header] == POAMItem.placeholder) }
        for header in ["Likelihood", "Impact", "Mitigations", "Relevance of Threat", "Residual Risk Level"] { #expect(item[header] == "") }
    }

    @Test(
        "headers of exports are known by their text, whatever their spaces, stars and hints",
        arguments: [
            ("Controls / APs", POAMColumns.Column.controls), (" Raw Severity ", .rawSeverity), ("POA&M Status*", .status),
            ("Mitigations (in-house and in conjunction with the Navy CSSP)", .blank),
            ("Security Control Number\n(NC/NA controls only)", .controls),
            ("Assets Affected", .devices),
        ])
    func headers(header: String, column: POAMColumns.Column) {
        #expect(POAMColumns.column(for: header) == column)
    }

    @Test("the sheet for vendors has DISA's 17 columns and states, and justifies only what is to be justified")
    func vendorSheet() throws {
        let bytes = VendorSheet.csv(PackageSample.record(), controls: ["SV-203594r958392_rule": ["CM-6"]], srg: nil)
        #expect(try PackageSample.golden("vendor-csv/vendor-sheet.csv", bytes) == bytes, "STIGREADY_WRITE_GOLDEN=1 rewrites it")
        let rows = fields(bytes)
        #expect(rows.allSatisfy { $0.count == 17 })
        #expect(
            rows.dropFirst().map { $0[8] } == [
                "Applicable - Configurable", "Applicable - Does Not Meet", "Not Applicable", "Not Yet Determined", "Not Yet Determined",
                "Not Yet Determined", "Applicable - Inherently Meets", "Applicable - Does Not Meet",
            ])
        #expect(rows.dropFirst().map { !$0[16].isEmpty } == [false, true, true, false, false, false, true, true])
        #expect(rows.dropFirst().map { !$0[15].isEmpty } == [false, false, false, false, false, false, true, false])
        #expect(rows.dropFirst().map { !$0[14].isEmpty } == [false, false, false, false, false, false, false, true])
    }

    @Test("DISA's words come from the user's SRG: by the rule's id, and by the SRG id only where that is unique")
    func srg() throws {
        let xml = """
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.1"><title>Example SRG</title><version>3</version>
            <Group id="V-203594"><title>SRG-A</title><Rule id="SV-203594r958392_rule"><title>By rule</title>
              <description>&lt;VulnDiscussion&gt;Because.&lt;/VulnDiscussion&gt;&lt;FalsePositives&gt;&lt;/FalsePositives&gt;</description>
              <fixtext>Do.</fixtext><check><check-content>Look.</check-content></check></Rule></Group>
            <Group id="V-1"><title>SRG-OS-000027-GPOS-00008</title><Rule id="SV-1r1_rule"><title>By SRG id</title></Rule></Group>
            <Group id="V-2"><title>SRG-OS-000023-GPOS-00006</title><Rule id="SV-2r1_rule"><title>Twice</title></Rule></Group>
            <Group id="V-3"><title>SRG-OS-000023-GPOS-00006</title><Rule id="SV-3r1_rule"><title>Twice</title></Rule></Group></Benchmark>
            """
        let srg = try SRGDocument(try XMLDocument(Array(xml.utf8), name: "srg.xml"))
        #expect(srg.title == "Example SRG 3")
        #expect(srg.count == 4)
        let rows = fields(VendorSheet.csv(PackageSample.record(), controls: [:], srg: srg))
        #expect([rows[2][2], rows[2][4], rows[2][6], rows[2][9], rows[2][11]] == ["SRG-A", "By rule", "Because.", "Look.", "Do."])
        #expect(rows[3][4] == "By SRG id")
        #expect(rows[1][4] == "", "an id that stands for two requirements names neither")
        #expect { try SRGDocument(try XMLDocument(Array("<a/>".utf8), name: "a.xml")) } throws: { "\($0)".contains("is no benchmark") }
    }

    @Test("no field of any table begins a formula or holds a control character")
    func hostile() throws {
        let record = PackageSample.hostileRecord()
        let findings = try PackageSample.findings(record)
        let tables = [
            POAMTable.csv(try items(record), layout: .columns26, options: PackageSample.options()),
            VendorSheet.csv(record, controls: [:], srg: nil),
            ResponsibilityMatrix.controls(findings).csv, ResponsibilityMatrix.rules(findings).csv,
            ResponsibilityMatrix.responses(findings, evidence: PackageSample.hostile).csv,
        ]
        for bytes in tables {
            let rows = fields(bytes)
            #expect(rows.count > 1)
            #expect(Set(rows.map(\.count)).count == 1, "a field broke out of its row")
            for field in rows.joined() {
                #expect(!"=+-@".contains(field.trimmingCharacters(in: .whitespacesAndNewlines).first ?? "x"), "\(field)")
                #expect(!field.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0xFFFE }, "\(field)")
            }
        }
    }

    @Test("the responsibility matrix is the one that was reviewed")
    func matrix() throws {
        let findings = try PackageSample.findings()
        let controls = ResponsibilityMatrix.controls(findings).csv
        let responses = ResponsibilityMatrix.responses(findings, evidence: PackageSample.evidenceText).csv
        #expect(try PackageSample.golden("matrix/responsibility-matrix.csv", controls) == controls, "STIGREADY_WRITE_GOLDEN=1 rewrites it")
        #expect(try PackageSample.golden("responses/control-responses.csv", responses) == responses, "STIGREADY_WRITE_GOLDEN=1 rewrites it")
    }

    @Test("control responses in Markdown are those that were reviewed")
    func responses() throws {
        let subject = ControlResponses.Subject(
            target: "registry.example/app:1.2", content: "Example benchmark 003, standard", tool: "stigready 0.1.0",
            time: "2026-01-31T12:00:00Z",
            evidence: PackageSample.evidenceText)
        let bytes = Array(ControlResponses(try PackageSample.findings(), subject: subject).markdown.utf8)
        #expect(try PackageSample.golden("responses/control-responses.md", bytes) == bytes, "STIGREADY_WRITE_GOLDEN=1 rewrites it")
    }

    @Test(
        "a day is seconds since 1970 for eMASS",
        arguments: [
            ("1970-01-01", 0), ("2000-02-29", 951_782_400), ("2027-03-31", 1_806_451_200), ("2026-02-30", nil), ("2026-1-1", nil),
            ("2100-02-29", nil),
            ("today", nil),
        ] as [(String, Int64?)])
    func dates(text: String, seconds: Int64?) {
        #expect(CalendarDay(text)?.unixTime == seconds)
    }
}
