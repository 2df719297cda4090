internal import Diagnostics
internal import Glibc

/// Standard output is for results, standard error for everything said about them.
enum Console {
    /// Writes `text` to standard output as it is.
    static func write(_ text: String) { write(Array(text.utf8), to: STDOUT_FILENO) }

    /// Writes a line to standard output.
    static func line(_ text: String = "") { write(text + "\n") }

    /// Writes a line to standard error.
    static func note(_ text: String) { write(Array((text + "\n").utf8), to: STDERR_FILENO) }

    /// Writes diagnostics to standard error, one line each.
    static func report(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { note(diagnostic.description) }
    }

    /// Whether standard output is a terminal and colour is wanted.
    static var hasColour: Bool { isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written) }
            if count < 0 && errno == EINTR { continue }
            // A reader that went away (`| head`) is no failure of the run.
            if count <= 0 { return }
            written += count
        }
    }
}
