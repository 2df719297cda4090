import CPCRE2
import Glibc

/// The search for matches in one subject: in windows, with the clock read between them.
///
/// The step limit of PCRE2 begins anew at every start position, so it does not bound a call; windows and the clock do.
struct Search {
    /// The first window is small: one that is slow at every start position is noticed early.
    private static let firstWindow = 1024
    private static let window = 4096
    /// `PCRE2_UNSET`.
    private static let unlimited = Int(bitPattern: UInt.max)

    private let compiled: CompiledPattern
    private let scratch: CompiledPattern.Scratch
    private let subject: UnsafeRawBufferPointer
    private let limits: PerlRegex.Limits
    private var calls = 0
    private var began = 0
    /// Whether the interpreter was needed: its memory is not worth keeping.
    private(set) var usedInterpreter = false

    init(
        _ compiled: CompiledPattern,
        _ scratch: CompiledPattern.Scratch,
        _ subject: UnsafeRawBufferPointer,
        _ limits: PerlRegex.Limits
    ) {
        self.compiled = compiled
        self.scratch = scratch
        self.subject = subject
        self.limits = limits
    }

    /// The first match that begins at `from` or later.
    mutating func next(from: Int) throws(PerlRegex.MatchError) -> PerlRegex.Match? {
        precondition(from >= 0 && from <= subject.count, "the search begins inside the subject")
        if !compiled.isWindowed {
            pcre2_set_match_limit_8(scratch.context, compiled.isAnchored ? steps : stepsForWhole)
            return try match(from: from, limit: Self.unlimited)
        }
        pcre2_set_match_limit_8(scratch.context, steps)
        var start = from
        var size = Self.firstWindow
        while true {
            let end = start + size
            let isLast = end >= subject.count
            if let match = try match(from: start, limit: isLast ? Self.unlimited : end) { return match }
            if isLast { return nil }
            start = boundary(after: end)
            if start > subject.count { return nil }
            size = Self.window
        }
    }

    /// The next position between two characters.
    func boundary(after offset: Int) -> Int {
        var next = offset + 1
        while next < subject.count, subject[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    private mutating func match(from: Int, limit: Int) throws(PerlRegex.MatchError) -> PerlRegex.Match? {
        try checkTime()
        pcre2_set_offset_limit_8(scratch.context, limit)
        // The caller said whether the subject is UTF-8; without the flag every call would check the rest of the subject again.
        var result = run(from, PCRE2_NO_UTF_CHECK)
        if result == PCRE2_ERROR_JIT_STACKLIMIT {
            // The interpreter needs no stack; it has the same limits, and one on memory.
            usedInterpreter = true
            result = run(from, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT)
        }
        if result == PCRE2_ERROR_NOMATCH { return nil }
        guard result > 0, let offsets = pcre2_get_ovector_pointer_8(scratch.data) else {
            throw .limitExceeded("the match was given up from byte \(from): \(CompiledPattern.message(result))")
        }
        let groups = (0...compiled.captureCount).map { (group) -> Range<Int>? in
            guard group < Int(result) else { return nil }
            let (start, end) = (offsets[2 * group], offsets[2 * group + 1])
            guard start != Int(bitPattern: UInt.max), start <= end, end <= subject.count else { return nil }
            return start..<end
        }
        return PerlRegex.Match(groups: groups)
    }

    private func run(_ from: Int, _ flags: UInt32) -> Int32 {
        // An empty buffer may have no address, and PCRE2 asks for one.
        var nothing: UInt8 = 0
        guard let base = subject.baseAddress else {
            return pcre2_match_8(compiled.code, &nothing, 0, 0, flags, scratch.data, scratch.context)
        }
        let bytes = base.assumingMemoryBound(to: UInt8.self)
        return pcre2_match_8(compiled.code, bytes, subject.count, from, flags, scratch.data, scratch.context)
    }

    /// Steps from one start position: a long text may be gone through twice (`^[^#]*x` runs to its end and back).
    private var steps: UInt32 {
        max(limits.steps, UInt32(clamping: 2 * subject.count))
    }

    /// Steps from one start position where a subject cannot be cut into windows: fewer, the more positions there are.
    private var stepsForWhole: UInt32 {
        min(limits.steps, max(1_000, UInt32(clamping: 100_000_000 / (subject.count + 1))))
    }

    /// Processor time, not the time of day: a busy machine must not change a result. The first call is bounded by its small window.
    private mutating func checkTime() throws(PerlRegex.MatchError) {
        defer { calls += 1 }
        if calls == 0 { return }
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        let now = time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
        if calls == 1 { began = now }
        if now - began > limits.milliseconds * 1_000 {
            throw .limitExceeded("the match was given up after \(limits.milliseconds) ms")
        }
    }
}
