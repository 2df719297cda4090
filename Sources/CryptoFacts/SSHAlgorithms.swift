public import ImageFS

/// Lists of algorithms in the configuration of OpenSSH, held against a set of approved ones: as sets, whatever their order.
public struct SSHAlgorithms: Sendable, Hashable {
    /// One directive of one file.
    public struct Line: Sendable, Hashable {
        /// The file and the line, counted from 1.
        public var path: ImagePath
        /// The number of the line.
        public var line: Int
        /// `Ciphers`, `MACs`, `KexAlgorithms`, `HostKeyAlgorithms`, `PubkeyAcceptedAlgorithms`.
        public var directive: String
        /// Algorithms that are named and not approved, in order.
        public var unapproved: [String]
        /// Whether the list changes the defaults of the program (`+`, `-`, `^`), so that more than it names is in effect.
        public var changesDefaults: Bool
    }

    /// Every list that was found.
    public var lines: [Line] = []
    /// Directives that no file sets, so that the defaults of the program are in effect.
    public var unset: [String] = []

    static let directives = ["Ciphers", "MACs", "KexAlgorithms", "HostKeyAlgorithms", "PubkeyAcceptedAlgorithms"]

    /// Approved algorithms by directive, from a table of `directive TAB algorithm`.
    public static func approved(_ table: [UInt8]) -> [String: Set<String>] {
        var sets: [String: Set<String>] = [:]
        for line in String(decoding: table, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t").map { String($0).trimmed }
            if fields.count == 2, directives.contains(fields[0]) { sets[fields[0], default: []].insert(fields[1]) }
        }
        return sets
    }

    /// The lists in the server's configuration and its drop-ins; `nil` where the image has none.
    init?(in image: any ImageFileSystem, approved: [String: Set<String>], problems: inout [String]) {
        var files: [ImagePath] = []
        do throws(ImageError) {
            if let folder = try image.resolve("/etc/ssh/sshd_config.d") {
                files = try image.children(of: folder).map { image.path(of: $0) }.filter { $0.bytes.hasSuffix(".conf") }
            }
            if try image.resolve("/etc/ssh/sshd_config") != nil { files.append("/etc/ssh/sshd_config") }
        } catch { problems.append(error.description) }
        guard !files.isEmpty else { return nil }
        var next = 0
        while next < files.count, next < 100 {
            let path = files[next]
            next += 1
            do throws(ImageError) {
                guard let bytes = try image.contents(at: path, limit: 1 << 20) else { continue }
                for (index, raw) in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                    .enumerated()
                {
                    add(raw, path, index + 1, approved)
                    for file in try Self.included(raw, image) where !files.contains(file) { files.append(file) }
                }
            } catch { problems.append(error.description) }
        }
        unset = Self.directives.filter { directive in !lines.contains { $0.directive == directive } }
    }

    /// Files that an `Include` names, such as those of the system-wide policy: a pattern may stand for the last name.
    private static func included(_ raw: Substring, _ image: any ImageFileSystem) throws(ImageError) -> [ImagePath] {
        let words = raw.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "=" || $0 == "\"" }.map(String.init)
        guard words.first?.lowercased() == "include" else { return [] }
        var found: [ImagePath] = []
        for word in words.dropFirst() {
            let path = ImagePath(word.hasPrefix("/") ? word : "/etc/ssh/\(word)")
            guard let pattern = path.components.last, let star = pattern.firstIndex(of: UInt8(ascii: "*")) else {
                if let file = try image.resolve(path) { found.append(image.path(of: file)) }
                continue
            }
            let folder = ImagePath(bytes: path.components.dropLast().reduce(into: []) { $0 += [UInt8(ascii: "/")] + $1 })
            guard let directory = try image.resolve(folder) else { continue }
            let (start, end) = (pattern[..<star], pattern[(star + 1)...])
            for child in try image.children(of: directory) {
                let name = image.name(of: child)
                if name.count >= start.count + end.count, name.starts(with: start), name.suffix(end.count).elementsEqual(end) {
                    if let file = try image.resolve(folder.appending(name)) { found.append(image.path(of: file)) }
                }
            }
        }
        return found
    }

    private mutating func add(_ raw: Substring, _ path: ImagePath, _ number: Int, _ approved: [String: Set<String>]) {
        let text = String(raw.prefix { $0 != "#" })
        let words = text.split { $0 == " " || $0 == "\t" || $0 == "=" }.map(String.init)
        // PubkeyAcceptedKeyTypes is the older name of one of them.
        let word = words.first?.lowercased().replacing("pubkeyacceptedkeytypes", with: "pubkeyacceptedalgorithms")
        guard words.count >= 2, let directive = Self.directives.first(where: { $0.lowercased() == word }) else { return }
        var list = words[1].filter { $0 != "\"" }
        let changes = list.first.map { "+-^".contains($0) } ?? false
        if changes { list.removeFirst() }
        let known = approved[directive] ?? []
        let names = list.split(separator: ",").map(String.init)
        lines.append(
            Line(
                path: path, line: number, directive: directive,
                unapproved: words[1].hasPrefix("-") ? [] : names.filter { !known.contains($0) },
                changesDefaults: changes))
    }
}
