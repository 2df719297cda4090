import Foundation
import SCAP
import Testing
import XCCDF
import XML

@Suite("Tailorings of our own content")
struct TailoringTests {
    static let names = (try? OurContent.names(in: sourceFolder("profiles")).filter { $0.hasSuffix(".xml") }) ?? []

    @Test func thereAreSome() { #expect(Self.names.count >= 4) }

    @Test("each says why before every change", arguments: names)
    func reasons(_ name: String) throws {
        let lines = try String(contentsOf: sourceFolder("profiles/\(name)"), encoding: .utf8).components(separatedBy: "\n")
        for (index, line) in lines.enumerated() where line.contains("<select") || line.contains("<refine-") || line.contains("<set-value") {
            #expect(index > 0 && lines[index - 1].contains("<!--"), "\(name):\(index + 1)")
        }
    }

    @Test("each fits the data stream: the rules it names are there, and almost all stay selected", arguments: names)
    func rules(_ name: String) throws {
        let loader = ContentLoader.files()
        let source = try SourceContent(OurContent.top.appending(path: "ds.xml").path, options: .init(), loader: loader)
        let benchmark = try #require(source.checklist).benchmark()
        let element = try SourceContent.tailoring(sourceFolder("profiles/\(name)").path, id: nil, loader: loader)
        let tailoring = try Tailoring(element)
        let named = element.children("Profile").flatMap { $0.children("select") + $0.children("refine-rule") }.compactMap {
            $0.attribute("idref")
        }
        #expect(!named.isEmpty)
        for id in named { #expect(benchmark.rule(id) != nil, "\(name): \(id)") }
        let profile = try #require(element.children("Profile").first?.attribute("id"))
        let selected = try SelectedRules(benchmark, profile: profile, tailoring: tailoring, filter: .init(only: [], skip: []))
        #expect(selected.rules.count(where: \.isSelected) >= 199)
        #expect(selected.diagnostics.isEmpty)
    }
}
