import Foundation
import OVAL
import Testing

@testable import OVALProbes

@Suite("The list of probes and the folders of probes agree")
struct ProbeListTests {
    /// The files of the folders, by schema: those that begin with a small letter are kinds.
    private func files() throws -> [TestKind] {
        let sources = try sourceFolder("Sources/OVALProbes")
        return try Probe.Schema.allCases.flatMap { schema in
            try contents(of: sources.appending(path: schema.rawValue)).filter { $0.hasSuffix(".swift") && $0.first?.isLowercase == true }
                .map { TestKind(schema.rawValue, String($0.dropLast(6))) }
        }
    }

    @Test func everyFileOfAKindIsListed() throws {
        let listed = Set(Probe.all.map(\.kind))
        for kind in try files() { #expect(listed.contains(kind), "add the probe \(kind) to Probes.swift, in order") }
    }

    @Test func everyKindThatAnImageAnswersHasAFile() throws {
        let files = Set(try files())
        for probe in Probe.all where probe.support == .image { #expect(files.contains(probe.kind), "\(probe.kind) is a file of its own") }
    }

    @Test func theListIsInOrderAndHasEachKindOnce() {
        let order = Probe.all.map { probe in (Probe.Schema.allCases.map(\.rawValue).firstIndex(of: probe.kind.schema) ?? 9, probe.kind.name)
        }
        #expect(zip(order, order.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func everyKindThatAnImageAnswersHasConformanceCases() throws {
        let cases = Set(try contents(of: try sourceFolder("Tests/Conformance")))
        for probe in Probe.all where probe.support == .image {
            #expect(cases.contains(probe.kind.name), "add Tests/Conformance/\(probe.kind.name)")
        }
    }

    @Test(
        arguments: [
            ("file", ["filepath"], nil), ("file", ["path", "filename"], nil),
            ("file", ["path"], "unix:file needs one of: filepath, or path with filename"),
            ("file", ["filepath", "path", "filename"], "unix:file needs one of: filepath, or path with filename"),
            ("file", ["name"], "unix:file has no entity \"name\"; its entities are: filepath, path, filename"),
            ("symlink", [], "unix:symlink needs the entity \"filepath\"; its entities are: filepath"),
            ("uname", ["x"], "unix:uname has no entity \"x\"; it has none"),
        ] as [(String, [String], String?)])
    func objection(kind: String, entities: [String], objection: String?) throws {
        let probe = try #require(Probe.all.first { $0.kind == TestKind("unix", kind) })
        #expect(probe.objection(to: entities) == objection)
    }
}
