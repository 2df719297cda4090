import Foundation
import Testing

@Suite("What goes wrong is said in one line, with the right exit status and nothing written")
struct MessageTests {
    /// A command line, its exit status, and words of its one line.
    struct Case: CustomTestStringConvertible, Sendable {
        var arguments: [String]
        var status: Int32
        var words: [String]
        var environment: [String: String] = [:]

        init(_ line: String, _ status: Int32, _ words: String..., environment: [String: String] = [:]) {
            arguments = line.split(separator: " ").map { $0 == "EMPTY" ? "" : String($0) }
            self.status = status
            self.words = words
            self.environment = environment
        }

        var testDescription: String { "\(arguments.joined(separator: " ")) ends with \(status)" }
    }

    static let eval = "xccdf eval --skip-validation --root root"
    static let oval = "oval eval --skip-validation --root root"

    static let cases: [Case] = [
        // Bad arguments: 100 where oscap has it, else 64.
        .init("xccdf eval --root root", 100, "missing expected argument", "xccdf eval --help"),
        .init("\(eval) --nosuch test-xccdf.xml", 100, "--nosuch"),
        .init("\(eval) --profil standard test-xccdf.xml", 100, "did you mean", "--profile"),
        .init("\(eval) --time yesterday test-xccdf.xml", 100, "yesterday", "2026-01-31T12:00:00Z"),
        .init("\(eval) --reference P-1 test-xccdf.xml", 100, "P-1", "NAME:ID"),
        .init("\(eval) --remediate test-xccdf.xml", 100, "--remediate", "never changed"),
        .init("\(eval) --enforce-signature test-ds.xml", 100, "--enforce-signature", "not verified"),
        .init("\(eval) --oval-template x test-ds.xml", 100, "--oval-template", "leave the option out"),
        .init("\(eval) test-xccdf.xml more.xml", 1, "more.xml", "No such file"),
        .init("xccdf resolve open.xml", 100, "--output"),
        .init("xccdf generate fix --fix-type perl test-xccdf.xml", 100, "perl", "bash, ansible"),
        .init("ds sds-split test-ds.xml", 100, "missing expected argument"),
        .init("xccdf nosuch", 100, "nosuch"),
        .init("oval eval --root root", 100, "missing expected argument"),
        .init("\(oval) --time x test-oval.xml", 100, "--time x"),
        .init("scan", 64, "missing expected argument"),
        .init("scan root --content test-ds.xml --formats pdf", 64, "pdf", "json, xccdf, html"),
        .init("scan root --content test-ds.xml --min-evidence 101", 64, "--min-evidence"),
        .init("scan root --content test-ds.xml --fail-on cat4", 64, "cat4"),
        .init("info", 64, "missing expected argument"),
        .init("nosuch", 64, "nosuch"),
        // Files.
        .init("\(eval) nofile.xml", 1, "nofile.xml: ", "No such file"),
        .init("\(eval) root", 1, "root: ", "not a regular file"),
        .init("\(eval) broken.xml", 1, "broken.xml:3: "),
        .init("\(eval) test-oval.xml", 1, "test-oval.xml: ", "without a checklist"),
        .init("\(eval) --tailoring-file nofile.xml test-xccdf.xml", 1, "nofile.xml: "),
        .init("\(eval) --tailoring nofile.xml test-xccdf.xml", 1, "nofile.xml: "),
        .init("\(eval) --tailoring-file test-oval.xml test-xccdf.xml", 1, "no tailoring but OVAL definitions"),
        .init("\(eval) --cpe nofile.xml test-xccdf.xml", 1, "nofile.xml: "),
        .init("\(oval) nofile.xml", 1, "nofile.xml: "),
        .init("\(oval) test-xccdf.xml", 1, "no OVAL definitions but XCCDF benchmark"),
        .init("\(oval) --variables test-xccdf.xml test-oval.xml", 1, "no oval_variables"),
        .init("\(oval) --directives variables.xml --results x.xml test-oval.xml", 1, "no oval_directives"),
        .init("info nofile.xml", 1, "nofile.xml: "),
        .init("info broken.xml", 1, "broken.xml:3: "),
        .init("scan root --content nofile.xml", 1, "nofile.xml: "),
        .init("xccdf resolve -o x.xml test-oval.xml", 1, "OVAL definitions; this command takes: XCCDF benchmark"),
        .init("xccdf generate report broken.xml", 1, "broken.xml:3: "),
        .init("xccdf generate guide --profile strict -o nowhere/x.html test-xccdf.xml", 1, "nowhere/x.html"),
        .init("xccdf generate custom --stylesheet test-oval.xml -o x test-xccdf.xml", 1, "test-oval.xml"),
        .init("ds rds-split --skip-validation test-ds.xml x", 1, "an ARF asset report collection is expected"),
        .init("ds rds-create --skip-validation test-ds.xml x.xml test-oval.xml", 1, "without a TestResult"),
        .init("render csv test-oval.xml", 1, "no result is in it"),
        // Names.
        .init("\(eval) --profile standrad test-xccdf.xml", 1, "standrad", "did you mean 'standard'?", "xccdf_org.example_profile_strict"),
        .init("\(eval) --profile d test-xccdf.xml --rule nosuch", 1, "nosuch", "no such rule"),
        .init("\(eval) --profile x test-xccdf.xml", 1, "no such profile"),
        .init("\(eval) --rule xccdf_org.example_rule_presnt test-xccdf.xml", 1, "did you mean 'xccdf_org.example_rule_present'?"),
        .init("\(eval) --reference nosuch:1 test-xccdf.xml", 1, "nosuch", "policy, guide"),
        .init("\(eval) --reference policy:P-9 test-xccdf.xml", 1, "policy:P-9", "no rule has this reference"),
        .init("\(eval) --datastream-id nosuch test-ds.xml", 1, "nosuch", "scap_org.example_datastream_first"),
        .init("\(eval) --xccdf-id nosuch test-ds.xml", 1, "nosuch", "scap_org.example_cref_first-xccdf.xml"),
        .init("\(eval) --benchmark-id nosuch test-ds.xml", 1, "nosuch", "xccdf_org.example_benchmark_test"),
        .init("\(eval) --tailoring-id nosuch test-ds.xml", 1, "nosuch", "scap_org.example_cref_first-tailoring.xml"),
        .init("\(oval) --id oval:org.example:def:77 test-oval.xml", 1, "oval:org.example:def:77", "no such definition"),
        .init("\(oval) --oval-id nosuch test-ds.xml", 1, "nosuch", "scap_org.example_cref_first-oval.xml"),
        .init("info --profile nosuch test-xccdf.xml", 1, "nosuch", "no such profile"),
        .init("info --profiles test-oval.xml", 1, "no profiles"),
        // The root.
        .init("xccdf eval --root nowhere test-xccdf.xml", 1, "nowhere", "no such file or directory"),
        .init("xccdf eval --root test-oval.xml test-xccdf.xml", 1, "test-oval.xml", "no tar"),
        .init("xccdf eval --root EMPTY test-xccdf.xml", 1, "no image is named"),
        .init("xccdf eval test-xccdf.xml", 1, "OSCAP_PROBE_ROOT", "empty", environment: ["OSCAP_PROBE_ROOT": ""]),
        .init("xccdf eval test-xccdf.xml", 1, "/nowhere", "no such file or directory", environment: ["OSCAP_PROBE_ROOT": "/nowhere"]),
        .init("oval eval --root nowhere test-oval.xml", 1, "nowhere", "no such file or directory"),
        .init("scan nowhere --content test-ds.xml", 1, "nowhere", "no such file or directory"),
        .init("\(eval) test-xccdf.xml", 1, "SOURCE_DATE_EPOCH", environment: ["SOURCE_DATE_EPOCH": "soon"]),
        // Outputs.
        .init("\(eval) --profile strict --results nowhere/x.xml --report r.html test-xccdf.xml", 1, "nowhere/x.xml", "No such file"),
        .init("\(eval) --profile strict --results ok.xml --results-arf root test-xccdf.xml", 1, "root: ", "Is a directory"),
        .init("\(eval) --profile strict --results x.xml --report x.xml test-xccdf.xml", 1, "x.xml", "two outputs"),
        .init("\(eval) --profile strict --results root/etc/x.xml test-xccdf.xml", 1, "root/etc/x.xml", "in the image"),
        .init("\(eval) --profile strict --report r.html --data root test-xccdf.xml", 1, "root: ", "content and reports"),
        .init("\(oval) --results root/x.xml test-oval.xml", 1, "in the image"),
        .init("\(oval) --report nowhere/x.html test-oval.xml", 1, "nowhere/x.html"),
        .init("scan root --content test-ds.xml --profile strict --output root/new/out", 1, "in the image"),
        .init("scan root --content test-ds.xml --profile strict --output test-ds.xml", 1, "test-ds.xml", "Not a directory"),
        .init("scan root --content test-ds.xml --profile strict --output /proc/nowhere/out", 1, "/proc/nowhere", "cannot be written"),
    ]

