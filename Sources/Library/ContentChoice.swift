public import Diagnostics
public import ImageFacts
internal import ImageFS
internal import XCCDF

/// Content for a scan, and why it is that.
public struct ChosenContent: Sendable, Hashable {
    /// The file with the checklist.
    public var file: String
    /// The entry of the library, where it is from there.
    public var entry: LibraryEntry?
    /// The profile that makes it a STIG, where the user names none.
    public var profile: String?
    /// Why this content, one line a step.
    public var because: [String]

    /// Content in a file.
    public init(file: String, entry: LibraryEntry? = nil, profile: String? = nil, because: [String] = []) {
        self.file = file
        self.entry = entry
        self.profile = profile
        self.because = because
    }
}

/// Chooses content for an image from what the image is and what is at hand.
public struct ContentChoice: Sendable {
    /// What is known of an image.
    public struct Image: Sendable {
        /// What it is run as.
        public var nature: ImageNature
        /// Its distribution.
        public var system: OperatingSystem?
        /// Components that are in it.
        public var components: [FoundComponent]

        /// An image of which this is known.
        public init(nature: ImageNature, system: OperatingSystem?, components: [FoundComponent]) {
            self.nature = nature
            self.system = system
            self.components = components
        }
    }

    private let library: ContentLibrary?
    /// What the library holds, newest first.
    public let entries: [LibraryEntry]
    private let own: [OwnContent]
    private let systems: SystemTable

    /// A choice among these.
    public init(library: ContentLibrary?, entries: [LibraryEntry], own: [OwnContent], systems: SystemTable) {
        self.library = library
        self.entries = entries
        self.own = own
        self.systems = systems
    }

    /// The file of an entry.
    public func file(of entry: LibraryEntry) -> String { library?.file(of: entry) ?? entry.file }

    /// Throws where the file of an entry is not what was imported.
    public func check(_ entry: LibraryEntry) throws(ContentError) { try library?.check(entry) }

    // MARK: By the image

    /// The STIG of the image's system where the library has it, else the program's own content for such images; and the program's own content for
    /// each component.
    ///
    /// Throws where nothing is for the image.
    public func choose(for image: Image) throws(ContentError) -> [ChosenContent] {
        let system = image.system
        let name = system.map { $0.prettyName.isEmpty ? "\($0.id) \($0.versionID)" : $0.prettyName } ?? "of no system that is known"
        let kind =
            image.nature.kind.map { "run as a \($0.rawValue): \(image.nature.reason)" } ?? "run as what is unknown: \(image.nature.reason)"
        var because = ["the image is \(name), \(kind)"]
        var chosen: [ChosenContent] = []
        if let system, var stig = ofLibrary(system, name, &because) {
            stig.because = because
            chosen.append(stig)
        } else if let own = ownContent(for: image, &because) {
            chosen.append(ChosenContent(file: own.file, because: because))
        }
        chosen += components(of: image, because.prefix(1))
        if chosen.isEmpty {
            throw ContentError(
                about: name,
                "no content is for it (\(because.joined(separator: "; "))); name some with --content, or import its STIG by stigready content import"
            )
        }
        return chosen
    }

    private func ofLibrary(_ system: OperatingSystem, _ name: String, _ because: inout [String]) -> ChosenContent? {
        guard let library, !entries.isEmpty else {
            // Without the place of it: results do not depend on where somebody's files lie.
            because.append(self.library == nil ? "there is no library: HOME is not set" : "the library is empty")
            return nil
        }
        let wanted = systems.rows(of: system).map(\.benchmark)
        let table = wanted.isEmpty ? "no table names a STIG for it" : "its STIG is \(wanted.joined(separator: " or "))"
        if let found = wanted.lazy.compactMap({ newest(tail: $0) }).first {
            because.append("\(table), which the library has in \(revisions(found.tail))")
            return content(found, in: library, &because)
        }
        // Content of other authors for the system is a STIG where one of its profiles is.
        for entry in entries where isSTIG(entry) {
            guard let platform = systems.platforms(of: entry, for: system).first else { continue }
            because.append("\(table); the library has \(entry.tail) \(entry.revision.name), whose platform is \(platform)")
            return content(entry, in: library, &because)
        }
        because.append("\(table); none of the \(Set(entries.map(\.tail)).count) benchmarks in the library (\(library.path)) is for it")
        return nil
    }

    private func isSTIG(_ entry: LibraryEntry) -> Bool { entry.tail.hasSuffix("STIG") || stigProfile(entry) != nil }

    /// The profile `stig` of content that has other profiles too and selects nothing by itself.
    private func stigProfile(_ entry: LibraryEntry) -> String? { entry.profiles.first { $0.hasSuffix("_profile_stig") } }

    private func ownContent(for image: Image, _ because: inout [String]) -> OwnContent? {
        for content in own {
            guard case .image(let kinds) = content.purpose else { continue }
            // Of what nobody knows the most likely is said: an image is a container's.
            guard let kind = image.nature.kind?.rawValue ?? kinds.first, kinds.contains(kind) else { continue }
            because.append("the program's own \(content.name) (\(content.benchmark) \(content.version)) is for images run as a \(kind)")
            return content
        }
        because.append("none of the program's own contents is for such images")
        return nil
    }

