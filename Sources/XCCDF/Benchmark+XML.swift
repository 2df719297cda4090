public import Diagnostics
public import XML

extension Benchmark {
    /// Reads a benchmark, with all extension resolved and abstract items left out.
    ///
    /// Throws everything that is structurally wrong with it: another document, missing or repeated ids, extension in a circle or of nothing.
    public init(_ element: XMLElement) throws(ContentError) {
        let schema = try SchemaVersion(of: element, expected: "Benchmark")
        guard let id = element.attribute("id"), !id.isEmpty else {
            throw ContentError(at: element.location, "the Benchmark has no id; give it one")
        }
        var reader = BenchmarkReader(Benchmark(element: element, schema: schema, id: id))
        self = try reader.read()
    }
}

extension Tailoring {
    /// Reads a tailoring file; its profiles are resolved against a benchmark by ``SelectedRules``.
    public init(_ element: XMLElement) throws(ContentError) {
        _ = try SchemaVersion(of: element, expected: "Tailoring")
        guard let id = element.attribute("id"), !id.isEmpty else {
            throw ContentError(at: element.location, "the Tailoring has no id; give it one")
        }
        self.init(element: element, id: id)
        var reading = ItemReading()
        for child in element.children {
            switch child.localName {
            case "benchmark":
                benchmarkHref = child.attribute("href")
                benchmarkID = child.attribute("id")
                benchmarkVersion = child.attribute("version")
            case "version":
                version = child.trimmedText
                versionTime = child.attribute("time")
            case "Profile":
                guard let profile = reading.profile(child) else { continue }
                if profiles.contains(where: { $0.id == profile.id }) {
                    reading.error(child, profile.id, "the id is used by an earlier Profile; give each its own")
                }
                profiles.append(profile)
            default: break
            }
        }
        if profiles.isEmpty && reading.errors.isEmpty {
            reading.error(element, id, "the Tailoring holds no Profile; at least one is expected")
        }
        guard reading.errors.isEmpty else { throw ContentError(reading.errors) }
    }
}

extension SchemaVersion {
    init(of element: XMLElement, expected name: String) throws(ContentError) {
        // OpenSCAP writes tailoring for XCCDF 1.1 in a namespace of its own.
        let namespace =
            element.namespace == "http://open-scap.org/page/Xccdf-1.1-tailoring" ? SchemaVersion.v1_1.namespace : element.namespace
        guard let version = SchemaVersion(rawValue: namespace), element.localName == name else {
            throw ContentError(
                at: element.location,
                "the element is '\(element.localName)' in '\(element.namespace)'; a \(name) of XCCDF 1.1 or 1.2 is expected")
        }
        self = version
    }
}

/// Walks a benchmark once, in document order.
private struct BenchmarkReader {
    var benchmark: Benchmark
    var reading = ItemReading()
    /// Elements by id, made when the first item that extends another is met.
    var extendable: [String: XMLElement]?
    /// Copies of items that were made for groups that extend groups, by kind, all of them, and how deep they are nested now.
    var copyCounts: [String: Int] = [:]
    var copied = 0
    var copyDepth = 0
    var saidTooDeep = false

    init(_ benchmark: Benchmark) { self.benchmark = benchmark }

    mutating func read() throws(ContentError) -> Benchmark {
        benchmark.isResolved = XCCDFBoolean.value(benchmark.element.attribute("resolved")) ?? false
        var profiles: [Profile] = []
        for child in benchmark.element.children {
            switch child.localName {
            case "Profile": if let profile = reading.profile(child) { profiles.append(profile) }
            case "Value": value(child, parent: nil)
            case "Group": if let place = group(child, parent: nil) { benchmark.content.append(place) }
            case "Rule": if let place = rule(child, parent: nil) { benchmark.content.append(place) }
            case "status": if let status = reading.status(child) { benchmark.statuses.append(status) }
            case "version": benchmark.version = child.trimmedText
            case "platform": if let idref = child.attribute("idref") { benchmark.platforms.append(idref) }
            case "model": if let system = child.attribute("system") { benchmark.models.append(system) }
            case "plain-text":
                if let id = child.attribute("id") { benchmark.plainTexts.append(Benchmark.PlainText(id: id, text: child.text)) }
            case "platform-specification": benchmark.platformSpecification = child
            case "cpe-list": benchmark.cpeList = child
            default: break
            }
        }
        resolve(profiles)
        guard reading.errors.isEmpty else { throw ContentError(reading.errors) }
        benchmark.diagnostics = reading.warnings
        return benchmark
    }

