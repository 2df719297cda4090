import ImageFS
import OVAL

/// Finds the files that `filepath`, or `path` and `filename`, of an object ask for.
///
/// OVAL 5.11.2, unix-definitions, `file_object`, and `FileBehaviors`. What the schema leaves open is answered as OpenSCAP 1.4 does: a path
/// may lead through links and stays as it is written; a `filename` is never a directory's, and a `filepath` neither that of a link to one; a
/// pattern for a path is tried on paths through links too.
struct FileSearch {
    private let context: ProbeContext
    private let behaviors: FileBehaviors
    private let filepath: EntityMatcher?
    private let path: EntityMatcher?
    /// `nil` where directories themselves are asked for.
    private let filename: EntityMatcher?

    init(_ object: ResolvedObject, _ context: ProbeContext) throws(CollectionFailure) {
        self.context = context
        behaviors = try FileBehaviors(object)
        filepath = EntityMatcher(object.entity("filepath"))
        path = EntityMatcher(object.entity("path"))
        filename = EntityMatcher(object.entity("filename"))
        guard (filepath == nil) != (path == nil) else {
            throw CollectionFailure(.error, "\(object.object.id): \(object.object.kind) needs one of: filepath, or path with filename")
        }
    }

    /// Hands over what is found, directory by directory, names in the order of their bytes, each path once.
    ///
    /// Answers with what could not be read.
    func find(_ found: (FoundFile) throws(CollectionFailure) -> Void) throws(CollectionFailure) -> SearchProblems {
        var walk = DirectoryWalk(image: context.image, limits: context.limits)
        if let filepath {
            try find(filepath: filepath, &walk, found)
        } else if let path {
            try find(path: path, &walk, found)
        }
        return walk.problems
    }

    // MARK: filepath

    private func find(
        filepath: EntityMatcher, _ walk: inout DirectoryWalk, _ found: (FoundFile) throws(CollectionFailure) -> Void
    ) throws(CollectionFailure) {
        if let candidates = try filepath.candidates() {
            for candidate in candidates {
                if let file = file(at: candidate, &walk) { try found(file) }
            }
            return
        }
        guard let start = walk.directory(at: filepath.commonDirectory.isEmpty ? [slash] : filepath.commonDirectory) else { return }
        let image = context.image
        var links = SearchProblems()
        try walk.walk(from: start, rules(for: filepath)) { directory, entries throws(CollectionFailure) in
            for entry in entries where entry.kind != .directory {
                let name = image.name(of: entry.file)
                guard try filepath.admits(join(directory.path, name)) else { continue }
                if entry.kind == .symbolicLink, leadsToADirectory(entry.file, &links) { continue }
                try found(FoundFile(path: directory.path, name: name, file: entry.file))
            }
        }
        walk.add(links)
    }

    /// The file at a path; `nil` for a directory, a link to one, and for nothing.
    private func file(at path: [UInt8], _ walk: inout DirectoryWalk) -> FoundFile? {
        guard path.first == slash, let cut = path.lastIndex(of: slash), cut + 1 < path.count else { return nil }
        do throws(ImageError) {
            guard let file = try context.image.resolve(ImagePath(bytes: path), followingLast: false) else { return nil }
            let kind = try context.image.metadata(of: file).kind
            if kind == .directory { return nil }
            var problems = SearchProblems()
            if kind == .symbolicLink, leadsToADirectory(file, &problems) { return nil }
            walk.add(problems)
            return FoundFile(path: cut == 0 ? [slash] : Array(path[..<cut]), name: Array(path[(cut + 1)...]), file: file)
        } catch {
            walk.note(error)
            return nil
        }
    }

    private func leadsToADirectory(_ link: FileID, _ problems: inout SearchProblems) -> Bool {
        do throws(ImageError) {
            guard let target = try context.image.resolve(context.image.path(of: link)) else { return false }
            return try context.image.metadata(of: target).kind == .directory
        } catch {
            problems.note(error)
            return false
        }
    }

