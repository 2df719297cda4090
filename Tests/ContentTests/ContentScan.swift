import CryptoFacts
import Diagnostics
import Foundation
import ImageFS
import ImageFacts
import SCAP
import Testing
import XCCDF
import XML

@testable import Assessment

/// A data stream of our content, and runs of it as `scan` makes them.
struct ContentScan {
    private let content: AssessmentContent
    private let selected: SelectedRules

    init(dataStream: [UInt8]) throws {
        let loader = ContentLoader { path, _ throws(ContentError) in
            guard path == "ds.xml" else { throw ContentError(at: SourceLocation(file: path), "no such file") }
            return dataStream
        }
        let source = try SourceContent("ds.xml", options: .init(), loader: loader)
        let benchmark = try #require(source.checklist).benchmark()
        selected = try SelectedRules(benchmark, profile: nil, tailoring: nil, filter: .init())
        content = AssessmentContent(source, selected: selected)
    }

    /// The data stream as it lies in `content/<name>`.
    init(content name: String) throws {
        try self.init(dataStream: Array(try Data(contentsOf: sourceFolder("content/\(name)/ds.xml"))))
    }

    /// `id TAB result TAB class of evidence`, one line a requirement; of what does not apply, whether that is proven.
    ///
    /// - Parameter stated: Values of facts that stand before those of the dossier.
    func verdicts(on image: any ImageFileSystem, stated: [ValueFact: String] = [:]) async throws -> [String] {
        var target = Target(name: "image", image: image)
        let facts = target.survey()
        if content.benchmark.values.contains(where: { ValueFact(id: $0.id) != nil }) {
            func table(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: sourceFolder("content/fips/\(name).tsv"))) }
            target.observe(
                FIPSDossier(
                    image, environment: [:], packages: ImageFacts(image).packages, table: try CMVPTable(table("cmvp")),
                    approvedSSH: SSHAlgorithms.approved(try table("ssh-algorithms")), day: "2026-11-27"))
        }
        for (fact, word) in stated { target.observations[fact] = .init(word: word, because: "stated") }
        let result = await Assessment(
            content: content, selected: selected, mode: .evidence, applicability: .facts(facts), time: Timestamp(seconds: 0)
        ).run(on: target)
        return result.rules.map { report in
            let isInapplicable = report.result.result == .notapplicable
            let proof = isInapplicable ? (report.isProven ? "proven" : "unproven") : report.evidenceClass.rawValue
            return "\(report.rule.version ?? report.rule.id)\t\(report.result.result.rawValue)\t\(proof)"
        }
    }
}

/// A golden list of verdicts: `content/<content>/verdicts/<image>.tsv`.
struct GoldenVerdicts {
    let content: String
    let image: String

    private var file: URL { sourceFolder("content/\(content)/verdicts/\(image).tsv") }

    /// Compares line by line; with `STIGREADY_WRITE_GOLDEN=1` the list is written first.
    func expect(_ verdicts: [String]) throws {
        if ProcessInfo.processInfo.environment["STIGREADY_WRITE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((verdicts.joined(separator: "\n") + "\n").utf8).write(to: file)
        }
        let expected = try lines()
        for (found, wanted) in zip(verdicts, expected) { #expect(found == wanted, "\(content) on \(image)") }
        #expect(expected.count == verdicts.count)
    }

    /// The lines of the list.
    func lines() throws -> [String] { try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init) }
}
