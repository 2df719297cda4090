public import ImageFS

/// The configuration that OpenSSL reads when a program starts in the image: config(5), fips_config(5), with everything it includes.
public struct OpenSSLConfiguration: Sendable, Hashable {
    /// A provider section that the configuration lists.
    public struct Provider: Sendable, Hashable {
        /// Its name: `fips`, `base`, `default`, `legacy` or another; that of `identity` where the section has one.
        public var name: String
        /// The section with its settings.
        public var section: String
        /// Whether it is activated; `nil` where the value is read differently by different versions of OpenSSL.
        public var isActivated: Bool?
        /// Its settings.
        public var settings: [String: String]
    }

    /// The file it starts from.
    public var path: ImagePath
    /// Why that one: the variable, or the directory that is built into the library.
    public var reason: String
    /// Every file that was read, in order.
    public var files: [ImagePath] = []
    /// Settings by section; the section without a name is `default`.
    public var sections: [String: [String: String]] = [:]
    /// The section that `openssl_conf` names; `nil` where the library is not configured at all.
    public var initialization: String?
    /// The providers, in the order in which they are configured; empty where none is: then OpenSSL activates its default provider.
    public var providers: [Provider] = []
    /// `default_properties`, the property query that every algorithm has to meet.
    public var defaultProperties: String?
    /// What could not be read, or is read differently than it looks.
    public var problems: [String] = []
    /// Libraries of OpenSSL that read it; empty where the image has none and the place is the usual one.
    public var libraries: [ImagePath] = []
    /// The file that the provider `fips` is loaded from, where it is known and there.
    public var module: ImagePath?
    /// Where providers without a path of their own lie; `nil` where no library says it.
    var modulesDirectory: String?
    /// What keeps it from being in effect besides its providers: errors, doubts, and what is wrong with the module.
    var otherObstacles: [String] = []
    /// The variable of the image's configuration that turns FIPS mode on in a library that knows it.
    public var forcedBy: String?

    /// Whether the FIPS provider is what answers, and only it: activated, `fips=yes` asked of every algorithm, no default provider beside it.
    public var isEffective: Bool { obstacles.isEmpty }

    /// The provider of this name that is configured first.
    func provider(_ name: String) -> Provider? { providers.first { $0.name == name } }

    /// Why it is not, one line each.
    public var obstacles: [String] {
        // A library of Red Hat, SUSE or Ubuntu that is in FIPS mode loads and asks for the provider itself.
        if forcedBy != nil { return otherObstacles }
        var lines = otherObstacles
        if initialization == nil { lines.append("\(path) has no openssl_conf, so no provider is configured") }
        if let fips = provider("fips") {
            if fips.isActivated != true { lines.append("the fips provider is listed, but not activated for certain") }
        } else {
            lines.append("the fips provider is not listed")
        }
        if providers.isEmpty {
            lines.append("no provider is listed, so the default provider is active")
        } else {
            var named: Set<String> = ["fips", "base", "null"]
            for other in providers where other.isActivated != false && named.insert(other.name).inserted {
                lines.append("the \(other.name) provider is active too")
            }
            if provider("base")?.isActivated != true { lines.append("the base provider is not active: keys cannot be read without it") }
        }
        if !Self.asksForFIPS(defaultProperties ?? "") { lines.append("default_properties do not ask for fips=yes") }
        return lines
    }

    /// Whether OpenSSL takes a text as a property query: property(7). After one that it refuses it goes no further.
    static func isQuery(_ query: String) -> Bool {
        if query.allSatisfy(\.isWhitespace) { return true }
        return query.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { item in
            var rest = item.drop(while: \.isWhitespace)
            if let first = rest.first, first == "?" || first == "-" { rest = rest.dropFirst().drop(while: \.isWhitespace) }
            let isWord = { (character: Character) in character.isASCII && (character.isLetter || character.isNumber || character == "_") }
            let name = rest.prefix { isWord($0) || $0 == "." }
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.allSatisfy({ $0.first.map { $0.isLetter } ?? false }) else { return false }
            rest = rest.dropFirst(name.count).drop(while: \.isWhitespace)
            if rest.isEmpty { return true }
            guard rest.first == "=" || rest.hasPrefix("!=") else { return false }
            let value = String(rest.dropFirst(rest.first == "=" ? 1 : 2)).trimmed
            guard let first = value.first, first.isASCII else { return false }
            if first == "'" || first == "\"" { return value.count > 1 && value.dropFirst().firstIndex(of: first) == value.indices.last }
            if first.isLetter { return !value.contains(where: \.isWhitespace) }
            let digits = first == "+" || first == "-" ? value.dropFirst() : value[...]
            return !digits.isEmpty && digits.allSatisfy { isWord($0) && $0 != "_" }
        }
    }

