public import ImageFS

/// The providers of a Java runtime, in the order in which they are asked: `java.security`, with the file that replaces or adds to it by an
/// option of the image's environment.
public struct JavaProviders: Sendable, Hashable {
    /// The file.
    public var path: ImagePath
    /// `security.provider.N`, from 1 on until a number is missing: there Java stops.
    public var providers: [String]
    /// Whether Bouncy Castle is told to offer approved algorithms only, in this file or by the environment of the image.
    public var isApprovedOnly: Bool
    /// The file that `java.security.properties` names in the environment of the image, and that was read too.
    public var override: ImagePath?
    /// What could not be followed; empty where all was.
    public var doubt = ""

    /// Whether the FIPS provider comes first and offers approved algorithms only.
    public var isEffective: Bool { obstacle.isEmpty }

    /// Why it is not in effect; empty where it is.
    public var obstacle: String {
        if !doubt.isEmpty { return doubt }
        guard let first = providers.first?.split(separator: " ").first else { return "no provider is listed" }
        // By class, or from Java 9 on by name.
        if first != "org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider" && first != "BCFIPS" { return "\(first) comes first" }
        guard isApprovedOnly else { return "org.bouncycastle.fips.approved_only is not true" }
        // What the first refuses is asked of the others: none of them may compute.
        let others = providers.dropFirst().compactMap { $0.split(separator: " ").first.map(String.init) }
        return others.first { !Self.harmless.contains($0) }.map { "\($0) follows it and answers what it refuses" } ?? ""
    }

    /// Providers without algorithms of their own but SUN's, which Bouncy Castle's guide keeps for key stores and random numbers.
    private static let harmless: Set<String> = [
        "BCJSSE", "org.bouncycastle.jsse.provider.BouncyCastleJsseProvider", "SUN", "sun.security.provider.Sun", "XMLDSig", "JdkLDAP",
        "JdkSASL",
        "SunSASL", "SunPCSC",
    ]

    private static let approvedOnly = "org.bouncycastle.fips.approved_only"

    init?(path: ImagePath, image: any ImageFileSystem, environment: [String: String]) {
        guard let text = (try? image.contents(at: path, limit: 1 << 20)).flatMap({ $0 }) else { return nil }
        self.path = path
        var properties = Self.properties(text)
        // The launcher puts JDK_JAVA_OPTIONS before its arguments; _JAVA_OPTIONS comes last and wins.
        var system: [String: String] = [:]
        for variable in ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"] {
            for option in (environment[variable] ?? "").split(whereSeparator: \.isWhitespace) where option.hasPrefix("-D") {
                let parts = option.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                system[parts[0]] = parts.count > 1 ? parts[1] : ""
            }
        }
        if var named = system["java.security.properties"] {
            // `==` replaces the file, `=` adds to it; the runtime's own file may forbid it.
            let replaces = named.hasPrefix("=")
            if replaces { named.removeFirst() }
            if named.hasPrefix("file:") { named = String(named.dropFirst("file:".count)) }
            if properties["security.overridePropertiesFile"] != "false" {
                let place = ImagePath(named)
                if named.hasPrefix("/"), let more = (try? image.contents(at: place, limit: 1 << 20)).flatMap({ $0 }) {
                    override = place
                    let added = Self.properties(more)
                    properties = replaces ? added : properties.merging(added) { $1 }
                } else {
                    doubt = "java.security.properties names \(named), which is not in the image"
                }
            }
        }
        providers = []
        while let next = properties["security.provider.\(providers.count + 1)"], !next.isEmpty { providers.append(next) }
        // What the security properties say goes before what the command line says.
        isApprovedOnly = (properties[Self.approvedOnly] ?? system[Self.approvedOnly] ?? "").lowercased() == "true"
    }

    /// Properties in Java's format: `name = value`, `name: value` or `name value`, lines continued by a backslash, the last of a name counts.
    static func properties(_ text: [UInt8]) -> [String: String] {
        var values: [String: String] = [:]
        var pending = ""
        for raw in String(decoding: text, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let line = String(raw.drop { $0 == " " || $0 == "\t" || $0 == "\u{c}" })
            if pending.isEmpty, line.isEmpty || line.first == "#" || line.first == "!" { continue }
            let slashes = line.reversed().prefix { $0 == "\\" }.count
            pending += slashes % 2 == 1 ? String(line.dropLast()) : line
            if slashes % 2 == 1 { continue }
            let end = pending.firstIndex { $0 == "=" || $0 == ":" || $0 == " " || $0 == "\t" } ?? pending.endIndex
            var value = pending[end...].drop { $0 == " " || $0 == "\t" }
            if let first = value.first, first == "=" || first == ":" { value = value.dropFirst() }
            values[String(pending[..<end])] = String(value).trimmed
            pending = ""
        }
        return values
    }
}
