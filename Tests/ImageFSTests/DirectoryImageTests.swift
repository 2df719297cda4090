import Glibc
import Testing

@testable import ImageFS

@Suite("A directory of the host is an image")
struct DirectoryImageTests {
    /// The tree of a listing on the host.
    static func hosted(_ listing: String) throws -> HostedImage { try HostedImage(try MemoryImage(listing: listing)) }

    /// Runs a change of the host's tree; the tests run wherever /bin/sh is.
    static func change(_ image: HostedImage, _ commands: String) {
        #expect(system("cd \(image.tree.path) && \(commands)") == 0)
    }

    @Test("What is not a directory is not an image")
    func notAnImage() throws {
        let tree = try TemporaryTree(MemoryImage(["/file": "text"]))
        for path in ["\(tree.path)/none", "\(tree.path)/file"] {
            let error = #expect(throws: ImageError.self) { try DirectoryImage(path: path) }
            guard case .notAnImage = error?.reason else {
                Issue.record("\(path)")
                return
            }
        }
    }

    @Test("A file that vanished since it was listed is an error, not an absence")
    func vanished() throws {
        let image = try Self.hosted("/a\n| text\n/d/e\n/l -> a")
        let file = try #require(try image.resolve("/a"))
        let directory = try #require(try image.resolve("/d"))
        let link = try #require(try image.resolve("/l", followingLast: false))
        Self.change(image, "rm -r a d l")
        #expect(throws: ImageError("/a", .unreadable("No such file or directory"))) { try image.contents(of: file, limit: 10) }
        for _ in 0..<2 {
            #expect(throws: ImageError("/d", .unreadable("No such file or directory"))) { try image.children(of: directory) }
            #expect(throws: ImageError.self) { try image.resolve("/d/e") }
        }
        #expect(throws: ImageError.self) { try image.resolve("/l") }
        #expect(throws: ImageError.self) { try image.linkTarget(of: link) }
    }

    @Test("A file or directory that became something else since it was listed is an error and is not followed")
    func replaced() throws {
        let image = try Self.hosted("/etc/passwd\n| inside\n/fifo\n/link\n/late/passwd\n/up/passwd")
        let passwd = try #require(try image.resolve("/etc/passwd"))
        let fifo = try #require(try image.resolve("/fifo"))
        let link = try #require(try image.resolve("/link"))
        let late = try #require(try image.resolve("/late"))
        let up = try #require(try image.resolve("/up"))
        Self.change(
            image,
            "rm -r etc fifo link late up && ln -s /etc etc && mkfifo fifo && ln -s /etc/passwd link && ln -s /etc late && ln -s .. up")
        #expect(throws: ImageError.self) { try image.contents(of: passwd, limit: 1 << 20) }
        #expect(throws: ImageError("/fifo", .notARegularFile(.fifo))) { try image.contents(of: fifo, limit: 1 << 20) }
        #expect(throws: ImageError.self) { try image.contents(of: link, limit: 1 << 20) }
        #expect(throws: ImageError.self) { try image.children(of: late) }
        #expect(throws: ImageError.self) { try image.children(of: up) }
    }

    @Test("Names by name and openat2 give the same answers")
    func withoutOpenat2() throws {
        let image = try Self.hosted("/a/b/c\n| text\n/a/l -> b\n/a/f 0600 fifo\n/out -> /etc\n/last -> a/b/c")
        for path in ["/", "", "/a", "a/b//c", "/a/l/c", "/a/l", "/out", "/out/passwd", "/last", "/none/x", "/a/b/c/d", "/a/."]
            as [ImagePath]
        {
            for flags in [O_RDONLY | O_NONBLOCK, O_RDONLY | O_DIRECTORY, 0o10000000 /* O_PATH */] {
                func open(byName: Bool) -> String {
                    do throws(Errno) {
                        let status = try image.image.root.open(path.bytes.isEmpty ? "." : path, flags: flags, byName: byName).status()
                        return "\(status.st_ino)"
                    } catch { return error.words }
                }
                let (one, other) = (open(byName: true), open(byName: false))
                // A link on the way is ELOOP to openat2 and ENOTDIR to openat: both are a refusal.
                #expect(one == other || (Int(one) == nil && Int(other) == nil), "\(path) \(flags): \(one), \(other)")
            }
        }
        #expect(throws: Errno.self) { _ = try image.image.root.open("/a/../..", flags: O_RDONLY, byName: true).status() }
    }

    @Test("Long names and paths that are longer than the kernel takes at once are read")
    func long() async throws {
        let image = try Self.hosted("/" + String(repeating: "n", count: 255) + "\n| text\n")
        let name = String(repeating: "d", count: 250)
        Self.change(image, "i=0; while [ $i -lt 20 ]; do mkdir \(name); cd -P \(name) || exit 1; i=$((i+1)); done; echo deep > file")
        let path = ImagePath(String(repeating: "/" + name, count: 20) + "/file")
        #expect(try image.contents(at: path, limit: 10) == Array("deep\n".utf8))
        #expect(try image.contents(at: ImagePath("/" + String(repeating: "n", count: 255)), limit: 10) == Array("text\n".utf8))
        #expect(try image.resolve(ImagePath("/" + String(repeating: "n", count: 256))) == nil)
        let other = try DirectoryImage(path: image.tree.path)
        await other.preload()
        #expect(try other.contents(at: path, limit: 10) == Array("deep\n".utf8))
    }

