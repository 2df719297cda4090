import Diagnostics
import Glibc
import Testing
import XCCDF
import XML

/// The benchmarks of the package ssg-nondebian and its siblings, where they are installed.
enum Published {
    static let folder = "/usr/share/xml/scap/ssg/content"

    static let benchmarks: [String] = {
        guard let directory = opendir(folder) else {
            print(
                "warning: \(folder) is absent; tests over published content are skipped (apt-get install ssg-debian ssg-nondebian ssg-debderived)"
            )
            return []
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix("-xccdf.xml") { names.append(name) }
        }
        return names.sorted()
    }()

    static func read(_ name: String) throws -> XMLDocument {
        let file = try #require(fopen("\(folder)/\(name)", "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return try XMLDocument(bytes, name: name)
    }
}

@Suite("Published benchmarks", .enabled(if: !Published.benchmarks.isEmpty))
struct PublishedContentTests {
    @Test("Every benchmark is read whole, and each profile selects rules", arguments: Published.benchmarks)
    func read(name: String) throws {
        let document = try Published.read(name)
        let clock = ContinuousClock()
        let start = clock.now
        let benchmark = try Benchmark(document.root)
        let reading = clock.now - start
        #expect(benchmark.rules.count == count("Rule", document.root))
        #expect(benchmark.groups.count == count("Group", document.root))
        #expect(benchmark.values.count == count("Value", document.root))
        #expect(benchmark.diagnostics.isEmpty)
        for profile in benchmark.profiles {
            let selected = try SelectedRules(benchmark, profile: profile.id)
            #expect(selected.rules.contains { $0.isSelected }, "\(profile.id)")
            #expect(selected.values.allSatisfy { $0.values != nil }, "\(profile.id)")
        }
        if name == "ssg-rhel8-xccdf.xml" {
            print("\(name): \(benchmark.rules.count) rules, \(benchmark.profiles.count) profiles read in \(reading)")
        }
    }

    @Test(
        "Written results of a published benchmark hold against the schema", arguments: ["ssg-chromium-xccdf.xml", "ssg-debian11-xccdf.xml"])
    func written(name: String) throws {
        let schema = "/usr/share/openscap/schemas/xccdf/1.2/xccdf_1.2.xsd"
        guard Published.benchmarks.contains(name), access(schema, R_OK) == 0 else {
            print("warning: \(name) or \(schema) is absent; nothing is tested")
            return
        }
        let benchmark = try Benchmark(Published.read(name).root)
        let selected = try SelectedRules(benchmark, profile: "(all)")
        let results = XCCDFEvaluation.evaluate(
            selected, applicability: { ApplicabilityOutcome($0.contains("machine")) }, checkSystems: [ScriptedSystem()])
        let result = TestResult(id: TestResult.id(for: selected), of: selected, results, target: "t", endTime: "2025-01-02T03:04:05Z")
        #expect(result.ruleResults.count == benchmark.rules.count && result.setValues.count == benchmark.values.count)
        #expect(try XMLSchema(path: schema).validate(benchmark.document(with: result), name: name).map(\.description) == [])
    }

    private func count(_ name: String, _ element: XMLElement) -> Int {
        element.children.reduce(0) { $0 + ($1.localName == name ? 1 : 0) + ($1.localName == "Group" ? count(name, $1) : 0) }
    }
}
