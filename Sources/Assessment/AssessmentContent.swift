public import CPE
public import Diagnostics
public import OVAL
public import SCAP
public import XCCDF
internal import XML

/// Everything that a run needs of the content: read, located, and ready to be asked.
public struct AssessmentContent: Sendable {
    /// The file, as the user named it.
    public var file: String
    /// SHA-256 of that file, as hexadecimal digits.
    public var sha256: String
    /// What was loaded.
    public var source: SourceContent
    /// The checklist.
    public var benchmark: Benchmark
    /// OVAL documents by the href of the checklist's checks; only those that selected rules ask for.
    public var definitions: [String: Definitions] = [:]
    /// What decides platforms.
    public var applicability: Applicability { source.applicability }
    /// OVAL documents that the platforms of selected rules ask for.
    public var inventory: [SourceContent.InventoryKey: Definitions] = [:]
    /// What is odd or missing in the content.
    public var diagnostics: [Diagnostic]
    /// Why this content was taken, one line a step; empty where the user named it.
    public var chosenBecause: [String] = []

    /// Reads the documents that `selected` needs, each once.
    ///
    /// A document that cannot be read is a diagnostic, and no definitions: the rules that ask for it say so in their results.
    public init(_ source: SourceContent, selected: SelectedRules) {
        file = source.path
        sha256 = SHA256.hex(source.document.source) ?? ""
        self.source = source
        benchmark = selected.benchmark
        diagnostics = source.diagnostics + selected.benchmark.diagnostics + selected.diagnostics
        var read: [String: Definitions] = [:]
        func definitions(_ document: SourceContent.CheckDocument?) -> Definitions? {
            guard case .oval(let element, let name) = document else { return nil }
            if let known = read[name] { return known }
            do throws(ContentError) {
                let definitions = try Definitions(element)
                read[name] = definitions
                diagnostics += definitions.diagnostics
                return definitions
            } catch {
                diagnostics += error.diagnostics
                return nil
            }
        }
        for request in selected.neededChecks(systems: [OVALRuns.system]) where self.definitions[request.href] == nil {
            self.definitions[request.href] = definitions(source.checks[request.href])
        }
        for check in source.applicability.neededChecks(for: selected.platforms) {
            let key = SourceContent.InventoryKey(source: check.source, href: check.href)
            if inventory[key] == nil { inventory[key] = definitions(source.inventory[key]) }
        }
    }
}

extension SelectedRules {
    /// Every platform that decides about a selected rule, once, in the order of first need.
    var platforms: [String] {
        var seen: Set<String> = []
        var names: [String] = []
        func add(_ platforms: [String]) { names += platforms.filter { seen.insert($0).inserted } }
        add(benchmark.platforms)
        add(profile?.platforms ?? [])
        for rule in rules where rule.isSelected {
            for group in benchmark.ancestors(ofGroupAt: rule.rule.parent) { add(group.platforms) }
            add(rule.rule.platforms)
        }
        return names
    }
}
