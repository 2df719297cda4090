internal import ArgumentParser
internal import Assessment
internal import CryptoFacts
internal import Diagnostics
internal import ImageFS
internal import ImageFacts
internal import OCI
internal import SCAP

/// The table of certificates, and dossiers that are judged by it.
struct CMVPOption: ParsableArguments {
    @Option(
        name: .customLong("cmvp"),
        help: ArgumentHelp("Table of FIPS certificates to use instead of content/fips/cmvp.tsv.", valueName: "file"))
    var table: String?

    /// The table; a fault of it has its line.
    func certificates(_ directory: DataDirectory) throws(ContentError) -> CMVPTable {
        let path = table ?? "\(directory.path)/content/fips/cmvp.tsv"
        let bytes = try ContentLoader.files().bytes(path)
        do throws(CMVPTable.FormatError) { return try CMVPTable(bytes) } catch { throw ContentError(about: path, error.description) }
    }

    /// The dossier of an image on the day of `time`.
    func dossier(
        _ opened: OpenedImage, facts: ImageFacts? = nil, time: Timestamp, _ directory: DataDirectory
    ) throws(ContentError) -> FIPSDossier {
        let table = try certificates(directory)
        let approved = SSHAlgorithms.approved(try directory.bytes("content/fips/ssh-algorithms.tsv"))
        let environment = opened.identity.configuration?.environmentVariables ?? TargetArgument.containerEnvironment() ?? [:]
        return FIPSDossier(
            opened.image, environment: environment, packages: (facts ?? ImageFacts(opened.image)).packages, table: table,
            approvedSSH: approved, day: String(time.iso8601.prefix(10)),
            user: opened.identity.configuration?.user ?? "")
    }
}
