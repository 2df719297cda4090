internal import Diagnostics
internal import Digest
internal import OVAL
internal import SCAP
internal import XCCDF
internal import XML

/// One benchmark of a library, as its index has it.
public struct LibraryEntry: Codable, Sendable, Hashable {
    /// What a file is to a scan.
    public enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        /// An XCCDF benchmark whose rules are checked by people: DISA's manual STIGs and SRGs.
        case manual
        /// An SCAP source data stream.
        case dataStream = "data stream"
    }

    /// The id of the benchmark, whole.
    public var benchmark: String
    /// Which revision of it.
    public var revision: ContentRevision
    /// Its title, plain.
    public var title: String
    /// What it is.
    public var kind: Kind
    /// Platforms of the benchmark as they stand in it; any one of them suffices.
    public var platforms: [String]
    /// Ids of its profiles.
    public var profiles: [String]
    /// Number of its rules.
    public var rules: Int
    /// How many of them name a check that a program can run.
    public var checkedRules: Int
    /// SHA-256 of the file, hexadecimal.
    public var sha256: String
    /// Where it came from: the name of the file that was imported, then names in archives.
    public var origin: String
    /// The file, without folders; it lies beside the entry.
    public var file: String

    /// The end of the id, by which people know it: `RHEL_9_STIG` of `xccdf_mil.disa.stig_benchmark_RHEL_9_STIG`.
    public var tail: String { XCCDFID.name(in: benchmark, kind: "benchmark") }
}

extension LibraryEntry {
    /// What a document is; `nil` where it is no content that a scan takes.
    ///
    /// Throws where it is such content and cannot be used. Files that it names are not looked for.
    static func reading(_ bytes: [UInt8], name: String, origin: String) throws(ContentError) -> (entry: LibraryEntry, notes: [Diagnostic])?
    {
        let document: XMLDocument
        do throws(XMLError) { document = try XMLDocument(bytes, name: origin) } catch { throw error.contentError }
        let kind = ContentKind(document.root)
        guard kind == .benchmark || kind == .dataStream else { return nil }
        let alone = ContentLoader { path, _ throws(ContentError) in
            throw ContentError(about: path, "stands in a file of its own, which is not imported")
        }
        let source = try SourceContent(document: document, loader: alone)
        guard let checklist = source.checklist else { return nil }
        let benchmark = try checklist.benchmark()
        let oval = benchmark.rules.map { $0.checks(system: Namespaces.definitions) }
        let hrefs = Set(oval.flatMap { $0.flatMap { $0.contentRefs.map(\.href) } })
        var notes: [Diagnostic] = []
        var checked = oval.count { !$0.isEmpty }
        if kind == .benchmark, !hrefs.isEmpty {
            checked = 0
            notes.append(
                Diagnostic(
                    .warning, about: origin,
                    "its checks are in other files (\(hrefs.sorted().prefix(3).joined(separator: ", "))), so its rules are left to people; import the data stream of it"
                ))
        }
        let others = (source.collection?.components ?? []).filter { $0.kind == .benchmark }.compactMap { $0.element.attribute("id") }
            .filter { $0 != benchmark.id }
        if !others.isEmpty {
            notes.append(
                Diagnostic(
                    .warning, about: origin,
                    "holds other checklists too (\(others.prefix(3).joined(separator: ", "))); a scan of it takes \(benchmark.id) unless --benchmark-id names another"
                ))
        }
        let title = benchmark.title.map { XMLElement.trimmed($0.allText) } ?? benchmark.id
        let entry = LibraryEntry(
            benchmark: benchmark.id,
            revision: ContentRevision(
                version: benchmark.version, releaseInfo: benchmark.plainTexts.first { $0.id == "release-info" }?.text,
                date: benchmark.statuses.last?.date), title: title.split(whereSeparator: \.isWhitespace).joined(separator: " "),
            kind: kind == .dataStream ? .dataStream : .manual, platforms: benchmark.platforms, profiles: benchmark.profiles.map(\.id),
            rules: benchmark.rules.count, checkedRules: checked, sha256: DigestAlgorithm.sha256.hex(bytes) ?? "", origin: origin,
            file: FolderName.of(name))
        return (entry, notes)
    }
}

/// Names that content gives, as names of files: content chooses no folders.
enum FolderName {
    /// `text` with `_` for everything but letters, digits, `.`, `-` and `_`; what had to be changed ends in a digest, so that two ids never meet in
    /// one folder.
    static func of(_ text: String) -> String {
        var name = String(
            text.unicodeScalars.map { scalar -> Character in
                let isPlain =
                    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                    || "._-".unicodeScalars.contains(scalar)
                return isPlain ? Character(scalar) : "_"
            }.prefix(120))
        if name.hasPrefix(".") || name.isEmpty { name = "_\(name.dropFirst())" }
        return name == text ? name : "\(name)-\(DigestAlgorithm.sha256.hex(Array(text.utf8))?.prefix(8) ?? "")"
    }
}
