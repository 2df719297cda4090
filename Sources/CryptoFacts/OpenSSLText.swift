internal import ImageFS

/// The settings of one section in the order in which OpenSSL keeps them: one that is set again moves to the end.
struct OpenSSLSection {
    private var settings: [(name: String, value: String)?] = []
    private var places: [String: Int] = [:]

    /// The settings, in order.
    var all: [(name: String, value: String)] { settings.compactMap(\.self) }

    /// The settings by name.
    var values: [String: String] { Dictionary(all.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) }

    subscript(_ name: String) -> String? { places[name].flatMap { settings[$0]?.value } }

    mutating func set(_ name: String, _ value: String) {
        if let place = places[name] { settings[place] = nil }
        places[name] = settings.count
        settings.append((name, value))
    }
}

/// Reads the text of OpenSSL's configuration files and of what they include, as OpenSSL's own reader does: config(5).
///
/// OpenSSL takes a file as a whole or not at all: after the first error nothing of it counts, and programs go on with the default provider.
struct OpenSSLText {
    let image: any ImageFileSystem
    let environment: [String: String]
    /// Who reads; `nil` for root, and where nobody is named.
    let account: ImageAccount?
    /// Sections by name; the one without a name is `default`.
    private(set) var sections: [String: OpenSSLSection] = ["default": OpenSSLSection()]
    /// Every file that was read, in order.
    private(set) var files: [ImagePath] = []
    /// What is not there or cannot be read.
    private(set) var problems: [String] = []
    /// The first error, with its place: OpenSSL then ignores all of it.
    private(set) var failure: String?
    /// What decides about the result and is not known from the image.
    private(set) var doubts: [String] = []

    private var section = "default"
    private var includeDirectory: String?
    private var isAbsoluteOnly = false
    private var dollarIsLetter = false
    private var isInDirectory = false
    /// Settings of the directory that is being read, with their files: the order of its files is the file system's.
    private var directorySettings: [String: (file: ImagePath, value: String)] = [:]
    private var budget = 8 << 20
    private var place: (path: ImagePath, line: Int) = ("", 0)

    init(image: any ImageFileSystem, environment: [String: String], account: ImageAccount? = nil) {
        self.image = image
        self.environment = environment
        self.account = account
    }

    private mutating func fail(_ text: String) {
        if failure == nil { failure = "\(place.path):\(place.line): \(text)" }
    }
    mutating func problem(_ text: String) { if problems.count < 50 { problems.append(text) } }
    private mutating func doubt(_ text: String) {
        problem(text)
        if doubts.count < 50 { doubts.append(text) }
    }

    /// Reads a file or a directory; `false` where there is none.
    mutating func read(_ path: ImagePath, depth: Int = 0) -> Bool {
        guard failure == nil else { return true }
        guard depth < 10, files.count < 200, budget > 0 else {
            doubt("\(path): includes are nested too deep or too many; the rest is not read")
            return true
        }
        do throws(ImageError) {
            guard let file = try image.resolve(path) else {
                problem("\(path) is not in the image")
                return false
            }
            if let account, let closed = account.obstacle(to: file, named: path, in: image) {
                doubt("\(path): \(closed) is closed to \(account.name), the account of the image: OpenSSL passes over it without a word")
            }
            if try image.metadata(of: file).kind == .directory {
                try read(directory: file, path, depth)
                return true
            }
            let bytes = try image.contents(of: file, limit: 1 << 20)
            budget -= bytes.count
            files.append(path)
            read(text: bytes, path, depth)
        } catch { doubt(error.description) }
        return true
    }

    private mutating func read(directory: FileID, _ path: ImagePath, _ depth: Int) throws(ImageError) {
        // A directory that is included by a file of an included directory is passed over.
        guard !isInDirectory else { return problem("\(path): a directory inside an included directory is not read by OpenSSL") }
        isInDirectory = true
        defer {
            isInDirectory = false
            directorySettings = [:]
        }
        for child in try image.children(of: directory) {
            let name = image.name(of: child)
            let ending = String(decoding: name.suffix(5), as: UTF8.self).lowercased()
            guard (name.count > 5 && ending == ".conf") || (name.count > 4 && ending.hasSuffix(".cnf")) else { continue }
            _ = read(path.appending(name), depth: depth + 1)
        }
    }