    // MARK: Items

    private mutating func value(_ element: XMLElement, parent: Int?) {
        guard let chain = chain(element), let value = reading.value(chain, parent: parent) else { return }
        guard benchmark.valuePlaces.updateValue(benchmark.values.count, forKey: value.id) == nil else { return repeated(element, value.id) }
        benchmark.values.append(value)
    }

    private mutating func rule(_ element: XMLElement, parent: Int?, isCopy: Bool = false) -> ItemPlace? {
        guard let chain = chain(element), let rule = reading.rule(chain, parent: parent, copy: isCopy ? copyID("rule") : nil) else {
            return nil
        }
        let place = benchmark.rules.count
        guard benchmark.rulePlaces.updateValue(place, forKey: rule.id) == nil, benchmark.groupPlaces[rule.id] == nil else {
            repeated(element, rule.id)
            return nil
        }
        benchmark.rules.append(rule)
        return .rule(place)
    }

    private mutating func group(_ element: XMLElement, parent: Int?, isCopy: Bool = false) -> ItemPlace? {
        guard let chain = chain(element), let group = reading.group(chain, parent: parent, copy: isCopy ? copyID("group") : nil) else {
            return nil
        }
        let place = benchmark.groups.count
        guard benchmark.groupPlaces.updateValue(place, forKey: group.id) == nil, benchmark.rulePlaces[group.id] == nil else {
            repeated(element, group.id)
            return nil
        }
        benchmark.groups.append(group)
        var content: [ItemPlace] = []
        for child in element.children {
            switch child.localName {
            // The values of a copied group stay with the group they are of; its rules go on naming them.
            case "Value": if !isCopy { value(child, parent: place) }
            case "Group": if let inner = self.group(child, parent: place, isCopy: isCopy) { content.append(inner) }
            case "Rule": if let inner = rule(child, parent: place, isCopy: isCopy) { content.append(inner) }
            default: break
            }
        }
        content += copies(of: chain.dropFirst(), into: place, element)
        benchmark.groups[place].content = content
        return .group(place)
    }

    // MARK: Copies

    /// XCCDF 1.1.4 (NISTIR 7275 revision 3), `Loading.Resolve.Items`: a Group gets copies of the items of the group it extends, with ids of
    /// their own. The text leaves the ids open; these are formed as OpenSCAP forms them.
    private mutating func copies(of bases: some Sequence<XMLElement>, into place: Int, _ element: XMLElement) -> [ItemPlace] {
        var content: [ItemPlace] = []
        for base in bases {
            guard !isInside(element, base) else {
                reading.error(element, element.attribute("id"), "it extends the Group that holds it, which would have no end")
                return content
            }
            guard copyDepth < 20 else {
                reading.error(element, element.attribute("id"), "extension of Groups is nested more than 20 times")
                return content
            }
            copyDepth += 1
            defer { copyDepth -= 1 }
            for child in base.children {
                guard copied <= Self.mostCopies else { return content }
                switch child.localName {
                // Only an abstract group is not read itself, so that its values would be missing.
                case "Value":
                    let isAbstract = XCCDFBoolean.value(base.attribute("abstract")) ?? false
                    if isAbstract, let id = child.attribute("id"), benchmark.valuePlaces[id] == nil { value(child, parent: place) }
                case "Group": if let inner = group(child, parent: place, isCopy: true) { content.append(inner) }
                case "Rule": if let inner = rule(child, parent: place, isCopy: true) { content.append(inner) }
                default: break
                }
            }
        }
        return content
    }

    /// Extension that doubles at each level must not make a benchmark without end.
    private static let mostCopies = 20_000

    private mutating func copyID(_ kind: String) -> String {
        benchmark.hasCopies = true
        copied += 1
        if copied == Self.mostCopies {
            reading.error(benchmark.element, benchmark.id, "Groups that extend Groups make more than \(Self.mostCopies) copies")
        }
        if extendable == nil { extendable = Self.index(benchmark.element) }
        while true {
            copyCounts[kind, default: 0] += 1
            let number = String(copyCounts[kind, default: 0])
            let digits = String(repeating: "0", count: max(0, 3 - number.count)) + number
            // The ids of XCCDF 1.2 have parts.
            let id = benchmark.schema == .v1_2 ? "xccdf_inherited_\(kind)_\(digits)" : "inherited-\(kind)-\(digits)"
            if extendable?[id] == nil { return id }
        }
    }

