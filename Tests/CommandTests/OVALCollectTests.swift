import Foundation
import Testing

@Suite("oval collect and analyse: what was collected can be evaluated without the image")
struct OVALCollectTests {
    @Test("what is evaluated from saved characteristics has the results of the image itself")
    func roundTrip() throws {
        let folder = try TestContent.make()
        let collected = try Program.run(
            [
                "oval", "collect", "--skip-validation", "--root", "root", "--time", Program.time, "--variables", "variables.xml",
                "--syschar",
                "syschar.xml", "test-oval.xml",
            ], in: folder)
        #expect(collected.status == 0, "\(collected.errors)")
        #expect(collected.output.split(separator: "\n").allSatisfy { $0.hasPrefix("Collected: \"oval:org.example:obj:") })
        let schema = "\(OutputTests.schemas)/oval/5.11.2/oval-system-characteristics-schema.xsd"
        if OutputTests.hasTools {
            let run = try Program.run("/usr/bin/xmllint", ["--nonet", "--noout", "--schema", schema, "syschar.xml"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
        }
        let direct = try Program.run(
            [
                "oval", "eval", "--skip-validation", "--root", "root", "--time", Program.time, "--variables", "variables.xml",
                "test-oval.xml",
            ],
            in: folder)
        try FileManager.default.removeItem(atPath: folder.path("root"))
        let saved = try Program.run(
            [
                "oval", "analyse", "--skip-validation", "--time", Program.time, "--variables", "variables.xml", "test-oval.xml",
                "syschar.xml",
            ],
            in: folder)
        #expect(saved.status == 0, "\(saved.errors)")
        #expect(saved.output + "Evaluation done.\n" == direct.output)
    }

    @Test("one object by id, and one that is not there")
    func oneObject() throws {
        let folder = try TestContent.make()
        let collect = ["oval", "collect", "--skip-validation", "--root", "root"]
        let run = try Program.run(collect + ["--id", "oval:org.example:obj:1", "test-oval.xml"], in: folder)
        #expect(run.output == "Collected: \"oval:org.example:obj:1\" : complete\n", "\(run.errors)")
        let missing = try Program.run(collect + ["--id", "oval:org.example:obj:99", "test-oval.xml"], in: folder)
        #expect(missing.status == 1)
        #expect(missing.errors.contains("oval:org.example:obj:99: no such object"))
    }

    @Test("a file that is no system characteristics is refused with its name")
    func noCharacteristics() throws {
        let run = try Program.run(["oval", "analyse", "--skip-validation", "test-oval.xml", "test-xccdf.xml"], in: TestContent.make())
        #expect(run.status == 1)
        #expect(run.errors.contains("test-xccdf.xml"))
    }
}
