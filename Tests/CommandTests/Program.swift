import Foundation
import Testing

/// The program as it was built last, run as a user runs it.
enum Program {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let demo = repository.appending(path: "content/demo/demo-ds.xml").path
    static let time = "2026-01-31T12:00:00Z"

    /// What a run came to.
    struct Run {
        var status: Int32
        var output: String
        var errors: String
        /// Lines on standard error.
        var messages: [String] { errors.split(separator: "\n").map(String.init) }
    }

    static let path: String = {
        if let given = ProcessInfo.processInfo.environment["STIGREADY_PROGRAM"] { return given }
        func age(_ path: String) -> Date {
            (try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date) ?? .distantPast
        }
        let built = ["debug", "release"].map { repository.appending(path: ".build/\($0)/stigready").path }
        return built.max { age($0) < age($1) } ?? built[0]
    }()

    /// Runs the program in `folder`, with nothing in its environment but `environment`.
    static func run(_ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]) throws -> Run {
        try run(path, arguments, in: folder, environment: environment)
    }

    static func run(_ tool: String, _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]) throws -> Run {
        let files = FileManager.default.temporaryDirectory.appending(path: "stigready-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: files) }
        let (output, errors) = (files.appending(path: "output"), files.appending(path: "errors"))
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"].merging(environment) { $1 }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    /// Runs the shell, where redirections are what is tested.
    static func shell(_ script: String, in folder: TemporaryFolder) throws -> Run {
        // What the scripts of Tests/Oracle take: where things are kept, and from where they come.
        let passed = ProcessInfo.processInfo.environment.filter {
            ["STIGREADY_TEST_CACHE", "STIGREADY_MIRROR", "STIGREADY_SSG"].contains($0.key)
        }
        return try run(
            "/bin/sh", ["-c", script], in: folder,
            environment: passed.merging(["stigready": path, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { $1 })
    }
}

/// A folder that is gone after the test.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "stigready-test-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func write(_ text: String, to name: String, mode: Int = 0o644) throws {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }
    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// Names in the folder, sorted.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }

    /// A small file system `root`, on which every rule of the demonstration passes.
    func makeRoot(_ name: String = "root") throws {
        try write("root:x:0:0:root:/root:/bin/sh\nbin:x:2:2::/bin:/usr/sbin/nologin\n", to: "\(name)/etc/passwd")
        try write("root:*:19000:0:99999:7:::\nbin:*:19000:0:99999:7:::\n", to: "\(name)/etc/shadow", mode: 0o640)
        try write("ID=example\nNAME=\"Example Linux\"\nVERSION_ID=\"1\"\n", to: "\(name)/etc/os-release")
        try write("PermitRootLogin no\n", to: "\(name)/etc/ssh/sshd_config")
        try write("", to: "\(name)/tmp/.keep")
        try FileManager.default.setAttributes([.posixPermissions: 0o1777], ofItemAtPath: path("\(name)/tmp"))
    }

    /// Every path below `name` with its kind, size, mode and times: what a run might change.
    func snapshot(_ name: String) throws -> [String] {
        let all = FileManager.default.enumerator(atPath: path(name))?.compactMap { $0 as? String } ?? []
        return try (all + [""]).sorted().map { entry in
            var record = stat()
            guard lstat(path("\(name)/\(entry)"), &record) == 0 else { throw CocoaError(.fileReadUnknown) }
            let changed = "\(record.st_mtim.tv_sec).\(record.st_mtim.tv_nsec) \(record.st_ctim.tv_sec).\(record.st_ctim.tv_nsec)"
            return "\(entry) \(record.st_mode) \(record.st_size) \(record.st_uid) \(changed)"
        }
    }
}
