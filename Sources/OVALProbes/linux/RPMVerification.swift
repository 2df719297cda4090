import ImageFS
import OVAL
import PackageDB

/// Compares files with what rpm's headers say of them.
///
/// As rpm's `rpmVerifyFile` does it: what the file is in the image decides what can be compared (a directory has no size, a link no mode);
/// what the package excludes (`%verify(not …)`) passes; what the object's behaviors exclude, and a file that is not there, is not performed.
struct RPMVerification {
    private let context: ProbeContext
    private let excluded: Set<String>
    private let users: [String: UInt32]
    private let groups: [String: UInt32]

    init(_ object: ResolvedObject, _ context: ProbeContext) throws(CollectionFailure) {
        self.context = context
        excluded = Set(object.object.behaviors.filter { $0.value == "true" || $0.value == "1" }.keys)
        users = try Self.numbers(in: "/etc/passwd", context)
        groups = try Self.numbers(in: "/etc/group", context)
    }

    /// Names and numbers of users or groups; the first of a name counts. rpm itself knows root.
    private static func numbers(in path: ImagePath, _ context: ProbeContext) throws(CollectionFailure) -> [String: UInt32] {
        let lines = try accounts(in: path, context) { fields in
            guard fields.count >= 3, let name = fields.first, let number = UInt32(plain: fields[2]) else { return nil }
            return AccountLine(name: name, entities: [.int("number", number)])
        }
        var numbers: [String: UInt32] = ["root": 0]
        for line in lines {
            let name = String(decoding: line.name, as: UTF8.self)
            if numbers[name] == nil { numbers[name] = line.entities.first.flatMap { UInt32($0.value) } }
        }
        return numbers
    }

    /// Whether the behaviors leave the file in.
    func isWanted(_ file: RPMFile) -> Bool {
        !(excluded.contains("noconfigfiles") && file.flags.contains(.config))
            && !(excluded.contains("noghostfiles") && file.flags.contains(.ghost))
    }

    /// What a comparison gives. `unknown`: it could be made, but not here.
    private enum Outcome {
        case pass, fail, notPerformed, unknown

        static func differs(_ differs: Bool) -> Outcome { differs ? .fail : .pass }

        func entity(_ name: String) -> ItemEntity {
            switch self {
            case .pass: ItemEntity(name, "pass")
            case .fail: ItemEntity(name, "fail")
            case .notPerformed: ItemEntity(name, "not performed")
            case .unknown: .absent(name, status: .notCollected)
            }
        }
    }

    /// The entities from `size_differs` to `readme_file`; `nil` where the file could not be looked at, which is noted.
    func compare(_ file: RPMFile, _ algorithm: RPMDigestAlgorithm?, _ problems: inout SearchProblems) -> [ItemEntity]? {
        let names = [
            "size_differs", "mode_differs", "md5_differs", "filedigest_differs", "device_differs", "link_mismatch", "ownership_differs",
            "group_differs", "mtime_differs", "capabilities_differ",
        ]
        let outcomes: [Outcome]
        do throws(ImageError) {
            outcomes = try compare(file, algorithm)
        } catch {
            problems.note(error)
            return nil
        }
        return zip(names, outcomes).map { $1.entity($0) } + [
            .boolean("configuration_file", file.flags.contains(.config)),
            .boolean("documentation_file", file.flags.contains(.documentation)),
            .boolean("ghost_file", file.flags.contains(.ghost)), .boolean("license_file", file.flags.contains(.license)),
            .boolean("readme_file", file.flags.contains(.readme)),
        ]
    }

