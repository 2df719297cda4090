internal import ArgumentParser
internal import Diagnostics

/// Where a generated document goes.
struct GenerateOutput: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("File to write; else standard output.", valueName: "file"))
    var output: String?

    /// Writes the whole document, or nothing.
    func write(_ bytes: [UInt8]) throws(ContentError) {
        guard let output else {
            Console.write(bytes)
            return
        }
        try OutputFiles.write([(output, bytes)])
    }
}

extension OutputFiles {
    /// Writes all these files, or none.
    static func write(_ all: [(path: String, bytes: [UInt8])]) throws(ContentError) {
        var files = OutputFiles()
        do throws(ContentError) {
            for file in all { try files.add(file.bytes, to: file.path) }
            try files.commit()
        } catch {
            files.discard()
            throw error
        }
    }
}
