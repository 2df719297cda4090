internal import CPE
internal import ImageFS
public import ImageFacts
internal import PackageDB

/// Answers product names of published content from what is known of an image, where that is more than the content's own checks know: a container is
/// one because it is an image, not because an engine left a marker in it.
public struct PlatformFacts: Sendable {
    let facts: ImageFacts
    let survey: ImageSurvey
    /// What the image is run as.
    public let nature: ImageNature

    /// Answers from these.
    public init(facts: ImageFacts, survey: ImageSurvey, nature: ImageNature) {
        self.facts = facts
        self.survey = survey
        self.nature = nature
    }

    /// What is known about a product name; `nil` where the content's own checks are to say.
    ///
    /// - Parameter literal: What those checks say.
    func answer(_ name: String, literal: Bool) -> Applicability.FactAnswer? {
        if let fact = ApplicabilityFact(cpe: name) { return answer(fact, literal: literal) }
        if let product = Self.application(name) { return application(product, literal: literal) }
        if let (vendor, product, version) = Self.operatingSystem(name) { return system(vendor, product, version) }
        return nil
    }

    private func application(_ product: String, literal: Bool) -> Applicability.FactAnswer? {
        switch product {
        case "container":
            return nature.kind.map { .init($0 == .container, "\($0 == .container ? "a" : "no") container: \(nature.reason)", .observed) }
        case "machine":
            return nature.kind.map { .init($0 == .machine, "\($0 == .machine ? "a" : "no") machine: \(nature.reason)", .observed) }
        case "system_with_kernel", "kernel":
            guard let has = facts.hasKernel.value else { return nil }
            let places = facts.hasKernel.sources.map(\.description).joined(separator: ", ")
            return .init(has, has ? "a kernel is in it (\(places))" : "no kernel in \(places)", has ? .observed : .absence)
        default:
            // What the content's own check has found is there.
            guard !literal, let id = Self.components[product], let component = Component[id: id] else { return nil }
            if let found = survey.component(id) {
                return .init(true, Self.presence(found), .observed)
            }
            guard survey.components.isComplete, facts.isEmpty.value == false, facts.operatingSystem.value != nil else { return nil }
            return .init(false, absence(of: [component], name: "\(component.title) is not in it"), .absence)
        }
    }

    /// Where a component was found.
    static func presence(_ found: FoundComponent) -> String {
        let places = (found.files + found.renamed).prefix(3).map(\.description) + found.packages.prefix(3)
        return "\(found.component.title) is in it (\(places.joined(separator: ", ")))"
    }

    /// What was searched for in vain.
    func absence(of components: [Component], name: String) -> String {
        let packages = components.reduce(0) { $0 + $1.packages.count }
        let files = components.reduce(0) { $0 + $1.programs.count + $1.paths.count }
        let signatures = components.reduce(0) { $0 + $1.signatures.count }
        return "\(name): none of \(packages) package names in \(databases), none of \(files) file names and \(signatures) signatures in "
            + "\(survey.entries) entries"
    }

    private var databases: String {
        let states = facts.packageDatabases.value ?? []
        return states.isEmpty
            ? "no package database" : states.map { "\($0.kind.rawValue) (\($0.packages) packages)" }.joined(separator: ", ")
    }

    private func system(_ vendor: String, _ product: String, _ version: String) -> Applicability.FactAnswer? {
        guard let system = facts.operatingSystem.value, let known = Self.systems[system.id] else {
            return nil
        }
        let name = system.prettyName.isEmpty ? system.id : system.prettyName
        let how = system.confidence == .declared ? "" : "inferred from "
        let source = how + (facts.operatingSystem.sources.first?.description ?? "os-release")
        guard known.contains(where: { $0 == "\(vendor):\(product)" }) else {
            return .init(false, "the image is of \(name) (\(source))", .observed)
        }
        guard !version.isEmpty, !system.versionID.isEmpty else { return nil }
        // The second number of a name of the RHEL family is a service release, which content does not tell apart.
        let isUbuntu = system.id == "ubuntu"
        let wanted = isUbuntu ? version : Self.major(version)
        let found = isUbuntu ? system.versionID : Self.major(system.versionID)
        return .init(wanted == found, "the image is of \(name) (\(source))", .observed)
    }

    private static func major(_ version: String) -> String { version.split(separator: ".").first.map(String.init) ?? version }

    /// `x` of `cpe:/a:x`, the form in which content names what is no product.
    private static func application(_ name: String) -> String? {
        for prefix in ["cpe:/a:", "cpe:2.3:a:"] where name.hasPrefix(prefix) {
            let parts = name.dropFirst(prefix.count).split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard let first = parts.first, parts.dropFirst().allSatisfy({ $0.isEmpty || $0 == "*" || $0 == "-" }) else { return nil }
            return first
        }
        return nil
    }

    private static func operatingSystem(_ name: String) -> (vendor: String, product: String, version: String)? {
        for prefix in ["cpe:/o:", "cpe:2.3:o:"] where name.hasPrefix(prefix) {
            let parts = name.dropFirst(prefix.count).split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count >= 2 else { return nil }
            let version = parts.count > 2 && !["*", "-"].contains(parts[2]) ? parts[2].replacing("~", with: "") : ""
            return (parts[0], parts[1], version)
        }
        return nil
    }

    /// Products of the CPE dictionary by `ID` of os-release(5). A distribution that is not here is decided by the content's own checks.
    private static let systems: [String: [String]] = [
        "debian": ["debian:debian_linux", "debian:debian"], "ubuntu": ["canonical:ubuntu_linux"],
        "rhel": ["redhat:enterprise_linux"], "centos": ["centos:centos", "redhat:centos"], "fedora": ["fedoraproject:fedora"],
        "ol": ["oracle:linux"], "alpine": ["alpinelinux:alpine_linux"], "almalinux": ["almalinux:almalinux"],
    ]

    /// Components by the names under which content asks for them.
    private static let components: [String: String] = [
        "aide": "aide", "audit": "auditd", "avahi": "avahi", "bootc": "bootc", "chrony": "chrony", "cron": "cron", "dnf": "dnf",
        "firewalld": "firewalld", "gdm": "gdm", "grub2": "grub", "iptables": "iptables", "logrotate": "logrotate", "net-snmp": "snmpd",
        "nftables": "nftables", "ntp": "ntp", "polkit": "polkit", "rsyslog": "rsyslog", "sssd": "sssd", "sudo": "sudo",
        "systemd": "systemd", "ufw": "ufw", "vsftpd": "ftpd", "yum": "dnf", "zypper": "zypper",
    ]
}
