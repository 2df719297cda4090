import Foundation
import Glibc
import ImageFS
import OVAL
import Testing
import XML

/// The oscap 1.4 that `Tests/Oracle/make-oracle.sh` makes, now if it is not there yet.
private let oracle: URL? = {
    let cache = ProcessInfo.processInfo.environment["STIGREADY_TEST_CACHE"] ?? "/var/tmp/stigready-tests"
    let oracle = URL(fileURLWithPath: cache).appending(path: "oracle")
    guard geteuid() == 0, let script = try? sourceFolder("Tests/Oracle/make-oracle.sh") else { return nil }
    let process = Process()
    process.executableURL = script
    process.arguments = [oracle.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return FileManager.default.fileExists(atPath: oracle.appending(path: "usr/bin/oscap").path) ? oracle : nil
}()

@Suite("The oracle of the conformance folders")
struct OscapPrerequisites {
    @Test("oscap 1.4 can be had here; without it the folders are not compared with it")
    func prerequisites() {
        withKnownIssue("SKIPPED: needs root, mmdebstrap and a mirror", isIntermittent: true) {
            #expect(oracle != nil)
        } when: {
            ProcessInfo.processInfo.environment["CI"] == nil
        }
    }
}

/// What oscap answers otherwise, with the reason.
private struct Differences {
    var results: [String: String] = [:]
    var notGiven: Set<String> = []

    init() throws {
        let text = try String(contentsOf: try sourceFolder("Tests/Conformance/differences.txt"), encoding: .utf8)
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ", maxSplits: 3).map(String.init)
            if fields.count > 2, fields[1] == "*" {
                notGiven.insert(fields[0])
            } else if fields.count == 4 {
                results["\(fields[0]) oval:conformance:def:\(fields[1])"] = fields[2].replacingOccurrences(of: "-", with: " ")
            }
        }
    }
}

@Suite(
    "oscap 1.4 answers as the folders say, but for the differences that are listed",
    .enabled(if: oracle != nil, "no oracle; the reason is with its prerequisites"), .serialized)
struct OscapConformanceTests {
    @Test(arguments: ConformanceCase.all)
    func results(_ conformance: ConformanceCase) throws {
        let oracle = try #require(oracle)
        let name = conformance.testDescription
        let differences = try Differences()
        if differences.notGiven.contains(name) { return }
        let temporary = FileManager.default.temporaryDirectory.appending(path: "stigready-case-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: temporary) }
        let root = temporary.appending(path: "root")
        let out = temporary.appending(path: "out")
        try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
        try unpack(MemoryImage(try ImageListing(bytes: try conformance.bytes("image.txt"))), .root, at: Array(root.path.utf8))
        try FileManager.default.createDirectory(at: root.appending(path: "proc"), withIntermediateDirectories: true)
        try Data(try conformance.bytes("oval.xml")).write(to: out.appending(path: "oval.xml"))

        let process = Process()
        process.executableURL = try sourceFolder("Tests/Conformance/oscap.sh")
        process.arguments = [oracle.path, root.path, out.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()

        let written = try XMLDocument(Array(try Data(contentsOf: out.appending(path: "results.xml"))), name: "results.xml")
        let results = self.results(written.root)
        for (id, expected) in try conformance.lines("expected.txt", separator: " ") {
            let theirs = results[id] ?? "none"
            if let difference = differences.results["\(name) \(id)"] {
                #expect(theirs == difference, "\(name) \(id): differences.txt says what oscap answers")
                #expect(theirs != expected, "\(name) \(id): no difference any more; remove it from differences.txt")
            } else {
                #expect(theirs == expected, "\(name) \(id)")
            }
        }
    }

    /// The results of definitions, wherever the document has them.
    private func results(_ element: XMLElement) -> [String: String] {
        var found: [String: String] = [:]
        for child in element.children {
            if child.localName == "definition", let id = child.attribute("definition_id"), let result = child.attribute("result") {
                found[id] = result
            }
            found.merge(results(child)) { first, _ in first }
        }
        return found
    }

    /// Writes an entry and all below it to the host, of extended attributes only capabilities.
    private func unpack(_ image: MemoryImage, _ file: FileID, at path: [UInt8]) throws {
        let metadata = try image.metadata(of: file)
        let host = path.map { CChar(bitPattern: $0) } + [0]
        let mode = mode_t(metadata.mode)
        func check(_ result: Int32) throws {
            if result != 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        }
        switch metadata.kind {
        case .directory:
            try check(mkdir(host, 0o755))
            for child in try image.children(of: file) { try unpack(image, child, at: path + [UInt8(ascii: "/")] + image.name(of: child)) }
        case .symbolicLink:
            try check(symlink(try image.linkTarget(of: file).map { CChar(bitPattern: $0) } + [0], host))
            return
        case .regular, .unknown:
            var content = try image.contents(of: file, limit: 1 << 20)
            content += Array(repeating: UInt8(ascii: "\n"), count: max(0, Int(metadata.size) - content.count))
            let descriptor = open(host, O_CREAT | O_WRONLY | O_EXCL, 0o600)
            guard descriptor >= 0 else { return try check(-1) }
            defer { close(descriptor) }
            if write(descriptor, content, content.count) != content.count { try check(-1) }
        case .fifo: try check(mkfifo(host, 0o600))
        case .socket: try check(mknod(host, S_IFSOCK | 0o600, 0))
        case .blockDevice, .characterDevice:
            // A device that is nobody's number would be the console's; /dev/null does no harm.
            var number = metadata.deviceNumber ?? DeviceNumber(0)
            if number == DeviceNumber(0) { number = DeviceNumber(major: 1, minor: 3) }
            let type = metadata.kind == .blockDevice ? S_IFBLK : S_IFCHR
            try check(mknod(host, type | 0o600, dev_t(number.major) << 8 | dev_t(number.minor)))
        }
        try check(lchown(host, metadata.uid, metadata.gid))
        try check(chmod(host, mode))
        for (name, value) in try image.extendedAttributes(of: file) where name == Array("security.capability".utf8) {
            // The kernel takes no value that is none; then the file has none.
            if setxattr(host, "security.capability", value, value.count, 0) != 0, errno != EINVAL { try check(-1) }
        }
        if metadata.modificationTime > 0 {
            let time = timespec(tv_sec: Int(metadata.modificationTime), tv_nsec: 0)
            try check(utimensat(AT_FDCWD, host, [time, time], 0))
        }
    }
}

/// setxattr(2), which the Glibc module does not show.
@_silgen_name("setxattr")
private func setxattr(
    _ path: UnsafePointer<CChar>, _ name: UnsafePointer<CChar>, _ value: UnsafeRawPointer?, _ size: Int, _ flags: Int32
) -> Int32
