import Authoring
import CryptoFacts
import Diagnostics
import Foundation
import ImageFS
import ImageFacts
import RMF
import SCAP
import Testing
import XCCDF
import XML

@testable import Assessment

/// Images that stand for kinds of images, as listings in `images`; what `scan` says of each stands in `content/gpos-container/verdicts`.
struct VerdictImage: Sendable, CustomTestStringConvertible {
    var name: String
    var testDescription: String { name }

    static let folder = sourceFolder("Tests/ContentTests/images")
    static let all: [VerdictImage] = ((try? OurContent.names(in: folder)) ?? []).map { VerdictImage(name: String($0.dropLast(4))) }

    func listing() throws -> [UInt8] { Array(try Data(contentsOf: Self.folder.appending(path: "\(name).txt"))) }
}

/// The content built in memory, and runs of it as `scan` makes them.
private struct BuiltContent {
    let content: AssessmentContent
    let selected: SelectedRules

    init() throws {
        var files: [Authoring.ContentFolder.File] = []
        for name in ["benchmark.yaml"]
            + (try OurContent.names(in: OurContent.top.appending(path: "requirements")).map { "requirements/\($0)" })
            + (try OurContent.names(in: OurContent.top.appending(path: "oval")).map { "oval/\($0)" })
        {
            files.append(.init(name, Array(try Data(contentsOf: OurContent.top.appending(path: name)))))
        }
        func table(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: sourceFolder("content/\(name)"))) }
        let controls = try ControlCatalog(
            cci: table("nist/cci.tsv"), revision5: table("nist/sp800-53-r5.tsv"), revision4: table("nist/sp800-53-r4.tsv"),
            families: table("nist/families.tsv"))
        let build = try ContentBuild(
            Authoring.ContentFolder(path: "gpos-container", files: files), tables: ReferenceTables(controls: controls, guides: SRGTable()))
        let stream = try #require(build.outputs.first { $0.name == "ds.xml" }).bytes
        let loader = ContentLoader { path, _ throws(ContentError) in
            guard path == "ds.xml" else { throw ContentError(at: SourceLocation(file: path), "no such file") }
            return stream
        }
        let source = try SourceContent("ds.xml", options: .init(), loader: loader)
        let benchmark = try #require(source.checklist).benchmark()
        selected = try SelectedRules(benchmark, profile: nil, tailoring: nil, filter: .init())
        content = AssessmentContent(source, selected: selected)
    }

    /// `id TAB result TAB class of evidence`, one line a requirement.
    func verdicts(on listing: [UInt8]) async throws -> [String] {
        var target = Target(name: "image", image: MemoryImage(try ImageListing(bytes: listing)))
        let facts = target.survey()
        func table(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: sourceFolder("content/fips/\(name).tsv"))) }
        target.observe(
            FIPSDossier(
                target.image, environment: [:], packages: [], table: try CMVPTable(table("cmvp")),
                approvedSSH: SSHAlgorithms.approved(try table("ssh-algorithms")), day: "2026-11-27"))
        // A listing has no programs with code: where it stands for an image with a module, its comments say what a dossier would.
        for (fact, word) in try stated(listing) { target.observations[fact] = .init(word: word, because: "stated by the listing") }
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

@Suite("Whole scans by our content")
struct VerdictTests {
    @Test("every requirement has the verdict of the list, on images that stand for their kind", arguments: VerdictImage.all)
    func golden(_ image: VerdictImage) async throws {
        let verdicts = try await BuiltContent().verdicts(on: image.listing())
        let file = OurContent.top.appending(path: "verdicts/\(image.name).tsv")
        let text = verdicts.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["STIGREADY_WRITE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let expected = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(verdicts.count == 203)
        for (found, wanted) in zip(verdicts, expected) { #expect(found == wanted, "\(image.name)") }
        #expect(expected.count == verdicts.count)
    }

    @Test("no requirement passes where nothing can be known", arguments: EmptyImageTests.images.indices)
    func nothing(_ place: Int) async throws {
        let image = EmptyImageTests.images[place]
        let verdicts = try await BuiltContent().verdicts(on: Array(image.listing.utf8))
        #expect(verdicts.count == 203)
        for verdict in verdicts {
            let fields = verdict.split(separator: "\t")
            // Which release it is says os-release, whatever became of the packages.
            let isRelease = fields[0] == "CIMG-00-002030"
            #expect(fields[1] != "pass" || isRelease, "\(verdict) on \(image.name)")
        }
    }

    @Test func thereAreImages() { #expect(VerdictImage.all.count >= 7) }
}