    private func components(of image: Image, _ first: some Sequence<String>) -> [ChosenContent] {
        own.compactMap { content in
            guard case .component(let ids) = content.purpose, let found = image.components.first(where: { ids.contains($0.component.id) })
            else { return nil }
            let places = (found.packages + (found.files + found.renamed).map(\.description)).prefix(2).joined(separator: ", ")
            return ChosenContent(
                file: content.file,
                because: first + [
                    "\(found.component.title) is in it (\(places))",
                    "the program's own \(content.name) (\(content.benchmark) \(content.version)) is for it",
                ])
        }
    }

    // MARK: By an id

    /// What an argument of `--content` that is no path means: an id of a benchmark, its end, the name of one of the program's own contents; with
    /// `:VERSION` a revision.
    public func named(_ argument: String) throws(ContentError) -> ChosenContent {
        let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
        let (id, version) = (parts.first ?? "", parts.count > 1 ? parts[1] : nil)
        let found = entries.filter { Self.same($0.benchmark, id) || Self.same($0.tail, id) }
        if !found.isEmpty, let library {
            let fitting = found.filter { entry in version.map { entry.revision.isMeant(by: $0) } ?? true }
            guard let best = Self.preferred(fitting) else {
                throw ContentError(about: argument, "the library has no such version of it; there are: \(revisions(found[0].tail))")
            }
            var because = ["--content \(argument) is \(best.tail) \(best.revision.name) of the library, which has \(revisions(best.tail))"]
            var chosen = content(best, in: library, &because)
            chosen.because = because
            return chosen
        }
        if let content = own.first(where: {
            $0.name == id || Self.same($0.benchmark, id) || Self.same(XCCDFID.name(in: $0.benchmark, kind: "benchmark"), id)
        }) {
            if let version, version != content.version {
                throw ContentError(about: argument, "the program has version \(content.version) of it")
            }
            return ChosenContent(
                file: content.file,
                because: ["--content \(argument) is the program's own \(content.name) (\(content.benchmark) \(content.version))"])
        }
        let known = (own.map(\.name) + entries.map(\.tail)).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let list = known.isEmpty ? "nothing is in it" : "there are: \(known.prefix(20).joined(separator: ", "))"
        throw ContentError(about: argument, "neither a file nor content of the library; \(list)")
    }

    /// Data streams of the library that may bring checks for a checklist without them: of the same benchmark first, then for the image's system.
    public func checks(for benchmark: String, system: OperatingSystem?) -> [LibraryEntry] {
        let tail = XCCDFID.name(in: benchmark, kind: "benchmark")
        var seen: Set<String> = []
        let streams = entries.filter { $0.kind == .dataStream && $0.checkedRules > 0 }
        let same = streams.filter { Self.same($0.tail, tail) }
        let systemRows = systems.rows.filter { Self.same($0.benchmark, tail) }
        let others = streams.filter { entry in
            guard isSTIG(entry), !Self.same(entry.tail, tail) else { return false }
            // Of the system that the checklist is for; the image's own only where no table says which that is.
            if !systemRows.isEmpty { return systemRows.contains { entry.platforms.contains($0.cpe) } }
            return system.map { !systems.platforms(of: entry, for: $0).isEmpty } ?? false
        }
        // The newest of each.
        return (same + others).filter { seen.insert($0.tail.lowercased()).inserted }
    }

    // MARK: In the library

    private func content(
        _ entry: LibraryEntry, in library: ContentLibrary, _ because: inout [String]
    ) -> ChosenContent {
        let what = entry.kind == .manual ? "a checklist for people" : "a data stream"
        because.append("taken: \(entry.tail) \(entry.revision.name), \(what) of \(entry.rules) rules, from \(entry.origin)")
        var chosen = ChosenContent(file: library.file(of: entry), entry: entry, because: because)
        if entry.kind == .dataStream, let profile = stigProfile(entry) { chosen.profile = profile }
        return chosen
    }

    private func newest(tail: String) -> LibraryEntry? { Self.preferred(entries.filter { Self.same($0.tail, tail) }) }

    /// The newest; where it is there as a checklist for people and as a data stream, the checklist, which has every rule.
    private static func preferred(_ entries: [LibraryEntry]) -> LibraryEntry? {
        let manual = entries.filter { $0.kind == .manual }
        return (manual.isEmpty ? entries : manual).max { $0.revision < $1.revision }
    }

    private func revisions(_ tail: String) -> String {
        var names: [String] = []
        for entry in entries where Self.same(entry.tail, tail) && !names.contains(entry.revision.name) { names.append(entry.revision.name) }
        return names.joined(separator: ", ")
    }

    /// DISA writes one id in two ways now and then.
    private static func same(_ first: String, _ second: String) -> Bool { first.lowercased() == second.lowercased() }
}
