import Authoring
import Foundation
import ImageFS
import RMF
import Testing

/// Images that stand for kinds of images, as listings in `images`; what `scan` says of each stands in `content/gpos-container/verdicts`.
struct VerdictImage: Sendable, CustomTestStringConvertible {
    var name: String
    var testDescription: String { name }

    static let folder = sourceFolder("Tests/ContentTests/images")
    static let all: [VerdictImage] = ((try? OurContent.names(in: folder)) ?? []).map { VerdictImage(name: String($0.dropLast(4))) }

    func listing() throws -> [UInt8] { Array(try Data(contentsOf: Self.folder.appending(path: "\(name).txt"))) }
}

extension ContentScan {
    /// The content built in memory from what is written by hand, so that a change is tested before its documents are made.
    static func built() throws -> ContentScan {
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
        return try ContentScan(dataStream: #require(build.outputs.first { $0.name == "ds.xml" }).bytes)
    }

    /// A listing has no programs with code: where it stands for an image with a module, its comments say what a dossier would.
    func verdicts(on listing: [UInt8]) async throws -> [String] {
        try await verdicts(on: MemoryImage(try ImageListing(bytes: listing)), stated: stated(listing))
    }
}

@Suite("Whole scans by our content")
struct VerdictTests {
    @Test("every requirement has the verdict of the list, on images that stand for their kind", arguments: VerdictImage.all)
    func golden(_ image: VerdictImage) async throws {
        let verdicts = try await ContentScan.built().verdicts(on: image.listing())
        #expect(verdicts.count == 203)
        try GoldenVerdicts(content: "gpos-container", image: image.name).expect(verdicts)
    }

    @Test("no requirement passes where nothing can be known", arguments: EmptyImageTests.images.indices)
    func nothing(_ place: Int) async throws {
        let image = EmptyImageTests.images[place]
        let verdicts = try await ContentScan.built().verdicts(on: Array(image.listing.utf8))
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
