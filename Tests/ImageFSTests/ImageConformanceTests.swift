import ImageFS
import Testing

/// A backend under test: makes an image of the tree of a listing.
struct Backend: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var make: @Sendable (MemoryImage) throws -> any ImageFileSystem

    static let all = [
        Backend(testDescription: "MemoryImage") { $0 },
        Backend(testDescription: "DirectoryImage") { try HostedImage($0) },
    ]
}

@Suite("Every backend answers the same")
struct ImageConformanceTests {
    static let listing = #"""
        /etc/ssh/sshd_config 0600 0:0
        | Port 22
        /etc/absolute -> /etc/ssh/sshd_config
        /etc/relative -> ssh/sshd_config
        /etc/escape -> ../../../../../etc/ssh/sshd_config
        /etc/absolute-escape -> /../../etc/ssh/sshd_config
        /etc/loop -> loop
        /etc/ping -> pong
        /etc/pong -> ping
        /etc/dangling -> /nowhere
        /etc/ssh.d -> ssh
        /etc/slashed -> ssh/
        /etc/dotted -> ssh/sshd_config/.
        /etc/up -> ..
        /etc/root -> /
        /etc/through-file -> ssh/sshd_config/../sshd_config
        /etc/chain -> ssh.d/../relative
        /proc/self/root -> /
        /run/pipe 0600 fifo
        /b\xff\xfe/\xe2\x28 0640
        | not text
        /names/B
        /names/a
        /names/\xc3\xa9
        /names/a.b
        /names/a-b
        /empty/ 1777
        """#

    static func open(_ backend: Backend) throws -> any ImageFileSystem { try backend.make(try MemoryImage(listing: listing)) }

    static let paths: [(ImagePath, ImagePath?)] = [
        ("/", "/"), ("//", "/"), ("/.", "/"), ("/..", "/"), ("", nil), ("etc", "/etc"), ("/etc/", "/etc"), ("/etc/.", "/etc"),
        ("/etc/../../etc//ssh/./sshd_config", "/etc/ssh/sshd_config"), ("/etc/none", nil), ("/none/..", nil),
        ("/etc/absolute", "/etc/ssh/sshd_config"), ("/etc/relative", "/etc/ssh/sshd_config"), ("/etc/escape", "/etc/ssh/sshd_config"),
        ("/etc/absolute-escape", "/etc/ssh/sshd_config"), ("/etc/dangling", nil), ("/etc/ssh.d", "/etc/ssh"), ("/etc/ssh.d/", "/etc/ssh"),
        ("/etc/slashed", "/etc/ssh"), ("/etc/slashed/sshd_config", "/etc/ssh/sshd_config"), ("/etc/dotted", nil),
        ("/etc/ssh.d/../absolute", "/etc/ssh/sshd_config"), ("/etc/up", "/"), ("/etc/up/etc/root/etc/ssh", "/etc/ssh"),
        ("/etc/through-file", nil), ("/etc/ssh/sshd_config/", nil), ("/etc/ssh/sshd_config/.", nil), ("/etc/ssh/sshd_config/..", nil),
        ("/etc/absolute/", nil), ("/etc/chain", "/etc/ssh/sshd_config"), ("/proc/self/root/etc/ssh", "/etc/ssh"), ("/run/pipe/x", nil),
        (
            ImagePath(bytes: Array("/b".utf8) + [0xff, 0xfe, 0x2f, 0xe2, 0x28]),
            ImagePath(bytes: Array("/b".utf8) + [0xff, 0xfe, 0x2f, 0xe2, 0x28])
        ),
        (ImagePath(bytes: Array("/b".utf8) + [0xff]), nil), (ImagePath(String(repeating: "n", count: 5000)), nil),
        (ImagePath(bytes: [0x2f, 0]), nil), (ImagePath(bytes: Array("/etc\0x".utf8)), nil),
        (ImagePath(String(repeating: "/etc/ssh/..", count: 1000)), nil), (ImagePath(String(repeating: "/etc/up", count: 20)), "/"),
    ]

    @Test("Links, '.' and '..' are settled inside the image", arguments: Backend.all)
    func resolve(backend: Backend) throws {
        let image = try Self.open(backend)
        for (path, real) in Self.paths {
            #expect(try image.resolve(path).map { image.path(of: $0) } == real, "\(path)")
        }
    }

    @Test("A loop is an error, and so are more than forty links", arguments: Backend.all)
    func loops(backend: Backend) throws {
        let image = try Self.open(backend)
        for path in ["/etc/loop", "/etc/loop/x", "/etc/ping", ImagePath(String(repeating: "/etc/up", count: 41))] as [ImagePath] {
            #expect(throws: ImageError(path.description, .tooManyLinks)) { try image.resolve(path) }
        }
    }

    @Test("The last link is kept where that is asked for", arguments: Backend.all)
    func lastLink(backend: Backend) throws {
        let image = try Self.open(backend)
        func path(_ path: ImagePath) throws -> ImagePath? { try image.resolve(path, followingLast: false).map { image.path(of: $0) } }
        #expect(try path("/etc/loop") == "/etc/loop")
        #expect(try path("/etc/dangling") == "/etc/dangling")
        #expect(try path("/etc/root/etc/absolute") == "/etc/absolute")
        #expect(try path("/etc/ssh.d/") == "/etc/ssh")
        #expect(try path("/etc/ssh.d/.") == "/etc/ssh")
    }

    @Test("Children are sorted by their bytes, and know their names and parents", arguments: Backend.all)
    func children(backend: Backend) throws {
        let image = try Self.open(backend)
        let directory = try #require(try image.resolve("/names"))
        let children = try image.children(of: directory)
        #expect(children.map { String(decoding: image.name(of: $0), as: UTF8.self) } == ["B", "a", "a-b", "a.b", "é"])
        for child in children {
            #expect(image.parent(of: child) == directory)
            #expect(try image.child(image.name(of: child), of: directory) == child)
        }
        for name in ["", ".", "..", "A", "a/b", "a-c", "zz"] { #expect(try image.child(Array(name.utf8), of: directory) == nil, "\(name)") }
        #expect(image.name(of: .root) == [])
        #expect(image.parent(of: .root) == .root)
        #expect(try image.children(of: #require(try image.resolve("/empty"))) == [])
        #expect(try image.children(of: #require(try image.resolve("/etc/ssh/sshd_config"))) == [])
        #expect(try image.children(of: #require(try image.resolve("/etc/ssh.d", followingLast: false))) == [])
    }

    @Test("Records are those of the entry itself", arguments: Backend.all)
    func metadata(backend: Backend) throws {
        let image = try Self.open(backend)
        func metadata(_ path: ImagePath) throws -> FileMetadata {
            try image.metadata(of: #require(try image.resolve(path, followingLast: false)))
        }
        #expect(try metadata("/etc/ssh/sshd_config").kind == .regular)
        #expect(try metadata("/etc/ssh/sshd_config").mode == 0o600)
        #expect(try metadata("/etc/ssh/sshd_config").size == 8)
        #expect(try metadata("/etc/ssh.d").kind == .symbolicLink)
        #expect(try metadata("/etc/ssh.d").size == 3)
        #expect(try metadata("/run/pipe").kind == .fifo)
        #expect(try metadata("/empty").mode == 0o1777)
        #expect(try metadata("/").kind == .directory)
    }

    @Test("Only regular files are read, and only up to the limit", arguments: Backend.all)
    func contents(backend: Backend) throws {
        let image = try Self.open(backend)
        #expect(try image.contents(at: "/etc/escape", limit: 8) == Array("Port 22\n".utf8))
        #expect(try image.contents(at: "/etc/dangling", limit: 8) == nil)
        #expect(try image.contents(at: "/names/a", limit: 0) == [])
        let sshd = try #require(try image.resolve("/etc/ssh/sshd_config"))
        for (count, text) in [(0, ""), (4, "Port"), (8, "Port 22\n"), (100, "Port 22\n")] {
            #expect(try image.prefix(of: sshd, count: count) == Array(text.utf8))
        }
        #expect(try image.contents(of: sshd, limit: .max).count == 8)
        #expect(throws: ImageError("/run", .notARegularFile(.directory))) {
            try image.prefix(of: #require(try image.resolve("/run")), count: 1)
        }
        #expect(throws: ImageError("/etc/ssh/sshd_config", .tooLarge(limit: 7))) { try image.contents(at: "/etc/relative", limit: 7) }
        #expect(throws: ImageError("/run/pipe", .notARegularFile(.fifo))) { try image.contents(at: "/run/pipe", limit: 8) }
        #expect(throws: ImageError("/etc", .notARegularFile(.directory))) { try image.contents(at: "/etc", limit: 8) }
        let link = try #require(try image.resolve("/etc/absolute", followingLast: false))
        #expect(throws: ImageError("/etc/absolute", .notARegularFile(.symbolicLink))) { try image.contents(of: link, limit: 8) }
        #expect(try image.linkTarget(of: link) == Array("/etc/ssh/sshd_config".utf8))
        #expect(throws: ImageError.self) { try image.linkTarget(of: .root) }
        #expect(try image.extendedAttributes(of: link).filter { $0.name.starts(with: "user.".utf8) }.isEmpty)
    }

    @Test("A message is one line whatever the path holds")
    func description() {
        #expect(ImageError("/a\nb", .tooManyLinks).description == #"/a\nb: too many symbolic links, which is a loop"#)
        #expect(ImageError("/a", .notARegularFile(.fifo)).description == "/a: not a regular file but a fifo")
    }
}
