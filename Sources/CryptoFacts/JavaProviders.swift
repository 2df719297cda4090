public import ImageFS

/// The providers of a Java runtime, in the order in which they are asked: `java.security`.
public struct JavaProviders: Sendable, Hashable {
    /// The file.
    public var path: ImagePath
    /// `security.provider.N`, by N.
    public var providers: [String]
    /// Whether Bouncy Castle is told to offer approved algorithms only, in this file or by the environment of the image.
    public var isApprovedOnly: Bool

    /// Whether the FIPS provider comes first and offers approved algorithms only.
    public var isEffective: Bool {
        isApprovedOnly && (providers.first.map { $0.hasPrefix("org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider") } ?? false)
    }

    init(path: ImagePath, text: String, environment: [String: String]) {
        self.path = path
        var found: [Int: String] = [:]
        var properties: [String: String] = [:]
        for raw in text.split(separator: "\n") {
            let line = raw.drop { $0 == " " || $0 == "\t" }
            guard let first = line.first, first != "#", first != "!", let equals = line.firstIndex(of: "=") else { continue }
            let name = String(line[..<equals]).trimmed
            let value = String(line[line.index(after: equals)...]).trimmed
            properties[name] = value
            if name.hasPrefix("security.provider."), let number = Int(name.dropFirst("security.provider.".count)) { found[number] = value }
        }
        providers = found.sorted { $0.key < $1.key }.map(\.value)
        // System properties reach every program only through these variables.
        let options = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"].compactMap { environment[$0] }.joined(separator: " ")
        let name = "org.bouncycastle.fips.approved_only"
        isApprovedOnly = properties[name] == "true" || options.split(separator: " ").contains { $0 == "-D\(name)=true" }
    }
}
