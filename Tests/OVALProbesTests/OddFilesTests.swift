import Foundation
import Glibc
import ImageFS
import OVAL
import OVALProbes
import Testing

/// A directory of the host with files that are no plain text, in `/odd`; each kind that reads files is asked for each of them.
private final class OddFiles {
    let path: String
    let image: DirectoryImage

    /// Bytes that a file system takes without keeping them: a reader that did not ask first would read for hours.
    static let giant = 1 << 40

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "stigready-odd-\(UUID().uuidString)").path
        let odd = path + "/odd"
        try FileManager.default.createDirectory(atPath: odd, withIntermediateDirectories: true)
        func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: "\(odd)/\(name)")) }
        try write("nul", Array("key: 1\n\0key: 2\n".utf8))
        try write("latin1", Array("key: ".utf8) + [0xe9, 0x0a])
        try write("crlf", Array("key: 1\r\n".utf8))
        try write("empty", [])
        try #require(mkfifo("\(odd)/fifo", 0o644) == 0)
        try #require(mknod("\(odd)/socket", S_IFSOCK | 0o644, 0) == 0)
        // Making a device takes root; nobody else can have one in a tree of their own.
        if geteuid() == 0 { try #require(mknod("\(odd)/device", S_IFCHR | 0o644, 1 << 8 | 5) == 0) }
        try write("giant", [])
        try #require(truncate("\(odd)/giant", Self.giant) == 0)
        image = try DirectoryImage(path: path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

private let textKinds = ["textfilecontent54", "textfilecontent"]
private let contentKinds = textKinds + ["filehash58", "sccs", "xmlfilecontent", "yamlfilecontent"]

@Suite("Files that are no plain text")
struct OddFilesTests {
    /// What each kind is asked about a file, by name.
    private static func asked(_ kind: String, _ file: String) throws -> ResolvedObject {
        let filepath = try entity("filepath", "/odd/\(file)")
        let any = Operation.patternMatch
        return switch kind {
        case "textfilecontent54":
            object("independent", kind, [filepath, try entity("pattern", "key", operation: any), try entity("instance", "1")])
        case "textfilecontent":
            object(
                "independent", kind,
                [try entity("path", "/odd"), try entity("filename", file), try entity("line", "key", operation: any)])
        case "xmlfilecontent": object("independent", kind, [filepath, try entity("xpath", "/*")])
        case "yamlfilecontent": object("independent", kind, [filepath, try entity("yamlpath", ".key")])
        case "filehash58": object("independent", kind, [filepath, try entity("hash_type", "SHA-256")])
        default: object("unix", kind, [filepath])
        }
    }

    @Test("A NUL byte or bytes that are not UTF-8 are an error with the reason", arguments: textKinds, ["nul", "latin1"])
    func noText(kind: String, file: String) throws {
        let odd = try OddFiles()
        let collected = ImageCollector(image: odd.image).collect(try Self.asked(kind, file))
        #expect(collected.flag == .error)
        let reason = file == "nul" ? "it has a NUL byte, so it is no text" : "it is not utf-8"
        #expect(collected.messages.contains { $0.text.hasPrefix("/odd/\(file): ") && $0.text.contains(reason) })
    }

    @Test("XML and YAML with such bytes are errors too", arguments: ["xmlfilecontent", "yamlfilecontent"], ["nul", "latin1"])
    func noDocument(kind: String, file: String) throws {
        let odd = try OddFiles()
        let collected = ImageCollector(image: odd.image).collect(try Self.asked(kind, file))
        #expect(collected.flag == .error)
        #expect(collected.messages.contains { $0.text.hasPrefix("/odd/\(file): ") })
    }

    @Test("A carriage return is a character like others", arguments: textKinds + ["yamlfilecontent"])
    func carriageReturns(kind: String) throws {
        let odd = try OddFiles()
        let collected = ImageCollector(image: odd.image).collect(try Self.asked(kind, "crlf"))
        #expect(collected.flag == .complete)
        #expect(collected.items.count == 1)
    }

    @Test("Bytes of any kind have a digest", arguments: ["nul", "latin1", "crlf", "empty"])
    func digests(file: String) throws {
        let odd = try OddFiles()
        let collected = ImageCollector(image: odd.image).collect(try Self.asked("filehash58", file))
        #expect(collected.flag == .complete)
        #expect(collected.items.first?["hash"]?.count == 64)
    }

    @Test(
        "What is no regular file is never opened and has no content", .timeLimit(.minutes(1)), arguments: contentKinds,
        ["fifo", "socket", "device"])
    func special(kind: String, file: String) throws {
        let odd = try OddFiles()
        let collected = ImageCollector(image: odd.image).collect(try Self.asked(kind, file))
        #expect(collected.flag == .doesNotExist)
        #expect(collected.items.isEmpty)
    }

    @Test("A file of a tebibyte without content is an error and costs nothing", .timeLimit(.minutes(1)), arguments: contentKinds)
    func giant(kind: String) throws {
        let odd = try OddFiles()
        let collected = ImageCollector(image: odd.image).collect(try Self.asked(kind, "giant"))
        #expect(collected.flag == .error || collected.flag == .incomplete)
        #expect(collected.items.isEmpty)
        #expect(collected.messages.contains { $0.text == "/odd/giant: larger than the 134217728 bytes that are allowed" })
    }

    @Test("All of them are files with their records")
    func records() throws {
        let odd = try OddFiles()
        let files = try ["fifo", "socket", "giant", "empty"].map { name in
            try #require(ImageCollector(image: odd.image).collect(try Self.asked("file", name)).items.first)
        }
        #expect(files.map { $0["type"] } == ["fifo", "socket", "regular", "regular"])
        #expect(files[2]["size"] == "\(OddFiles.giant)")
    }

    /// Who may read everything cannot be kept out by a mode, so the image is one in memory.
    @Test(
        "A directory that cannot be read leaves nothing proven below it",
        arguments: ["textfilecontent54", "xmlfilecontent", "yamlfilecontent", "filehash58", "sccs", "file"])
    func unreadableDirectory(kind: String) throws {
        let image = try MemoryImage(listing: "/odd/ 0000 unreadable\n/odd/key\n| key: 1\n")
        let collected = ImageCollector(image: image).collect(try Self.asked(kind, "key"))
        #expect(collected.flag == .error || collected.flag == .incomplete)
        #expect(collected.items.isEmpty)
        #expect(collected.messages.contains { $0.text.contains("/odd: cannot be read: Permission denied") })
    }

    @Test(
        "Accounts with a NUL byte are an error, never fewer accounts",
        arguments: [("password", "/etc/passwd"), ("shadow", "/etc/shadow")] as [(String, ImagePath)])
    func accounts(kind: String, path: ImagePath) throws {
        let image = MemoryImage([path: .file(bytes: Array("root:x:0:0:root:/root:/bin/sh\n\0toor:x:0:0::/:/bin/sh\n".utf8))])
        let collected = ImageCollector(image: image).collect(
            object("unix", kind, [try entity("username", ".*", operation: .patternMatch)]))
        #expect(collected.flag == .error)
        #expect(collected.messages.map(\.text) == ["\(path): it has a NUL byte, so it is no text"])
    }
}
