internal import Diagnostics
internal import Exchange

/// A document for standard output as JSON, in the form of every JSON file of the program.
func jsonText(_ document: some Encodable) throws(ContentError) -> String {
    do throws(RecordError) { return String(decoding: try jsonBytes(document), as: UTF8.self) } catch {
        throw ContentError(error.description)
    }
}