    // MARK: path and filename

    private func find(
        path: EntityMatcher, _ walk: inout DirectoryWalk, _ found: (FoundFile) throws(CollectionFailure) -> Void
    ) throws(CollectionFailure) {
        var seen: Set<[UInt8]> = []
        if let candidates = try path.candidates() {
            let mayMeetAgain = candidates.count > 1
            for candidate in candidates {
                guard let start = walk.directory(at: filename == nil ? candidate : candidate.withoutTrailingSlash) else { continue }
                try search(from: start, &walk) { directory, entries throws(CollectionFailure) in
                    if mayMeetAgain, !seen.insert(directory.path).inserted { return }
                    try emit(directory, entries, found)
                }
            }
            return
        }
        guard let top = walk.directory(at: path.commonDirectory.isEmpty ? [slash] : path.commonDirectory) else { return }
        var starts: [WalkedDirectory] = []
        try walk.walk(from: top, rules(for: path)) { directory, entries throws(CollectionFailure) in
            guard try path.admits(directory.path) else { return }
            // Without recursion the entries are at hand; with it the schema has no word on a pattern, and each match is a start.
            if behaviors.direction == .none {
                try emit(directory, entries, found)
            } else {
                starts.append(directory)
            }
        }
        for var start in starts {
            start.depth = 0
            try search(from: start, &walk) { directory, entries throws(CollectionFailure) in
                if seen.insert(directory.path).inserted { try emit(directory, entries, found) }
            }
        }
    }

    /// Where a pattern is tried on every path: links are followed as well.
    private func rules(for matcher: EntityMatcher) -> DirectoryWalk.Rules {
        DirectoryWalk.Rules(staysOnDevice: behaviors.fileSystem == .defined, isOfInterest: { matcher.mayAdmit(below: $0) })
    }

    /// The start, and where its behaviors lead from there.
    private func search(
        from start: WalkedDirectory, _ walk: inout DirectoryWalk,
        _ visit: (WalkedDirectory, [WalkedEntry]) throws(CollectionFailure) -> Void
    ) throws(CollectionFailure) {
        switch behaviors.direction {
        case .none:
            try visit(start, filename == nil ? [] : walk.entries(of: start.directory))
        case .down:
            let rules = DirectoryWalk.Rules(
                entersDirectories: behaviors.entersDirectories, entersLinks: behaviors.entersLinks, maxDepth: behaviors.maxDepth,
                staysOnDevice: behaviors.fileSystem == .defined)
            try walk.walk(from: start, rules, visit)
        case .up:
            var directory = start
            var level = 0
            while true {
                try visit(directory, filename == nil ? [] : walk.entries(of: directory.directory))
                let path = directory.path.withoutTrailingSlash
                if let maxDepth = behaviors.maxDepth, level >= maxDepth { return }
                guard path != [slash], let cut = path.lastIndex(of: slash) else { return }
                guard let above = walk.directory(at: cut == 0 ? [slash] : Array(path[..<cut])) else { return }
                directory = above
                level += 1
            }
        }
    }

    /// What a directory holds of what is asked for.
    private func emit(
        _ directory: WalkedDirectory, _ entries: [WalkedEntry], _ found: (FoundFile) throws(CollectionFailure) -> Void
    ) throws(CollectionFailure) {
        guard let filename else {
            try found(FoundFile(path: directory.path, name: nil, file: directory.entry))
            return
        }
        for entry in entries where entry.kind != .directory {
            let name = context.image.name(of: entry.file)
            if try filename.admits(name) { try found(FoundFile(path: directory.path, name: name, file: entry.file)) }
        }
    }
}

extension [UInt8] {
    /// Without slashes at the end, but for the root.
    fileprivate var withoutTrailingSlash: [UInt8] {
        var path = self
        while path.count > 1, path.last == slash { path.removeLast() }
        return path
    }
}
