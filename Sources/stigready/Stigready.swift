internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Exchange
internal import Glibc
internal import OVAL

/// The program: its subcommands in the order of the help.
@main
struct Stigready: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stigready",
        abstract: "Says from the files of a container image alone how ready it is for a STIG or SRG assessment.",
        discussion: """
            Nothing of the image or of the content is executed, nothing is fetched, and nothing is written into the image.
            Results go to standard output and to the files that are named, everything said about them to standard error.

            EXAMPLES:
              What is in some content, and which profiles has it?
                stigready info content-ds.xml
              What is an image: system, packages, components, accounts, layers?
                stigready image image.tar
              Assess an image: results, report, and a gate for a pipeline.
                stigready scan image.tar
                stigready scan image.tar --content content-ds.xml --profile standard
              What oscap does, with its options, its output and its exit status.
                stigready xccdf eval --root rootfs --report r.html content-ds.xml

            As with oscap, any command takes --verbose LEVEL (how much is said about content: DEVEL and INFO notes too, WARNING, ERROR only \
            errors) and --verbose-log-file FILE (which gets what standard error gets).
            """,
        version: Program.version,
        subcommands: [
            ScanCommand.self,
            ImageCommand.self,
            FIPSCommand.self,
            AnswersCommand.self,
            DiffCommand.self,
            RMFCommand.self,
            RenderCommand.self,
            ContentCommand.self,
            XCCDFCommand.self,
            OVALCommand.self,
            DSCommand.self,
            InfoCommand.self,
            ProbesCommand.self,
        ])

    static func main() async {
        Console.ignoreClosedPipes()
        let common = CommonOptions(Array(CommandLine.arguments.dropFirst()))
        let arguments = common.arguments
        if let problem = common.problem ?? common.refusal {
            Console.note("error: \(problem)")
            Glibc.exit(100)
        }
        Console.setLog(common.verbosity, file: common.logFile)
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch let error as ContentError {
            Console.report(error.diagnostics)
            Glibc.exit(1)
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Console.note("error: \(sentence(message(for: error))); see '\(path(arguments)) --help'")
            // `xccdf` and `oval` answer bad arguments as OpenSCAP does, so that pipelines see the code they know.
            Glibc.exit(["xccdf", "oval", "ds"].contains(arguments.first ?? "") ? 100 : ExitCode.validationFailure.rawValue)
        }
    }

    /// The message as part of a line: its first letter small, no full stop.
    private static func sentence(_ message: String) -> String {
        let text = message.prefix(1).lowercased() + message.dropFirst()
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// The command that the arguments name.
    private static func path(_ arguments: [String]) -> String {
        var command: any ParsableCommand.Type = Stigready.self
        var words = ["stigready"]
        for argument in arguments {
            guard let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == argument }) else { break }
            words.append(argument)
            command = next
        }
        return words.joined(separator: " ")
    }
}

/// What the program says of itself.
enum Program {
    static let version = "0.1.0"
    /// What results say of their maker.
    static let tool = AssessmentRecord.Tool(name: "stigready", version: version)
    /// CPE name, for `test-system`.
    static let cpe = "cpe:/a:stigready:stigready:\(version)"

    /// What OVAL documents say of their maker.
    static func generator(_ time: Timestamp) -> Generator {
        Generator(productName: "cpe:/a:stigready:stigready", productVersion: version, time: time.iso8601)
    }
}
