import CPE
import Diagnostics
import Glibc
import SCAP
import Testing
import XCCDF
import XML

private let directory = "/usr/share/xml/scap/ssg/content"

private func installed() -> [String] {
    guard let handle = opendir(directory) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasSuffix("-ds.xml") { names.append(name) }
    }
    return names.sorted()
}

@Suite("Data streams that are installed")
struct InstalledContentTests {
    @Test("Every data stream loads: benchmark, OVAL, and a definition for each platform's check", .timeLimit(.minutes(5)))
    func everyStream() throws {
        let names = installed()
        guard !names.isEmpty else {
            print("SKIPPED: no content in \(directory); install ssg-base, ssg-debian, ssg-nondebian and ssg-applications to run this")
            return
        }
        for name in names {
            let content = try SourceContent("\(directory)/\(name)", loader: .files())
            let benchmark = try #require(try content.checklist?.benchmark(), "\(name)")
            #expect(!benchmark.rules.isEmpty, "\(name)")
            let platforms = benchmark.platforms + benchmark.groups.flatMap(\.platforms) + benchmark.rules.flatMap(\.platforms)
            for check in content.applicability.neededChecks(for: platforms) {
                guard case .oval = content.document(for: check) else {
                    Issue.record("\(name): \(check.id) is not found: \(content.document(for: check))")
                    continue
                }
            }
            for problem in content.diagnostics { #expect(problem.message.contains("nothing is fetched"), "\(problem)") }
        }
    }
}
