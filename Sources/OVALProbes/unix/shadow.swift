import ImageFS
import OVAL

extension Probe {
    /// `shadow`: passwords and their ages in `/etc/shadow`.
    ///
    /// OVAL 5.11.2, unix-definitions, `shadow_object`; `EncryptMethodType`. What a line leaves out is -1, the greatest number for the flag, as
    /// getspent(3) has it and other engines write it.
    public static let shadow = Probe(
        .unix, "shadow",
        object: ["username"],
        item: [
            "username", "password", "chg_lst", "chg_allow", "chg_req", "exp_warn", "exp_inact", "exp_date", "flag", "encrypt_method",
        ]
    ) { object, context throws(CollectionFailure) in
        guard let username = EntityMatcher(object.entity("username")) else {
            throw CollectionFailure(.error, "\(object.object.id): no username")
        }
        var found = ItemGathering(object, context)
        for account in try accounts(in: "/etc/shadow", context, AccountLine.init(shadow:)) where try username.admits(account.name) {
            try found.add(Item(object.object.kind, account.entities))
        }
        return found.collected()
    }
}

extension AccountLine {
    /// shadow(5): name, password, last change, minimum, maximum, warning, inactivity, expiration, reserved.
    init?(shadow fields: [[UInt8]]) {
        guard let name = fields.first, !name.isEmpty, fields.count >= 2 else { return nil }
        var ages: [Int] = []
        for place in 2...7 {
            let field = place < fields.count ? fields[place] : []
            guard let age = field.isEmpty ? -1 : Int(plain: field) else { return nil }
            ages.append(age)
        }
        let flag = fields.count > 8 ? fields[8] : []
        guard flag.isEmpty || UInt(plain: flag) != nil else { return nil }
        self.name = name
        entities = [
            ItemEntity("username", String(decoding: name, as: UTF8.self)),
            ItemEntity("password", String(decoding: fields[1], as: UTF8.self)),
        ]
        for (entity, age) in zip(["chg_lst", "chg_allow", "chg_req", "exp_warn", "exp_inact", "exp_date"], ages) {
            entities.append(.int(entity, age))
        }
        entities.append(ItemEntity("flag", flag.isEmpty ? String(UInt64.max) : String(decoding: flag, as: UTF8.self)))
        if let method = Self.encryptMethod(of: fields[1]) { entities.append(ItemEntity("encrypt_method", method)) }
    }

    /// crypt(5), by the prefix of the hash; `nil` for a method that the schema has no word for.
    private static func encryptMethod(of password: [UInt8]) -> String? {
        let methods: KeyValuePairs = [
            "$md5": "Sun MD5", "$1$": "MD5", "$2a$": "Blowfish", "$2b$": "Blowfish", "$2x$": "Blowfish", "$2y$": "Blowfish",
            "$5$": "SHA-256",
            "$6$": "SHA-512", "_": "BSDi",
        ]
        for (prefix, method) in methods where password.starts(with: prefix.utf8) { return method }
        return password.first == UInt8(ascii: "$") ? nil : "DES"
    }
}
