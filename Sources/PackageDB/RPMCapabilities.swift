/// What the packages of a database provide, and whether that is what a package requires.
///
/// rpm's manual, "Dependencies": a capability is a name, or a name with a version and how it compares.
public struct RPMCapabilities: Sendable {
    /// How two versions, or two releases, compare: below 0, 0, above 0.
    public typealias VersionOrder = @Sendable (_ left: [UInt8], _ right: [UInt8]) -> Int

    private var provided: [String: [RPMCapability]] = [:]
    private let order: VersionOrder

    /// The capabilities of all packages of `database`.
    ///
    /// - Throws: ``PackageDBError`` where a header is damaged.
    public init(_ database: RPMDatabase, order: @escaping VersionOrder) throws(PackageDBError) {
        self.order = order
        for header in database.headers {
            for capability in try header.capabilities(.provides) { provided[capability.name, default: []].append(capability) }
        }
    }

    /// Whether everything a package requires is there; `nil` where a requirement is of a form that is not read here.
    ///
    /// - Parameter hasFile: Whether the image has a path: files count as provided.
    /// - Throws: ``PackageDBError`` where a header is damaged.
    public func areMet(of header: RPMHeader, hasFile: (String) -> Bool) throws(PackageDBError) -> Bool? {
        var isUnread = false
        for need in try header.capabilities(.requires) {
            // rpm provides the first itself; the second it made only to keep configuration and package together.
            if need.name.hasPrefix("rpmlib(") || need.name.hasPrefix("config(") { continue }
            // "Boolean dependencies": an expression in parentheses.
            if need.name.hasPrefix("(") {
                isUnread = true
                continue
            }
            if (provided[need.name] ?? []).contains(where: { $0.meets(need, order) }) { continue }
            if need.name.hasPrefix("/"), hasFile(need.name) { continue }
            return false
        }
        return isUnread ? nil : true
    }
}

/// A name with a range of versions.
struct RPMCapability: Sendable, Hashable {
    /// Which of a header's capabilities.
    enum Kind { case provides, requires }

    var name: String
    /// `[epoch:]version[-release]`, empty for all.
    var version: String
    /// `RPMSENSE_LESS` 2, `RPMSENSE_GREATER` 4, `RPMSENSE_EQUAL` 8.
    var flags: UInt32

    private var isLess: Bool { flags & 2 != 0 }
    private var isGreater: Bool { flags & 4 != 0 }
    private var isEqual: Bool { flags & 8 != 0 }

    /// Whether the two ranges meet, as `rpmdsCompare` has it: without a version on either side they do.
    func meets(_ need: RPMCapability, _ order: RPMCapabilities.VersionOrder) -> Bool {
        if version.isEmpty || need.version.isEmpty || flags & 14 == 0 || need.flags & 14 == 0 { return true }
        let (left, right) = (parts(version), parts(need.version))
        var sense = left.epoch == right.epoch ? 0 : left.epoch < right.epoch ? -1 : 1
        if sense == 0 { sense = order(left.version, right.version) }
        // A side without a release does not ask for one.
        if sense == 0, let mine = left.release, let other = right.release { sense = order(mine, other) }
        if sense < 0 { return isGreater || need.isLess }
        if sense > 0 { return isLess || need.isGreater }
        return (isEqual && need.isEqual) || (isLess && need.isLess) || (isGreater && need.isGreater)
    }

    private func parts(_ text: String) -> (epoch: UInt32, version: [UInt8], release: [UInt8]?) {
        var rest = Array(text.utf8)[...]
        var epoch: UInt32 = 0
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")), let number = UInt32(String(decoding: rest[..<colon], as: UTF8.self)) {
            epoch = number
            rest = rest[rest.index(after: colon)...]
        }
        guard let dash = rest.lastIndex(of: UInt8(ascii: "-")) else { return (epoch, Array(rest), nil) }
        return (epoch, Array(rest[..<dash]), Array(rest[rest.index(after: dash)...]))
    }
}

extension RPMHeader {
    /// What the package provides or requires, in the order of the header.
    func capabilities(_ kind: RPMCapability.Kind) throws(PackageDBError) -> [RPMCapability] {
        let (names, versions, flags): (RPMTag, RPMTag, RPMTag) =
            switch kind {
            case .provides: (.provideName, .provideVersion, .provideFlags)
            case .requires: (.requireName, .requireVersion, .requireFlags)
            }
        return try reading { header throws(RPMDamage) in
            guard let name = try header.strings(names) else { return [] }
            let version = try header.strings(versions) ?? []
            let flag = try header.numbers(flags, as: UInt32.self) ?? []
            return name.indices.map { place in
                RPMCapability(
                    name: String(decoding: name[place], as: UTF8.self),
                    version: version.indices.contains(place) ? String(decoding: version[place], as: UTF8.self) : "",
                    flags: flag.indices.contains(place) ? flag[place] : 0)
            }
        }
    }
}
