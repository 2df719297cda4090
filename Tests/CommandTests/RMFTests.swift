import Foundation
import Testing

@Suite("rmf: the parts of an authorization package")
struct RMFTests {
    /// A folder with `results.json` of the demonstration on a root where some of it fails.
    private func scanned() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makeRoot()
        try folder.write("PermitRootLogin yes\n", to: "root/etc/ssh/sshd_config")
        let run = try Program.run(
            ["scan", "root", "--content", Program.demo, "--time", Program.time, "--output", ".", "--quiet"], in: folder)
        try #require(folder.exists("results.json"), "\(run.errors)")
        return folder
    }

    private func rmf(_ arguments: String..., in folder: TemporaryFolder) throws -> Program.Run {
        try Program.run(["rmf", arguments[0], "results.json"] + arguments.dropFirst(), in: folder)
    }

    private static let people = ["--poc-org", "ISSO Office", "--scheduled-completion", "2027-03-31"]

    @Test(
        "each command writes its files into a folder, twice the same",
        arguments: [
            ("responses", ["control-responses.csv", "control-responses.md", "control-responses.xlsx", "controls"]),
            ("matrix", ["responsibility-matrix.csv", "responsibility-matrix.xlsx"]), ("poam", ["poam.csv", "poam.xlsx"]),
            ("oscal", ["oscal-assessment-results.json", "oscal-component-definition.json", "oscal-poam.json"]),
            ("vendor-sheet", ["vendor-sheet.csv"]),
        ])
    func folder(command: String, names: [String]) throws {
        let folder = try scanned()
        for output in ["a", "b"] {
            let run = try rmf(command, "-o", output, in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output == "")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path(output)).sorted() == names)
        }
        for name in names where name != "controls" { #expect(try folder.bytes("a/\(name)") == folder.bytes("b/\(name)"), "\(name)") }
    }

    @Test("the ending of one file chooses what is written; without -o the text goes to standard output")
    func oneFile() throws {
        let folder = try scanned()
        #expect(try rmf("poam", "-o", "mine.xlsx", in: folder).status == 0)
        #expect(try folder.bytes("mine.xlsx").starts(with: Data("PK".utf8)))
        #expect(try rmf("poam", in: folder).output.hasPrefix("\"POA&M Item ID\""))
        #expect(try rmf("responses", in: folder).output.hasPrefix("# Control responses"))
    }

    @Test("a baseline, a profile and another list of CCIs change what is spoken of, and are said")
    func controls() throws {
        let folder = try scanned()
        let all = try rmf("responses", in: folder).output
        let low = try rmf("responses", "--baseline", "low", in: folder).output
        #expect(low.contains("- **Controls**: low baseline only"))
        #expect(low.contains("## Controls of the low baseline that no rule speaks of"))
        try folder.write(
            #"{"profile":{"metadata":{"title":"One"},"imports":[{"include-controls":[{"with-ids":["au-1"]}]}]}}"#, to: "p.json")
        let one = try rmf("responses", "--oscal-profile", "p.json", in: folder).output
        #expect(!one.contains("### Assessor"), "no rule speaks of AU-1")
        try folder.write("# list of 2031\ncci\tstatus\tr4\tr5\nCCI-999999\tdraft\t\tAC-1\n", to: "cci.tsv")
        let run = try rmf("responses", "--cci", "cci.tsv", in: folder)
        #expect(run.messages == ["note: cci.tsv: 1 CCIs, version list of 2031"])
        #expect(run.output != all)
        #expect(run.output.contains("CCIs that the list does not know"))
    }

    @Test(
        "what is wrong is one line, and nothing is written",
        arguments: [
            (["poam", "none.json"], 1, "none.json: error: cannot be opened"),
            (["poam", "results.json", "--columns", "22"], 64, "21 or 26"),
            (["responses", "results.json", "--baseline", "huge"], 64, "--baseline takes low, moderate, high, privacy"),
            (["responses", "results.json", "--baseline", "privacy", "--revision", "4"], 64, "revision 4 has no such baseline"),
            (["responses", "results.json", "--oscal-profile", "results.json"], 1, "results.json:1: is no profile of OSCAL"),
            (["responses", "results.json", "--cci", "results.json"], 1, "results.json:1: has no column 'cci'"),
            (["vendor-sheet", "results.json", "--srg", "results.json"], 1, "results.json: error: the document does not begin"),
            (["poam", "results.json", "--scheduled-completion", "2026-02-30"], 64, "no day"),
            (["poam", "results.json", "--template", "results.json"], 1, "results.json: it is no workbook"),
            (["oscal", "results.json", "--model", "all"], 64, "all"),
            (["emass", "results.json", "--only", "poams"], 1, "emass-poams.json: pocOrganization is required by eMASS; give --poc-org"),
        ] as [([String], Int32, String)])
    func wrong(arguments: [String], status: Int32, message: String) throws {
        let folder = try scanned()
        let before = try folder.names()
        let run = try Program.run(["rmf"] + arguments + ["-o", "out"], in: folder)
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.output == "")
        #expect(try folder.names() == before)
    }

    @Test("eMASS gets the container scan without people and dates, the rest with them")
    func emass() throws {
        let folder = try scanned()
        #expect(try rmf("emass", "--only", "container-scan-results", "-o", "scan.json", in: folder).status == 0)
        let run = try Program.run(
            ["rmf", "emass", "results.json", "--only", "poams", "--only", "controls", "-o", "e"] + Self.people, in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("e")).sorted() == ["emass-controls.json", "emass-poams.json"])
    }

    @Test(
        "scan and render write the same bytes as rmf without options",
        arguments: [
            ("oscal-ar", "oscal-assessment-results.json", "oscal"), ("poam-xlsx", "poam.xlsx", "poam"), ("poam-csv", "poam.csv", "poam"),
            ("responses", "control-responses.md", "responses"), ("vendor-csv", "vendor-sheet.csv", "vendor-sheet"),
        ])
    func formats(format: String, name: String, command: String) throws {
        let folder = try scanned()
        #expect(try Program.run(["render", format, "results.json", "-o", "rendered"], in: folder).status == 0)
        #expect(try rmf(command, "-o", "made", in: folder).status == 0)
        #expect(try folder.bytes("rendered") == folder.bytes("made/\(name)"))
    }

    @Test("trestle, openpyxl and the models of eMASS's interface read what is written")
    func readers() throws {
        let script = Program.repository.appending(path: "Tests/Oracle/make-venv.sh")
        guard FileManager.default.fileExists(atPath: script.path) else {
            return print("SKIPPED: \(script.path) is not there; no other reader was asked")
        }
        let folder = try scanned()
        let made = try Program.run("/bin/sh", [script.path], in: folder, environment: Self.environment)
        guard made.status == 0, let venv = made.output.split(separator: "\n").last else {
            return print("SKIPPED: no virtual environment could be made, no other reader was asked: \(made.errors.suffix(400))")
        }
        for command in ["responses", "matrix", "oscal"] { #expect(try rmf(command, "-o", "out", in: folder).status == 0) }
        #expect(try rmf("poam", "-o", "out", in: folder).status == 0)
        #expect(
            try Program.run(["rmf", "poam", "results.json", "-o", "out/filled.xlsx", "--template", "out/poam.xlsx"], in: folder).status == 0
        )
        let emass = ["rmf", "emass", "results.json", "-o", "out", "--only", "poams", "--only", "controls"]
        #expect(try Program.run(emass + Self.people, in: folder).status == 0)
        let validator = Program.repository.appending(path: "Tests/Oracle/validate-package.py").path
        let run = try Program.run("\(venv)/bin/python", [validator, folder.path("out")], in: folder)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.split(separator: "\n").count == 9, "\(run.output)")
    }

    /// Where the virtual environment is kept, and how PyPI is reached.
    private static let environment = ProcessInfo.processInfo.environment.filter { name, _ in
        ["HOME", "STIGREADY_TEST_CACHE"].contains(name) || name.lowercased().hasSuffix("_proxy") || name.hasPrefix("PIP_")
    }
}
