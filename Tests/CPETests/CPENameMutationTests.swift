import CPE
import Testing

/// Numbers that are the same on every run.
struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

@Suite("Names nobody wrote")
struct CPENameMutationTests {
    @Test("Whatever the text, a name is refused or keeps its meaning when written as a formatted string", arguments: 0..<8 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var numbers = Numbers(state: seed)
        let alphabet = Array("aoh1.-_~*?\\:%0125eF é$")
        var accepted = 0
        for _ in 0..<4000 {
            var text = Bool.random(using: &numbers) ? "cpe:/a:" : "cpe:2.3:a:"
            for _ in 0..<Int.random(in: 0..<14, using: &numbers) { text.append(alphabet.randomElement(using: &numbers) ?? "a") }
            if text.hasPrefix("cpe:2.3"), Bool.random(using: &numbers) { text += String(repeating: ":*", count: 9) }
            guard let name = try? CPEName(text) else { continue }
            accepted += 1
            #expect(try CPEName(name.formattedString) == name, "\(text) became \(name.formattedString)")
            #expect(name.relation(to: name) == .equal && name.matches(name), "\(text)")
        }
        #expect(accepted > 100)
    }
}
