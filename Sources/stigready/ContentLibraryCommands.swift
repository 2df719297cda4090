internal import ArgumentParser
internal import Diagnostics
internal import Library

/// `stigready content import`: files of DISA and others into the library.
struct ContentImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import STIGs and SRGs into the library, from which scans choose.",
        discussion: """
            Takes DISA's zip archives, the compilation of all of them too, XCCDF files and SCAP data streams. Files that are no content are
            passed over; what is damaged is said, and the rest is imported. Of several revisions the newest is the one that scans use.
            The library is at \(LibraryAccess.place).

            EXIT STATUS:
              0   everything is in the library
              1   something could not be imported

            EXAMPLES:
              stigready content import U_RHEL_9_V2R4_STIG.zip
              stigready content import U_SRG-STIG_Library.zip ssg-rhel9-ds.xml
            """)

    @Argument(help: ArgumentHelp("Zip archive, XCCDF file or data stream.", valueName: "file"))
    var files: [String]
    @ArgumentParser.Flag(name: .customLong("quiet"), help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
        let library = try LibraryAccess.requiredLibrary()
        let done = try ContentImport(files, into: library)
        Console.report(quiet ? done.diagnostics.filter { $0.severity == .error } : done.diagnostics)
        if !quiet { report(done, library) }
        if done.hasErrors { throw ExitCode(1) }
    }

    private func report(_ done: ContentImport, _ library: ContentLibrary) {
        for item in done.items {
            let entry = item.entry
            Console.line(
                Console.printable(
                    "\(item.outcome.rawValue): \(entry.tail) \(entry.revision.name), \(ContentListCommand.kind(entry)), \(entry.rules) rules, from \(entry.origin)"
                ))
        }
        let (entries, _) = library.entries()
        var seen: Set<String> = []
        for entry in done.items.map(\.entry) where seen.insert(entry.tail.lowercased()).inserted {
            let all = entries.filter { $0.tail.lowercased() == entry.tail.lowercased() }
            guard Set(all.map(\.revision.name)).count > 1, let newest = all.max(by: { $0.revision < $1.revision }) else { continue }
            let others = unique(all.map(\.revision.name)).filter { $0 != newest.revision.name }
            Console.line(
                Console.printable(
                    "\(entry.tail): \(newest.revision.name) is used; \(others.joined(separator: ", ")) by --content \(entry.tail):VERSION"))
        }
        let counts = [ContentImport.Outcome.imported, .replaced, .unchanged, .kept].compactMap { outcome -> String? in
            let count = done.items.count { $0.outcome == outcome }
            return count > 0 ? "\(count) \(outcome.rawValue)" : nil
        }
        let passed = done.passedOver > 0 ? "; \(done.passedOver) other files passed over" : ""
        Console.line(
            Console.printable("\(counts.isEmpty ? "nothing imported" : counts.joined(separator: ", "))\(passed)  (\(library.path))"))
    }

    private func unique(_ names: [String]) -> [String] { names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}

/// `stigready content list`: the program's own content and the library's.
struct ContentListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the program's own content and the library's.",
        discussion: """
            An id, or its end as it stands in the first column, is what --content takes; with :VERSION a revision.
            The library is at \(LibraryAccess.place).

            EXAMPLES:
              stigready content list
              stigready content list --json
            """)

    @ArgumentParser.Flag(name: .customLong("json"), help: "The index as JSON.")
    var json = false
    @OptionGroup var data: DataOption

    func run() throws {
        let library = LibraryAccess.library()
        let (entries, problems) = library?.entries() ?? ([], [])
        Console.report(problems)
        let own = try OwnContent.all(in: "\(try data.directory().path)/content")
        if json { Console.write(try document(own, entries, library)) } else { Console.write(text(own, entries, library)) }
        if !problems.isEmpty { throw ExitCode(1) }
    }

    private func text(_ own: [OwnContent], _ entries: [LibraryEntry], _ library: ContentLibrary?) -> String {
        var lines = ["the program's own:"]
        lines += own.map { "  \($0.name)  \($0.version)  \($0.title)  (\(Self.purpose($0)))" }
        if own.isEmpty { lines.append("  none") }
        lines.append("the library's (\(library?.path ?? "no place for one: HOME is not set")):")
        lines += entries.map {
            "  \($0.tail)  \($0.revision.name)  \($0.title)  (\(Self.kind($0)), \($0.rules) rules, \($0.checkedRules) with checks)"
        }
        if entries.isEmpty { lines.append("  none; stigready content import takes DISA's zip archives") }
        return lines.map { Console.printable($0) }.joined(separator: "\n") + "\n"
    }

    private func document(_ own: [OwnContent], _ entries: [LibraryEntry], _ library: ContentLibrary?) throws -> String {
        struct Own: Encodable {
            var name: String
            var benchmark: String
            var title: String
            var version: String
            var chosenFor: String
            var file: String
        }
        struct Document: Encodable {
            var own: [Own]
            var library: [LibraryEntry]
            var path: String?
        }
        let document = Document(
            own: own.map {
                Own(
                    name: $0.name, benchmark: $0.benchmark, title: $0.title, version: $0.version, chosenFor: Self.purpose($0), file: $0.file
                )
            }, library: entries, path: library?.path)
        return try jsonText(document)
    }

    /// What an entry is, in words.
    static func kind(_ entry: LibraryEntry) -> String { entry.kind == .manual ? "checklist for people" : "data stream" }

    private static func purpose(_ content: OwnContent) -> String {
        switch content.purpose {
        case .image(let kinds): "for images run as a \(kinds.joined(separator: " or "))"
        case .component(let ids): "for images with \(ids.joined(separator: " or "))"
        case .none: "by name only"
        }
    }
}

/// `stigready content remove`: revisions out of the library.
struct ContentRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take revisions of a benchmark out of the library.",
        discussion: """
            EXAMPLES:
              stigready content remove RHEL_9_STIG:V2R3
              stigready content remove RHEL_9_STIG
            """)

    @Argument(help: ArgumentHelp("Id of a benchmark or its end; with :VERSION one revision, else all of them.", valueName: "id"))
    var id: String

    func run() throws {
        let library = try LibraryAccess.requiredLibrary()
        let (entries, problems) = library.entries()
        Console.report(problems)
        let parts = id.split(separator: ":", maxSplits: 1).map(String.init)
        let name = (parts.first ?? "").lowercased()
        let found = entries.filter { entry in
            (entry.benchmark.lowercased() == name || entry.tail.lowercased() == name)
                && (parts.count < 2 || entry.revision.isMeant(by: parts[1]))
        }
        if found.isEmpty { throw ContentError(about: id, "not in the library; stigready content list shows what is") }
        for entry in found {
            try library.remove(entry)
            Console.line(Console.printable("removed: \(entry.tail) \(entry.revision.name), \(ContentListCommand.kind(entry))"))
        }
    }
}
