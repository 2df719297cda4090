import CPE
import Diagnostics
import SCAP
import Testing
import XML

@Suite("Content nobody wrote")
struct MutationTests {
    @Test("A damaged data stream is refused or loaded, and never ends the program", arguments: 0..<4 as Range<UInt64>)
    func damaged(seed: UInt64) throws {
        let whole = Array(try #require(DataStreamTests.files["ds.xml"]).utf8)
        var state = seed &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        var loaded = 0
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0...next(3) {
                let place = next(bytes.count)
                switch next(4) {
                case 0: bytes[place] = UInt8(next(256))
                case 1: bytes.remove(at: place)
                // Letters for letters: most of what results is still XML, but names no longer meet.
                case 2: bytes[place] = (0x61...0x7A).contains(bytes[place]) ? UInt8(0x61 + next(26)) : bytes[place]
                default: bytes.removeSubrange(place..<min(bytes.count, place + next(40)))
                }
            }
            guard let document = try? XMLDocument(bytes, name: "ds.xml"),
                let content = try? SourceContent(document: document, loader: loader([:]))
            else { continue }
            loaded += 1
            _ = try? content.checklist?.benchmark()
            for check in content.checks.values { _ = try? check.definitions() }
            for check in content.applicability.neededChecks(for: ["#p", "cpe:/o:acme:os"]) { _ = content.document(for: check) }
            #expect(!content.applicability.decide("#nothing") { _ in .true }.holds)
        }
        #expect(loaded > 20)
    }
}
