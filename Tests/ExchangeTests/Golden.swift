import Exchange
import Foundation
import RMF
import Testing

/// Files that a format must write, byte for byte. `STIGREADY_WRITE_GOLDEN=1` writes them anew; what changed then is seen in the diff.
enum Golden {
    static let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
    static var repository: URL { tests.deletingLastPathComponent() }

    static func expect(_ bytes: [UInt8], _ name: String, location: SourceLocation = #_sourceLocation) throws {
        let file = tests.appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["STIGREADY_WRITE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
            return
        }
        let wanted = try Data(contentsOf: file)
        if wanted == Data(bytes) { return }
        let pair = zip(
            String(decoding: wanted, as: UTF8.self).split(separator: "\n"), String(decoding: bytes, as: UTF8.self).split(separator: "\n"))
        let first = pair.first { $0 != $1 }
        Issue.record(
            "Golden/\(name) differs, first: \(first.map { "\($0.0.prefix(300)) is \($0.1.prefix(300))" } ?? "in length")",
            sourceLocation: location)
    }

    static func catalog() throws -> ControlCatalog {
        func bytes(_ name: String) throws -> [UInt8] {
            Array(try Data(contentsOf: repository.appending(path: "content/nist/\(name)")))
        }
        return try ControlCatalog(
            cci: bytes("cci.tsv"), revision5: bytes("sp800-53-r5.tsv"), revision4: bytes("sp800-53-r4.tsv"), families: bytes("families.tsv")
        )
    }

    /// A document as JSON, to look into.
    static func json(_ bytes: [UInt8]) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }
}

/// Validators of others, in the virtual environment of `Tests/Oracle/make-venv.sh`, which makes it where it is missing.
enum Validators {
    static let python: String? = {
        let run = try? Self.run("/bin/sh", [Golden.tests.appending(path: "Oracle/make-venv.sh").path])
        guard let run, run.status == 0, let folder = run.output.split(separator: "\n").last else {
            print("warning: SKIPPED: no validators of JSON formats; Tests/Oracle/make-venv.sh failed: \(run?.output.suffix(300) ?? "")")
            return nil
        }
        return "\(folder)/bin/python"
    }()

    /// What `Tests/Oracle/validate.py` says of a document; empty where it holds.
    static func problems(_ kind: String, _ bytes: [UInt8], _ further: [String] = []) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "stigready-validate-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let script = Golden.tests.appending(path: "Oracle/validate.py").path
        let run = try Self.run(try #require(python), [script, kind, file.path] + further)
        return run.status == 0 ? "" : run.output.isEmpty ? "status \(run.status)" : run.output
    }

    private static func run(_ tool: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
