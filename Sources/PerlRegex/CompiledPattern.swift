import CPCRE2
import Synchronization

/// The code of one pattern, its machine code once it was needed, and the memory that its matches use.
///
/// `@unchecked Sendable`: `code` is written by `init` and, once, by the JIT compiler under the lock that every match takes first.
final class CompiledPattern: @unchecked Sendable {
    /// Why a pattern does not compile.
    struct Failure: Error {
        var offset: Int
        var reason: String
    }

    /// What one match at a time writes into.
    struct Scratch {
        let data: OpaquePointer
        let context: OpaquePointer
    }

    private struct Shared: ~Copyable {
        var idle: [(UInt, UInt)] = []
        var isReady = false
    }

    let code: OpaquePointer
    let captureCount: Int
    /// Whether a match can only begin where the search begins.
    let isAnchored: Bool
    /// Whether a subject is searched in windows. Not a pattern tied to the start, nor one with `\G` ("where the search began") or with a
    /// verb such as `(*COMMIT)` ("no later start either"): those speak of the search as a whole.
    let isWindowed: Bool

    private let limits: PerlRegex.Limits
    private let shared = Mutex(Shared())

    init(
        _ pattern: String,
        options: PerlRegex.Options,
        validSubjects: Bool,
        limits: PerlRegex.Limits
    ) throws(Failure) {
        var flags = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT
        if !validSubjects { flags |= PCRE2_MATCH_INVALID_UTF }
        if options.contains(.ignoreCase) { flags |= PCRE2_CASELESS }
        if options.contains(.multiline) { flags |= PCRE2_MULTILINE }
        if options.contains(.singleline) { flags |= PCRE2_DOTALL }

        let source = Array(pattern.utf8)
        // Forbidden, so that no match begins or ends inside a character. Asked here, because the escape would be taken for the letter
        // under the option for unknown ones.
        if let offset = escape(UInt8(ascii: "C"), in: source) { throw Failure(offset: offset, reason: "using \\C is disabled") }
        do throws(Failure) {
            code = try Self.compile(source, flags)
        } catch {
            // What PCRE1 reads and PCRE2 refuses; see `withLiteralHyphens`. The first error names a place in the pattern as written.
            guard let rewritten = withLiteralHyphens(source) else { throw error }
            do throws(Failure) { code = try Self.compile(rewritten, flags) } catch _ { throw error }
        }

        var captures: UInt32 = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &captures)
        var all: UInt32 = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_ALLOPTIONS), &all)
        captureCount = Int(captures)
        isAnchored = all & PCRE2_ANCHORED != 0
        isWindowed = !isAnchored && !pattern.contains("\\G") && !pattern.contains("(*")
        self.limits = limits
    }

    deinit {
        shared.withLock { shared in
            for (data, context) in shared.idle {
                pcre2_match_data_free_8(OpaquePointer(bitPattern: data))
                pcre2_match_context_free_8(OpaquePointer(bitPattern: context))
            }
        }
        pcre2_code_free_8(code)
    }

    /// Memory for a match; `give(back:)` it.
    func take() -> Scratch {
        let idle: (UInt, UInt)? = shared.withLock { shared in
            if !shared.isReady {
                // Failing (no JIT on this machine) is no error: the interpreter answers, more slowly.
                pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
                shared.isReady = true
            }
            return shared.idle.popLast()
        }
        if let idle, let data = OpaquePointer(bitPattern: idle.0), let context = OpaquePointer(bitPattern: idle.1) {
            return Scratch(data: data, context: context)
        }
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil), let context = pcre2_match_context_create_8(nil) else {
            preconditionFailure("out of memory")
        }
        pcre2_set_depth_limit_8(context, limits.steps)
        pcre2_set_heap_limit_8(context, limits.heap)
        return Scratch(data: data, context: context)
    }

    /// Takes the memory of a finished match back for the next one, or frees it where it has grown.
    func give(back scratch: Scratch, grown: Bool) {
        if grown {
            pcre2_match_data_free_8(scratch.data)
            pcre2_match_context_free_8(scratch.context)
            return
        }
        let idle = (UInt(bitPattern: scratch.data), UInt(bitPattern: scratch.context))
        shared.withLock { $0.idle.append(idle) }
    }

    private static func compile(_ source: [UInt8], _ flags: UInt32) throws(Failure) -> OpaquePointer {
        let context = pcre2_compile_context_create_8(nil)
        defer { pcre2_compile_context_free_8(context) }
        // PCRE1, with which most content was written, takes an escape it does not know for the letter.
        pcre2_set_compile_extra_options_8(context, PCRE2_EXTRA_BAD_ESCAPE_IS_LITERAL)
        var error: Int32 = 0
        var offset = 0
        if let code = pcre2_compile_8(source, source.count, flags, &error, &offset, context) { return code }
        throw Failure(offset: offset, reason: message(error))
    }

    /// PCRE2's sentence for an error number.
    static func message(_ error: Int32) -> String {
        var text = [UInt8](repeating: 0, count: 160)
        let length = pcre2_get_error_message_8(error, &text, text.count)
        return length < 0 ? "error \(error)" : String(decoding: text.prefix(Int(length)), as: UTF8.self)
    }
}
