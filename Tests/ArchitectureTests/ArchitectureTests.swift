import Foundation
import Testing

/// The package as it lies on disk.
private enum Package {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What each target may import, as `Package.swift` declares it.
    static func dependencies() throws -> [String: Set<String>] {
        let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        let target = /(?:module|tests|executableTarget)\(\s*(?:name:\s*)?"(\w+)"\s*(?:,\s*(?:dependencies:\s*)?\[([^\]]*)\])?/
        var result: [String: Set<String>] = [:]
        for match in manifest.matches(of: target) {
            let list = (match.2 ?? "").replacing(/package:\s*"[^"]*"/, with: "")
            result[String(match.1)] = Set(list.matches(of: /"(\w+)"/).map { String($0.1) })
        }
        return result
    }

    /// The Swift files below a folder, by path within the package.
    static func files(below folder: String) throws -> [(path: String, text: String)] {
        let enumerator = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
        var files: [(path: String, text: String)] = []
        while let url = enumerator?.nextObject() as? URL {
            guard url.pathExtension == "swift" else { continue }
            files.append((String(url.path.dropFirst(root.path.count + 1)), try String(contentsOf: url, encoding: .utf8)))
        }
        return files.sorted { $0.path < $1.path }
    }

    /// The modules that a file imports.
    static func imports(_ text: String) -> Set<String> {
        let line =
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:struct\s+|class\s+|enum\s+|func\s+)?(\w+)/
        return Set(text.matches(of: line.anchorsMatchLineEndings()).map { String($0.1) })
    }
}

@Suite("The house is in order")
struct ArchitectureTests {
    @Test("Every module imports what Package.swift says it may, and all of it")
    func imports() throws {
        let declared = try Package.dependencies()
        #expect(declared.count > 20, "Package.swift could not be read")
        for (target, dependencies) in declared.sorted(by: { $0.key < $1.key }) {
            let isTest = target.hasSuffix("Tests")
            var system: Set<String> = ["Glibc", "Synchronization", "FoundationEssentials"]
            if isTest { system.formUnion(["Foundation", "Testing"]) }
            var used: Set<String> = []
            for file in try Package.files(below: "\(isTest ? "Tests" : "Sources")/\(target)") {
                let imports = Package.imports(file.text)
                used.formUnion(imports)
                let strangers = imports.subtracting(dependencies).subtracting(system).sorted()
                #expect(strangers == [], "\(file.path) imports what Package.swift does not let \(target) import; declare it, or do without")
            }
            guard !isTest else { continue }
            #expect(
                dependencies.subtracting(used).sorted() == [], "Package.swift lets \(target) import what no file of it does; take it out")
        }
    }

    @Test("At the top stands only what has a place there")
    func topLevel() throws {
        let known: Set<String> = [
            "Benchmarks", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "Package.resolved", "Package.swift", "README.md",
            "Sources", "Tests",
            "content", "docs", "profiles", "reports", ".build", ".ci", ".git", ".gitignore", ".swift-format", ".swiftpm",
        ]
        let entries = Set(try FileManager.default.contentsOfDirectory(atPath: Package.root.path))
        #expect(
            entries.subtracting(known).sorted() == [],
            "a new entry at the top needs a reason; put it below one of the others, or name it here")
    }

    @Test("No source file has more than 400 lines")
    func length() throws {
        let files = try Package.files(below: "Sources")
        #expect(files.count > 100)
        for file in files {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 400, "\(file.path) has \(lines) lines; look for the second idea in it")
        }
    }

    @Test("Nothing in the sources ends the program on foreign bytes, and nothing is left for later")
    func forbidden() throws {
        // In two parts, so that this file does not find itself.
        let words = ["try" + "!", "as" + "!", "fatal" + "Error(", "TO" + "DO", "FIX" + "ME"]
        let files = try Package.files(below: "Sources") + Package.files(below: "Tests").filter { !$0.path.contains("ArchitectureTests") }
        #expect(files.count > 100)
        for file in files {
            for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                for word in words where line.contains(word) {
                    // Tests may fail hard; what is left for later has no place there either.
                    if file.path.hasPrefix("Tests"), !word.hasPrefix("TO"), !word.hasPrefix("FIX") { continue }
                    Issue.record("\(file.path):\(number + 1): \(word)")
                }
            }
        }
    }
}
