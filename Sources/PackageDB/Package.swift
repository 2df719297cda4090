public import ImageFS

/// What manages packages.
public enum PackageDatabaseKind: String, Sendable, Hashable, CaseIterable {
    case dpkg, rpm, apk
}

/// One package as its database records it.
public struct Package: Sendable, Hashable {
    /// A version in its three parts, none of them changed.
    public struct Version: Sendable, Hashable, CustomStringConvertible {
        /// The part before the first `:`; `nil` where there is none, which is compared as 0.
        public var epoch: String?
        /// The upstream version.
        public var version: String
        /// The part after the last `-`; `nil` where there is none (a native Debian package).
        public var release: String?

        /// A version of these parts.
        public init(epoch: String? = nil, version: String, release: String? = nil) {
            self.epoch = epoch
            self.version = version
            self.release = release
        }

        /// Takes `[epoch:]version[-release]` apart.
        ///
        /// Debian Policy, 5.6.12: the epoch ends at the first colon, the revision starts at the last hyphen.
        public init(_ text: String) {
            var rest = text[...]
            if let colon = rest.firstIndex(of: ":") {
                epoch = String(rest[..<colon])
                rest = rest[rest.index(after: colon)...]
            }
            if let hyphen = rest.lastIndex(of: "-") {
                release = String(rest[rest.index(after: hyphen)...])
                rest = rest[..<hyphen]
            }
            version = String(rest)
        }

        /// `[epoch:]version[-release]`, as it was written.
        public var description: String { (epoch.map { "\($0):" } ?? "") + version + (release.map { "-\($0)" } ?? "") }
    }

    /// The `Status` field of dpkg: what is wanted, whether reinstallation is required, and how far the package has come.
    ///
    /// dpkg(1), "Information about packages".
    public struct Status: Sendable, Hashable, CustomStringConvertible {
        /// What the administrator wants.
        public enum Selection: String, Sendable, CaseIterable { case unknown, install, hold, deinstall, purge }
        /// Whether the package is broken.
        public enum Flag: String, Sendable, CaseIterable { case ok, reinstreq }
        /// How far installation or removal has come.
        public enum State: String, Sendable, CaseIterable {
            case notInstalled = "not-installed"
            case configFiles = "config-files"
            case halfInstalled = "half-installed"
            case unpacked
            case halfConfigured = "half-configured"
            case triggersAwaited = "triggers-awaited"
            case triggersPending = "triggers-pending"
            case installed
        }

        /// What the administrator wants.
        public var selection: Selection
        /// Whether the package is broken.
        public var flag: Flag
        /// How far installation or removal has come.
        public var state: State

        /// A status of these words.
        public init(_ selection: Selection, _ flag: Flag, _ state: State) {
            self.selection = selection
            self.flag = flag
            self.state = state
        }

        /// The three words of the field; `nil` where they are not three known words.
        public init?(_ text: String) {
            let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count == 3, let selection = Selection(rawValue: words[0]), let flag = Flag(rawValue: words[1]),
                let state = State(rawValue: words[2])
            else { return nil }
            self.init(selection, flag, state)
        }

        /// The three words.
        public var description: String { "\(selection.rawValue) \(flag.rawValue) \(state.rawValue)" }
    }

    /// The name.
    public var name: String
    /// The version.
    public var version: Version
    /// The architecture in the database's own word (`amd64`, `x86_64`, `all`); empty where the database has none.
    public var architecture: String
    /// dpkg's status; `nil` where the database lists installed packages only (distroless `status.d`, rpm, apk).
    public var status: Status?
    /// The name of the source package, where it is said.
    public var source: String?
    /// Which kind of database has it.
    public var kind: PackageDatabaseKind
    /// The file that has it.
    public var origin: ImagePath

    /// A package.
    public init(
        name: String, version: Version, architecture: String, status: Status? = nil, source: String? = nil, kind: PackageDatabaseKind,
        origin: ImagePath
    ) {
        self.name = name
        self.version = version
        self.architecture = architecture
        self.status = status
        self.source = source
        self.kind = kind
        self.origin = origin
    }

    /// Whether the package's files are to be expected in the image, wholly or in part: it is neither gone nor down to its configuration.
    public var isPresent: Bool {
        switch status?.state {
        case .notInstalled, .configFiles: false
        case .halfInstalled, .unpacked, .halfConfigured, .triggersAwaited, .triggersPending, .installed, nil: true
        }
    }
}
