public import ImageFS

/// The configuration that OpenSSL reads when a program starts in the image: config(5), fips_config(5), with everything it includes.
public struct OpenSSLConfiguration: Sendable, Hashable {
    /// A provider section that the configuration lists.
    public struct Provider: Sendable, Hashable {
        /// Its name: `fips`, `base`, `default`, `legacy` or another.
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
    /// The providers, sorted by name; empty where none is listed: then OpenSSL activates its default provider.
    public var providers: [Provider] = []
    /// `default_properties`, the property query that every algorithm has to meet.
    public var defaultProperties: String?
    /// What could not be read, or is read differently than it looks.
    public var problems: [String] = []

    /// Whether the FIPS provider is what answers, and only it: activated, `fips=yes` asked of every algorithm, no default provider beside it.
    public var isEffective: Bool { obstacles.isEmpty }

    /// Why it is not, one line each.
    public var obstacles: [String] {
        var lines: [String] = []
        func provider(_ name: String) -> Provider? { providers.first { $0.name == name } }
        if initialization == nil { lines.append("\(path) has no openssl_conf, so no provider is configured") }
        if let fips = provider("fips") {
            if fips.isActivated != true { lines.append("the fips provider is listed, but not activated for certain") }
        } else {
            lines.append("the fips provider is not listed")
        }
        if providers.isEmpty {
            lines.append("no provider is listed, so the default provider is active")
        } else {
            if let standard = provider("default"), standard.isActivated != false { lines.append("the default provider is active too") }
            if let legacy = provider("legacy"), legacy.isActivated != false { lines.append("the legacy provider is active too") }
            if provider("base")?.isActivated != true { lines.append("the base provider is not active: keys cannot be read without it") }
        }
        let query = (defaultProperties ?? "").split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        if !query.contains("fips=yes") { lines.append("default_properties do not ask for fips=yes") }
        return lines
    }
}

/// Reads OpenSSL's configuration files.
struct OpenSSLConfigurationReader {
    let image: any ImageFileSystem
    let environment: [String: String]
    private var result: OpenSSLConfiguration
    private var section = "default"
    private var includeDirectory = ""
    private var bytesRead = 0

    /// The configuration that is in effect.
    ///
    /// - Parameters:
    ///   - directory: `OPENSSLDIR` of the library that reads it.
    ///   - environment: What the configuration of the image sets.
    static func effective(in image: any ImageFileSystem, directory: String, environment: [String: String]) -> OpenSSLConfiguration? {
        let named = environment["OPENSSL_CONF"].flatMap { $0.isEmpty ? nil : $0 }
        let path = ImagePath(bytes: Array((named ?? "\(directory)/openssl.cnf").utf8))
        let reason = named != nil ? "OPENSSL_CONF of the image's configuration" : "OPENSSLDIR of its libcrypto"
        var reader = OpenSSLConfigurationReader(image: image, environment: environment, path: path, reason: reason)
        guard reader.read(path, depth: 0) || named != nil else { return nil }
        reader.interpret()
        return reader.result
    }

    private init(image: any ImageFileSystem, environment: [String: String], path: ImagePath, reason: String) {
        self.image = image
        self.environment = environment
        result = OpenSSLConfiguration(path: path, reason: reason)
        includeDirectory = environment["OPENSSL_CONF_INCLUDE"] ?? ""
    }

    private mutating func problem(_ text: String) { if result.problems.count < 50 { result.problems.append(text) } }

    /// Whether there is such a file.
    private mutating func read(_ path: ImagePath, depth: Int) -> Bool {
        guard depth < 10, result.files.count < 200, bytesRead < 8 << 20 else {
            problem("\(path): includes are nested too deep or too many; the rest is not read")
            return true
        }
        do throws(ImageError) {
            guard let file = try image.resolve(path) else {
                problem("\(path) is not in the image")
                return false
            }
            if try image.metadata(of: file).kind == .directory {
                for child in try image.children(of: file) {
                    let name = image.name(of: child)
                    // config(5): of a directory the files that end in .cnf or .conf.
                    guard name.hasSuffix(".cnf") || name.hasSuffix(".conf") else { continue }
                    _ = read(ImagePath(bytes: path.bytes + [UInt8(ascii: "/")] + name), depth: depth + 1)
                }
                return true
            }
            let bytes = try image.contents(of: file, limit: 1 << 20)
            bytesRead += bytes.count
            result.files.append(path)
            read(text: String(decoding: bytes, as: UTF8.self), path, depth)
        } catch { problem(error.description) }
        return true
    }

