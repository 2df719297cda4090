/// A compiled Perl-compatible pattern (PCRE2), matched over bytes.
public final class PerlRegex: @unchecked Sendable {
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
    public struct Match: Sendable, Hashable {
        /// Byte ranges in the subject.
        public var groups: [Range<Int>?]
    }

    /// The pattern as written.
    public let pattern: String

    /// Compiles `pattern`.
    public init(_ pattern: String, options: Options = []) throws(SyntaxError) {
        self.pattern = pattern
    }
}
