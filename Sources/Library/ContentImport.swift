public import Diagnostics
internal import FoundationEssentials
internal import Glibc
public import Zip

/// What became of an import. Nothing of it is in the library before all of it was read; then each piece gets its place by one rename.
public struct ContentImport: Sendable {
    /// What became of one benchmark.
    public enum Outcome: String, Sendable, Hashable {
        /// It is new.
        case imported
        /// The library has these very bytes.
        case unchanged = "already there"
        /// The library had other bytes of the same revision, which gave way.
        case replaced
        /// The library has the same revision, of a later day.
        case kept = "kept what is there"
    }

    /// A benchmark that was met.
    public struct Item: Sendable, Hashable {
        /// What it is.
        public var entry: LibraryEntry
        /// What became of it.
        public var outcome: Outcome
    }

    /// Every benchmark that was met, in the order in which it was.
    public private(set) var items: [Item] = []
    /// What could not be read or is odd: one line each. An error does not keep the rest from being imported.
    public private(set) var diagnostics: [Diagnostic] = []
    /// Files that are no content of a scan: documents, pictures, stylesheets, other XML.
    public private(set) var passedOver = 0
    /// Whether something could not be imported.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// Imports files into a library.
    ///
    /// Throws where the library cannot be written to; it is then as it was.
    public init(_ files: [String], into library: ContentLibrary, limits: ZipLimits = .init()) throws(ContentError) {
        let (known, problems) = library.entries()
        diagnostics = problems
        let stage = "\(library.path)/.import-\(getpid())"
        try Folder.make(stage)
        var staging = Staging(library: library, folder: stage, known: known)
        defer { staging.clear() }
        for file in files {
            let before = staging.items.count
            var walk = ArchiveWalk(limits: limits) { staging.add($0) }
            walk.visit(file)
            diagnostics += walk.problems
            passedOver += walk.passedOver
            let hasFailed = staging.hasNewErrors()
            if staging.items.count == before, walk.problems.isEmpty, !hasFailed {
                diagnostics.append(
                    Diagnostic(.error, about: file, "holds neither an XCCDF benchmark nor a data stream; name a STIG, an SRG or content"))
            }
        }
        if let failure = staging.failure { throw failure }
        diagnostics += staging.diagnostics
        passedOver += staging.passedOver
        items = staging.items
        try staging.commit()
    }
}

/// What is to come into a library, written beside it.
private struct Staging {
    let library: ContentLibrary
    let folder: String
    var items: [ContentImport.Item] = []
    var diagnostics: [Diagnostic] = []
    var passedOver = 0
    var failure: ContentError?
    /// What the library holds, or will, by the place of its entry.
    private var places: [String: LibraryEntry] = [:]
    /// Files that wait, with their entries, by the place of the entry.
    private var waiting: [String: (file: String, entry: LibraryEntry)] = [:]
    private var order: [String] = []
    private var count = 0
    private var marked = 0

    init(library: ContentLibrary, folder: String, known: [LibraryEntry]) {
        self.library = library
        self.folder = folder
        for entry in known { places[library.entryFile(of: entry)] = entry }
    }

    /// Whether a document since the last call could not be used, which is said already.
    mutating func hasNewErrors() -> Bool {
        defer { marked = diagnostics.count }
        return diagnostics.dropFirst(marked).contains { $0.severity == .error }
    }

    mutating func add(_ document: ArchiveWalk.Document) {
        if failure != nil { return }
        do throws(ContentError) {
            guard let (read, notes) = try LibraryEntry.reading(document.bytes, name: document.name, origin: document.origin) else {
                passedOver += 1
                return
            }
            var entry = read
            diagnostics += notes
            // An archive may hold the manual and the data stream under one name.
            entry.file = "\(entry.kind == .manual ? "manual" : "data-stream")-\(entry.file)"
            stage(entry, document.bytes)
        } catch {
            // One line for a file, however much is wrong with it.
            let first = error.diagnostics.first
            let more = error.diagnostics.count > 1 ? " (and \(error.diagnostics.count - 1) more)" : ""
            diagnostics.append(
                Diagnostic(
                    .error, at: first?.location, about: first?.subject, "\(first?.message ?? "cannot be used")\(more); it is not imported"))
        }
    }

    private mutating func stage(_ entry: LibraryEntry, _ bytes: [UInt8]) {
        let place = library.entryFile(of: entry)
        var outcome = ContentImport.Outcome.imported
        if let there = places[place] {
            if there.sha256 == entry.sha256, waiting[place] != nil || (try? library.check(there)) != nil {
                return items.append(.init(entry: entry, outcome: .unchanged))
            }
            if there.sha256 != entry.sha256, (there.revision.date ?? "") > (entry.revision.date ?? "") {
                return items.append(.init(entry: entry, outcome: .kept))
            }
            outcome = .replaced
        }
        count += 1
        let file = "\(folder)/\(count)"
        do throws(ContentError) { try Folder.write(bytes, to: file) } catch {
            failure = error
            return
        }
        if waiting[place] == nil { order.append(place) }
        waiting[place] = (file, entry)
        places[place] = entry
        items.append(.init(entry: entry, outcome: outcome))
    }

    /// Gives every file its place, its entry last.
    func commit() throws(ContentError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        for (number, place) in order.enumerated() {
            guard let (file, entry) = waiting[place] else { continue }
            guard let json = try? encoder.encode(entry) else { throw ContentError(about: place, "its entry cannot be written") }
            let entryFile = "\(folder)/entry-\(number)"
            try Folder.write(Array(json) + [0x0a], to: entryFile)
            try Folder.make(library.folder(of: entry))
            for (from, to) in [(file, library.file(of: entry)), (entryFile, place)] where rename(from, to) != 0 {
                throw Folder.failure(to, errno)
            }
        }
    }

    /// Takes away what waits.
    func clear() {
        for name in Folder.names(in: folder) { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }
}
