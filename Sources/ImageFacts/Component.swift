public import ImageFS

/// Software that rules are about: that it is in an image, or is not, decides whether they apply.
public struct Component: Sendable, Hashable {
    /// What kind of software it is.
    public enum Group: String, Sendable, Hashable, CaseIterable {
        case shell
        case packageManager = "package manager"
        case remoteAccess = "remote access server"
        case fileTransfer = "file transfer server"
        case webServer = "web server"
        case database
        case runtime = "language runtime"
        case initSystem = "init system"
        case kernel
        case bootable = "bootable image"
        case authentication
        case privilege = "privilege elevation"
        case audit = "audit and logging"
        case scheduling
        case time = "time synchronisation"
        case mail = "mail server"
        case naming = "naming service"
        case firewall
        case integrity = "integrity checking"
        case desktop
        case containers = "container engine"
        case development
        case cryptography
    }

    /// One word, the same in all releases.
    public var id: String
    /// The name for people.
    public var title: String
    /// What kind of software it is.
    public var group: Group
    /// Names of its packages in dpkg, rpm and apk; `*` stands for anything, `[0-9]` for a digit.
    public var packages: [String]
    /// Names of its programs, wherever they lie.
    public var programs: [String]
    /// Paths that show it; a `*` as a name stands for any one name.
    public var paths: [String]
    /// What its programs hold under whatever name they go; checked against the programs of Debian's packages.
    public var signatures: [String]

    init(
        _ id: String, _ title: String, _ group: Group, packages: [String] = [], programs: [String] = [], paths: [String] = [],
        signatures: [String] = []
    ) {
        self.id = id
        self.title = title
        self.group = group
        self.packages = packages
        self.programs = programs
        self.paths = paths
        self.signatures = signatures
    }

    /// Whether one of its packages has this name.
    public func hasPackage(_ name: String) -> Bool { packages.contains { Glob.matches($0[...].utf8, name[...].utf8) } }
}

/// Names with `*` for anything and `[0-9]` for a digit.
enum Glob {
    static func matches(_ pattern: Substring.UTF8View, _ text: Substring.UTF8View) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == UInt8(ascii: "*") {
            var rest = text
            let after = pattern.dropFirst()
            while true {
                if matches(after, rest) { return true }
                guard !rest.isEmpty else { return false }
                rest = rest.dropFirst()
            }
        }
        guard let next = text.first else { return false }
        if pattern.starts(with: "[0-9]".utf8) { return (0x30...0x39).contains(next) && matches(pattern.dropFirst(5), text.dropFirst()) }
        return first == next && matches(pattern.dropFirst(), text.dropFirst())
    }
}

/// A component that is in an image, and by what that is known.
public struct FoundComponent: Sendable, Hashable {
    /// Which one.
    public var component: Component
    /// Packages that bring it, as `name version`.
    public var packages: [String]
    /// Programs and paths of its name.
    public var files: [ImagePath]
    /// Programs of another name that hold what its programs hold.
    public var renamed: [ImagePath]

    /// Whether no package accounts for it.
    public var isUnpackaged: Bool { packages.isEmpty && !component.packages.isEmpty }
}
