import Foundation
import OVAL
import Testing
import XML

/// The OVAL files of SCAP Security Guide, where they are installed.
private let published: [String] = {
    let folder = "/usr/share/xml/scap/ssg/content"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix("-oval.xml") }.sorted().map { "\(folder)/\($0)" }
}()

@Suite("Published content")
struct PublishedContentXMLTests {
    @Test(.enabled(if: !published.isEmpty, "no *-oval.xml in /usr/share/xml/scap/ssg/content; install ssg-nondebian"), arguments: published)
    func `nothing is left unread and every reference resolves`(path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let element = try XMLDocument(bytes, name: path).root
        let document = try Definitions(element)
        #expect(document.diagnostics.isEmpty, "\(document.diagnostics.prefix(5))")
        func count(_ part: String) -> Int { element.child(part).map { Array($0.children).count } ?? 0 }
        #expect(document.definitions.all.count == count("definitions") && document.tests.all.count == count("tests"))
        #expect(document.objects.all.count == count("objects") && document.states.all.count == count("states"))
        #expect(document.variables.all.count == count("variables") && document.definitions.all.count > 0)
    }
}
