public import PackageDB

/// What a rule of our own content may ask of an image before it applies: the names that stand in `applies` of a requirement.
///
/// The data stream carries each as the product ``cpe``; `scan` answers it from what is known of the image, any other engine from the inventory
/// definition that is generated from the same value.
public enum ApplicabilityFact: Sendable, Hashable {
    /// The component is in the image, by package, file or content.
    case component(Component)
    /// Any component of the group is, under this name.
    case group(String, Component.Group)
    /// The image runs on a host's kernel, or with one of its own.
    case nature(ImageNature.Kind)
    /// A shell, Linux-PAM and a login program are in the image: a person could log in.
    case loginPath
    /// A user database names an account.
    case accounts
    /// There is a package database of this kind.
    case packageDatabase(PackageDatabaseKind)

    /// Every fact, derived ones first. A derived name wins over a component of the same id (`dpkg`, `rpm` and `apk` are the databases).
    public static let all: [ApplicabilityFact] = {
        let derived: [ApplicabilityFact] =
            [.nature(.container), .nature(.machine), .loginPath, .accounts] + PackageDatabaseKind.allCases.map { .packageDatabase($0) }
            + [
                .group("shell", .shell), .group("remote-access", .remoteAccess), .group("package-manager", .packageManager),
                .group("web-server", .webServer), .group("database", .database), .group("init", .initSystem), .group("bootable", .bootable),
            ]
        let names = Set(derived.map(\.name))
        return derived + Component.all.filter { !names.contains($0.id) }.map { .component($0) }
    }()

    /// The fact of this name.
    public init?(_ name: String) {
        guard let fact = Self.byName[name] else { return nil }
        self = fact
    }

    /// The fact of this product name.
    public init?(cpe: String) {
        for prefix in [Self.prefix, "cpe:2.3:a:stigready:fact:"] where cpe.hasPrefix(prefix) {
            let parts = cpe.dropFirst(prefix.count).split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard let first = parts.first, parts.dropFirst().allSatisfy({ $0.isEmpty || $0 == "*" }) else { return nil }
            self.init(first.replacing("\\", with: ""))
            return
        }
        return nil
    }

    /// Its name.
    public var name: String {
        switch self {
        case .component(let component): component.id
        case .group(let name, _): name
        case .nature(let kind): kind.rawValue
        case .loginPath: "login-path"
        case .accounts: "accounts"
        case .packageDatabase(let kind): kind.rawValue
        }
    }

    /// What it says, for people, in the plural or singular that stands in "the image has …".
    public var title: String {
        switch self {
        case .component(let component): component.title
        case .group(_, .shell): "a shell"
        case .group(_, .initSystem): "an init system"
        case .group(_, .database): "a database server"
        case .group(_, .bootable): "what makes an image boot"
        case .group(_, let group): "a \(group.rawValue)"
        case .nature(.container): "no kernel of its own"
        case .nature(.machine): "a kernel of its own"
        case .loginPath: "a shell, PAM and a login program"
        case .accounts: "user accounts"
        case .packageDatabase(let kind): "a package database of \(kind.rawValue)"
        }
    }

    /// The product name that stands for it, in the URI binding of CPE 2.2.
    public var cpe: String { Self.prefix + name }

    /// Components of which any one makes the fact true; empty where the fact is not about components alone.
    public var components: [Component] {
        switch self {
        case .component(let component): [component]
        case .group(_, let group): Component.all.filter { $0.group == group }
        case .nature, .loginPath, .accounts, .packageDatabase: []
        }
    }

    /// The parts of ``loginPath``: each is a list of components of which one must be there.
    public static let loginPathParts: [ApplicabilityFact] = ["shell", "pam", "login"].compactMap { ApplicabilityFact($0) }

    private static let prefix = "cpe:/a:stigready:fact:"
    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
