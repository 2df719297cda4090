import Diagnostics
import Foundation
import ImageFS
import OVAL
import OVALProbes
import Testing
import XML

/// A folder of `Tests/Conformance`: definitions, an image as a listing, the results; and the variables of its configuration where it has one.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    var folder: URL

    var testDescription: String { folder.pathComponents.suffix(2).joined(separator: "/") }

    static let all: [ConformanceCase] = {
        guard let top = try? sourceFolder("Tests/Conformance"), let kinds = try? contents(of: top) else { return [] }
        return kinds.filter { !$0.contains(".") }.flatMap { kind in
            let folder = top.appending(path: kind)
            return ((try? contents(of: folder)) ?? []).map { ConformanceCase(folder: folder.appending(path: $0)) }
        }
    }()

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

    func lines(_ name: String, separator: Character) throws -> [(key: String, value: String)] {
        String(decoding: try bytes(name), as: UTF8.self).split(separator: "\n").map { line in
            let parts = line.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (parts[0], parts.count > 1 ? parts[1] : "")
        }
    }
}

@Suite("Definitions have the results that their folder says, on the image of its listing")
struct ConformanceTests {
    @Test(arguments: ConformanceCase.all)
    func results(_ conformance: ConformanceCase) async throws {
        let document = try XMLDocument(try conformance.bytes("oval.xml"), name: "\(conformance.testDescription)/oval.xml")
        let definitions = try Definitions(document.root)
        #expect(definitions.diagnostics.isEmpty)
        let image = MemoryImage(try ImageListing(bytes: try conformance.bytes("image.txt")))
        var environment: [String: String]?
        if try contents(of: conformance.folder).contains("environment.txt") {
            environment = Dictionary(try conformance.lines("environment.txt", separator: "="), uniquingKeysWith: { $1 })
        }
        let results = await OVALSession.run(
            definitions: definitions, select: nil, external: [:], collector: ImageCollector(image: image, environment: environment),
            systemInfo: SystemCharacteristics.SystemInfo(), now: 1_700_000_000, workers: 2)
        let expected = try conformance.lines("expected.txt", separator: " ")
        #expect(
            expected.map(\.key).sorted() == definitions.definitions.all.map(\.id).sorted(), "every definition has a line in expected.txt")
        for (id, result) in expected {
            let title = definitions.definitions[id]?.title ?? ""
            let messages = results.characteristics.objects.values.filter {
                $0.id.split(separator: ":").last == id.split(separator: ":").last
            }
            .flatMap(\.messages).map(\.text)
            #expect(results.definitionResults[id]?.result.rawValue == result, "\(id): \(title) \(messages)")
        }
        // What is written must be what the schema names, in its order.
        for item in results.characteristics.items {
            let probe = try #require(Probe.all.first { $0.kind == item.kind }, "\(item.kind)")
            let places = item.entities.map { entity in probe.item.firstIndex(of: entity.name) ?? -1 }
            #expect(places == places.sorted() && !places.contains(-1), "\(item.entities.map(\.name))")
        }
    }

    @Test func thereAreCases() { #expect(ConformanceCase.all.count > 30) }
}
