import CLinux
import Glibc
import Synchronization

extension DirectoryImage {
    /// Lists the whole tree now, two directories at a time, so that later questions need no system call.
    ///
    /// What cannot be read is remembered, and is an error where it is asked for.
    ///
    /// - Parameter crossingMounts: `false` leaves what is mounted in the tree for later.
    public func preload(crossingMounts: Bool = true) async {
        let rootDevice = table.withLock { $0.records[0].device }
        var level: [Int32] = [0]
        while !level.isEmpty {
            let directories = level
            let next = Counter()
            // Read in any order, entered in theirs: the table does not depend on which worker was faster.
            let found = await withTaskGroup(of: [(Int, Outcome)].self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        var outcomes: [(Int, Outcome)] = []
                        while let place = next.take(below: directories.count) { outcomes.append((place, self.read(directories[place]))) }
                        return outcomes
                    }
                }
                var all = [Outcome?](repeating: nil, count: directories.count)
                for await outcomes in group {
                    for (place, outcome) in outcomes { all[place] = outcome }
                }
                return all
            }
            level = table.withLock { table in
                var below: [Int32] = []
                for (directory, outcome) in zip(directories, found) {
                    if let outcome { enter(outcome, for: directory, in: &table) }
                    guard case .children(let children) = table.listed(directory) else { continue }
                    for child in children {
                        let record = table.records[Int(child)]
                        if record.kind == .directory, crossingMounts || record.device == rootDevice { below.append(child) }
                    }
                }
                return below
            }
        }
    }

    /// The place of a directory's children in the table, which are listed if they were not yet.
    func childIndices(of directory: Int32) throws(ImageError) -> Range<Int32> {
        for _ in 0..<2 {
            switch table.withLock({ $0.listed(directory) }) {
            case .children(let children): return children
            case .failed(let error): throw error
            case .notYet:
                // Without the lock: two tasks may list the same directory, and the first one's list stays.
                let outcome = read(directory)
                table.withLock { enter(outcome, for: directory, in: &$0) }
            }
        }
        return 0..<0
    }

    /// Whether everything below the root belongs to one user who is not root. What cannot be listed has no say.
    var hasOneOtherOwner: Bool {
        var owner: UInt32?
        var pending: [Int32] = [0]
        while let directory = pending.popLast() {
            guard let children = try? childIndices(of: directory) else { continue }
            for child in children {
                let record = table.withLock { $0.records[Int(child)] }
                guard record.kind != .unknown else { continue }
                if record.uid == 0 || (owner ?? record.uid) != record.uid { return false }
                owner = record.uid
                if record.kind == .directory { pending.append(child) }
            }
        }
        return owner != nil
    }

    func record(_ file: FileID) throws(ImageError) -> DirectoryTable.Record {
        let (record, failure) = table.withLock { ($0.records[Int(file.index)], $0.failure(of: file.index)) }
        if let failure { throw failure }
        return record
    }

    /// Opens the entry itself, not what it may lead to.
    func open(_ file: FileID, flags: Int32) throws(ImageError) -> FileDescriptor {
        let path = table.withLock { $0.path(of: file.index) }
        do throws(Errno) { return try root.open(path, flags: flags) } catch { throw ImageError(path.description, .unreadable(error.words)) }
    }

    func status(of opened: borrowing FileDescriptor, _ file: FileID) throws(ImageError) -> stat {
        do throws(Errno) { return try opened.status() } catch { throw failure(file, error.words) }
    }

    func failure(_ file: FileID, _ words: String) -> ImageError { ImageError(path(of: file).description, .unreadable(words)) }

    private typealias Outcome = Result<DirectoryTable.Listing, ImageError>

    private func read(_ directory: Int32) -> Outcome {
        let (path, depth, count) = table.withLock { ($0.path(of: directory), $0.records[Int(directory)].depth, $0.records.count) }
        guard depth < limits.depth else { return .failure(ImageError(path.description, .limitExceeded("depth of directories"))) }
        do throws(ImageError) {
            let opened = try open(FileID(index: directory), flags: O_RDONLY | O_DIRECTORY | O_NONBLOCK)
            return .success(try DirectoryTable.Listing(reading: opened, at: path, limit: limits.entries - count))
        } catch { return .failure(error) }
    }

    private func enter(_ outcome: Outcome, for directory: Int32, in table: inout DirectoryTable) {
        switch outcome {
        // Two workers each had the same count before them, so it is looked at again.
        case .success(let listing) where table.records.count + listing.records.count > limits.entries:
            table.fail(ImageError(table.path(of: directory).description, .limitExceeded("number of entries")), for: directory)
        case .success(let listing): table.insert(listing, in: directory)
        case .failure(let error): table.fail(error, for: directory)
        }
    }
}

/// Places of a list, each taken by one worker.
private final class Counter: Sendable {
    private let next = Atomic(0)

    func take(below end: Int) -> Int? {
        let place = next.add(1, ordering: .relaxed).oldValue
        return place < end ? place : nil
    }
}
