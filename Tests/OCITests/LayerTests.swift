import ImageFS
import Testing

@testable import OCI

@Suite("Layers become one file system")
struct LayerTests {
    @Test("A file of a higher layer replaces the one below, and directories are merged")
    func merge() throws {
        let image = try open(layers: [
            {
                $0.directory("etc", mode: 0o700)
                $0.file("etc/a", "1")
                $0.file("etc/b", "2", mode: 0o600, uid: 5, gid: 6)
            },
            {
                $0.directory("./etc/")
                $0.file("./etc/a", "3")
                $0.file("usr/bin/x", "4", mode: 0o4755)
            },
        ])
        #expect(
            try image.listing()
                == [
                    "/etc/ 755 0:0", "/usr/ 755 0:0", "/etc/a 644 0:0 3", "/etc/b 600 5:6 2", "/usr/bin/ 755 0:0", "/usr/bin/x 4755 0:0 4",
                ].sorted())
        let a = try #require(try image.resolve("/etc/a"))
        let b = try #require(try image.resolve("/etc/b"))
        #expect(image.layer(of: a) == 1)
        #expect(image.layer(of: b) == 0)
    }

    @Test("A whiteout hides what lower layers brought, whatever stands before or after it in its own layer")
    func whiteouts() throws {
        let image = try open(layers: [
            {
                $0.file("etc/gone", "1")
                $0.file("etc/kept", "2")
                $0.file("d/old", "3")
                $0.file("e/old", "4")
                $0.file("f/old", "5")
            },
            {
                $0.file("etc/.wh.gone")
                // The new directory stands before the whiteout of the old one.
                $0.directory("d")
                $0.file("d/new", "6")
                $0.file(".wh.d")
                // Opaque, after an entry of the same layer.
                $0.file("e/new", "7")
                $0.file("e/.wh..wh..opq")
                $0.file(".wh.f")
                $0.file("f/.wh.nothing")
                $0.file("etc/.wh.never-there")
            },
        ])
        #expect(
            try image.listing() == [
                "/d/ 755 0:0", "/d/new 644 0:0 6", "/e/ 755 0:0", "/e/new 644 0:0 7", "/etc/ 755 0:0", "/etc/kept 644 0:0 2",
            ])
    }

    @Test("A file becomes a directory and a file again")
    func kindsChange() throws {
        let image = try open(layers: [
            {
                $0.file("a", "1")
                $0.directory("b")
                $0.file("b/c", "2")
                $0.link("l", to: "b")
            },
            {
                $0.directory("a")
                $0.file("a/x", "3")
                $0.file("b", "4")
                $0.directory("l")
                $0.file("l/own", "5")
            }, { $0.file("a", "6") },
        ])
        #expect(try image.listing() == ["/a 644 0:0 6", "/b 644 0:0 4", "/l/ 755 0:0", "/l/own 644 0:0 5"])
    }

    @Test("A file below a file of a lower layer makes a directory of it, as mounted layers show it")
    func fileBelowFile() throws {
        let image = try open(layers: [{ $0.file("a", "1") }, { $0.file("a/x", "2") }])
        #expect(try image.listing() == ["/a/ 755 0:0", "/a/x 644 0:0 2"])
        #expect(throws: ImageSourceError.self) {
            try open(layers: [
                {
                    $0.file("a", "1")
                    $0.file("a/x", "2")
                }
            ])
        }
    }

    @Test("A link in the path of an entry is followed inside the image")
    func linksInPaths() throws {
        let image = try open(layers: [
            {
                $0.directory("usr/lib")
                $0.link("lib", to: "usr/lib")
                $0.link("up", to: "../../../../../usr")
                $0.link("abs", to: "/usr/lib")
            },
            {
                $0.file("lib/a", "1")
                $0.file("up/b", "2")
                $0.file("abs/c", "3")
                $0.file("lib/.wh.nothing")
            }, { $0.file("lib/.wh.a") },
        ])
        #expect(
            try image.listing().filter { $0.hasPrefix("/usr/") } == [
                "/usr/ 755 0:0", "/usr/b 644 0:0 2", "/usr/lib/ 755 0:0", "/usr/lib/c 644 0:0 3",
            ])
    }

    @Test("A loop of links in the path of an entry is refused")
    func loop() throws {
        #expect(throws: ImageSourceError.self) {
            try open(layers: [
                {
                    $0.link("a", to: "b")
                    $0.link("b", to: "a")
                    $0.file("a/x", "1")
                }
            ])
        }
    }

    @Test("Hard links share one file, across layers too, and keep it when the first name goes")
    func hardLinks() throws {
        let image = try open(layers: [
            { $0.file("a", "1", mode: 0o600, uid: 7, gid: 8) }, { $0.hardLink("b", to: "./a") }, { $0.hardLink("c", to: "/b") },
            { $0.file(".wh.a") },
        ])
        #expect(try image.listing() == ["/b 600 7:8 1", "/c 600 7:8 1"])
    }

    @Test(
        "A hard link to what is not there, or outside, is refused",
        arguments: ["nothing", "../../etc/passwd", "/etc/passwd", "d"])
    func badHardLink(target: String) throws {
        let error = #expect(throws: ImageSourceError.self) {
            try open(layers: [
                {
                    $0.directory("d")
                    $0.hardLink("a", to: target)
                }
            ])
        }
        #expect(error?.message.contains("a") == true)
    }

    @Test("A name that leads upwards is refused; a leading slash means nothing")
    func names() throws {
        #expect(throws: ImageSourceError.self) { try open(layers: [{ $0.file("../x", "1") }]) }
        #expect(throws: ImageSourceError.self) { try open(layers: [{ $0.file("a/../../x", "1") }]) }
        #expect(throws: ImageSourceError.self) { try open(layers: [{ $0.file("a/.wh..", "1") }]) }
        #expect(try open(layers: [{ $0.file("//etc//x", "1") }]).listing() == ["/etc/ 755 0:0", "/etc/x 644 0:0 1"])
    }

    @Test("Of entries with one name the last counts")
    func duplicates() throws {
        let image = try open(layers: [
            {
                $0.file("a", "1")
                $0.file("./a", "2")
                $0.file("a", "3", mode: 0o400)
            }
        ])
        #expect(try image.listing() == ["/a 400 0:0 3"])
    }

    @Test("Owners beyond 2 million, long names, names outside of ASCII and attributes come out of extended headers")
    func pax() throws {
        let long = String(repeating: "long/", count: 60) + "näme\u{1F600}"
        let image = try open(layers: [
            { tar in
                tar.addPAX([
                    ("path", Array(long.utf8)), ("uid", Array("4000000000".utf8)), ("gid", Array("3000000".utf8)),
                    ("mtime", Array("1700000000.25".utf8)), ("SCHILY.xattr.security.capability", [1, 0, 0, 2, 0, 4]),
                    ("SCHILY.xattr.security.selinux", Array("system_u:object_r:etc_t:s0\0".utf8)),
                ])
                tar.add(.init(name: Array("short".utf8), size: 2), content: Array("ok".utf8))
                tar.addPAX([("path", [0x66, 0xff, 0xfe])])
                tar.add(.init(name: Array("short".utf8)))
            }
        ])
        let file = try #require(try image.resolve(ImagePath("/\(long)")))
        let metadata = try image.metadata(of: file)
        #expect(metadata.uid == 4_000_000_000)
        #expect(metadata.gid == 3_000_000)
        #expect(metadata.modificationTime == 1_700_000_000)
        let attributes = try image.extendedAttributes(of: file)
        #expect(attributes.map { String(decoding: $0.name, as: UTF8.self) } == ["security.capability", "security.selinux"])
        #expect(attributes.first?.value == [1, 0, 0, 2, 0, 4])
        #expect(try image.resolve(ImagePath(bytes: [0x2f, 0x66, 0xff, 0xfe])) != nil)
    }

    @Test("Devices and FIFOs are what they are, and nothing is read from them")
    func devices() throws {
        let image = try open(layers: [
            {
                $0.add(.init(name: Array("dev/null".utf8), type: "3", mode: 0o666, device: (1, 3)))
                $0.add(.init(name: Array("dev/sda".utf8), type: "4", mode: 0o660, gid: 6, device: (8, 0)))
                $0.add(.init(name: Array("pipe".utf8), type: "6", mode: 0o600))
            }
        ])
        #expect(
            try image.listing() == [
                "/dev/ 755 0:0", "/dev/null characterDevice 666 0:0", "/dev/sda blockDevice 660 0:6", "/pipe fifo 600 0:0",
            ])
        let pipe = try #require(try image.resolve("/pipe"))
        #expect(throws: ImageError.self) { try image.contents(at: "/pipe", limit: 10) }
        #expect(throws: ImageError.self) { try image.prefix(of: pipe, count: 1) }
    }

    @Test("A sparse file has the size it says, zeros where nothing was stored")
    func sparse() throws {
        // GNU's format 1.0 in extended headers: the map stands before the data.
        let image = try open(layers: [
            { tar in
                let map = Array("1\n1000000\n3\n".utf8)
                let content = map + [UInt8](repeating: 0, count: 512 - map.count) + Array("end".utf8)
                tar.addPAX([
                    ("GNU.sparse.major", Array("1".utf8)), ("GNU.sparse.minor", Array("0".utf8)),
                    ("GNU.sparse.name", Array("holes".utf8)), ("GNU.sparse.realsize", Array("1000003".utf8)),
                ])
                tar.add(.init(name: Array("GNUSparseFile.0/holes".utf8), size: content.count), content: content)
                tar.file("after", "x")
            }
        ])
        let bytes = try #require(try image.contents(at: "/holes", limit: 2_000_000))
        #expect(bytes.count == 1_000_003)
        #expect(bytes.dropLast(3).allSatisfy { $0 == 0 })
        #expect(Array(bytes.suffix(3)) == Array("end".utf8))
        #expect(try image.contents(at: "/after", limit: 10) == [0x78])
    }

    @Test("Children are sorted by bytes and found by name, and parents lead back")
    func lookup() throws {
        let names = (0..<300).map { "f\(($0 * 7919) % 1000)" } + ["f", "é", "Z"]
        let image = try open(layers: [{ tar in for name in names { tar.file("d/\(name)", name) } }])
        let folder = try #require(try image.resolve("/d"))
        let children = try image.children(of: folder)
        #expect(children.map(image.name(of:)) == Set(names).map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
        for name in names {
            let child = try #require(try image.child(Array(name.utf8), of: folder))
            #expect(image.name(of: child) == Array(name.utf8))
            #expect(image.parent(of: child) == folder)
        }
        #expect(try image.child(Array("f1000000".utf8), of: folder) == nil)
        #expect(try image.child([], of: folder) == nil)
    }
}