    private mutating func read(text: [UInt8], _ path: ImagePath, _ depth: Int) {
        let outer = place
        defer { place = outer }
        var pending: [UInt8] = []
        var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        if text.starts(with: [0xef, 0xbb, 0xbf]), depth == 0, let first = lines.first { lines[0] = first.dropFirst(3) }
        for (index, raw) in lines.enumerated() {
            place = (path, index + 1)
            pending += raw.prefix { $0 != 0 }
            while pending.last == UInt8(ascii: "\r") { pending.removeLast() }
            if pending.last == backslash, pending.dropLast().last != backslash {
                pending.removeLast()
                if index < lines.count - 1 { continue }
            }
            line(pending, depth)
            pending = []
            if failure != nil { return }
        }
    }

    // MARK: A line

    private mutating func line(_ text: [UInt8], _ depth: Int) {
        let line = Self.trimmed(Self.withoutComment(text))
        guard let first = line.first else { return }
        if first == UInt8(ascii: "[") { return header(line.dropFirst()) }
        var (name, rest) = token(line)
        var target: String?
        if rest.starts(with: [colon, colon]) {
            target = string(name)
            (name, rest) = token(rest.dropFirst(2))
        }
        rest = rest.drop(while: Self.isSpace)
        for directive in [".pragma", ".include"] where name.starts(with: directive.utf8) {
            let argument = line[(name.startIndex + directive.utf8.count)...]
            guard let next = argument.first, Self.isSpace(next) || next == equals || argument.startIndex < name.endIndex else { continue }
            var value = argument.drop(while: Self.isSpace)
            if value.first == equals { value = value.dropFirst().drop(while: Self.isSpace) }
            return directive == ".pragma" ? pragma(value) : include(value, target ?? section, depth)
        }
        guard rest.first == equals else { return fail("neither a section nor a setting") }
        let owner = target ?? section
        guard let value = expanded(Self.trimmed(rest.dropFirst()), owner) else { return }
        set(string(name), value, owner)
    }

    private mutating func set(_ name: String, _ value: String, _ owner: String) {
        if isInDirectory {
            let key = "\(owner)\u{0}\(name)"
            if let other = directorySettings[key], other.file != place.path, other.value != value {
                doubt(
                    "\(other.file) and \(place.path) both set \(name) of the section \(owner): which comes last is the file system's choice"
                )
            }
            directorySettings[key] = (place.path, value)
        }
        sections[owner, default: OpenSSLSection()].set(name, value)
    }

    private mutating func header(_ rest: ArraySlice<UInt8>) {
        let inside = rest.drop(while: Self.isSpace)
        var end = inside.startIndex
        var next = inside
        while true {
            let (word, after) = token(next)
            let gap = after.drop(while: Self.isSpace)
            if gap.first == UInt8(ascii: "]") {
                end = word.endIndex
                break
            }
            guard let first = gap.first, gap.startIndex > next.startIndex, first != UInt8(ascii: "]") else {
                return fail("a section without its closing bracket")
            }
            next = gap
        }
        guard let name = expanded(inside[..<end], nil) else { return }
        section = name
        if sections[name] == nil { sections[name] = OpenSSLSection() }
    }

    private mutating func pragma(_ value: ArraySlice<UInt8>) {
        let parts = Self.trimmed(value).split(separator: colon, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return fail("a pragma without its value") }
        let setting = string(parts[1].drop(while: Self.isSpace))
        func flag() -> Bool? {
            switch setting.lowercased() {
            case "on", "true": true
            case "off", "false": false
            default: nil
            }
        }
        switch string(Self.trimmed(parts[0])) {
        case "dollarid":
            guard let on = flag() else { return fail("dollarid is neither on nor off") }
            dollarIsLetter = on
        case "abspath":
            guard let on = flag() else { return fail("abspath is neither on nor off") }
            isAbsoluteOnly = on
        case "includedir": includeDirectory = setting
        default: break
        }
    }

    private mutating func include(_ value: ArraySlice<UInt8>, _ owner: String, _ depth: Int) {
        guard var path = expanded(Self.trimmed(value), owner) else { return }
        // The variable goes before the pragma, and an empty one is one.
        if !path.hasPrefix("/"), let directory = environment["OPENSSL_CONF_INCLUDE"] ?? includeDirectory {
            path = directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
        }
        if path.hasPrefix("/") {
            _ = read(ImagePath(path), depth: depth + 1)
        } else if isAbsoluteOnly {
            fail("includes the relative path \(path), which abspath forbids")
        } else {
            doubt("\(place.path): includes \(path) relative to the directory a program is started in, which no image says")
        }
    }

