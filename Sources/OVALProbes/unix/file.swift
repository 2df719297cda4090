import ImageFS
import OVAL

extension Probe {
    /// `file`: the record of a file, a link's own where it is one.
    ///
    /// OVAL 5.11.2, unix-definitions, `file_object`; unix-system-characteristics, `file_item`. Owners are as the image has them; whether they
    /// can be trusted, ``ImageFS/ImageFileSystem/ownersAreKnown`` says.
    public static let file = Probe(
        .unix, "file",
        object: [.file],
        item: [
            "filepath", "path", "filename", "type", "group_id", "user_id", "a_time", "c_time", "m_time", "size", "suid", "sgid", "sticky",
            "uread", "uwrite", "uexec", "gread", "gwrite", "gexec", "oread", "owrite", "oexec", "has_extended_acl",
        ]
    ) { object, context throws(CollectionFailure) in
        var found = ItemGathering(object, context)
        var filters = RecordFilters(object)
        var unread = SearchProblems()
        var problems = try FileSearch(object, context).find { file throws(CollectionFailure) in
            if filters.reject(file.file, context.image) {
                var ignored = SearchProblems()
                return found.reject { record(of: file, context.image, &ignored).map { Item(object.object.kind, $0) } }
            }
            guard let entities = record(of: file, context.image, &unread) else { return }
            try found.add(Item(object.object.kind, entities))
        }
        problems.add(unread)
        return found.collected(problems)
    }
}

/// Decides early which files an object's filters keep out: a search of the whole tree meets far more of those than it keeps, and building the
/// item of each would take most of the time.
///
/// Filters that look only at kind, owner and permission bits say the same of all files that share them, so they are asked once for each
/// combination.
private struct RecordFilters {
    private struct Record: Hashable {
        var kind: FileKind
        var mode: UInt16
        var uid: UInt32
        var gid: UInt32
    }

    private let object: ResolvedObject
    private let applies: Bool
    private var verdicts: [Record: Bool] = [:]

    init(_ object: ResolvedObject) {
        self.object = object
        applies = object.filterEntities.map { !$0.isEmpty && $0.isSubset(of: recordEntities) } ?? false
    }

    /// Whether the filters keep the file out. A file whose record cannot be read is not for this to judge.
    mutating func reject(_ file: FileID, _ image: any ImageFileSystem) -> Bool {
        guard applies, let metadata = try? image.metadata(of: file) else { return false }
        let record = Record(kind: metadata.kind, mode: metadata.mode, uid: metadata.uid, gid: metadata.gid)
        if let verdict = verdicts[record] { return verdict }
        let verdict = !object.admits(Item(object.object.kind, metadata.entities.filter { recordEntities.contains($0.name) }))
        verdicts[record] = verdict
        return verdict
    }
}

/// The entities that kind, owner and permission bits decide.
private let recordEntities: Set<String> = [
    "type", "group_id", "user_id", "suid", "sgid", "sticky", "uread", "uwrite", "uexec", "gread", "gwrite", "gexec", "oread", "owrite",
    "oexec",
]

private func record(of file: FoundFile, _ image: any ImageFileSystem, _ problems: inout SearchProblems) -> [ItemEntity]? {
    do throws(ImageError) {
        let metadata = try image.metadata(of: file.file)
        var entities: [ItemEntity] = []
        entities.reserveCapacity(23)
        entities += file.entities
        entities += metadata.entities
        // A link has no list of its own (acl(5)).
        let hasACL = metadata.kind == .symbolicLink ? false : try image.extendedAttributes(of: file.file).contains { $0.name == accessACL }
        entities.append(.boolean("has_extended_acl", hasACL))
        return entities
    } catch {
        problems.note(error)
        return nil
    }
}

extension FileMetadata {
    /// The entities of a `file_item` from `type` to `oexec`.
    fileprivate var entities: [ItemEntity] {
        [
            ItemEntity("type", kind.word),
            .int("group_id", gid), .int("user_id", uid),
            .int("a_time", accessTime), .int("c_time", changeTime), .int("m_time", modificationTime),
            .int("size", size),
            has("suid", 0o4000), has("sgid", 0o2000), has("sticky", 0o1000),
            has("uread", 0o400), has("uwrite", 0o200), has("uexec", 0o100),
            has("gread", 0o040), has("gwrite", 0o020), has("gexec", 0o010),
            has("oread", 0o004), has("owrite", 0o002), has("oexec", 0o001),
        ]
    }

    private func has(_ name: String, _ bit: UInt16) -> ItemEntity { .boolean(name, mode & bit != 0) }
}

extension FileKind {
    /// The word for it in a `file_item`, as OpenSCAP and published content write it.
    fileprivate var word: String {
        switch self {
        case .regular: "regular"
        case .directory: "directory"
        case .symbolicLink: "symbolic link"
        case .fifo: "fifo"
        case .socket: "socket"
        case .blockDevice: "block special"
        case .characterDevice: "character special"
        case .unknown: "unknown"
        }
    }
}

/// The extended attribute that holds an access control list. One that says no more than the permission bits is not stored (acl(5)).
private let accessACL = Array("system.posix_acl_access".utf8)
