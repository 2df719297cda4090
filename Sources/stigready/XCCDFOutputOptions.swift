internal import ArgumentParser
internal import Assessment
internal import Diagnostics

/// What `xccdf eval` prints and writes.
struct XCCDFOutputOptions: ParsableArguments {
    @Option(name: .customLong("results"), help: ArgumentHelp("Write XCCDF results.", valueName: "file"))
    var results: String?
    @Option(
        name: .customLong("results-arf"), help: ArgumentHelp("Write an ARF: content, results and OVAL results in one.", valueName: "file"))
    var resultsARF: String?
    @Option(name: .customLong("report"), help: ArgumentHelp("Write an HTML report.", valueName: "file"))
    var report: String?
    @Option(name: .customLong("stig-viewer"), help: ArgumentHelp("Write XCCDF results under DISA's rule ids.", valueName: "file"))
    var stigViewer: String?
    @Flag(name: .customLong("oval-results"), help: "Write OVAL results into this folder, named after the content's documents.")
    var ovalResults = false
    @Flag(name: .customLong("export-variables"), help: "Write the values handed to OVAL into this folder.")
    var exportVariables = false
    @Flag(name: .customLong("thin-results"), help: "OVAL results, also in the ARF, with nothing but the result of each definition.")
    var thinResults = false
    @Flag(name: .customLong("without-syschar"), help: "OVAL results, also in the ARF, without what was found in the image.")
    var withoutSystemCharacteristics = false
    @Flag(name: .customLong("progress"), help: "Print one line for each rule: id, colon, result.")
    var progress = false
    @Flag(name: .customLong("progress-full"), help: "Print one line for each rule: id, title, result, between bars.")
    var progressFull = false

    /// What is printed of each rule.
    var layout: RuleBlocks.Layout { progressFull ? .progressFull : progress ? .progress : .blocks }

    /// Throws where something cannot be written, before time is spent on the evaluation.
    func check(image: String) throws(ContentError) {
        try OutputFiles.check([results, resultsARF, report, stigViewer].compactMap(\.self), image: image)
        if ovalResults { try OutputFiles.check(folder: ".", for: "--oval-results", image: image) }
        if exportVariables { try OutputFiles.check(folder: ".", for: "--export-variables", image: image) }
    }

    /// Writes every file that was asked for, or none. `data` is needed for the report only.
    ///
    /// The large documents are made side by side.
    func write(_ result: AssessmentResult, data: DataDirectory?) async throws(ContentError) {
        let output = AssessmentOutput(result: result, thin: thinResults, withoutSystemCharacteristics: withoutSystemCharacteristics)
        let (wantsARF, wantsReport) = (resultsARF != nil, report != nil)
        async let madeARF = Self.make(wantsARF) { () throws(ContentError) in try output.arf() }
        async let madeReport = Self.make(wantsReport) { () throws(ContentError) in
            try data.map { directory throws(ContentError) in try output.html(data: directory) } ?? []
        }
        let xccdf = results == nil ? [] : output.xccdf()
        let (arf, html) = await (madeARF, madeReport)
        var files = OutputFiles()
        do throws(ContentError) {
            if let results { try files.add(xccdf, to: results) }
            if let resultsARF { try files.add(arf.get(), to: resultsARF) }
            if let stigViewer { try files.add(output.stigViewer(), to: stigViewer) }
            if ovalResults { for file in output.ovalFiles() { try files.add(file.bytes, to: file.name) } }
            if exportVariables { for file in output.variables() { try files.add(file.bytes, to: file.name) } }
            if let report { try files.add(html.get(), to: report) }
            try files.commit()
        } catch {
            files.discard()
            throw error
        }
    }

    private static func make(
        _ isWanted: Bool, _ body: @Sendable () throws(ContentError) -> [UInt8]
    ) async -> Result<[UInt8], ContentError> {
        guard isWanted else { return .success([]) }
        do throws(ContentError) { return .success(try body()) } catch { return .failure(error) }
    }
}