    @Test("A tree that exceeds the limits is an error where it does, before and after a preload", arguments: [false, true])
    func limits(preloaded: Bool) async throws {
        let hosted = try Self.hosted("/a/b/c/d/e\n/wide/1\n/wide/2\n/wide/3\n/wide/4")
        var limits = DirectoryImage.Limits()
        limits.depth = 3
        let deep = try DirectoryImage(path: hosted.tree.path, limits: limits)
        if preloaded { await deep.preload() }
        #expect(try deep.resolve("/a/b/c") != nil)
        #expect(throws: ImageError("/a/b/c", .limitExceeded("depth of directories"))) { try deep.resolve("/a/b/c/d") }
        limits = DirectoryImage.Limits()
        limits.entries = 5
        let wide = try DirectoryImage(path: hosted.tree.path, limits: limits)
        if preloaded { await wide.preload() }
        #expect(throws: ImageError("/wide", .limitExceeded("number of entries"))) { try wide.resolve("/wide/1") }
    }

    @Test("A preload finds what asking finds")
    func preload() async throws {
        let memory = try MemoryImage(listing: ImageConformanceTests.listing)
        let hosted = try HostedImage(memory)
        let preloaded = try DirectoryImage(path: hosted.tree.path)
        async let first: Void = preloaded.preload()
        async let second: Void = preloaded.preload()
        _ = await (first, second)
        #expect(try all(preloaded) == all(hosted))
        #expect(try all(preloaded) == all(memory))
    }

    private func all(_ image: any ImageFileSystem) throws -> [String] {
        var found: [String] = []
        func visit(_ file: FileID) throws {
            let metadata = try image.metadata(of: file)
            // Sizes of directories and modes of links are the host file system's own.
            let size = metadata.kind == .directory ? 0 : metadata.size
            let owner = geteuid() == 0 ? "\(metadata.uid):\(metadata.gid)" : ""
            found.append("\(image.path(of: file).bytes) \(metadata.kind) \(metadata.mode) \(owner) \(size) \(metadata.modificationTime)")
            for child in try image.children(of: file) { try visit(child) }
        }
        try visit(.root)
        return found
    }

    @Test("Reading leaves the access time alone")
    func accessTime() throws {
        let image = try Self.hosted("/a atime=5 mtime=9\n| text")
        let file = try #require(try image.resolve("/a"))
        #expect(try image.metadata(of: file).accessTime == 5)
        _ = try image.contents(of: file, limit: 10)
        let again = try DirectoryImage(path: image.tree.path)
        #expect(try again.metadata(of: #require(try again.resolve("/a"))).accessTime == 5)
    }

    @Test("Owners are known where root owns the tree and more than one user owns what is in it", .enabled(if: geteuid() == 0))
    func owners() throws {
        let trees = [
            ("", true), ("/a 0644 0:0", true), ("/a/b 0644 0:0", true), ("/ 0755 1000:0\n/a 0644 0:0", false),
            ("/a/ 0755 1000:0\n/a/b 0644 1000:0", false), ("/a/ 0755 1000:0\n/a/b 0644 1001:0", true),
            ("/a/ 0755 1000:0\n/a/b 0644 0:0", true),
        ]
        for (listing, known) in trees {
            let image = try Self.hosted(listing)
            #expect(try image.ownersAreKnown == known, "\(listing)")
        }
    }

    @Test("Extended attributes are those of the entry")
    func attributes() throws {
        let image = try Self.hosted("/a\n/link -> a")
        typealias SetAttribute = @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeRawPointer, Int, Int32) -> Int32
        let set = unsafeBitCast(dlsym(nil, "setxattr"), to: SetAttribute.self)
        // Not every file system of /tmp has them.
        guard set("\(image.tree.path)/a", "user.b", "two", 3, 0) == 0, set("\(image.tree.path)/a", "user.a", "", 0, 0) == 0 else { return }
        let attributes = try image.extendedAttributes(of: #require(try image.resolve("/link"))).filter {
            $0.name.starts(with: "user.".utf8)
        }
        #expect(attributes.map(\.name) == [Array("user.a".utf8), Array("user.b".utf8)])
        #expect(attributes.map(\.value) == [[], Array("two".utf8)])
    }

    @Test("Files that claim to be empty, as those of /proc do, are read to their end and within the limit")
    func proc() throws {
        let image = try DirectoryImage(path: "/proc/self")
        let status = try #require(try image.resolve("/status"))
        #expect(try image.contents(of: status, limit: 1 << 20).count > 100)
        #expect(throws: ImageError("/status", .tooLarge(limit: 20))) { try image.contents(of: status, limit: 20) }
        // The link to the host's root is a path like any other: it leads to the root of the image.
        #expect(try image.resolve("/root") == .root)
        #expect(try image.device(of: .root) != 0)
    }
}
