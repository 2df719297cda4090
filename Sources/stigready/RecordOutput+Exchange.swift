internal import Diagnostics
internal import Exchange
internal import RMF

/// Documents that `Exchange` writes from a record.
extension RecordOutput {
    /// XCCDF results in DISA's shape.
    func xccdf() -> [UInt8] { XCCDFDocument(record).bytes() }

    /// A checklist of STIG Viewer 2.
    func ckl() -> [UInt8] { CKLDocument(record).bytes() }

    /// A checklist of STIG Viewer 3.
    func cklb() throws(ContentError) -> [UInt8] { try Self.content { () throws(RecordError) in try CKLBDocument(record).bytes() } }

    /// SARIF.
    func sarif() throws(ContentError) -> [UInt8] { try Self.content { () throws(RecordError) in try SARIFDocument(record).bytes() } }

    /// A report of tests.
    func junit() -> [UInt8] { JUnitDocument(record).bytes() }

    /// HDF, with controls of revision 5.
    func hdf() throws(ContentError) -> [UInt8] {
        let controls = record.controls(in: try data.controlCatalog(), revision: .r5)
        return try Self.content { () throws(RecordError) in try HDFDocument(record, controls: controls).bytes() }
    }

    /// The statement with lists of rules.
    func testResultStatement() throws(ContentError) -> [UInt8] {
        try Self.content { () throws(RecordError) in try InTotoStatement(record).testResult() }
    }

    /// The statement with the whole result.
    func assessmentStatement() throws(ContentError) -> [UInt8] {
        try Self.content { () throws(RecordError) in try InTotoStatement(record).assessment() }
    }

    /// Attestations.
    func cyclonedx() throws(ContentError) -> [UInt8] {
        try Self.content { () throws(RecordError) in try CycloneDXDocument(record).bytes() }
    }

    private static func content(_ body: () throws(RecordError) -> [UInt8]) throws(ContentError) -> [UInt8] {
        do throws(RecordError) { return try body() } catch { throw ContentError(error.description) }
    }
}
