import Foundation
import ImageFS
import ImageFacts
import OVAL
import OVALProbes
import Testing

/// A folder of `cases`: a definition by its number, and images as listings. The first word of a listing's name is what is expected of it.
struct DefinitionCases: Sendable, CustomTestStringConvertible {
    var number: String

    var id: String { "oval:stigready.cimg:def:\(number)" }
    var testDescription: String { id }

    static let all: [DefinitionCases] = ((try? OurContent.names(in: OurContent.cases)) ?? []).map(DefinitionCases.init)

    /// The listings and what is expected of each.
    func listings() throws -> [(name: String, expected: ResultValue?)] {
        try OurContent.names(in: OurContent.cases.appending(path: number)).map { name in
            let word = name.prefix { $0 != "-" && $0 != "." }
            let words: [Substring: ResultValue] = ["pass": .true, "fail": .false, "unknown": .unknown, "error": .error]
            return (name, words[word])
        }
    }
}

/// The results of a definition, or of all, on an image that is written as a listing. A comment `# fips-integrity: proven` is the value of that
/// fact; those of the others are what they are where nobody has looked.
func evaluate(_ definitions: Definitions, _ ids: [String]?, on listing: [UInt8]) async throws -> OVALResults {
    let image = MemoryImage(try ImageListing(bytes: listing))
    return await OVALSession.run(
        definitions: definitions, select: ids, external: try values(listing), collector: ImageCollector(image: image, environment: nil),
        systemInfo: SystemCharacteristics.SystemInfo(), now: 1_700_000_000, workers: 2)
}

/// What a listing says of facts that only programs with code would show.
func stated(_ listing: [UInt8]) throws -> [ValueFact: String] {
    var words: [ValueFact: String] = [:]
    for line in String(decoding: listing, as: UTF8.self).split(separator: "\n") where line.hasPrefix("# ") {
        let parts = line.dropFirst(2).split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2, let fact = ValueFact(rawValue: parts[0]) else { continue }
        #expect(fact.words.contains { $0.word == parts[1] }, "\(parts[1]) is no word of \(fact.rawValue)")
        words[fact] = parts[1]
    }
    return words
}

/// The values of our content's external variables.
private func values(_ listing: [UInt8]) throws -> [String: [String]] {
    let words = try stated(listing)
    return try OurContent.values().mapValues { name in [ValueFact(rawValue: name).flatMap { words[$0] } ?? ValueFact.undetermined] }
}

@Suite("Definitions of our content say of each image what the name of its listing says")
struct DefinitionCaseTests {
    private static let definitions = Result { try OurContent.definitions() }

    @Test(arguments: DefinitionCases.all)
    func results(_ cases: DefinitionCases) async throws {
        let definitions = try Self.definitions.get()
        #expect(definitions.definitions[cases.id] != nil, "the folder names a definition")
        for (name, expected) in try cases.listings() {
            let path = OurContent.cases.appending(path: "\(cases.number)/\(name)")
            let results = try await evaluate(definitions, [cases.id], on: Array(try Data(contentsOf: path)))
            let found = results.definitionResults[cases.id]?.result
            #expect(expected != nil, "\(name): a name begins with pass, fail, unknown or error")
            #expect(found == expected, "\(cases.number)/\(name)")
        }
    }

    @Test func everyDefinitionHasAnImageThatPassesAndOneThatFails() throws {
        let definitions = try Self.definitions.get()
        #expect(definitions.diagnostics.isEmpty, "\(definitions.diagnostics)")
        #expect(definitions.definitions.all.map(\.id).sorted() == DefinitionCases.all.map(\.id).sorted())
        // What files alone never prove has no image that passes: it fails or is left to people.
        let neverTrue: Set<String> = [
            try #require(definitions.definitions.all.first { $0.title == "security updates can reach the image" }).id
        ]
        for cases in DefinitionCases.all {
            let expected = Set(try cases.listings().compactMap(\.expected))
            #expect(expected.contains(.true) != neverTrue.contains(cases.id), "\(cases.id) needs pass.txt")
            let title = definitions.definitions[cases.id]?.title ?? ""
            // These two say what is not seen, never that it is wrong.
            let neverFalse =
                title.hasPrefix("sudo reads no rules but")
                || title.hasPrefix("no credentials of other organisations") || title.hasPrefix("the database of rpm")
            #expect(expected.contains(.false) != neverFalse, "\(cases.id) needs fail.txt")
        }
    }
}
