internal import ArgumentParser
internal import Assessment
internal import CryptoFacts
internal import Diagnostics
internal import Exchange
internal import ImageFS
internal import ImageFacts
internal import OCI
internal import PackageDB
internal import SCAP

/// `stigready fips`: the dossier of an image's cryptography.
struct FIPSCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fips", abstract: "Say which cryptographic modules an image has, and what proves them.",
        discussion: """
            A module counts as validated where its integrity code was computed again from its bytes and is right, where the table
            of certificates (content/fips/cmvp.tsv) has an active one for its version on the day, and where the configuration of
            the image puts it in effect. What is not in the table is "validation not found", never assumed.

            EXIT STATUS:
              0   a validated module is in effect
              2   it is not, or that is not proven
              1   could not run
              64  bad arguments

            EXAMPLES:
              stigready fips image.tar
              stigready fips rootfs --json --time 2026-11-26T00:00:00Z
            """)

    @Argument(help: ArgumentHelp(ImageOption.argumentHelp, valueName: "image"))
    var image: String
    @OptionGroup(title: "Image") var options: ImageOption
    @Option(
        name: .customLong("cmvp"),
        help: ArgumentHelp("Table of certificates to use instead of content/fips/cmvp.tsv.", valueName: "file"))
    var table: String?
    @ArgumentParser.Flag(name: .customLong("json"), help: "Everything, as JSON.")
    var json = false
    @OptionGroup(title: "Run") var time: TimeOption
    @OptionGroup(title: "Run") var data: DataOption

    func run() throws {
        let directory = try data.directory()
        let name = table ?? "\(directory.path)/content/fips/cmvp.tsv"
        let certificates = try Self.table(name)
        let approved = SSHAlgorithms.approved(try directory.bytes("content/fips/ssh-algorithms.tsv"))
        let source = try TargetArgument.source(image)
        let opened = try TargetArgument.open(source, platform: options.platform)
        let environment = opened.identity.configuration?.environmentVariables ?? TargetArgument.containerEnvironment() ?? [:]
        let dossier = FIPSDossier(
            opened.image, environment: environment, packages: ImageFacts(opened.image).packages, table: certificates,
            approvedSSH: approved, day: String(try time.timestamp().iso8601.prefix(10)))
        let text = FIPSText(dossier, target: source.name, digest: opened.identity.manifestDigest)
        Console.write(json ? try text.json() : text.text)
        switch dossier.conclusion {
        case .validated: break
        case .validatedBeside, .notValidated, .notProven, .none: throw ExitCode(2)
        }
    }

    private static func table(_ path: String) throws(ContentError) -> CMVPTable {
        let bytes = try ContentLoader.files().bytes(path)
        do throws(CMVPTable.FormatError) { return try CMVPTable(bytes) } catch { throw ContentError(about: path, error.description) }
    }
}
