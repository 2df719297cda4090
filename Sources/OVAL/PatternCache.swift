public import PerlRegex
import Synchronization

/// The patterns of one evaluation, each compiled once.
public final class PatternCache: Sendable {
    private struct Key: Hashable {
        var pattern: [UInt8]
        var options: PerlRegex.Options
    }

    private let patterns = Mutex<[Key: Result<PerlRegex, PerlRegex.SyntaxError>]>([:])

    /// A cache with nothing in it.
    public init() {}

    /// The compiled pattern; throws where it does not compile.
    public func regex(_ pattern: String, options: PerlRegex.Options = []) throws(PerlRegex.SyntaxError) -> PerlRegex {
        let key = Key(pattern: Array(pattern.utf8), options: options)
        if let known = patterns.withLock({ $0[key] }) { return try known.get() }
        let result: Result<PerlRegex, PerlRegex.SyntaxError>
        do throws(PerlRegex.SyntaxError) {
            result = .success(try PerlRegex(pattern, options: options))
        } catch {
            result = .failure(error)
        }
        patterns.withLock { $0[key] = result }
        return try result.get()
    }
}
