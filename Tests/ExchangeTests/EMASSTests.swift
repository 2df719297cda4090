import Exchange
import Foundation
import RMF
import Testing

@Suite("Bodies for eMASS")
struct EMASSTests {
    private static let procedures = ["CCI-000366": "CM-6.5", "CCI-000067": "AC-17(1).1"]

    private func bytes(
        _ file: EMASSFile, _ record: AssessmentRecord = PackageSample.record(), options: PackageOptions = PackageSample.options(),
        procedures: [String: String] = EMASSTests.procedures
    ) throws -> [UInt8] {
        try record.emass(
            file, findings: try PackageSample.findings(record), options: options, procedures: procedures,
            evidence: PackageSample.evidenceText)
    }

    private func list(_ bytes: [UInt8]) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
    }

    private func violations(_ file: EMASSFile, _ record: AssessmentRecord = PackageSample.record(), options: PackageOptions) throws
        -> [String]
    {
        do {
            _ = try bytes(file, record, options: options, procedures: [:])
            return []
        } catch let EMASSFailure.violations(found) { return found.map(\.field) }
    }

    @Test("the files are those that were reviewed", arguments: EMASSFile.allCases)
    func golden(file: EMASSFile) throws {
        let made = try bytes(file)
        #expect(try PackageSample.golden("emass/\(file.fileName)", made) == made, "STIGREADY_WRITE_GOLDEN=1 rewrites Tests/Golden/emass")
    }

    @Test("a result has eMASS's word; a pass without evidence was not checked")
    func words() throws {
        let containers = try list(try bytes(.containerScanResults))
        let benchmark = try #require((containers.first?["benchmarks"] as? [[String: Any]])?.first)
        #expect(benchmark["benchmark"] as? String == "General_Purpose_Operating_System")
        #expect(benchmark["release"] as? String == "3")
        let results = try #require(benchmark["results"] as? [[String: Any]])
        #expect(
            results.map { $0["status"] as? String } == [
                "Pass", "Fail", "Not Applicable", "Not Checked", "Not Checked", "Not Reviewed", "Pass", "Fail",
            ])
        #expect(containers.first?["time"] as? Int == 1_769_860_800)
    }

    @Test(
        "what is not given and eMASS requires is named with its option",
        arguments: [
            (EMASSFile.containerScanResults, []), (.poams, ["pocOrganization", "scheduledCompletionDate"]),
            (.controls, ["estimatedCompletionDate"]),
            (.testResults, ["assessmentProcedure"]),
        ] as [(EMASSFile, [String])])
    func required(file: EMASSFile, fields: [String]) throws {
        #expect(try violations(file, options: PackageOptions()) == fields)
    }

    @Test("a point of contact is all four or none")
    func contact() throws {
        var options = PackageSample.options()
        options.phone = nil
        #expect(try violations(.poams, options: options) == ["pocFirstName, pocLastName, pocEmail, pocPhoneNumber"])
        (options.name, options.email) = (nil, nil)
        #expect(try violations(.poams, options: options) == [])
        options = PackageSample.options()
        options.name = "Owner"
        #expect(try violations(.poams, options: options) == ["pocLastName"])
    }

    @Test("a name is never cut, a long text is, with a mark")
    func limits() throws {
        var options = PackageSample.options()
        options.organization = String(repeating: "o", count: 101)
        #expect(try violations(.poams, options: options) == ["pocOrganization"])
        var rules = PackageSample.rules()
        rules[1].sentence = String(repeating: "\u{1F600}x", count: 3_000)
        let items = try list(try bytes(.poams, PackageSample.record(rules)))
        let text = try #require(items.first?["vulnerabilityDescription"] as? String)
        #expect(text.utf16.count <= 2_000)
        #expect(text.hasSuffix(" characters, 2000 allowed]"))
    }

    @Test("an accepted risk has a reason and neither date nor milestones; an ongoing item has both")
    func accepted() throws {
        let items = try list(try bytes(.poams))
        #expect(items.map { $0["status"] as? String } == ["Ongoing", "Risk Accepted"])
        #expect(items.map { $0["scheduledCompletionDate"] != nil } == [true, false])
        #expect(items.map { $0["milestones"] != nil } == [true, false])
        #expect((items.last?["comments"] as? String)?.contains("Nobody logs in.") == true)
        var rules = PackageSample.rules()
        rules[7].answer?.justification = ""
        #expect(try violations(.poams, PackageSample.record(rules), options: PackageSample.options()) == ["comments"])
        // An answer that is void accepts nothing.
        rules[7].answer?.voidBecause = "expired"
        #expect(try list(try bytes(.poams, PackageSample.record(rules))).map { $0["status"] as? String } == ["Ongoing", "Ongoing"])
    }

    @Test("no control is implemented by rules alone, and only what fails has a test result")
    func honest() throws {
        let controls = try list(try bytes(.controls))
        #expect(Set(controls.compactMap { $0["implementationStatus"] as? String }) == ["Planned"])
        #expect(controls.contains { $0["implementationStatus"] == nil })
        let results = try list(try bytes(.testResults))
        #expect(results.map { $0["assessmentProcedure"] as? String } == ["AC-17(1).1", "CM-6.5"])
        #expect(results.allSatisfy { $0["complianceStatus"] as? String == "Non-Compliant" && $0["testedBy"] as? String == "Owner, Ada" })
    }

    @Test("hostile text keeps within every limit and holds no control character", arguments: EMASSFile.allCases)
    func hostile(file: EMASSFile) throws {
        let limits = ["pocOrganization": 100, "resources": 250, "description": 4_000, "externalUid": 100]
        let record = PackageSample.hostileRecord()
        let made = try bytes(file, record, procedures: ["CCI-000366": PackageSample.hostile, PackageSample.hostile: "AC-1.1"])
        for item in try list(made) {
            for (name, value) in item {
                guard let text = value as? String else { continue }
                #expect(text.utf16.count <= limits[name] ?? 2_000, "\(name)")
                #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(name)")
            }
        }
    }

    @Test("procedures are found by their headers, wherever those stand")
    func procedureTable() throws {
        let text =
            "Test Result Import\r\n\r\nControl,\"AP Acronym\",CCI,\"CCI Definition\"\r\nCM-6,CM-6.5,366,\"a, \"\"b\"\"\nc\"\r\nAC-3,AC-3.1,CCI-000213,x\r\n"
        #expect(try ProcedureTable.read(Array(text.utf8), name: "t.csv") == ["CCI-000366": "CM-6.5", "CCI-000213": "AC-3.1"])
        #expect { try ProcedureTable.read(Array("a,b\n".utf8), name: "t.csv") } throws: {
            "\($0)".hasPrefix("t.csv: no row names the columns")
        }
    }
}
