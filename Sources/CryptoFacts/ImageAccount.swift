public import ImageFS

/// The account that programs of an image run as, as far as reading files goes: `User` of its configuration (OCI image specification, config).
public struct ImageAccount: Sendable, Hashable {
    /// As the configuration names it.
    public let name: String
    /// `nil` where the image does not say which number the name has.
    private let uid: UInt32?
    private let groups: Set<UInt32>

    /// `nil` for root, who may read everything, and where the configuration names nobody.
    public init?(_ user: String, in image: any ImageFileSystem) {
        let parts = user.split(separator: ":", maxSplits: 1).map(String.init)
        guard let first = parts.first else { return nil }
        func lines(_ path: ImagePath) -> [[String]] {
            let bytes = (try? image.contents(at: path, limit: 4 << 20)).flatMap { $0 } ?? []
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
                $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            }.filter { $0.count > 3 }
        }
        let accounts = lines("/etc/passwd")
        let entry = accounts.first { $0[0] == first } ?? accounts.first { $0[2] == first }
        uid = UInt32(first) ?? entry.flatMap { UInt32($0[2]) }
        if uid == 0 || first == "root" { return nil }
        let members = lines("/etc/group")
        if parts.count > 1 {
            let group = UInt32(parts[1]) ?? members.first { $0[0] == parts[1] }.flatMap { UInt32($0[2]) }
            groups = group.map { [$0] } ?? []
        } else {
            // Runtimes give a number without an entry the group of root.
            let own = entry.flatMap { UInt32($0[3]) } ?? 0
            let others = members.filter { line in line[3].split(separator: ",").contains { $0 == entry?[0] ?? first } }
            groups = Set(others.compactMap { UInt32($0[2]) } + [own])
        }
        name = user
    }

    private func may(_ right: UInt16, _ metadata: FileMetadata) -> Bool {
        if metadata.uid == uid { return metadata.mode & (right << 6) == right << 6 }
        if groups.contains(metadata.gid) { return metadata.mode & (right << 3) == right << 3 }
        return metadata.mode & right == right
    }

    /// What keeps the account from reading a file or listing a directory: the first place on the way that is closed to it.
    func obstacle(to file: FileID, named path: ImagePath, in image: any ImageFileSystem) -> ImagePath? {
        for way in [path, image.path(of: file)] {
            var folder: [UInt8] = []
            for component in way.components.dropLast() {
                folder += [UInt8(ascii: "/")] + component
                let place = ImagePath(bytes: folder)
                guard let directory = (try? image.resolve(place)).flatMap({ $0 }), let metadata = try? image.metadata(of: directory) else {
                    continue
                }
                if !may(1, metadata) { return place }
            }
        }
        guard let metadata = try? image.metadata(of: file) else { return nil }
        return may(metadata.kind == .directory ? 5 : 4, metadata) ? nil : path
    }
}