    private func isInside(_ element: XMLElement, _ group: XMLElement) -> Bool {
        var next = element.parent
        while let around = next {
            if around.localName == group.localName && around.attribute("id") == group.attribute("id") { return true }
            next = around.parent
        }
        return false
    }

    private mutating func repeated(_ element: XMLElement, _ id: String) {
        reading.error(element, id, "the id is used by an earlier item; give each its own")
    }

    // MARK: Extension

    /// The element and those it extends, nearest first; `nil` where that fails.
    private mutating func chain(_ element: XMLElement) -> [XMLElement]? {
        guard var base = element.attribute("extends") else { return [element] }
        if extendable == nil { extendable = Self.index(benchmark.element) }
        let id = element.attribute("id") ?? ""
        var chain = [element]
        var ids = [id]
        while true {
            guard !ids.contains(base) else {
                reading.error(element, id, "extension goes in a circle: \((ids + [base]).joined(separator: " extends "))")
                return nil
            }
            guard let next = extendable?[base], next.localName == element.localName else {
                reading.error(chain[chain.count - 1], ids[ids.count - 1], "it extends '\(base)', and there is no such \(element.localName)")
                return nil
            }
            guard chain.count < Inheritance.mostLevels else {
                // Said once: of a chain of thousands each item would say the same.
                if !saidTooDeep { reading.error(element, id, Inheritance.tooDeep) }
                saidTooDeep = true
                return nil
            }
            chain.append(next)
            ids.append(base)
            guard let further = next.attribute("extends") else { return chain }
            base = further
        }
    }

    private static func index(_ element: XMLElement) -> [String: XMLElement] {
        var index: [String: XMLElement] = [:]
        func visit(_ element: XMLElement) {
            for child in element.children {
                let name = child.localName
                guard name == "Group" || name == "Rule" || name == "Value" else { continue }
                if let id = child.attribute("id"), index[id] == nil { index[id] = child }
                if name == "Group" { visit(child) }
            }
        }
        visit(element)
        return index
    }

    private mutating func resolve(_ profiles: [Profile]) {
        var raw: [String: Profile] = [:]
        for profile in profiles where raw.updateValue(profile, forKey: profile.id) != nil {
            if let element = profile.element {
                reading.error(element, profile.id, "the id is used by an earlier Profile; give each its own")
            }
        }
        for profile in profiles {
            do {
                let resolved = try profile.resolved { id, _ in raw[id] }
                benchmark.allProfiles[profile.id] = resolved
                if !profile.abstract { benchmark.profiles.append(resolved) }
            } catch {
                reading.errors += error.diagnostics
                if error.diagnostics.first?.message == Inheritance.tooDeep { return }
            }
        }
    }
}

extension Profile {
    /// The profile with the statements it inherits. `find` gives a profile by id, as seen from the one that names it.
    func resolved(_ find: (_ id: String, _ from: Profile) -> Profile?) throws(ContentError) -> Profile {
        var chain = [self]
        while let last = chain.last, let base = last.extends {
            guard let next = find(base, last) else {
                throw ContentError(at: last.element?.location, about: last.id, "it extends '\(base)', and there is no such Profile")
            }
            guard !chain.contains(where: { $0.element?.location == next.element?.location && $0.id == next.id }) else {
                let circle = (chain.map(\.id) + [base]).joined(separator: " extends ")
                throw ContentError(at: element?.location, about: id, "extension goes in a circle: \(circle)")
            }
            guard chain.count < Inheritance.mostLevels else {
                throw ContentError(at: element?.location, about: id, Inheritance.tooDeep)
            }
            chain.append(next)
        }
        guard chain.count > 1 else { return self }
        var result = self
        result.statements = chain.reversed().flatMap(\.statements)
        result.inherited = chain.dropFirst().flatMap { ($0.element.map { [$0] } ?? []) + $0.inherited }
        if let element {
            result.platforms = Inheritance.overriding("platform", element, result.inherited).compactMap { $0.attribute("idref") }
        }
        return result
    }
}
