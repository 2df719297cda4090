internal import ImageFS

/// What a Go program says of its own build.
///
/// The format of Go 1.18 and later: section `.go.buildinfo`, 14 bytes that mark it, the size of a pointer, flags, and from byte 32 two
/// strings with their lengths as varints: the version of Go, and the module information between two marks of 16 bytes.
public struct GoBuildInfo: Sendable, Hashable {
    /// `go1.24.4`.
    public var version: String
    /// Import path of the main package, where it is said.
    public var path = ""
    /// `build` lines: settings such as `GOFIPS140`, `DefaultGODEBUG`, `CGO_ENABLED`, `-tags`.
    public var settings: [String: String] = [:]
    /// Modules that it is built of: path and version.
    public var modules: [String: String] = [:]

    init?(_ object: ELFObject) {
        let mark: [UInt8] = [0xff] + Array(" Go buildinf:".utf8)
        let named = object.section(".go.buildinfo").map { object.bytes[$0.range] }.flatMap { $0.starts(with: mark) ? $0 : nil }
        guard let bytes = named ?? Self.unnamed(object), bytes.count >= 32 else { return nil }
        let start = bytes.startIndex
        version = ""
        // Bit 1: the strings follow. Before Go 1.18 they stood elsewhere: such a program has no settings either.
        guard bytes[start + 15] & 2 != 0 else { return }
        var rest = bytes.dropFirst(32)
        guard let version = Self.text(&rest) else { return }
        // Without its section it is what it looks like only if it goes on as it should.
        if named == nil, !version.hasPrefix("go"), !version.hasPrefix("devel") { return nil }
        self.version = version
        guard let text = Self.text(&rest), text.utf8.count >= 32 else { return }
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch fields.first {
            case "build" where fields.count > 1:
                let parts = fields[1].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                settings[Self.unquoted(parts[0])] = Self.unquoted(parts.count > 1 ? parts[1] : "")
            case "dep" where fields.count > 2, "mod" where fields.count > 2: modules[fields[1]] = fields[2]
            case let first? where first.hasSuffix("path") && fields.count > 1: path = fields[1]
            default: break
            }
        }
    }

    /// Where the sections are gone: the mark, which stands on a multiple of 16.
    private static func unnamed(_ object: ELFObject) -> ArraySlice<UInt8>? {
        var place = object.bytes.place(of: " Go buildinf:")
        while let found = place {
            if found % 16 == 1, object.bytes[found - 1] == 0xff, object.bytes.count - found >= 31, object.bytes[found + 14] & 2 != 0 {
                return object.bytes[(found - 1)...]
            }
            place = object.bytes.place(of: " Go buildinf:", from: found + 1)
        }
        return nil
    }

    private static let limit = 16 << 20

    private static func text(_ rest: inout ArraySlice<UInt8>) -> String? {
        var length = 0
        var shift = 0
        while let byte = rest.popFirst() {
            guard shift < 35 else { return nil }
            length |= Int(byte & 0x7f) << shift
            shift += 7
            if byte & 0x80 == 0 {
                guard length <= rest.count, length <= limit else { return nil }
                defer { rest = rest.dropFirst(length) }
                return String(decoding: rest.prefix(length), as: UTF8.self)
            }
        }
        return nil
    }

    /// Go quotes what holds spaces and the like.
    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let first = text.first, first == text.last, first == "\"" || first == "`" else { return text }
        return String(text.dropFirst().dropLast())
    }

    /// The setting of `fips140` in the defaults that are built in: `on`, `only`, `auto`, `off` or empty.
    public var fips140: String {
        let defaults = (settings["DefaultGODEBUG"] ?? "").split(separator: ",")
        for setting in defaults.reversed() where setting.hasPrefix("fips140=") { return String(setting.dropFirst("fips140=".count)) }
        return ""
    }
}
