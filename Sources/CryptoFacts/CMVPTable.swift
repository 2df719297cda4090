internal import Calendar

/// Certificates of the Cryptographic Module Validation Program, as a dated table of facts that a user can replace (`content/fips/cmvp.tsv`).
public struct CMVPTable: Sendable, Hashable {
    /// A line of the table: one version of a module, and the certificate that covers it.
    public struct Certificate: Sendable, Hashable {
        /// The number, e.g. `4985`.
        public var number: String
        /// The kind of module, in the words of ``FIPSModule/Kind``.
        public var module: String
        /// The version that the module says of itself; `*` at the end stands for anything.
        public var version: String
        /// `FIPS 140-2` or `FIPS 140-3`.
        public var standard: String
        /// The last day it is active, `YYYY-MM-DD`; empty where the source does not say one.
        public var until: String
        /// What has to be known beside it.
        public var note: String
        /// Where that was read, and when.
        public var source: String

        /// Whether it covers a version.
        public func covers(_ version: String) -> Bool {
            self.version.hasSuffix("*") ? version.hasPrefix(self.version.dropLast()) : version == self.version
        }

        /// Its status on a day, and why.
        public func status(on day: String) -> Status {
            if standard == "FIPS 140-2" && day > CMVPTable.lastDayOf1402 {
                return .historical("certificates of FIPS 140-2 are historical since \(CMVPTable.lastDayOf1402)")
            }
            if !until.isEmpty && day > until { return .historical("its sunset date was \(until)") }
            return .active
        }
    }

    /// What a certificate is worth on a day.
    public enum Status: Sendable, Hashable {
        /// It may be relied on, as far as the table knows.
        case active
        /// It may not be relied on for new systems, and why.
        case historical(String)
    }

    /// NIST's transition to FIPS 140-3: the day on which certificates of FIPS 140-2 move to the historical list.
    public static let lastDayOf1402 = "2026-09-21"

    /// The lines.
    public var certificates: [Certificate]
    /// The day up to which the table is known to be right, `YYYY-MM-DD`.
    public var date: String

    /// A table from its parts.
    public init(certificates: [Certificate], date: String) {
        self.certificates = certificates
        self.date = date
    }

    /// What is wrong with a table.
    public struct FormatError: Error, Sendable, CustomStringConvertible {
        /// Line, what, and what to do.
        public var description: String
    }

    static let columns = ["certificate", "module", "version", "standard", "until", "note", "source", "read"]

    /// Reads a tab-separated table; lines that begin with `#` are comments, `# date: YYYY-MM-DD` says how new it is.
    public init(_ bytes: [UInt8]) throws(FormatError) {
        certificates = []
        date = ""
        var hasHeader = false
        for (index, line) in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("# date: ") { date = String(line.dropFirst("# date: ".count)).trimmed }
            if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).trimmed }
            if !hasHeader {
                guard fields == Self.columns else {
                    throw FormatError(description: "line \(index + 1): the columns must be \(Self.columns.joined(separator: ", "))")
                }
                hasHeader = true
                continue
            }
            guard fields.count == Self.columns.count else {
                throw FormatError(description: "line \(index + 1): \(fields.count) columns, not \(Self.columns.count)")
            }
            guard fields[3] == "FIPS 140-2" || fields[3] == "FIPS 140-3" else {
                throw FormatError(description: "line \(index + 1): the standard is \"\(fields[3])\"; write FIPS 140-2 or FIPS 140-3")
            }
            guard !fields[6].isEmpty, !fields[7].isEmpty else {
                throw FormatError(description: "line \(index + 1): a certificate needs its source and the day it was read there")
            }
            for day in [fields[4], fields[7]] where !day.isEmpty && CalendarDay(exactly: day) == nil {
                throw FormatError(description: "line \(index + 1): \"\(day)\" is no day; write YYYY-MM-DD")
            }
            certificates.append(
                Certificate(
                    number: fields[0], module: fields[1], version: fields[2], standard: fields[3], until: fields[4], note: fields[5],
                    source: "\(fields[6]) (\(fields[7]))"))
        }
        guard CalendarDay(exactly: date) != nil else {
            throw FormatError(description: "it has no line \"# date: YYYY-MM-DD\" that says how new it is")
        }
    }

    /// The certificates of a version of a module.
    public func certificates(of module: String, version: String) -> [Certificate] {
        certificates.filter { $0.module == module && $0.covers(version) }
    }
}
