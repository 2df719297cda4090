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
            of certificates (content/fips/cmvp.tsv) has an active one for its version on the day, and where the configuration that
            OpenSSL of the image reads (with ENV of the image's configuration) loads that very file with that code, or a variable
            puts the library into FIPS mode. What is not in the table is "validation not found", never assumed; what depends on
            the host, a class path or a command line is said to be unknown.
            scan hands the same findings to rules of content that ask for them. Another engine gets them by --tailoring:
            oscap xccdf eval --tailoring-file FILE --profile xccdf_stigready.fact_profile_image content/gpos-container/ds.xml

            EXIT STATUS:
              0   a validated module is in effect
              2   it is not, or that is not proven
              1   could not run
              64  bad arguments

            EXAMPLES:
              stigready fips image.tar
              stigready fips rootfs --json --time 2026-11-26T00:00:00Z
              stigready fips rootfs --tailoring facts.xml
            """)

    @Argument(help: ArgumentHelp(ImageOption.argumentHelp, valueName: "image"))
    var image: String
    @OptionGroup(title: "Image") var options: ImageOption
    @OptionGroup(title: "Certificates") var cmvp: CMVPOption
    @Option(
        name: .customLong("tailoring"),
        help: ArgumentHelp(
            "Also write what rules on FIPS ask for as an XCCDF tailoring of content/gpos-container, for other engines.", valueName: "file"))
    var tailoring: String?
    @ArgumentParser.Flag(name: .customLong("json"), help: "Everything, as JSON.")
    var json = false
    @OptionGroup(title: "Run") var time: TimeOption
    @OptionGroup(title: "Run") var data: DataOption

    func run() throws {
        let directory = try data.directory()
        let source = try TargetArgument.source(image)
        try OutputFiles.check([tailoring].compactMap(\.self), image: source.path)
        let opened = try TargetArgument.open(source, platform: options.platform)
        let now = try time.timestamp()
        let dossier = try cmvp.dossier(opened, time: now, directory)
        if let tailoring {
            var files = OutputFiles()
            try files.add(FactTailoring(dossier).bytes(time: now), to: tailoring)
            try files.commit()
        }
        let text = FIPSText(dossier, target: source.name, digest: opened.identity.manifestDigest) { opened.layer(of: $0) }
        Console.write(json ? try text.json() : text.text)
        switch dossier.conclusion {
        case .validated: break
        case .validatedBeside, .notValidated, .notProven, .none: throw ExitCode(2)
        }
    }
}
