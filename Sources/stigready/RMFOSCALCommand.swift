public import ArgumentParser
internal import Diagnostics
public import Exchange

extension OSCALKind: ExpressibleByArgument {}

/// `stigready rmf oscal`: the OSCAL documents.
struct RMFOSCALCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "oscal", abstract: "OSCAL 1.1.3: component definition, assessment results, POA&M (JSON).",
        discussion: """
            Writes oscal-component-definition.json, oscal-assessment-results.json and oscal-poam.json. Ids are the same for the
            same image, content and rule. A control with open rules is a finding 'not-satisfied'; no control is 'satisfied' by rules
            alone, so all others have observations and no finding.
            """)
    @OptionGroup var options: RMFOptions
    @OptionGroup(title: "People and dates") var package: PackageOption
    @Option(
        name: .customLong("model"),
        help: ArgumentHelp("Only this document: \(OSCALKind.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
    var model: OSCALKind?

    func run() async throws {
        let input = try await options.input()
        let people = package.options
        let kinds = model.map { [$0] } ?? OSCALKind.allCases
        try options.write(
            kinds.map { kind in
                RMFFile("oscal-\(kind.rawValue).json") { () throws(ContentError) in
                    try input.output.oscal(kind, findings: input.findings, options: people)
                }
            })
    }
}
