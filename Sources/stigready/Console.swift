internal import Diagnostics
internal import Glibc

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
        _ = write(Array((printable(text) + "\n").utf8), to: STDERR_FILENO)
    }

    /// Writes diagnostics to standard error, one line each.
    static func report(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { note(diagnostic.description) }
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
