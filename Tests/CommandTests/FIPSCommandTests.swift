import Foundation
import Testing

@Suite("fips: the dossier as text, as JSON, and as an exit status")
struct FIPSCommandTests {
    @Test("an image without a module is 2, and says what computes in it")
    func none() throws {
        let folder = try TestContent.make()
        let run = try Program.run(["fips", "root", "--time", Program.time], in: folder)
        #expect(run.status == 2)
        #expect(run.output.contains("conclusion  no module found"))
        #expect(run.errors.isEmpty)
        let json = try Program.run(["fips", "root", "--json", "--time", Program.time], in: folder)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(document["format"] as? String == "stigready-fips")
        #expect(document["conclusion"] as? String == "no module found")
        #expect(json.output == (try Program.run(["fips", "root", "--json", "--time", Program.time], in: folder)).output)
    }

    @Test("a table that is wrong is one line with its place")
    func table() throws {
        let folder = try TestContent.make()
        try folder.write("# date: 2026-01-01\nnumber\n", to: "bad.tsv")
        for name in ["bad.tsv", "missing.tsv"] {
            let run = try Program.run(["fips", "root", "--cmvp", name], in: folder)
            #expect(run.status == 1)
            #expect(run.messages.count == 1 && run.errors.contains(name), "\(run.errors)")
            #expect(run.output.isEmpty)
        }
    }
}
