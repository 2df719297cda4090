import Foundation
import Testing

@Suite("Help is a manual")
struct HelpTests {
    static let commands: [[String]] = [
        [], ["xccdf"], ["xccdf", "eval"], ["oval"], ["oval", "eval"], ["scan"], ["image"], ["info"], ["probes"],
        ["content", "import"], ["content", "list"], ["content", "remove"],
        ["render"], ["answers"], ["answers", "new"], ["answers", "check"], ["answers", "import"], ["diff"],
        ["rmf"], ["rmf", "responses"], ["rmf", "matrix"], ["rmf", "poam"], ["rmf", "oscal"], ["rmf", "emass"], ["rmf", "vendor-sheet"],
        ["oval", "collect"], ["oval", "analyse"], ["oval", "validate"], ["oval", "generate"], ["oval", "generate", "report"],
        ["xccdf", "resolve"], ["xccdf", "validate"], ["xccdf", "export-oval-variables"], ["xccdf", "generate"],
        ["xccdf", "generate", "report"], ["xccdf", "generate", "guide"], ["xccdf", "generate", "fix"], ["xccdf", "generate", "custom"],
        ["ds"], ["ds", "sds-split"], ["ds", "sds-compose"], ["ds", "sds-validate"], ["ds", "rds-split"], ["ds", "rds-create"],
        ["ds", "rds-validate"],
    ]

    @Test("lines fit a terminal of 80 columns, and none is wrapped in an example", arguments: commands)
    func width(_ command: [String]) throws {
        let text = try Program.run(command + ["--help"], in: TemporaryFolder()).output
        for line in text.components(separatedBy: "\n") where !line.hasPrefix("USAGE: ") { #expect(line.utf8.count <= 80, "\(line)") }
        let examples = text.components(separatedBy: "EXAMPLES:\n").dropFirst().first?.components(separatedBy: "\n\n").first ?? ""
        for line in examples.split(separator: "\n") { #expect(line.hasPrefix("  "), "\(line)") }
    }

    @Test("the examples are command lines that the program takes", arguments: commands)
    func examples(_ command: [String]) throws {
        // Content and results under the names that the examples use.
        let folder = try OscapOptionsTests.make()
        try folder.write(try folder.text("open-xccdf.xml"), to: "xccdf.xml")
        if command == ["oval", "generate", "report"] { try folder.write(try folder.text("oval-results.xml"), to: "results.xml") }
        try folder.makeRoot("rootfs")
        try folder.write("ID=rhel\nVERSION_ID=\"9.4\"\n", to: "rootfs/etc/os-release")
        try #require(try Program.shell("tar -C rootfs --owner=0 --group=0 -cf image.tar .", in: folder).status == 0)
        try folder.write(TestContent.dataStream, to: "content-ds.xml")
        try folder.write(TestContent.definitions, to: "oval.xml")
        // A library with the STIG of that image, in two revisions; an archive is known by its first bytes, so these names do.
        let manual = ContentChoiceTests.manual(release: 4).replacing("Example_1_STIG", with: "RHEL_9_STIG")
            .replacing("<version>1</version>", with: "<version>2</version>")
        try folder.write(manual, to: "U_RHEL_9_V2R4_STIG.zip")
        try folder.write(manual.replacing("Release: 4", with: "Release: 3"), to: "U_SRG-STIG_Library.zip")
        try folder.write(TestContent.dataStream, to: "ssg-rhel9-ds.xml")
        let library = ["STIGREADY_LIBRARY": folder.path("library")]
        let files = ["U_RHEL_9_V2R4_STIG.zip", "U_SRG-STIG_Library.zip"]
        try #require(try Program.run(["content", "import"] + files, in: folder, environment: library).status == 0)
        try folder.write("version: 1\nanswers: []\n", to: "answers.yaml")
        try folder.write("[]\n", to: "saf.json")
        _ = try Program.run(["scan", "rootfs", "--content", "content-ds.xml", "--quiet"], in: folder)
        for name in ["old.json", "new.json"] {
            try folder.bytes("stigready-results/results.json").write(to: folder.url.appending(path: name))
        }
        try folder.write("<CHECKLIST><STIGS><iSTIG><VULN/></iSTIG></STIGS></CHECKLIST>", to: "old.ckl")
        let lines = try Program.run(command + ["--help"], in: folder).output.components(separatedBy: "EXAMPLES:\n").dropFirst().first ?? ""
        for line in lines.components(separatedBy: "\n\n").first?.components(separatedBy: "\n") ?? [] where line.contains("stigready ") {
            let run = try Program.shell(
                "STIGREADY_LIBRARY=library "
                    + line.trimmingCharacters(in: .whitespaces).replacingOccurrences(
                        of: "stigready ", with: "\"$stigready\" ", options: [], range: nil), in: folder)
            #expect([0, 2, 3].contains(run.status), "\(line): \(run.errors)")
        }
    }
}
