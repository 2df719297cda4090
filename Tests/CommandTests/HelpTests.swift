import Foundation
import Testing

@Suite("Help is a manual")
struct HelpTests {
    static let commands: [[String]] = [
        [], ["xccdf"], ["xccdf", "eval"], ["oval"], ["oval", "eval"], ["scan"], ["image"], ["info"], ["probes"],
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
        let folder = try TestContent.make()
        try folder.makeRoot("rootfs")
        try #require(try Program.shell("tar -C rootfs --owner=0 --group=0 -cf image.tar .", in: folder).status == 0)
        try folder.write(TestContent.dataStream, to: "content-ds.xml")
        try folder.write(TestContent.definitions, to: "oval.xml")
        try folder.write("<CHECKLIST><STIGS><iSTIG><VULN/></iSTIG></STIGS></CHECKLIST>", to: "old.ckl")
        let lines = try Program.run(command + ["--help"], in: folder).output.components(separatedBy: "EXAMPLES:\n").dropFirst().first ?? ""
        for line in lines.components(separatedBy: "\n\n").first?.components(separatedBy: "\n") ?? [] where line.contains("stigready ") {
            let run = try Program.shell(
                line.replacingOccurrences(of: "stigready ", with: "\"$stigready\" ", options: [], range: nil), in: folder)
            #expect([0, 2, 3].contains(run.status), "\(line): \(run.errors)")
        }
    }
}
