import Synchronization

/// A compiled Perl-compatible pattern (PCRE2), matched over bytes.
///
/// OVAL 5.11.2 asks for Perl 5 regular expressions ("Use of regular expressions in OVAL"). Newline is the line feed, letters and digits
/// of `\w` and `\d` are ASCII, characters are those of UTF-8. Compiled code is never written again and may be used by several threads.
public final class PerlRegex: Sendable {
    /// How the pattern is read.
    public struct Options: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: Int
        /// From bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Letters match without regard to case.
        public static let ignoreCase = Options(rawValue: 1)
        /// `^` and `$` match at every line.
        public static let multiline = Options(rawValue: 2)
        /// `.` matches a line feed too.
        public static let singleline = Options(rawValue: 4)
    }

    /// What one call may cost before it ends in `MatchError`.
    public struct Limits: Sendable, Hashable {
        /// Steps of the matcher from one start position; for a text of more than half as many bytes, twice its length.
        public var steps: UInt32
        /// Memory of the interpreter, in KiB.
        public var heap: UInt32
        /// Processor time of the calling thread for one call, in milliseconds.
        public var milliseconds: Int

        /// From the three figures.
        public init(steps: UInt32, heap: UInt32, milliseconds: Int) {
            self.steps = steps
            self.heap = heap
            self.milliseconds = milliseconds
        }

        /// Far above what a pattern written for configuration files needs, far below what a hostile one can take.
        public static let standard = Limits(steps: 1_000_000, heap: 65_536, milliseconds: 2_000)
    }

    /// A pattern that does not compile.
    public struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
        /// The pattern.
        public var pattern: String
        /// Where in the pattern, in bytes.
        public var offset: Int
        /// What PCRE2 says.
        public var reason: String
        /// One line.
        public var description: String { "pattern \"\(pattern)\" does not compile at byte \(offset): \(reason)" }
    }

    /// A match that was given up: never to be taken for "no match".
    public enum MatchError: Error, Sendable, Hashable {
        /// The pattern needs more steps, memory or time on this text than is allowed.
        case limitExceeded(String)
    }

    /// Where a match lies; `groups[0]` is the whole, `nil` a group that took no part.
    ///
    /// There is an entry for every group of the pattern, also for those at the end that took no part.
    public struct Match: Sendable, Hashable {
        /// Byte ranges in the subject.
        public var groups: [Range<Int>?]

        /// The whole match.
        public var range: Range<Int> { (groups.first ?? nil) ?? 0..<0 }
    }

    /// The pattern as written.
    public let pattern: String
    /// How many capturing groups the pattern has.
    public var captureCount: Int { text.captureCount }

    private let options: Options
    private let limits: Limits
    /// For subjects that are UTF-8.
    private let text: CompiledPattern
    /// For subjects that are not, compiled when the first one comes: no match crosses a byte that is not UTF-8.
    private let bytes = Mutex<CompiledPattern?>(nil)

    /// Compiles `pattern`.
    public init(_ pattern: String, options: Options = [], limits: Limits = .standard) throws(SyntaxError) {
        self.pattern = pattern
        self.options = options
        self.limits = limits
        do {
            text = try CompiledPattern(pattern, options: options, validSubjects: true, limits: limits)
        } catch {
            throw SyntaxError(pattern: pattern, offset: error.offset, reason: error.reason)
        }
    }

    /// The first match that begins at byte `from` or later.
    ///
    /// `isValidUTF8` is the caller's word, given once for a file: a subject of which it is said wrongly must not be passed.
    /// `from` lies between characters.
    public func firstMatch(in subject: UnsafeRawBufferPointer, from: Int = 0, isValidUTF8: Bool) throws(MatchError) -> Match? {
        let compiled = try compiled(isValidUTF8: isValidUTF8)
        let scratch = compiled.take()
        var search = Search(compiled, scratch, subject, limits)
        defer { compiled.give(back: scratch, grown: search.usedInterpreter) }
        return try search.next(from: from)
    }

    /// The first match that begins at byte `from` or later. As above.
    public func firstMatch(in subject: [UInt8], from: Int = 0, isValidUTF8: Bool) throws(MatchError) -> Match? {
        try Self.over(subject) { (buffer: UnsafeRawBufferPointer) throws(MatchError) in
            try firstMatch(in: buffer, from: from, isValidUTF8: isValidUTF8)
        }
    }

    /// All matches one after the other; after one of no length the search goes on one character further.
    ///
    /// The limits hold for the call as a whole.
    public func matches(in subject: UnsafeRawBufferPointer, isValidUTF8: Bool) throws(MatchError) -> [Match] {
        let compiled = try compiled(isValidUTF8: isValidUTF8)
        let scratch = compiled.take()
        var search = Search(compiled, scratch, subject, limits)
        defer { compiled.give(back: scratch, grown: search.usedInterpreter) }
        var found: [Match] = []
        var from = 0
        while from <= subject.count, let match = try search.next(from: from) {
            found.append(match)
            let range = match.range
            from = range.isEmpty ? search.boundary(after: max(range.upperBound, from)) : max(range.upperBound, from + 1)
        }
        return found
    }

    /// All matches one after the other. As above.
    public func matches(in subject: [UInt8], isValidUTF8: Bool) throws(MatchError) -> [Match] {
        try Self.over(subject) { (buffer: UnsafeRawBufferPointer) throws(MatchError) in
            try matches(in: buffer, isValidUTF8: isValidUTF8)
        }
    }

    /// Whether the pattern matches anywhere in `text`.
    public func isMatch(_ text: String) throws(MatchError) -> Bool {
        try firstMatch(in: Array(text.utf8), isValidUTF8: true) != nil
    }

    /// The strings that the groups of the first match in `text` caught, the whole match first; `nil` where nothing matches.
    public func groups(in text: String) throws(MatchError) -> [String?]? {
        let subject = Array(text.utf8)
        guard let match = try firstMatch(in: subject, isValidUTF8: true) else { return nil }
        return match.groups.map { $0.map { String(decoding: subject[$0], as: UTF8.self) } }
    }

    private func compiled(isValidUTF8: Bool) throws(MatchError) -> CompiledPattern {
        if isValidUTF8 { return text }
        let result = bytes.withLock { bytes in
            if bytes == nil { bytes = try? CompiledPattern(pattern, options: options, validSubjects: false, limits: limits) }
            return bytes
        }
        guard let result else { throw .limitExceeded("the pattern cannot be matched over bytes that are not utf-8") }
        return result
    }

    /// `withUnsafeBytes` that keeps the type of the error.
    private static func over<Value>(
        _ subject: [UInt8],
        _ body: (UnsafeRawBufferPointer) throws(MatchError) -> Value
    ) throws(MatchError) -> Value {
        let result: Result<Value, MatchError> = subject.withUnsafeBytes { buffer in
            do throws(MatchError) { return .success(try body(buffer)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
