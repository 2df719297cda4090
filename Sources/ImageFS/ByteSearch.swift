internal import CLinux

extension [UInt8] {
    /// Whether `bytes` stand somewhere in it.
    package func holds(_ bytes: [UInt8]) -> Bool {
        withUnsafeBytes { hay in bytes.withUnsafeBytes { needle in Self.holds(hay, needle.baseAddress, needle.count) } }
    }

    /// Whether the UTF-8 of `text` stands somewhere in it.
    package func holds(_ text: StaticString) -> Bool {
        withUnsafeBytes { hay in Self.holds(hay, text.utf8Start, text.utf8CodeUnitCount) }
    }

    private static func holds(_ hay: UnsafeRawBufferPointer, _ needle: UnsafeRawPointer?, _ count: Int) -> Bool {
        guard let start = hay.baseAddress, let needle else { return false }
        return linux_holds(start, hay.count, needle, count) != 0
    }
}
