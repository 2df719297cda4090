public import ImageFS

/// What an auditor asks of an image's cryptography, answered from its bytes: which modules, which versions, whether they are intact, which
/// certificate covers them on the day, whether the configuration makes them the ones that answer, and what computes outside of them.
public struct FIPSDossier: Sendable, Hashable {
    /// In one word.
    public enum Conclusion: String, Sendable, Hashable, CaseIterable {
        /// A module is intact, covered by an active certificate, and the one that answers; nothing was found that computes outside of it.
        case validated = "validated module in effect"
        /// The same, but programs or libraries compute outside of it.
        case validatedBeside = "validated module in effect, other cryptography beside it"
        /// A module is there and intact; no active certificate covers it, or the configuration does not put it in effect.
        case notValidated = "module without validation or not in effect"
        /// A module is there whose bytes are not proven.
        case notProven = "module not proven"
        /// There is none.
        case none = "no module found"
    }

    /// A Go program and how it was built.
    public struct GoProgram: Sendable, Hashable {
        /// The file.
        public var path: ImagePath
        /// Version of Go.
        public var version: String
        /// `GOFIPS140` as it was built with; empty where it was not set.
        public var fips140: String
        /// The default of `GODEBUG=fips140`.
        public var mode: String
        /// What follows from that, as a phrase.
        public var finding: String
        /// Whether a module answers in it: then it is not counted as cryptography outside of one.
        public var usesModule: Bool
    }

    /// A program or library that computes outside of any module.
    public struct Outside: Sendable, Hashable {
        /// The file.
        public var path: ImagePath
        /// What it carries.
        public var what: String
    }

    /// A package whose version names FIPS.
    public struct FIPSPackage: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its version, as the database has it.
        public var version: String
    }

    /// The day on which certificates were judged, `YYYY-MM-DD`.
    public var day: String
    /// How new the table of certificates is.
    public var tableDate: String
    /// Modules, by path.
    public var modules: [FIPSModule]
    /// OpenSSL's configuration, one for each directory that a libcrypto of the image is built for.
    public var configurations: [OpenSSLConfiguration]
    /// Libraries of OpenSSL: path and version.
    public var opensslLibraries: [Outside]
    /// System-wide policy of the RHEL family: what is configured, and what is in effect.
    public var cryptoPolicy: String?
    /// Go programs.
    public var goPrograms: [GoProgram]
    /// Java runtimes.
    public var java: [JavaProviders]
    /// Lists of algorithms of OpenSSH's server; `nil` where it has no configuration.
    public var ssh: SSHAlgorithms?
    /// Packages whose version or name says FIPS.
    public var packages: [FIPSPackage]
    /// What computes outside of any module.
    public var outside: [Outside]
    /// What could not be read: nothing follows from its absence.
    public var problems: [String]
    /// How many files were seen, and how many of them were programs, libraries or archives that were looked into.
    public var scope: Scope

    /// What was looked at.
    public struct Scope: Sendable, Hashable {
        /// Entries of the image.
        public var entries: Int
        /// Programs, libraries and archives among them, by what they begin with.
        public var inspected: Int
    }

    /// What follows from all of it.
    public var conclusion: Conclusion {
        if modules.isEmpty { return .none }
        let isValidated = modules.contains { module in
            guard module.isProven, module.activeCertificate(on: day) != nil, case .inEffect = module.effect else { return false }
            return true
        }
        if isValidated { return outside.isEmpty && problems.isEmpty ? .validated : .validatedBeside }
        return modules.contains(where: \.isProven) ? .notValidated : .notProven
    }
}