    private mutating func read(text: String, _ path: ImagePath, _ depth: Int) {
        var pending = ""
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var line = pending + raw
            pending = ""
            if line.last == "\r" { line.removeLast() }
            if line.last == "\\" {
                pending = String(line.dropLast())
                continue
            }
            line = Self.withoutComment(line)
            line = line.trimmed
            if line.isEmpty { continue }
            if line.hasPrefix("[") {
                guard let end = line.firstIndex(of: "]") else {
                    problem("\(path):\(index + 1): a section without its closing bracket")
                    continue
                }
                section = String(line[line.index(after: line.startIndex)..<end]).trimmed
                continue
            }
            if line.hasPrefix(".include") || line.hasPrefix(".pragma") {
                directive(line, path, depth)
                continue
            }
            guard let equals = line.firstIndex(of: "=") else {
                problem("\(path):\(index + 1): neither a section nor a setting")
                continue
            }
            var name = String(line[..<equals]).trimmed
            var target = section
            if let colons = name.firstRange(of: "::") {
                target = String(name[..<colons.lowerBound])
                name = String(name[colons.upperBound...])
            }
            result.sections[target, default: [:]][name] = expanded(Self.unquoted(String(line[line.index(after: equals)...]).trimmed))
        }
    }

    private mutating func directive(_ line: String, _ path: ImagePath, _ depth: Int) {
        let isInclude = line.hasPrefix(".include")
        var value = String(line.dropFirst(isInclude ? 8 : 7)).trimmed
        if value.hasPrefix("=") { value = String(value.dropFirst()).trimmed }
        value = expanded(Self.unquoted(value))
        guard isInclude else {
            if value.hasPrefix("includedir:") { includeDirectory = String(value.dropFirst("includedir:".count)) }
            return
        }
        if value.hasPrefix("/") {
            _ = read(ImagePath(bytes: Array(value.utf8)), depth: depth + 1)
        } else if includeDirectory.hasPrefix("/") {
            _ = read(ImagePath(bytes: Array("\(includeDirectory)/\(value)".utf8)), depth: depth + 1)
        } else {
            problem("\(path): includes \(value) relative to the directory a program is started in, which no image says")
        }
    }

    private static func withoutComment(_ line: String) -> String {
        var quote: Character?
        for (index, character) in zip(line.indices, line) {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "#" {
                return String(line[..<index])
            }
        }
        return line
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let first = text.first, first == text.last, first == "\"" || first == "'" else { return text }
        return String(text.dropFirst().dropLast())
    }

    /// `$name`, `${name}`, `$(name)`, each with `section::`; `ENV` is the environment.
    private func expanded(_ text: String) -> String {
        guard text.contains("$") else { return text }
        var value = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "$" else {
                value.append(character)
                continue
            }
            let close: Character? = rest.first == "{" ? "}" : rest.first == "(" ? ")" : nil
            if close != nil { rest = rest.dropFirst() }
            let name = rest.prefix { $0 == "_" || $0 == ":" || $0.isLetter || $0.isNumber }
            rest = rest.dropFirst(name.count)
            if close != nil { rest = rest.dropFirst() }
            let parts = name.split(separator: ":", omittingEmptySubsequences: true).map(String.init)
            if parts.count == 2 && parts[0] == "ENV" {
                value += environment[parts[1]] ?? ""
            } else if parts.count == 2 {
                value += result.sections[parts[0]]?[parts[1]] ?? ""
            } else if let name = parts.first {
                value += result.sections[section]?[name] ?? result.sections["default"]?[name] ?? ""
            }
            if value.utf8.count > 65_536 { break }
        }
        return value
    }

    private mutating func interpret() {
        guard let start = result.sections["default"]?["openssl_conf"] else { return }
        result.initialization = start
        let main = result.sections[start]
        if main == nil { problem("openssl_conf names the section \(start), which is not there") }
        if let name = main?["alg_section"] {
            result.defaultProperties = result.sections[name]?["default_properties"]
            if result.sections[name] == nil { problem("alg_section names the section \(name), which is not there") }
        }
        guard let name = main?["providers"] else { return }
        guard let list = result.sections[name] else {
            problem("providers names the section \(name), which is not there")
            return
        }
        for (provider, section) in list.sorted(by: { $0.key < $1.key }) {
            guard let settings = result.sections[section] else {
                problem("the provider \(provider) has the section \(section), which is not there")
                result.providers.append(.init(name: provider, section: section, isActivated: false, settings: [:]))
                continue
            }
            let isActivated = activation(settings["activate"], provider)
            result.providers.append(.init(name: provider, section: section, isActivated: isActivated, settings: settings))
        }
    }

    /// Until OpenSSL 3.1 any value of `activate` activates; later ones tell yes from no (config(5)).
    private mutating func activation(_ value: String?, _ provider: String) -> Bool? {
        guard let value else { return false }
        switch value.lowercased() {
        case "1", "yes", "on", "true": return true
        case "0", "no", "off", "false":
            problem("activate = \(value) of the provider \(provider) activates it in OpenSSL before 3.2, and does not in later ones")
            return nil
        default: return true
        }
    }
}

extension String {
    /// Without spaces and tabs at its ends.
    var trimmed: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

extension [UInt8] {
    func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