    /// Whether a property query can be met by algorithms of FIPS alone: property(7).
    static func asksForFIPS(_ query: String) -> Bool {
        let items = query.lowercased().split(separator: ",").map { item in item.filter { !$0.isWhitespace && $0 != "'" && $0 != "\"" } }
        // A property without a value is `yes`; a name that is there twice is an error.
        let about = items.filter { item in
            item.drop { "?-".contains($0) }.prefix { $0 != "=" && $0 != "!" } == "fips"
        }
        return about == ["fips=yes"] || about == ["fips"]
    }
}

/// Makes out which configuration of OpenSSL is in effect, and what it says.
struct OpenSSLConfigurationReader {
    private var result: OpenSSLConfiguration
    private let text: OpenSSLText
    private var activated: Set<String> = []
    private var visits = 100_000

    /// The configuration that is in effect.
    ///
    /// - Parameters:
    ///   - directory: `OPENSSLDIR` of the library that reads it.
    ///   - environment: What the configuration of the image sets.
    ///   - account: Who reads it.
    ///   - isExpected: Whether a file that is not there is an answer too: nothing is configured.
    static func effective(
        in image: any ImageFileSystem, directory: String, environment: [String: String], account: ImageAccount? = nil,
        isExpected: Bool = false
    ) -> OpenSSLConfiguration? {
        let named = environment["OPENSSL_CONF"]
        let path = ImagePath(named ?? "\(directory)/openssl.cnf")
        var result = OpenSSLConfiguration(
            path: path, reason: named != nil ? "OPENSSL_CONF of the image's configuration" : "OPENSSLDIR of its libcrypto")
        var text = OpenSSLText(image: image, environment: environment, account: account)
        if named == "" {
            result.otherObstacles.append("OPENSSL_CONF is set and empty, so no configuration is read")
            return result
        }
        if named?.hasPrefix("/") == false {
            result.otherObstacles.append("OPENSSL_CONF is relative to the directory a program is started in, which no image says")
            return result
        }
        let isThere = text.read(path)
        guard isThere || named != nil || isExpected else { return nil }
        var reader = OpenSSLConfigurationReader(result: result, text: text)
        if !isThere { reader.result.otherObstacles.append("\(path) is not in the image, so nothing is configured") }
        reader.interpret()
        return reader.result
    }

    private init(result: OpenSSLConfiguration, text: OpenSSLText) {
        self.result = result
        self.text = text
        self.result.files = text.files
        self.result.problems = text.problems
        self.result.sections = text.sections.mapValues(\.values)
        self.result.otherObstacles += text.doubts
    }

    private mutating func stop(_ why: String) {
        result.problems.append(why)
        result.otherObstacles.append("OpenSSL stops reading its configuration: \(why)")
    }

    private mutating func interpret() {
        if let failure = text.failure {
            result.problems.append(failure)
            result.otherObstacles.append("OpenSSL ignores the whole configuration because of an error: \(failure)")
            return
        }
        guard let start = text.sections["default"]?["openssl_conf"] else { return }
        result.initialization = start
        guard let main = text.sections[start] else { return stop("openssl_conf names the section \(start), which is not there") }
        for (name, value) in main.all {
            // What follows the last dot tells lines of one module apart.
            let module = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
            let goesOn =
                switch module {
                case "providers": providers(value)
                case "alg_section": algorithms(value)
                case "engines": engines(value)
                case "oid_section", "stbl_section", "ssl_conf", "random", "config_diagnostics": true
                default: unknown(name)
                }
            if !goesOn { return }
        }
    }