    // MARK: Characters

    private func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line.drop(while: isSpace)
        while let last = line.last, isSpace(last) { line.removeLast() }
        return line
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a)
    }

    /// A name: letters, digits, some punctuation, and anything after a backslash.
    private func token(_ line: ArraySlice<UInt8>) -> (name: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
        var end = line.startIndex
        while end < line.endIndex {
            let byte = line[end]
            if byte == backslash {
                end = min(end + 2, line.endIndex)
            } else if Self.isWord(byte) || Self.punctuation.contains(byte) || (dollarIsLetter && byte == dollar) {
                end += 1
            } else {
                break
            }
        }
        return (line[..<end], line[end...])
    }

    private static let punctuation = Array("!%&*+,-./;?@^~|".utf8)
    private static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 || byte == 0x60 }

    private static func withoutComment(_ line: [UInt8]) -> ArraySlice<UInt8> {
        var quote: UInt8?
        var index = 0
        while index < line.count {
            let byte = line[index]
            if byte == backslash {
                index += 1
            } else if let open = quote {
                if byte == open { quote = nil }
            } else if isQuote(byte) {
                quote = byte
            } else if byte == UInt8(ascii: "#") {
                return line[..<index]
            }
            index += 1
        }
        return line[...]
    }

    /// A value with its quotes and backslashes taken away and its variables put in; `nil` is an error, which is noted.
    private mutating func expanded(_ text: ArraySlice<UInt8>, _ owner: String?) -> String? {
        var value: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if Self.isQuote(byte) {
                while let next = rest.popFirst(), next != byte {
                    if next == backslash {
                        guard let escaped = rest.popFirst() else { break }
                        value.append(escaped)
                    } else {
                        value.append(next)
                    }
                }
            } else if byte == backslash {
                guard let next = rest.popFirst() else { break }
                value.append(Self.escapes[next] ?? next)
            } else if byte == dollar, !dollarIsLetter || rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "(") {
                guard let found = variable(&rest, owner) else { return nil }
                value += found.utf8
            } else {
                value.append(byte)
            }
            if value.count > 65_536 {
                fail("a value of more than 64 KiB")
                return nil
            }
        }
        budget -= value.count
        if budget < 0 {
            doubt("\(place.path): its values are larger than 8 MiB in all; the rest is not read")
            fail("too much text")
            return nil
        }
        return String(decoding: value, as: UTF8.self)
    }

    private static let escapes: [UInt8: UInt8] = [0x72: 0x0d, 0x6e: 0x0a, 0x62: 0x08, 0x74: 0x09]

    /// `$name`, `${name}`, `$(name)`, each with `section::`; `ENV` is the environment, and what a section lacks is looked for in `default`.
    private mutating func variable(_ rest: inout ArraySlice<UInt8>, _ owner: String?) -> String? {
        let close: UInt8? = rest.first == UInt8(ascii: "{") ? UInt8(ascii: "}") : rest.first == UInt8(ascii: "(") ? UInt8(ascii: ")") : nil
        if close != nil { rest = rest.dropFirst() }
        let isName = { [dollarIsLetter] byte in Self.isWord(byte) || (dollarIsLetter && byte == dollar) }
        var name = string(rest.prefix(while: isName))
        rest = rest.drop(while: isName)
        var from = owner
        var written = name
        if rest.starts(with: [colon, colon]) {
            from = name
            rest = rest.dropFirst(2)
            name = string(rest.prefix(while: isName))
            written += "::\(name)"
            rest = rest.drop(while: isName)
        }
        if let close {
            guard rest.popFirst() == close else {
                fail("a variable without its closing brace")
                return nil
            }
        }
        if let from {
            if let value = sections[from]?[name] { return value }
            if from == "ENV", let value = environment[name] { return value }
        }
        if let value = sections["default"]?[name] { return value }
        fail("the variable \(written) has no value")
        return nil
    }
}

private let backslash = UInt8(ascii: "\\")
private let dollar = UInt8(ascii: "$")
private let colon = UInt8(ascii: ":")
private let equals = UInt8(ascii: "=")

extension String {
    /// Without spaces and tabs at its ends.
    var trimmed: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

extension [UInt8] {
    func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
