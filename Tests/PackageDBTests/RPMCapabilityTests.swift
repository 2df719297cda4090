import Testing

@testable import PackageDB

@Suite("Ranges of versions meet as rpm has it")
struct RPMCapabilityTests {
    /// Numbers by their value: enough for versions of one number.
    private let order: RPMCapabilities.VersionOrder = { left, right in
        (Int(String(decoding: left, as: UTF8.self)) ?? 0) - (Int(String(decoding: right, as: UTF8.self)) ?? 0)
    }

    private func capability(_ text: String) -> RPMCapability {
        let parts = text.split(separator: " ").map(String.init)
        let flags: UInt32 = parts.count < 2 ? 0 : parts[1].reduce(0) { $0 | ($1 == "<" ? 2 : $1 == ">" ? 4 : 8) }
        return RPMCapability(name: "x", version: parts.count < 3 ? "" : parts[2], flags: flags)
    }

    @Test(arguments: [
        ("x", "x", true), ("x = 1-1", "x", true), ("x", "x >= 2", true), ("x = 1-1", "x = 1", true), ("x = 1-1", "x = 1-2", false),
        ("x = 1-1", "x >= 2", false), ("x = 3-1", "x >= 2", true), ("x = 3-1", "x < 3", false), ("x = 2-9", "x < 3", true),
        ("x = 1:1-1", "x >= 5", true), ("x = 9-1", "x >= 1:1", false), ("x = 3", "x = 3-7", true), ("x = 3-1", "x <= 3-1", true),
    ])
    func meets(offer: String, need: String, result: Bool) { #expect(capability(offer).meets(capability(need), order) == result) }
}
