/// What an image is, as `stigready image --json` writes it: facts with their sources, and whether all that could say something was read.
public struct ImageRecord: Codable, Sendable, Hashable {
    /// Always this.
    public static let format = "stigready-image"

    /// ``format``.
    public var format = ImageRecord.format
    /// 1.
    public var version = 1
    /// The image and where it came from.
    public var target: TargetRecord
    /// What the image says of how it is run; `nil` where its source says nothing.
    public var configuration: Configuration?
    /// What it is run as, and why.
    public var nature: Nature
    /// The distribution, and how it is known.
    public var operatingSystem: OperatingSystem
    /// The package databases.
    public var packageDatabases: [Database]
    /// Every package that is present.
    public var packages: [Package]
    /// Components that matter to rules.
    public var components: [Component]
    /// Accounts of `/etc/passwd` and `/usr/lib/passwd`.
    public var accounts: [Account]
    /// Programs with set-id bits or file capabilities.
    public var privileged: [Privileged]
    /// Directories that everybody may write to and that have no sticky bit.
    public var openDirectories: [String]
    /// Bundles and directories of certificates.
    public var certificateStores: [String]
    /// Files of cryptographic libraries and modules.
    public var cryptographicFiles: [String]
    /// Entries of all kinds.
    public var entries: Int
    /// Bytes of all regular files.
    public var bytes: Int64
    /// What could not be read, so that its absence proves nothing; empty where everything was.
    public var incomplete: [String]

    /// The configuration a container is started with.
    public struct Configuration: Codable, Sendable, Hashable {
        /// `User`; empty is root.
        public var user: String
        /// `Env`.
        public var environment: [String]
        /// `Entrypoint`.
        public var entrypoint: [String]
        /// `Cmd`.
        public var command: [String]
        /// `WorkingDir`.
        public var workingDirectory: String?
        /// `ExposedPorts`.
        public var exposedPorts: [String]
        /// `Volumes`.
        public var volumes: [String]
        /// `Labels`.
        public var labels: [String: String]
        /// `Healthcheck.Test`.
        public var healthcheck: [String]
        /// When the image was made.
        public var created: String?
        /// Takes every part as it is.
        public init(
            user: String, environment: [String], entrypoint: [String], command: [String], workingDirectory: String?, exposedPorts: [String],
            volumes: [String], labels: [String: String], healthcheck: [String], created: String?
        ) {
            self.user = user
            self.environment = environment
            self.entrypoint = entrypoint
            self.command = command
            self.workingDirectory = workingDirectory
            self.exposedPorts = exposedPorts
            self.volumes = volumes
            self.labels = labels
            self.healthcheck = healthcheck
            self.created = created
        }
    }

    /// What an image is run as.
    public struct Nature: Codable, Sendable, Hashable {
        /// `container`, `machine`, or `unknown`.
        public var kind: String
        /// Why.
        public var reason: String
        /// Takes every part as it is.
        public init(kind: String, reason: String) {
            self.kind = kind
            self.reason = reason
        }
    }

    /// A distribution.
    public struct OperatingSystem: Codable, Sendable, Hashable {
        /// `ID` of os-release(5); empty where unknown.
        public var id: String
        /// `VERSION_ID`.
        public var version: String
        /// The name for people.
        public var name: String
        /// `declared` by os-release, `inferred` from what is installed, or `unknown`.
        public var confidence: String
        /// Where it was read.
        public var sources: [String]
        /// Takes every part as it is.
        public init(id: String, version: String, name: String, confidence: String, sources: [String]) {
            self.id = id
            self.version = version
            self.name = name
            self.confidence = confidence
            self.sources = sources
        }
    }

    /// A package database.
    public struct Database: Codable, Sendable, Hashable {
        /// `dpkg`, `rpm` or `apk`.
        public var kind: String
        /// The first of its files.
        public var path: String
        /// How many packages it says are present.
        public var packages: Int
        /// Why it could not be read.
        public var error: String?
        /// Takes every part as it is.
        public init(kind: String, path: String, packages: Int, error: String?) {
            self.kind = kind
            self.path = path
            self.packages = packages
            self.error = error
        }
    }

    /// A package.
    public struct Package: Codable, Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Version as its database writes it.
        public var version: String
        /// Architecture.
        public var architecture: String
        /// `dpkg`, `rpm` or `apk`.
        public var kind: String
        /// Takes every part as it is.
        public init(name: String, version: String, architecture: String, kind: String) {
            self.name = name
            self.version = version
            self.architecture = architecture
            self.kind = kind
        }
    }

    /// A component, and by what it is known to be there.
    public struct Component: Codable, Sendable, Hashable {
        /// One word.
        public var id: String
        /// The name for people.
        public var title: String
        /// What kind of software it is.
        public var group: String
        /// Packages that bring it, as `name version`.
        public var packages: [String]
        /// Files of its name.
        public var files: [String]
        /// Programs of another name with its content.
        public var renamed: [String]
        /// Whether no package accounts for it.
        public var unpackaged: Bool
        /// Takes every part as it is.
        public init(id: String, title: String, group: String, packages: [String], files: [String], renamed: [String], unpackaged: Bool) {
            self.id = id
            self.title = title
            self.group = group
            self.packages = packages
            self.files = files
            self.renamed = renamed
            self.unpackaged = unpackaged
        }
    }

    /// An account.
    public struct Account: Codable, Sendable, Hashable {
        /// Login name.
        public var name: String
        /// User number, as written.
        public var uid: String
        /// Login shell.
        public var shell: String
        /// `set`, `empty`, `locked`, or `unknown` where no shadow entry says it.
        public var password: String
        /// Takes every part as it is.
        public init(name: String, uid: String, shell: String, password: String) {
            self.name = name
            self.uid = uid
            self.shell = shell
            self.password = password
        }
    }

    /// A program with rights of its own.
    public struct Privileged: Codable, Sendable, Hashable {
        /// Where it is.
        public var path: String
        /// Four octal digits.
        public var mode: String
        /// Owner.
        public var uid: UInt32
        /// Group.
        public var gid: UInt32
        /// Whether it has file capabilities.
        public var capabilities: Bool
        /// Takes every part as it is.
        public init(path: String, mode: String, uid: UInt32, gid: UInt32, capabilities: Bool) {
            self.path = path
            self.mode = mode
            self.uid = uid
            self.gid = gid
            self.capabilities = capabilities
        }
    }

    /// Takes every part as it is.
    public init(
        target: TargetRecord, configuration: Configuration?, nature: Nature, operatingSystem: OperatingSystem, packageDatabases: [Database],
        packages: [Package], components: [Component], accounts: [Account], privileged: [Privileged], openDirectories: [String],
        certificateStores: [String], cryptographicFiles: [String], entries: Int, bytes: Int64, incomplete: [String]
    ) {
        self.target = target
        self.configuration = configuration
        self.nature = nature
        self.operatingSystem = operatingSystem
        self.packageDatabases = packageDatabases
        self.packages = packages
        self.components = components
        self.accounts = accounts
        self.privileged = privileged
        self.openDirectories = openDirectories
        self.certificateStores = certificateStores
        self.cryptographicFiles = cryptographicFiles
        self.entries = entries
        self.bytes = bytes
        self.incomplete = incomplete
    }

    /// As JSON: sorted names, two spaces, a line feed at the end.
    public func json() throws(RecordError) -> [UInt8] { try jsonBytes(self) }
}
