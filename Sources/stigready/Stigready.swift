internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Glibc
internal import OVAL

/// The program: its subcommands in the order of the help.
@main
struct Stigready: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stigready",
        abstract: "Says from the files of an image alone how ready it is for a STIG or SRG assessment.",
        discussion: """
            Nothing of the image or of the content is executed, nothing is fetched, and nothing is written into the image.
            """,
        version: Program.version,
        subcommands: [ScanCommand.self, XCCDFCommand.self, OVALCommand.self, InfoCommand.self, ProbesCommand.self])

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch let error as ContentError {
            Console.report(error.diagnostics)
            Glibc.exit(1)
        } catch {
            // `xccdf` and `oval` answer bad arguments as OpenSCAP does, so that pipelines see the code they know.
            let asOpenSCAP = arguments.first == "xccdf" || arguments.first == "oval"
            if asOpenSCAP && exitCode(for: error) == .validationFailure {
                Console.note(fullMessage(for: error))
                Glibc.exit(100)
            }
            exit(withError: error)
        }
    }
}

/// What the program says of itself.
enum Program {
    static let version = "0.1.0"
    /// CPE name, for `test-system`.
    static let cpe = "cpe:/a:stigready:stigready:\(version)"

    /// What OVAL documents say of their maker.
    static func generator(_ time: Timestamp) -> Generator {
        Generator(productName: "cpe:/a:stigready:stigready", productVersion: version, time: time.iso8601)
    }
}
