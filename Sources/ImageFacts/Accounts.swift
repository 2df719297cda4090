public import ImageFS

/// An account of the user databases, passwd(5) and shadow(5).
public struct Account: Sendable, Hashable {
    /// What the second field of shadow says.
    public enum Password: String, Sendable, Hashable, CaseIterable {
        /// A hash that a password can match.
        case set
        /// Nothing: anyone may log in.
        case empty
        /// No password can match.
        case locked
        /// No entry that could be read says it.
        case unknown
    }

    /// Login name.
    public var name: String
    /// User number, as written.
    public var uid: String
    /// Group number, as written.
    public var gid: String
    /// Home directory.
    public var home: String
    /// Login shell; empty is `/bin/sh`.
    public var shell: String
    /// Whether a password lets it in.
    public var password: Password

    /// The accounts of an image, in the order of the files; the second place is that of images of ostree.
    public static func all(in image: any ImageFileSystem) -> Fact<[Account]> {
        var problem: String?
        func lines(_ path: ImagePath) -> [[Substring]] {
            do throws(ImageError) {
                guard let bytes = try image.contents(at: path, limit: 16 << 20) else { return [] }
                return String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
                    .map { $0.split(separator: ":", omittingEmptySubsequences: false) }
            } catch {
                problem = problem ?? error.description
                return []
            }
        }
        var hashes: [Substring: Substring] = [:]
        for path in ["/etc/shadow", "/usr/lib/shadow"] as [ImagePath] {
            for fields in lines(path) where fields.count > 1 { hashes[fields[0]] = hashes[fields[0]] ?? fields[1] }
        }
        let paths: [ImagePath] = ["/etc/passwd", "/usr/lib/passwd"]
        let accounts = paths.flatMap(lines).filter { $0.count >= 7 }.map { fields in
            Account(
                name: String(fields[0]), uid: String(fields[2]), gid: String(fields[3]), home: String(fields[5]), shell: String(fields[6]),
                password: password(fields[1] == "x" ? hashes[fields[0]] : fields[1]))
        }
        return Fact(accounts, from: paths, problem.map { .incomplete($0) } ?? .complete)
    }

    private static func password(_ field: Substring?) -> Password {
        guard let field else { return .unknown }
        if field.isEmpty { return .empty }
        // crypt(5): no hash begins with these.
        return field.first == "!" || field.first == "*" || field.count < 13 ? .locked : .set
    }
}
