internal import Assessment
internal import Diagnostics
internal import Glibc
internal import ImageFacts
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

        /// Whether a check takes a fact that only a dossier of the image's cryptography has.
        var asksForDossier: Bool {
            let contents = [content] + (checks.map { [$0.content] } ?? [])
            return contents.contains { $0.benchmark.values.contains { ValueFact(id: $0.id) != nil } }
        }

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
        var loaded: [Loaded] = []
        for (place, content) in chosen.enumerated() {
            if !arguments.isEmpty, try bringsChecks(content, to: &loaded) { continue }
            let (source, selected) = try load(content, isFirst: place == 0 || !arguments.isEmpty)
            loaded.append(Loaded(chosen: content, source: source, selected: selected))
        }
        return try loaded.map { one throws(ContentError) in
            ContentOptions.warnIfEmpty(one.selected, one.chosen.file)
            var part = Part(content: AssessmentContent(one.source, selected: one.selected), selected: one.selected, checks: one.checks)
            part.content.chosenBecause = one.chosen.because
            guard one.isForPeople, part.checks == nil else { return part }
            part.checks = try ofLibrary(for: one.selected, choice, &part.content.chosenBecause)
            if part.checks == nil {
                part.content.chosenBecause.append(
                    "its checks are prose, and no data stream at hand has its rules: all are left to a person")
            }
            return part
        }
    }

    /// A checklist, and the checks that content named after it brings.
    private struct Loaded {
        var chosen: ChosenContent
        var source: SourceContent
        var selected: SelectedRules
        var checks: Checks?
        var isForPeople: Bool { CheckMatching.isForPeople(selected.benchmark) }
    }

    /// Whether content brings checks for a checklist before it; it is not assessed by itself then, and options for the checklist's rules and
    /// profiles are not for it.
    private func bringsChecks(_ content: ChosenContent, to loaded: inout [Loaded]) throws(ContentError) -> Bool {
        guard loaded.contains(where: \.isForPeople) else { return false }
        let source = try SourceContent(content.file, loader: .files())
        guard let benchmark = try source.checklist?.benchmark(), !CheckMatching.isForPeople(benchmark) else { return false }
        for place in loaded.indices where loaded[place].isForPeople {
            guard let checks = try checks(for: loaded[place].selected, source, benchmark) else { continue }
            let known = loaded[place].checks?.matching.matches.count ?? 0
            if checks.matching.matches.count > known {
                loaded[place].checks = checks
            } else {
                loaded[place].chosen.because.append("\(benchmark.id) has no more of its rules than the content before it; it is not used")
            }
            return true
        }
        return false
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

    /// The data stream of the library which brings the most checks.
    private func ofLibrary(
        for selected: SelectedRules, _ choice: ContentChoice, _ because: inout [String]
    ) throws(ContentError) -> Checks? {
        var best: Checks?
        for entry in choice.checks(for: selected.benchmark.id, system: facts.operatingSystem) {
            try choice.check(entry)
            let source = try SourceContent(choice.file(of: entry), loader: .files())
            guard let benchmark = try source.checklist?.benchmark(), let checks = try checks(for: selected, source, benchmark) else {
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
