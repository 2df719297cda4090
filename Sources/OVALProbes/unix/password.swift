import ImageFS
import OVAL

extension Probe {
    /// `password`: the accounts of `/etc/passwd`.
    ///
    /// OVAL 5.11.2, unix-definitions, `password_object`. Lines are read as passwd(5) and getpwent(3) have it: comments and lines without a
    /// numeric uid and gid are no accounts; what is missing at the end of a line is empty.
    public static let password = Probe(
        .unix, "password",
        object: ["username"],
        item: ["username", "password", "user_id", "group_id", "gcos", "home_dir", "login_shell", "last_login"]
    ) { object, context throws(CollectionFailure) in
        guard let username = EntityMatcher(object.entity("username")) else {
            throw CollectionFailure(.error, "\(object.object.id): no username")
        }
        var found = ItemGathering(object, context)
        for account in try accounts(in: "/etc/passwd", context, AccountLine.init(passwd:)) where try username.admits(account.name) {
            try found.add(Item(object.object.kind, account.entities))
        }
        return found.collected()
    }
}

/// A line of a database of accounts.
struct AccountLine: Sendable, Hashable {
    var name: [UInt8]
    var entities: [ItemEntity]
}

/// The accounts of a database; none where there is no such file.
func accounts(
    in path: ImagePath, _ context: ProbeContext, _ read: ([[UInt8]]) -> AccountLine?
) throws(CollectionFailure) -> [AccountLine] {
    let content: [UInt8]?
    do throws(ImageError) {
        content = try context.image.contents(at: path, limit: context.limits.textSize)
    } catch {
        throw CollectionFailure(error)
    }
    guard content?.contains(0) != true else { throw CollectionFailure(.error, "\(path): it has a NUL byte, so it is no text") }
    var accounts: [AccountLine] = []
    for line in (content ?? []).split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
        let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(Array.init)
        if let account = read(fields) { accounts.append(account) }
    }
    return accounts
}

extension AccountLine {
    /// passwd(5): name, password, uid, gid, gecos, directory, shell.
    init?(passwd fields: [[UInt8]]) {
        guard let name = fields.first, !name.isEmpty, fields.count >= 4 else { return nil }
        // A line of NIS (`+`, `-name`) may leave the numbers out; getpwent answers with 0.
        let isNIS = name.first == UInt8(ascii: "+") || name.first == UInt8(ascii: "-")
        func number(_ field: [UInt8]) -> UInt32? { field.isEmpty && isNIS ? 0 : UInt32(plain: field) }
        guard let uid = number(fields[2]), let gid = number(fields[3]) else { return nil }
        func text(_ place: Int) -> String { place < fields.count ? String(decoding: fields[place], as: UTF8.self) : "" }
        self.name = name
        entities = [
            ItemEntity("username", text(0)), ItemEntity("password", text(1)), .int("user_id", uid), .int("group_id", gid),
            ItemEntity("gcos", text(4)), ItemEntity("home_dir", text(5)), ItemEntity("login_shell", text(6)),
            // Nobody has logged in to an image; -1 is what other engines write for it.
            .int("last_login", -1),
        ]
    }
}

extension FixedWidthInteger {
    /// A number of decimal digits and nothing else.
    init?(plain digits: [UInt8]) {
        guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        self.init(String(decoding: digits, as: UTF8.self))
    }
}