    /// In the order of the schema.
    private func compare(_ file: RPMFile, _ algorithm: RPMDigestAlgorithm?) throws(ImageError) -> [Outcome] {
        let image = context.image
        guard file.state == .normal || file.state == .missing, var found = try image.resolve(file.path, followingLast: false) else {
            return Array(repeating: .notPerformed, count: 10)
        }
        var metadata = try image.metadata(of: found)
        // A directory may have been replaced by a link to one.
        if metadata.kind == .symbolicLink, file.mode & 0o170000 == 0o040000, let target = try image.resolve(file.path) {
            let behind = try image.metadata(of: target)
            if behind.kind == .directory { (found, metadata) = (target, behind) }
        }
        let isRegular = metadata.kind == .regular
        let isLink = metadata.kind == .symbolicLink
        let content = !file.flags.contains(.ghost) && isRegular
        func outcome(
            _ behaviors: [String], _ flag: RPMFile.VerifyFlags, where applies: Bool, _ compare: () throws(ImageError) -> Outcome
        ) throws(ImageError) -> Outcome {
            if !excluded.isDisjoint(with: behaviors) { return .notPerformed }
            return applies && file.verify.contains(flag) ? try compare() : .pass
        }
        let sizeDiffers = isRegular && Int64(clamping: file.size) != metadata.size
        let digest = try outcome(["nomd5", "nofiledigest"], .digest, where: content) { () throws(ImageError) in
            if sizeDiffers { return .fail }
            return try compareDigest(file, found, algorithm)
        }
        return [
            try outcome(["nosize"], .size, where: content) { () throws(ImageError) in .differs(sizeDiffers) },
            try outcome(["nomode"], .mode, where: !isLink) { () throws(ImageError) in .differs(modeDiffers(file, metadata)) },
            digest, digest,
            try outcome(["nordev"], .device, where: true) { () throws(ImageError) in .differs(deviceDiffers(file, metadata)) },
            try outcome(["nolinkto"], .linkTarget, where: isLink) { () throws(ImageError) in
                .differs(try image.linkTarget(of: found) != file.linkTarget)
            },
            try outcome(["nouser"], .user, where: true) { () throws(ImageError) in .differs(users[file.user] != metadata.uid) },
            try outcome(["nogroup"], .group, where: true) { () throws(ImageError) in .differs(groups[file.group] != metadata.gid) },
            try outcome(["nomtime"], .modificationTime, where: content) { () throws(ImageError) in
                .differs(metadata.modificationTime != file.modificationTime)
            },
            try outcome(["nocaps"], .capabilities, where: content) { () throws(ImageError) in
                try compareCapabilities(file, image.extendedAttributes(of: found))
            },
        ]
    }

    /// Type and permissions; of a ghost the permissions alone mean something.
    private func modeDiffers(_ file: RPMFile, _ metadata: FileMetadata) -> Bool {
        let type: UInt16 =
            switch metadata.kind {
            case .regular: 0o100000
            case .directory: 0o040000
            case .symbolicLink: 0o120000
            case .fifo: 0o010000
            case .socket: 0o140000
            case .blockDevice: 0o060000
            case .characterDevice: 0o020000
            case .unknown: 0
            }
        let mask: UInt16 = file.flags.contains(.ghost) ? 0o7777 : 0o177777
        return (type | metadata.mode) & mask != file.mode & mask
    }

    /// Whether one is a device and the other is not, or another one. A header has the low 16 bits of `st_rdev`: eight of each number.
    private func deviceDiffers(_ file: RPMFile, _ metadata: FileMetadata) -> Bool {
        let type = file.mode & 0o170000
        guard (type == 0o020000) == (metadata.kind == .characterDevice), (type == 0o060000) == (metadata.kind == .blockDevice) else {
            return true
        }
        guard let number = metadata.deviceNumber else { return false }
        return UInt16(number.major & 0xff) << 8 | UInt16(number.minor & 0xff) != file.device
    }

    /// "No capabilities" and an empty set are the same, as rpm has it.
    private func compareCapabilities(_ file: RPMFile, _ attributes: [(name: [UInt8], value: [UInt8])]) -> Outcome {
        var has = FileCapabilities()
        if let attribute = attributes.first(where: { $0.name == Array("security.capability".utf8) }) {
            // The kernel gives a program with such an attribute nothing at all; what was meant is not known.
            guard let read = FileCapabilities(attribute: attribute.value) else { return .unknown }
            has = read
        }
        guard let wanted = FileCapabilities(text: file.capabilities) else { return .unknown }
        return .differs(has != wanted)
    }

    private func compareDigest(_ file: RPMFile, _ found: FileID, _ algorithm: RPMDigestAlgorithm?) throws(ImageError) -> Outcome {
        guard let algorithm, !file.digest.isEmpty else { return .unknown }
        let content = try context.image.contents(of: found, limit: context.limits.textSize)
        guard let digest = algorithm.digest(of: content) else { return .unknown }
        return .differs(digest != file.digest)
    }
}
