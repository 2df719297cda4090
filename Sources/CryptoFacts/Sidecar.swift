internal import Digest
internal import ImageFS

/// A file of codes beside a library: `.NAME.hmac`, or `fipscheck/NAME.hmac`.
///
/// Two formats are known: the hexadecimal code alone (fipscheck, Libgcrypt, OpenSSL 1.1.1), and GnuTLS's sections with a path and a code
/// for each library that its module is made of.
struct Sidecar {
    /// One library and the code that it should have.
    struct Line {
        var target: ImagePath
        var codes: [[UInt8]]
    }

    let path: ImagePath
    let lines: [Line]
    /// Whether it has codes of other lengths than those of SHA-256.
    let hasOtherCodes: Bool

    /// Lengths of all hexadecimal words.
    private static func words(_ text: [UInt8]) -> [Int] { String(decoding: text, as: UTF8.self).split { !$0.isHexDigit }.map(\.count) }

    /// The file of a library that a name stands for; `nil` for names of other files.
    static func target(of path: ImagePath) -> ImagePath? {
        let components = path.components
        guard let name = components.last, name.hasSuffix(".hmac"), name.count > 6 else { return nil }
        let stem = Array(name.dropLast(5))
        var folder = components.dropLast()
        if stem.first == UInt8(ascii: ".") { return joined(folder).appending(Array(stem.dropFirst())) }
        guard folder.last == Array("fipscheck".utf8) else { return nil }
        folder.removeLast()
        return joined(folder).appending(stem)
    }

    private static func joined(_ components: some Sequence<[UInt8]>) -> ImagePath {
        ImagePath(bytes: components.reduce(into: []) { $0 += [UInt8(ascii: "/")] + $1 })
    }

    init?(_ path: ImagePath, text: [UInt8]) {
        guard let target = Self.target(of: path) else { return nil }
        self.path = path
        let folder = Self.joined(target.components.dropLast())
        var sections: [Line] = []
        for raw in String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let line = String(raw).trimmed
            if line.hasPrefix("["), line.hasSuffix("]") {
                let name = String(line.dropFirst().dropLast())
                if sections.count < 100 { sections.append(Line(target: folder.appending(Array(name.utf8)), codes: [])) }
                continue
            }
            let parts = line.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
            guard parts.count == 2, !sections.isEmpty else { continue }
            if parts[0] == "path" { sections[sections.count - 1].target = ImagePath(parts[1]) }
            if parts[0] == "hmac" { sections[sections.count - 1].codes += IntegrityCheck.codes(in: Array(parts[1].utf8)) }
        }
        sections.removeAll { $0.target.components.last == Array("global".utf8) && $0.codes.isEmpty }
        hasOtherCodes = Self.words(text).contains { [40, 96, 128].contains($0) }
        lines = sections.isEmpty ? [Line(target: target, codes: IntegrityCheck.codes(in: text))] : sections
    }

    /// Whether one of its codes is that of the bytes.
    static func integrity(of bytes: [UInt8], codes: [[UInt8]], place: ImagePath, hasOtherCodes: Bool = false) -> FIPSModule.Integrity {
        guard !codes.isEmpty else {
            return hasOtherCodes ? .notProvable("\(place) holds a MAC of another kind than HMAC-SHA-256") : .failed("\(place) holds no MAC")
        }
        for (keyName, key) in IntegrityKey.sidecars {
            if let computed = HMAC.sha256(key: key, [bytes[...]]), codes.contains(computed) {
                return .proven("\(place), with the key of \(keyName)")
            }
        }
        return .failed("\(place) is of other bytes, or made with a key that is not known here")
    }
}
