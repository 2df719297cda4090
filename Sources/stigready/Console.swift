internal import Diagnostics
internal import Glibc
internal import Synchronization

/// Standard output is for results, standard error for everything said about them.
enum Console {
    /// A reader that goes away (`| head`) must not end the run before its files are written.
    static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

    /// Writes `text` to standard output as it is; ends the program with 1 where it has no room.
    static func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes `bytes` to standard output as they are; ends the program with 1 where it has no room.
    static func write(_ bytes: [UInt8]) {
        let code = write(bytes, to: STDOUT_FILENO)
        guard code != 0, code != EPIPE else { return }
        note("error: standard output cannot be written: \(String(cString: strerror(code)))")
        Glibc.exit(1)
    }

    /// Writes a line to standard output.
    static func line(_ text: String = "") { write(text + "\n") }

    /// Writes a line to standard error.
    ///
    /// Ids and texts of content stand in it: whatever they hold, it stays one line and no command to the terminal.
    static func note(_ text: String) {
        let line = Array((printable(text) + "\n").utf8)
        log.withLock { if $0.file != nil { $0.lines += line } }
        _ = write(line, to: STDERR_FILENO)
    }

    /// Writes diagnostics to standard error, one line each.
    ///
    /// - Parameter least: What is said of them where `--verbose` asks for nothing else.
    static func report(_ diagnostics: [Diagnostic], least: Diagnostic.Severity = .note) {
        let least = log.withLock { $0.verbosity?.least } ?? least
        for diagnostic in diagnostics where diagnostic.severity.rank <= least.rank { note(diagnostic.description) }
    }

    // MARK: oscap's --verbose and --verbose-log-file

    /// How much is said about content, in oscap's words.
    enum Verbosity: String {
        case devel = "DEVEL"
        case info = "INFO"
        case warning = "WARNING"
        case error = "ERROR"

        fileprivate var least: Diagnostic.Severity {
            switch self {
            case .devel, .info: .note
            case .warning: .warning
            case .error: .error
            }
        }
    }

    private struct Log {
        var verbosity: Verbosity?
        var file: String?
        var lines: [UInt8] = []
    }

    private static let log = Mutex(Log())

    /// Says how much is said, and into which file besides standard error; the file is written when the program ends.
    static func setLog(_ verbosity: Verbosity?, file: String?) {
        log.withLock {
            $0.verbosity = verbosity
            $0.file = file
        }
        if file != nil { atexit { Console.writeLog() } }
    }

    /// The file of `--verbose-log-file`.
    static var logFile: String? { log.withLock { $0.file } }

    /// No file is to be written: it would lie in the image, or a command has none.
    static func dropLog() { log.withLock { $0.file = nil } }

    private static func writeLog() {
        let (file, lines) = log.withLock { ($0.file, $0.lines) }
        guard let file else { return }
        do throws(ContentError) { try OutputFiles.write([(file, lines)]) } catch {
            dropLog()
            report(error.diagnostics)
        }
    }

    /// Whether standard output is a terminal and colour is wanted.
    static var hasColour: Bool { isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil }

    /// The text on one line, without control characters; white space around a line end is one space.
    static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isAfterControl = false
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            if isControl || (isAfterControl && scalar == " ") {
                if !isAfterControl && result.last != " " { result.append(" ") }
                isAfterControl = true
            } else {
                result.append(scalar)
                isAfterControl = false
            }
        }
        return String(result)
    }

    /// The text with its line ends and tabs, without control characters that are commands to a terminal.
    static func printableLines(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isCommand = scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
            result.append(isCommand ? " " : scalar)
        }
        return String(result)
    }

    /// The error number, 0 where all was written.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 { return errno }
            written += count
        }
        return 0
    }
}

extension Diagnostic.Severity {
    /// 0 is what matters most.
    fileprivate var rank: Int {
        switch self {
        case .error: 0
        case .warning: 1
        case .note: 2
        }
    }
}