    @Test("one line, the right status, nothing printed, nothing written", arguments: cases)
    func message(_ example: Case) throws {
        let folder = try TestContent.make()
        try folder.write("<?xml version=\"1.0\"?>\n<Benchmark>\n</Group>\n", to: "broken.xml")
        let before = try folder.names()
        let root = try folder.snapshot("root")
        let run = try Program.run(example.arguments, in: folder, environment: example.environment)
        #expect(run.status == example.status)
        #expect(run.messages.count == 1, "\(run.errors)")
        #expect(run.errors.contains("error: "))
        for word in example.words { #expect(run.errors.lowercased().contains(word.lowercased()), "\(run.errors)") }
        #expect(run.output.isEmpty)
        #expect(try folder.names() == before)
        #expect(try folder.snapshot("root") == root)
    }

    @Test("an id of foreign content stays on its line and gives the terminal no commands")
    func foreignText() throws {
        let folder = try TestContent.make()
        let title = "<title>evil&#x9B;31m&#10;Result&#13;&#9;&#9;pass</title>"
        let text = TestContent.benchmark.replacingOccurrences(of: "<title>The missing file is there</title>", with: title)
            .replacingOccurrences(of: "idref=\"xccdf_org.example_rule_manual\"", with: "idref=\"evil&#10;error: forged&#x9B;31m\"")
        try folder.write(text, to: "test-xccdf.xml")
        let run = try Program.run(
            ["xccdf", "eval", "--skip-validation", "--root", "root", "--profile", "(all)", "test-xccdf.xml"], in: folder)
        #expect(!run.output.unicodeScalars.contains("\u{9B}") && !run.errors.unicodeScalars.contains("\u{9B}"))
        #expect(run.output.components(separatedBy: "\nResult\r\t").count == 8)
        #expect(!run.messages.contains { $0.hasPrefix("error: forged") }, "\(run.errors)")
    }

    @Test("what the schemas do not allow is a warning with file and line, and the rules are evaluated all the same")
    func validation() throws {
        guard FileManager.default.fileExists(atPath: "/usr/share/openscap/schemas/xccdf/1.2/xccdf_1.2.xsd") else { return }
        let folder = try TestContent.make()
        let text = TestContent.benchmark.replacingOccurrences(of: "severity=\"low\"", with: "severity=\"low\" colour=\"red\"")
        try folder.write(text, to: "test-xccdf.xml")
        let command = ["xccdf", "eval", "--root", "root", "--profile", "strict", "--progress", "test-xccdf.xml"]
        let run = try Program.run(command, in: folder)
        #expect(run.status == 2)
        #expect(run.messages.count == 1 && run.errors.contains("test-xccdf.xml:") && run.errors.contains("colour"), "\(run.errors)")
        #expect(try Program.run(command + ["--skip-validation"], in: folder).errors.isEmpty)
    }
}
