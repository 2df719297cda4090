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

    /// Where the UTF-8 of `text` stands first, at `start` or after it.
    package func place(of text: StaticString, from start: Int = 0) -> Int? {
        guard start >= 0, start <= count else { return nil }
        let found = withUnsafeBytes { hay -> Int in
            guard let base = hay.baseAddress else { return -1 }
            return linux_find(base + start, hay.count - start, text.utf8Start, text.utf8CodeUnitCount)
        }
        return found < 0 ? nil : start + found
    }

    private static func holds(_ hay: UnsafeRawBufferPointer, _ needle: UnsafeRawPointer?, _ count: Int) -> Bool {
        guard let start = hay.baseAddress, let needle else { return false }
        return linux_holds(start, hay.count, needle, count) != 0
    }
}
