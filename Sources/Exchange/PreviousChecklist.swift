internal import Diagnostics
internal import FoundationEssentials
internal import XML

/// An earlier checklist, CKL or CKLB, of any tool: what people wrote into it.
///
/// Files in the field are of many makes, so that it is read leniently: missing parts are empty, words of a status are taken in either
/// spelling, a namespace does not matter. What is no checklist at all is refused.
public struct PreviousChecklist: Sendable {
    /// A rule of it.
    public struct Rule: Sendable, Hashable {
        /// `SV-…_rule`, or whatever stands there.
        public var id = ""
        /// `V-…`.
        public var group = ""
        /// The STIG id.
        public var version = ""
        /// The text of the check.
        public var check = ""
        /// In the words of CKL.
        public var status = ""
        /// As it stands.
        public var details = ""
        /// As it stands.
        public var comments = ""
        /// The severity in place of the content's; empty for none.
        public var severity = ""
        /// Why.
        public var justification = ""

        /// A rule of which nothing is known.
        public init() {}

        /// What people wrote; `nil` where they wrote nothing.
        func written(file: String) -> PreviousRecord? {
            let record = PreviousRecord(
                file: file, details: EvidenceText.written(in: details), comments: EvidenceText.written(in: comments),
                severity: Checklist.severity(EvidenceText.trimmed(severity)), justification: EvidenceText.trimmed(justification),
                status: status.isEmpty ? nil : status)
            let isEmpty = record.details.isEmpty && record.comments.isEmpty && record.severity == nil
            return isEmpty ? nil : record
        }
    }

    /// The file, without directories.
    public let file: String
    /// The rules of all its STIGs.
    public let rules: [Rule]

    /// So many bytes are read; the largest published checklists have a tenth.
    public static let mostBytes = 64 << 20

    /// Reads a checklist; `name` is its file.
    ///
    /// - Throws: ``RecordError`` where it is neither CKL nor CKLB, or damaged.
    public init(_ bytes: [UInt8], name: String) throws(RecordError) {
        file = name.split(separator: "/").last.map(String.init) ?? name
        guard bytes.count <= Self.mostBytes else {
            throw RecordError("the checklist has \(bytes.count) bytes; at most \(Self.mostBytes) are read")
        }
        let first = bytes.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }
        rules = first == UInt8(ascii: "{") ? try Self.cklb(bytes) : try Self.ckl(bytes, name: name)
    }

    // MARK: CKL

    private static func ckl(_ bytes: [UInt8], name: String) throws(RecordError) -> [Rule] {
        let root: XMLElement
        do throws(XMLError) { root = try XMLDocument(bytes, name: name).root } catch {
            let place = error.location.line > 0 ? "line \(error.location.line): " : ""
            throw RecordError("\(place)\(error.message); a CKL or CKLB checklist is expected")
        }
        guard root.localName == "CHECKLIST" else {
            throw RecordError("it is no checklist: its outermost element is \(root.localName), that of a CKL is CHECKLIST")
        }
        let rules = root.children("STIGS").flatMap { $0.children("iSTIG") }.flatMap { $0.children("VULN") }
        guard !rules.isEmpty else { throw RecordError("the checklist has no rule: there is no STIGS/iSTIG/VULN in it") }
        return rules.map { vuln in
            var data: [String: String] = [:]
            for pair in vuln.children("STIG_DATA") {
                let name = pair.child("VULN_ATTRIBUTE")?.trimmedText ?? ""
                if data[name] == nil { data[name] = pair.child("ATTRIBUTE_DATA")?.text ?? "" }
            }
            func text(_ name: String) -> String { vuln.child(name)?.text ?? "" }
            var rule = Rule()
            rule.id = EvidenceText.trimmed(data["Rule_ID"] ?? "")
            rule.group = EvidenceText.trimmed(data["Vuln_Num"] ?? "")
            rule.version = EvidenceText.trimmed(data["Rule_Ver"] ?? "")
            rule.check = data["Check_Content"] ?? ""
            rule.status = status(text("STATUS"))
            rule.details = text("FINDING_DETAILS")
            rule.comments = text("COMMENTS")
            rule.severity = text("SEVERITY_OVERRIDE")
            rule.justification = text("SEVERITY_JUSTIFICATION")
            return rule
        }
    }

    // MARK: CKLB

    private struct CKLB: Decodable {
        struct STIG: Decodable { var rules: [Rule]? }
        struct Rule: Decodable {
            struct Overrides: Decodable {
                struct Severity: Decodable {
                    var severity: String?
                    var reason: String?
                }
                var severity: Severity?
            }
            var rule_id: String?
            var rule_id_src: String?
            var group_id: String?
            var rule_version: String?
            var check_content: String?
            var status: String?
            var finding_details: String?
            var comments: String?
            var overrides: Overrides?
        }
        var stigs: [STIG]
    }

    private static func cklb(_ bytes: [UInt8]) throws(RecordError) -> [Rule] {
        let document: CKLB
        do { document = try JSONDecoder().decode(CKLB.self, from: Data(bytes)) } catch let error as DecodingError {
            throw RecordError("it is no CKLB checklist: \(error.place)")
        } catch { throw RecordError("it is no CKLB checklist: \(error)") }
        let rules = document.stigs.flatMap { $0.rules ?? [] }
        guard !rules.isEmpty else { throw RecordError("the checklist has no rule: there are no stigs with rules in it") }
        return rules.map { read in
            var rule = Rule()
            rule.id = read.rule_id_src ?? read.rule_id ?? ""
            rule.group = read.group_id ?? ""
            rule.version = read.rule_version ?? ""
            rule.check = read.check_content ?? ""
            rule.status = status(read.status ?? "")
            rule.details = read.finding_details ?? ""
            rule.comments = read.comments ?? ""
            rule.severity = read.overrides?.severity?.severity ?? ""
            rule.justification = read.overrides?.severity?.reason ?? ""
            return rule
        }
    }

    /// A word of either kind as CKL has it; an unknown word as it stands.
    private static func status(_ text: String) -> String {
        let word = EvidenceText.trimmed(text)
        return switch word.lowercased().filter({ $0 != "_" && $0 != " " }) {
        case "open": "Open"
        case "notafinding": "NotAFinding"
        case "notapplicable": "Not_Applicable"
        case "notreviewed": "Not_Reviewed"
        default: word
        }
    }
}
