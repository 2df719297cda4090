internal import Diagnostics
internal import XML

/// Finds a profile by what a user writes.
struct ProfileSearch {
    private let benchmark: Benchmark
    private let tailoring: Tailoring?

    init(_ benchmark: Benchmark, _ tailoring: Tailoring?) {
        self.benchmark = benchmark
        self.tailoring = tailoring
    }

    struct Found {
        var profile: Profile
        var isTailored: Bool
    }

    /// The profile that `wanted` means; `nil` where the benchmark's own selection is meant.
    ///
    /// In this order: the whole id, the name after `_profile_`, the end of an id. A profile of the tailoring hides one of the same id.
    func profile(_ wanted: String?) throws(ContentError) -> Found? {
        guard let wanted else { return nil }
        let ids = candidates
        if wanted == Profile.allID && !ids.contains(wanted) { return Found(profile: Profile(element: nil, id: wanted), isTailored: false) }
        if wanted == "(default)" && !ids.contains(wanted) { return nil }
        for matches in [{ $0 == wanted }, { $0.hasSuffix("_profile_\(wanted)") }, { $0.hasSuffix(wanted) }] as [(String) -> Bool] {
            let matching = ids.filter(matches)
            if matching.count > 1 {
                throw ContentError(
                    at: benchmark.element.location, about: wanted,
                    "several profiles end so: \(matching.joined(separator: ", ")); give more of the id")
            }
            if let id = matching.first { return try found(id) }
        }
        throw unknown(wanted, ids)
    }

    private var candidates: [String] {
        let tailored = tailoring?.profiles.filter { !$0.abstract }.map(\.id) ?? []
        return tailored + benchmark.profiles.map(\.id).filter { !tailored.contains($0) }
    }

    private func found(_ id: String) throws(ContentError) -> Found? {
        if let tailoring, let profile = tailoring.profiles.first(where: { $0.id == id }) {
            let resolved = try profile.resolved { base, from in
                if base != from.id, let profile = tailoring.profiles.first(where: { $0.id == base }) { return profile }
                // The benchmark's profiles are resolved already; there is nothing further to look up for them.
                return benchmark.allProfiles[base].map { profile in
                    var profile = profile
                    profile.extends = nil
                    return profile
                }
            }
            return Found(profile: resolved, isTailored: true)
        }
        return benchmark.profile(id).map { Found(profile: $0, isTailored: false) }
    }

    private func unknown(_ wanted: String, _ ids: [String]) -> ContentError {
        let known = ids.isEmpty ? "it has none" : "known are: \(ids.joined(separator: ", "))"
        func name(_ id: String) -> String { XCCDFID.name(in: id, kind: "profile") }
        let near = EditDistance.nearest(to: name(wanted), among: ids.map(name))
        let question = near.map { "; did you mean '\($0)'?" } ?? ""
        return ContentError(at: benchmark.element.location, about: wanted, "the benchmark has no such profile\(question); \(known)")
    }
}

/// Ids of XCCDF 1.2, `xccdf_NAMESPACE_KIND_NAME`. XCCDF 1.2, `benchmarkIdType` and the like.
package enum XCCDFID {
    /// The part that its author chose, by which people know it: `RHEL_9_STIG` of `xccdf_mil.disa.stig_benchmark_RHEL_9_STIG`. An id of another form
    /// is that part.
    package static func name(in id: String, kind: String) -> String {
        id.firstRange(of: "_\(kind)_").map { String(id[$0.upperBound...]) } ?? id
    }
}

/// How many letters are to be changed to make one word of another.
enum EditDistance {
    /// The candidate with the least changes, if they are fewer than half of the letters.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let limit = max(2, word.utf8.count / 2)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = between(Array(word.utf8.prefix(200)), Array(candidate.utf8.prefix(200)))
            if distance < best?.distance ?? limit { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// Levenshtein's distance.
    static func between(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var row = Array(0...second.count)
        for (i, a) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in second.enumerated() {
                let above = row[j + 1]
                row[j + 1] = a == b ? diagonal : min(diagonal, above, row[j]) + 1
                diagonal = above
            }
        }
        return row[second.count]
    }
}
