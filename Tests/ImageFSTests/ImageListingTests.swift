import ImageFS
import Testing

@Suite("An image is written as a listing")
struct ImageListingTests {
    static func image(_ text: String) throws -> MemoryImage { try MemoryImage(listing: text) }

    @Test("Records, content, escapes and attributes come out as they are written")
    func everything() throws {
        let image = try Self.image(
            #"""
            # a comment
            /etc/ssh/sshd_config 0600 0:0 mtime=7
            | PermitRootLogin no
            |
            |   Match \r all
            /etc/crlf
            \ Port 22\r\n
            \ end\x00\\
            /etc/motd -> /run/with\x20space
            /var/log/ 0750 4:5
            /bin/ping 4755
            base64 f0VMRg==
            @ security.capability \x01\x02
            @ user.empty
            /run/pipe 0600 fifo
            /run/with\x20space 0640 1000:1001 size=99 unreadable
            /mnt/ device=7
            /mnt/below/file
            """#)
        func file(_ path: ImagePath) throws -> FileID { try #require(try image.resolve(path, followingLast: false)) }
        let sshd = try image.metadata(of: file("/etc/ssh/sshd_config"))
        #expect(sshd == FileMetadata(kind: .regular, mode: 0o600, size: 35, modificationTime: 7))
        #expect(try image.contents(at: "/etc/ssh/sshd_config", limit: 100) == Array("PermitRootLogin no\n\n  Match \\r all\n".utf8))
        #expect(try image.contents(at: "/etc/crlf", limit: 100) == Array("Port 22\r\nend\0\\".utf8))
        #expect(try image.linkTarget(of: file("/etc/motd")) == Array("/run/with space".utf8))
        #expect(try image.metadata(of: file("/etc/motd")).mode == 0o777)
        #expect(try image.metadata(of: file("/var/log")) == FileMetadata(kind: .directory, mode: 0o750, uid: 4, gid: 5, size: 4096))
        #expect(try image.metadata(of: file("/var")) == FileMetadata(kind: .directory, mode: 0o755, size: 4096))
        #expect(try image.metadata(of: file("/bin/ping")).mode == 0o4755)
        #expect(try image.contents(at: "/bin/ping", limit: 4) == [0x7f, 0x45, 0x4c, 0x46])
        let attributes = try image.extendedAttributes(of: file("/bin/ping"))
        #expect(attributes.map(\.name) == [Array("security.capability".utf8), Array("user.empty".utf8)])
        #expect(attributes.map(\.value) == [[1, 2], []])
        #expect(try image.metadata(of: file("/run/pipe")).kind == .fifo)
        #expect(try image.metadata(of: file("/run/with space")).size == 99)
        #expect(throws: ImageError("/run/with space", .unreadable("Permission denied"))) {
            try image.contents(at: "/etc/motd", limit: 100)
        }
        #expect(try image.device(of: file("/mnt/below/file")) == 7)
        #expect(try image.device(of: file("/etc")) == 0)
        #expect(image.ownersAreKnown)
        #expect(try !Self.image("owners unknown\n/a").ownersAreKnown)
    }

    @Test(
        "A line that cannot be meant is an error that names the line",
        arguments: [
            ("| text", 1), ("/a\n/b\n/a", 3), ("/a\n/a/b", 2), ("/a/b\n/a", 2), ("/a/../b", 1), ("/a 0999", 1), ("/a ->", 1),
            ("/a\n\\ \\q", 2),
            ("/a\nbase64 A", 2), ("text", 1), ("/a -> b\n| text", 2), ("/a speed=3", 1), ("@ name value", 1), ("/a/\n/a/b\n| x\n/a/", 4),
        ])
    func wrong(text: String, line: Int) {
        let error = #expect(throws: ImageListing.SyntaxError.self) { try Self.image(text) }
        #expect(error?.line == line)
        #expect(error?.description.contains("\n") == false)
    }

    @Test("A directory may be listed after what lies in it")
    func directoryAfterwards() throws {
        let image = try Self.image("/var/log/syslog\n/var/ 0700 3:4")
        let directory = try #require(try image.resolve("/var"))
        #expect(try image.metadata(of: directory).uid == 3)
        #expect(try image.children(of: directory).map { image.path(of: $0) } == ["/var/log"])
    }

    @Test("A dictionary makes the same image")
    func dictionary() throws {
        let image = MemoryImage([
            "/etc/ssh/sshd_config": "Port 22\n", "/etc/escape": .link("../../../../etc/ssh/sshd_config"),
            "/var/empty": .directory(mode: 0o700),
        ])
        #expect(try image.contents(at: "/etc/escape", limit: 10) == Array("Port 22\n".utf8))
        #expect(try image.metadata(of: #require(try image.resolve("/var/empty"))).mode == 0o700)
    }
}
