extension RecordDiff {
    /// What differs beside the rules.
    static func causes(_ old: AssessmentRecord, _ new: AssessmentRecord) -> [Cause] {
        var causes: [Cause] = []
        func compare(_ name: String, _ before: String?, _ now: String?) {
            if before != now { causes.append(Cause(name: name, before: before ?? "", now: now ?? "")) }
        }
        compare("target", old.target.name, new.target.name)
        compare("image digest", old.target.digest, new.target.digest)
        compare("image configuration", old.target.configurationDigest, new.target.configurationDigest)
        compare("platform", old.target.platform, new.target.platform)
        compare("operating system", old.target.osName, new.target.osName)
        let (before, now) = (old.target.layers.map(\.digest), new.target.layers.map(\.digest))
        if before != now {
            let same = zip(before, now).prefix { $0 == $1 }.count
            causes.append(Cause(name: "layers", before: "\(before.count)", now: "\(now.count), the lowest \(same) the same"))
        }
        if let line = lineOfPackages(packages(old.target.packages, new.target.packages)) {
            causes.append(
                Cause(name: "packages", before: "\(old.target.packages?.count ?? 0)", now: "\(new.target.packages?.count ?? 0): \(line)"))
        }
        compare("benchmark", old.content.benchmark, new.content.benchmark)
        compare("benchmark version", old.content.version, new.content.version)
        compare("release", old.content.release, new.content.release)
        compare("content SHA-256", old.content.sha256, new.content.sha256)
        compare("profile", old.content.profile, new.content.profile)
        compare("tailoring", old.content.tailoring, new.content.tailoring)
        compare("program", "\(old.tool.name) \(old.tool.version)", "\(new.tool.name) \(new.tool.version)")
        compare("how results are read", old.mode, new.mode)
        compare("answers", answers(old), answers(new))
        return causes
    }

    private static func answers(_ record: AssessmentRecord) -> String? {
        let answered = record.rules.filter { $0.answer != nil }
        if answered.isEmpty { return nil }
        let void = answered.count { $0.answer?.voidBecause != nil }
        return "\(answered.count - void) applied, \(void) void"
    }

    /// Packages that came, went or changed; `nil` where one side does not know.
    static func packages(_ old: [ImageRecord.Package]?, _ new: [ImageRecord.Package]?) -> [PackageChange]? {
        guard let old, let new else { return nil }
        struct Name: Hashable {
            var name: String
            var architecture: String
        }
        func versions(_ packages: [ImageRecord.Package]) -> [Name: [String]] {
            var versions: [Name: [String]] = [:]
            for package in packages {
                versions[Name(name: package.name, architecture: package.architecture), default: []].append(package.version)
            }
            return versions
        }
        let before = versions(old)
        let now = versions(new)
        let names = Set(before.keys).union(now.keys)
        let architectures = Dictionary(names.map { ($0.name, 1) }, uniquingKeysWith: +)
        return names.sorted { ($0.name, $0.architecture) < ($1.name, $1.architecture) }.compactMap { name in
            let (a, b) = (before[name]?.sorted(), now[name]?.sorted())
            if a == b { return nil }
            let label = architectures[name.name, default: 1] > 1 ? "\(name.name):\(name.architecture)" : name.name
            return PackageChange(name: label, before: a?.joined(separator: ", "), now: b?.joined(separator: ", "))
        }
    }

    /// In numbers; `nil` where nothing changed.
    static func lineOfPackages(_ changes: [PackageChange]?) -> String? {
        guard let changes, !changes.isEmpty else { return nil }
        let added = changes.count { $0.before == nil }
        let removed = changes.count { $0.now == nil }
        return "\(added) added, \(removed) removed, \(changes.count - added - removed) of another version"
    }
}