    private mutating func unknown(_ name: String) -> Bool {
        stop("\(name) is no module of OpenSSL; what follows it is not done")
        return false
    }

    /// `default_properties` and `fips_mode`, as they follow each other.
    private mutating func algorithms(_ name: String) -> Bool {
        guard let section = text.sections[name] else {
            stop("alg_section names the section \(name), which is not there")
            return false
        }
        for (name, value) in section.all {
            switch name {
            case "default_properties":
                guard OpenSSLConfiguration.isQuery(value) else {
                    stop("default_properties = \(value) is no property query")
                    return false
                }
                result.defaultProperties = value
            case "fips_mode":
                if ["true", "TRUE", "y", "Y", "yes", "YES"].contains(value) {
                    result.defaultProperties = "fips=yes"
                } else if result.defaultProperties != nil {
                    result.defaultProperties = "fips=no"
                }
            // Red Hat's library knows it, OpenSSL's own does not.
            case "rh-allow-sha1-signatures": break
            default:
                stop("\(name) is no setting of alg_section")
                return false
            }
        }
        return true
    }

    private mutating func engines(_ name: String) -> Bool {
        let engines = text.sections[name]?.all ?? []
        if !engines.isEmpty {
            result.otherObstacles.append(
                "engines are configured (\(engines.map(\.name).joined(separator: ", "))): algorithms of an engine go past the providers")
        }
        return true
    }

    private mutating func providers(_ name: String) -> Bool {
        guard let list = text.sections[name] else {
            stop("providers names the section \(name), which is not there")
            return false
        }
        let all = list.all
        guard all.count <= 200 else {
            stop("the section \(name) has more than 200 providers, which are not looked at")
            return false
        }
        for (provider, section) in all {
            let name = Self.afterDot(provider)
            guard let settings = text.sections[section] else {
                stop("the provider \(name) has the section \(section), which is not there")
                result.providers.append(.init(name: name, section: section, isActivated: false, settings: [:]))
                return false
            }
            if leadsBack(section, []) {
                stop("settings of the provider \(name) lead back to themselves by the sections that their values name")
                return false
            }
            var identity = name
            var activate: String?
            for (setting, value) in settings.all {
                switch Self.afterDot(setting) {
                case "identity": identity = value
                case "activate": activate = value
                default: break
                }
            }
            let isActivated = activation(activate, identity)
            // Of two that are active the first counts; the name decides, not the line.
            if isActivated == true, !activated.insert(identity).inserted { continue }
            result.providers.append(.init(name: identity, section: section, isActivated: isActivated, settings: settings.values))
        }
        return true
    }

    /// A value of a provider that is the name of a section stands for all settings of that; a circle is an error. What takes too long to
    /// follow counts as one.
    private mutating func leadsBack(_ section: String, _ path: Set<String>) -> Bool {
        guard let settings = text.sections[section]?.all else { return false }
        visits -= 1 + settings.count
        if visits < 0 || path.contains(section) { return true }
        for (_, value) in settings where leadsBack(value, path.union([section])) { return true }
        return false
    }

    /// `1.fips` is `fips`.
    private static func afterDot(_ name: String) -> String {
        name.firstIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
    }

    /// Until OpenSSL 3.1 any value of `activate` activates; later ones tell yes from no (config(5)).
    private mutating func activation(_ value: String?, _ provider: String) -> Bool? {
        guard let value else { return false }
        switch value {
        case "1", "yes", "YES", "on", "ON", "true", "TRUE": return true
        case "0", "no", "NO", "off", "OFF", "false", "FALSE":
            result.problems.append(
                "activate = \(value) of the provider \(provider) activates it in OpenSSL before 3.2, and does not in later ones")
        default:
            result.problems.append(
                "activate = \(value) of the provider \(provider) activates it in OpenSSL before 3.2, and is an error in later ones")
        }
        return nil
    }
}
