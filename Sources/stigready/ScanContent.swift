internal import Assessment
internal import Diagnostics
internal import Glibc
internal import Library
internal import SCAP
internal import XCCDF

/// What a scan assesses against: files that the user names, ids of the library, or what the facts of the image choose.
struct ScanContent {
    /// One checklist, with the content that brings checks where it has none.
    struct Part {
        var content: AssessmentContent
        var selected: SelectedRules
        var checks: Checks?

        /// Runs it. What brings checks is run as what it is; its results go to the rules of the checklist that are the same.
        func run(on target: Target, facts: PlatformFacts, time: Timestamp) async -> AssessmentResult {
            let result = await Assessment(content: content, selected: selected, mode: .evidence, applicability: .facts(facts), time: time)
                .run(on: target)
            guard let checks else { return result }
            let provider = await Assessment(
                content: checks.content, selected: checks.selected, mode: .evidence, applicability: .facts(facts), time: time
            ).run(on: target)
            return result.borrowing(provider, checks.matching)
        }
    }

    /// Content that brings checks for the rules of another.
    struct Checks {
        var content: AssessmentContent
        var selected: SelectedRules
        var matching: CheckMatching
    }

    let options: ContentOptions
    let data: DataDirectory
    let facts: PlatformFacts

    /// Everything to be assessed, in order; what is wrong with any of it is found here, before the first rule is evaluated.
    ///
    /// - Parameter arguments: What `--content` names; empty for the choice by the facts of the image.
    func parts(_ arguments: [String]) throws(ContentError) -> [Part] {
        let choice = try LibraryAccess.choice(data)
        let image = ContentChoice.Image(nature: facts.nature, system: facts.operatingSystem, components: facts.components)
        var chosen: [ChosenContent]
        if arguments.isEmpty {
            chosen = try choice.choose(for: image)
        } else {
            chosen = []
            for argument in arguments { chosen.append(try named(argument, choice)) }
        }
        for entry in chosen.compactMap(\.entry) { try choice.check(entry) }
        var loaded: [(chosen: ChosenContent, source: SourceContent, selected: SelectedRules)] = []
        for (place, content) in chosen.enumerated() {
            let (source, selected) = try load(content, isFirst: place == 0 || !arguments.isEmpty)
            loaded.append((content, source, selected))
        }
        var parts: [Part] = []
        var used: Set<Int> = []
        for (place, one) in loaded.enumerated() where !used.contains(place) {
            var content = AssessmentContent(one.source, selected: one.selected)
            content.chosenBecause = one.chosen.because
            var part = Part(content: content, selected: one.selected)
            if CheckMatching.isForPeople(one.selected.benchmark) {
                if let (second, checks) = try given(for: one.selected, among: loaded, after: place) {
                    used.insert(second)
                    part.checks = checks
                } else if let checks = try ofLibrary(for: one, choice, &part.content.chosenBecause) {
                    part.checks = checks
                } else {
                    part.content.chosenBecause.append(
                        "its checks are prose, and no data stream at hand has its rules: all are left to a person")
                }
            }
            ContentOptions.warnIfEmpty(one.selected, one.chosen.file)
            parts.append(part)
        }
        return parts
    }

    /// An existing path wins over an id.
    private func named(_ argument: String, _ choice: ContentChoice) throws(ContentError) -> ChosenContent {
        if access(argument, F_OK) == 0 || argument.contains("/") { return ChosenContent(file: argument, because: []) }
        return try choice.named(argument)
    }

    /// Loads content in the profile that the user names; content for a component that has no such profile, as it is.
    private func load(_ content: ChosenContent, isFirst: Bool) throws(ContentError) -> (source: SourceContent, selected: SelectedRules) {
        if isFirst || options.profile == nil { return try options.load(content.file, profile: options.profile ?? content.profile) }
        do throws(ContentError) { return try options.load(content.file, profile: options.profile) } catch {
            return try options.load(content.file, profile: content.profile)
        }
    }

    /// The data stream among those that the user names which brings the most checks.
    private func given(
        for selected: SelectedRules, among loaded: [(chosen: ChosenContent, source: SourceContent, selected: SelectedRules)],
        after place: Int
    ) throws(ContentError) -> (Int, Checks)? {
        var best: (Int, Checks)?
        for second in loaded.indices where second > place {
            let other = loaded[second]
            if CheckMatching.isForPeople(other.selected.benchmark) { continue }
            guard let checks = try checks(for: selected, other.source, other.selected.benchmark) else { continue }
            if checks.matching.matches.count > best?.1.matching.matches.count ?? 0 { best = (second, checks) }
        }
        return best
    }

    /// The data stream of the library which brings the most checks.
    private func ofLibrary(
        for one: (chosen: ChosenContent, source: SourceContent, selected: SelectedRules), _ choice: ContentChoice, _ because: inout [String]
    ) throws(ContentError) -> Checks? {
        var best: Checks?
        for entry in choice.checks(for: one.selected.benchmark.id, system: facts.operatingSystem) {
            try choice.check(entry)
            let source = try SourceContent(choice.file(of: entry), loader: .files())
            guard let benchmark = try source.checklist?.benchmark(), let checks = try checks(for: one.selected, source, benchmark) else {
                because.append("\(entry.tail) \(entry.revision.name) of the library has none of its rules")
                continue
            }
            if checks.matching.matches.count > best?.matching.matches.count ?? 0 { best = checks }
        }
        return best
    }

    /// The checks that some content brings; `nil` where it has none of the rules.
    private func checks(for selected: SelectedRules, _ source: SourceContent, _ benchmark: Benchmark) throws(ContentError) -> Checks? {
        let profile = CheckMatching.profile(of: benchmark, named: options.profile)
        let matching = CheckMatching(selected, provider: try SelectedRules(benchmark, profile: profile))
        let rules = Set(matching.matches.values.flatMap(\.rules))
        if rules.isEmpty { return nil }
        let own = try SelectedRules(benchmark, profile: profile, filter: .init(only: rules))
        return Checks(content: AssessmentContent(source, selected: own), selected: own, matching: matching)
    }
}
