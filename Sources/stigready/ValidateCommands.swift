internal import ArgumentParser
internal import Diagnostics
internal import SCAP
internal import XML

/// What the validating commands share: one file, held against the official schema of what it is.
private enum SchemaCheck {
    static let discussion = """
        The schemas are those of the package openscap-common. Rules in Schematron (XCCDF 1.2, OVAL, SCAP 1.3) are applied to what the schema takes, \
        without --skip-schematron; what they only advise is a warning and leaves the document valid.

        EXIT STATUS:
          0    valid
          2    not valid; each violation is a line on standard output
          1    the run failed
          100  bad arguments
        """

    /// Throws the exit code 2 where the document is not valid, and an error where it is none of `kinds`.
    ///
    /// - Parameter schematron: Whether the rules beyond the schema are applied, where there are any.
    static func run(_ file: String, kinds: [ContentKind], schematron: Bool = false) throws {
        let document = try ContentLoader.files().document(file)
        let kind = ContentKind(document.root)
        guard kinds.contains(kind) else {
            let expected = kinds.map(\.rawValue).joined(separator: ", ")
            throw ContentError(at: document.root.location, "\(kind.rawValue); this command takes: \(expected)")
        }
        let violations = try Validation.violations(in: document, kind: kind)
        for violation in violations { Console.line(violation.description) }
        if !violations.isEmpty { throw ExitCode(2) }
        guard schematron else { return }
        let found = try Schematron.findings(in: document, kind: kind)
        for finding in found { Console.line(finding.description) }
        if found.contains(where: { $0.severity == .error }) { throw ExitCode(2) }
    }
}

/// `stigready oval validate`.
struct OVALValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Hold an OVAL document against the official schema.", discussion: SchemaCheck.discussion)

    @Argument(help: "OVAL definitions, results, system characteristics, variables or directives.")
    var file: String
    @Flag(name: .customLong("definitions"), help: "Refuse what is not definitions.") var definitions = false
    @Flag(name: .customLong("variables"), help: "Refuse what is not variables.") var variables = false
    @Flag(name: .customLong("syschar"), help: "Refuse what is not system characteristics.") var systemCharacteristics = false
    @Flag(name: .customLong("results"), help: "Refuse what is not results.") var results = false
    @Flag(name: .customLong("directives"), help: "Refuse what is not directives.") var directives = false
    @OptionGroup var schematron: SchematronOption
    @OptionGroup var oscap: OSCAPOptions

    func run() throws {
        oscap.report()
        let asked: [ContentKind] = [
            (definitions, ContentKind.ovalDefinitions), (variables, .ovalVariables), (systemCharacteristics, .ovalSystemCharacteristics),
            (results, .ovalResults), (directives, .ovalDirectives),
        ].filter(\.0).map(\.1)
        let all: [ContentKind] = [.ovalDefinitions, .ovalResults, .ovalSystemCharacteristics, .ovalVariables, .ovalDirectives]
        try SchemaCheck.run(file, kinds: asked.isEmpty ? all : asked, schematron: !schematron.skipSchematron)
    }
}

/// `stigready xccdf validate`.
struct XCCDFValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Hold an XCCDF document against the official schema.", discussion: SchemaCheck.discussion)

    @Argument(help: "XCCDF benchmark, tailoring or test result, or a source data stream.")
    var file: String
    @OptionGroup var schematron: SchematronOption
    @OptionGroup var oscap: OSCAPOptions

    func run() throws {
        oscap.report()
        try SchemaCheck.run(file, kinds: [.benchmark, .tailoring, .testResult, .dataStream], schematron: !schematron.skipSchematron)
    }
}

/// Whether Schematron is left out.
struct SchematronOption: ParsableArguments {
    @Flag(
        name: .customLong("skip-schematron"), help: "Apply the schema alone, not the rules in Schematron."
    )
    var skipSchematron = false
}

/// `stigready ds sds-validate`.
struct SDSValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sds-validate", abstract: "Hold a source data stream collection against the official schema.",
        discussion: SchemaCheck.discussion)

    @Argument(help: "Source data stream collection.")
    var file: String
    @OptionGroup var oscap: OSCAPOptions

    func run() throws {
        oscap.report()
        try SchemaCheck.run(file, kinds: [.dataStream])
    }
}

/// `stigready ds rds-validate`.
struct RDSValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rds-validate", abstract: "Hold an ARF against the official schema.", discussion: SchemaCheck.discussion)

    @Argument(help: "ARF asset report collection.")
    var file: String
    @OptionGroup var oscap: OSCAPOptions

    func run() throws {
        oscap.report()
        try SchemaCheck.run(file, kinds: [.assetReports])
    }
}
