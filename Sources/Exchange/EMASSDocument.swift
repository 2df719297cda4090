public import RMF

/// What eMASS does not take, found before anything is written.
public struct EMASSViolation: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file it would have stood in.
    public var file: String
    /// The member, by eMASS's name.
    public var field: String
    /// The rule that is broken, and what to do.
    public var reason: String
    /// One line.
    public var description: String { "\(file): \(field) \(reason)" }
}

/// The files of eMASS's REST interface (MITRE's description of it, version 3.22) that are written from an assessment.
public enum EMASSFile: String, Sendable, CaseIterable {
    /// `POST /api/systems/{systemId}/container-scan-results`.
    case containerScanResults = "container-scan-results"
    /// `POST /api/systems/{systemId}/poams`.
    case poams
    /// `PUT /api/systems/{systemId}/controls`.
    case controls
    /// `POST /api/systems/{systemId}/test-results`.
    case testResults = "test-results"

    /// `emass-poams.json`.
    public var fileName: String { "emass-\(rawValue).json" }
}

/// What stands in front of a file for eMASS.
struct EMASSDocument {
    let record: AssessmentRecord
    let findings: ControlFindings
    let options: PackageOptions
    /// The complete result, by name and digest.
    let evidence: String
    /// Assessment procedures by CCI, as the user's eMASS has them.
    let procedures: [String: String]

    /// The bytes of a file.
    func bytes(_ file: EMASSFile) throws(EMASSFailure) -> [UInt8] {
        var form = EMASSForm(file: file.fileName)
        let document =
            switch file {
            case .containerScanResults: containerScanResults(&form)
            case .poams: poams(&form)
            case .controls: controls(&form)
            case .testResults: testResults(&form)
            }
        if !form.violations.isEmpty { throw .violations(form.violations) }
        do throws(RecordError) { return try jsonBytes(document) } catch { throw .record(error) }
    }
}

/// Why a file for eMASS is not written.
public enum EMASSFailure: Error, Sendable {
    /// eMASS would refuse it.
    case violations([EMASSViolation])
    /// It cannot be written at all.
    case record(RecordError)
}

/// Fields as they are filled in, held against eMASS's limits; the violations are gathered.
struct EMASSForm {
    let file: String
    private(set) var violations: [EMASSViolation] = []

    init(file: String) { self.file = file }

    /// A text that eMASS must have. What is longer than it takes is cut, with a mark that says so.
    mutating func required(_ field: String, _ text: String?, limit: Int, remedy: String) -> JSONValue? {
        guard let text, !text.isEmpty else {
            report(field, "is required by eMASS; \(remedy)")
            return nil
        }
        return .string(PlainText.cut(PlainText.lines(text), to: limit))
    }

    /// A text that may not be cut, such as a name: longer ones are refused.
    mutating func exact(_ field: String, _ text: String?, limit: Int, remedy: String) -> JSONValue? {
        guard let text, !text.isEmpty else {
            report(field, "is required by eMASS; \(remedy)")
            return nil
        }
        let line = PlainText.line(text)
        if line.utf16.count > limit { report(field, "has \(line.utf16.count) characters, eMASS takes \(limit); give a shorter one") }
        return .string(line)
    }

    /// A text that is cut at a limit, or left out.
    func optional(_ text: String, limit: Int) -> JSONValue? {
        JSONValue(stated: PlainText.cut(PlainText.lines(text), to: limit))
    }

    mutating func report(_ field: String, _ reason: String) {
        let violation = EMASSViolation(file: file, field: field, reason: reason)
        if !violations.contains(violation) { violations.append(violation) }
    }
}

extension AssessmentRecord {
    /// A file for eMASS, held against eMASS's own rules.
    ///
    /// - Parameters:
    ///   - procedures: Acronyms of assessment procedures (`AC-3.1`) by CCI, for ``EMASSFile/testResults``.
    ///   - evidence: Name and digest of the file that holds this record, in words.
    public func emass(
        _ file: EMASSFile, findings: ControlFindings, options: PackageOptions = PackageOptions(), procedures: [String: String] = [:],
        evidence: String
    ) throws(EMASSFailure) -> [UInt8] {
        try EMASSDocument(record: self, findings: findings, options: options, evidence: evidence, procedures: procedures).bytes(file)
    }
}
