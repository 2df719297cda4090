import ImageFS
import OVAL

/// A directory that a walk has come to.
struct WalkedDirectory: Sendable {
    /// The path as it is written, links included.
    var path: [UInt8]
    /// The directory, with links followed.
    var directory: FileID
    /// The entry at the path: a link, or the directory.
    var entry: FileID
    /// Levels below the start.
    var depth: Int
}

/// One entry of a directory.
struct WalkedEntry: Sendable {
    var file: FileID
    var kind: FileKind
}

/// Goes down a tree of directories, each before those below it and names in the order of their bytes, without recursion of its own: the
/// depth of a hostile tree costs no stack.
///
/// A directory that is one of those above it, which only a link can bring about, is left out. Links to links can still multiply paths, so
/// the number of directories is bounded.
struct DirectoryWalk: ~Copyable {
    let image: any ImageFileSystem
    let limits: ProbeLimits
    /// What could not be read.
    private(set) var problems = SearchProblems()
    private var entered = 0

    init(image: any ImageFileSystem, limits: ProbeLimits) {
        self.image = image
        self.limits = limits
    }

    /// What a walk follows.
    struct Rules {
        var entersDirectories = true
        var entersLinks = true
        /// Levels; `nil` for all.
        var maxDepth: Int?
        /// Whether it stays on the file system of the start.
        var staysOnDevice = false
        /// Whether there is anything to look for at a path or below it.
        var isOfInterest: (@Sendable ([UInt8]) -> Bool)?
    }

    /// A directory that is waiting, and the one above it by its place among those that were entered.
    private struct Pending {
        var directory: WalkedDirectory
        var above: Int
        var isBelowLink: Bool
    }

    /// Goes down from `start`.
    mutating func walk(
        from start: WalkedDirectory, _ rules: Rules,
        _ visit: (WalkedDirectory, [WalkedEntry]) throws(CollectionFailure) -> Void
    ) throws(CollectionFailure) {
        var chain: [(directory: FileID, above: Int)] = []
        var pending = [Pending(directory: start, above: -1, isBelowLink: false)]
        let device = rules.staysOnDevice ? try? image.device(of: start.directory) : nil
        while let next = pending.popLast() {
            let directory = next.directory
            entered += 1
            guard entered <= limits.directories else {
                throw CollectionFailure(
                    .error, "more than \(limits.directories) directories, links counted each time; the search was given up")
            }
            let entries = entries(of: directory.directory)
            try visit(directory, entries)
            if let maxDepth = rules.maxDepth, directory.depth >= maxDepth { continue }
            let place = chain.count
            chain.append((directory.directory, next.above))
            let firstBelow = pending.count
            for entry in entries {
                let isLink = entry.kind == .symbolicLink
                guard isLink ? rules.entersLinks : entry.kind == .directory && rules.entersDirectories else { continue }
                if isLink, isOfKernel(directory) { continue }
                let path = join(directory.path, image.name(of: entry.file))
                if let isOfInterest = rules.isOfInterest, !isOfInterest(path) { continue }
                guard let target = isLink ? target(of: entry.file) : entry.file else { continue }
                if isLink || next.isBelowLink, isAbove(target, place, chain) { continue }
                if rules.staysOnDevice, (try? image.device(of: target)) != device { continue }
                guard path.count <= limits.pathLength else {
                    throw CollectionFailure(.error, "a path of more than \(limits.pathLength) bytes; the search was given up")
                }
                let below = WalkedDirectory(path: path, directory: target, entry: entry.file, depth: directory.depth + 1)
                pending.append(Pending(directory: below, above: place, isBelowLink: isLink || next.isBelowLink))
            }
            pending[firstBelow...].reverse()
        }
    }

    /// The entries of a directory with their kinds; what cannot be read is noted.
    mutating func entries(of directory: FileID) -> [WalkedEntry] {
        do throws(ImageError) {
            let files = try image.children(of: directory)
            var entries: [WalkedEntry] = []
            entries.reserveCapacity(files.count)
            for file in files { entries.append(WalkedEntry(file: file, kind: try image.metadata(of: file).kind)) }
            return entries
        } catch {
            problems.note(error)
            return []
        }
    }

    /// The directory that a path leads to, with the entry at the path; `nil` where it leads to none.
    mutating func directory(at path: [UInt8]) -> WalkedDirectory? {
        guard path.first == slash else { return nil }
        do throws(ImageError) {
            let path = ImagePath(bytes: path)
            guard let directory = try image.resolve(path), try image.metadata(of: directory).kind == .directory,
                let entry = try image.resolve(path, followingLast: false)
            else { return nil }
            return WalkedDirectory(path: path.bytes, directory: directory, entry: entry, depth: 0)
        } catch {
            problems.note(error)
            return nil
        }
    }

    /// The directory that a link leads to.
    mutating func target(of link: FileID) -> FileID? {
        do throws(ImageError) {
            guard let target = try image.resolve(image.path(of: link)), try image.metadata(of: target).kind == .directory else {
                return nil
            }
            return target
        } catch {
            problems.note(error)
            return nil
        }
    }

    /// Notes what could not be read.
    mutating func note(_ error: ImageError) { problems.note(error) }

    /// Takes over what another step could not read.
    mutating func add(_ more: SearchProblems) { problems.add(more) }

    /// Whether a directory is of a kernel's own file system, mounted in what is looked at. An image has none; where the root of a running
    /// machine is looked at, the links in there lead around without end.
    private func isOfKernel(_ directory: WalkedDirectory) -> Bool {
        guard directory.path.starts(with: "/proc/".utf8) || directory.path.starts(with: "/sys/".utf8) else { return false }
        guard let device = try? image.device(of: directory.directory), let root = try? image.device(of: .root) else { return false }
        return device != root
    }

    private func isAbove(_ file: FileID, _ place: Int, _ chain: [(directory: FileID, above: Int)]) -> Bool {
        var place = place
        while place >= 0 {
            if chain[place].directory == file { return true }
            place = chain[place].above
        }
        return false
    }
}

/// What a search could not read: it makes an answer incomplete.
struct SearchProblems: Sendable {
    private(set) var messages: [Message] = []
    private(set) var count = 0

    /// Notes an error. A loop of links leads nowhere, on a running system too, and is none.
    mutating func note(_ error: ImageError) {
        switch error.reason {
        case .tooManyLinks: return
        case .notAnImage, .unreadable, .notARegularFile, .tooLarge, .limitExceeded: break
        }
        count += 1
        if messages.count < 20 { messages.append(Message(.warning, error.description)) }
    }

    /// Adds those of another step.
    mutating func add(_ more: SearchProblems) {
        count += more.count
        messages += more.messages.prefix(20 - messages.count)
    }
}

/// The path of `name` in a directory.
func join(_ directory: [UInt8], _ name: [UInt8]) -> [UInt8] {
    var path: [UInt8] = []
    path.reserveCapacity(directory.count + 1 + name.count)
    path += directory
    if directory.last != slash { path.append(slash) }
    path += name
    return path
}
