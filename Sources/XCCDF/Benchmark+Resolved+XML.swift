internal import XML

extension Benchmark {
    /// The benchmark as a document in which nothing extends anything and nothing is abstract, marked as resolved.
    ///
    /// XCCDF 1.1.4 (NISTIR 7275 revision 3) and 1.2, loading: `Loading.Resolve.Items` and `Loading.Resolve.Profiles`. The signature is left
    /// out, since it would no longer hold.
    ///
    /// - Parameter result: Takes the place of the results that the source holds; without one those stay.
    public func resolvedDocument(with result: TestResult? = nil) -> [UInt8] {
        var writer = XMLWriter(prefixes: TestResult.prefixes)
        writer.startCopy(of: element, without: ["resolved"])
        writer.attribute("resolved", "true")
        for child in element.children {
            switch child.localName {
            case "Profile": if let id = child.attribute("id"), let profile = profile(id) { profile.writeResolved(to: &writer) }
            case "Value": if let id = child.attribute("id"), let value = value(id) { value.writeResolved(to: &writer) }
            case "Group", "Rule", "signature": break
            case "TestResult": break
            default: writer.copy(child)
            }
        }
        for place in content { writeResolved(place, to: &writer) }
        if let result {
            result.write(to: &writer, schema: schema)
        } else {
            for child in element.children("TestResult") { writer.copy(child) }
        }
        writer.end()
        return writer.bytes
    }

    private func writeResolved(_ place: ItemPlace, to writer: inout XMLWriter) {
        switch place {
        case .rule(let rule): rules[rule].writeResolved(to: &writer)
        case .group(let place):
            let group = groups[place]
            group.startResolved(["hidden", "prohibitChanges", "selected", "weight"], to: &writer)
            group.writeSelectable(to: &writer)
            for value in values where value.parent == place { value.writeResolved(to: &writer) }
            for inner in group.content { writeResolved(inner, to: &writer) }
            writer.end()
        }
    }
}

extension Inheritance {
    /// What ``overriding(_:_:_:)`` leaves, the item's own before what it inherits: the first title or text is what readers show.
    fileprivate static func ownFirst(_ name: String, _ element: XMLElement, _ inherited: [XMLElement]) -> [XMLElement] {
        let all = overriding(name, element, inherited)
        let own = element.children(name).count
        return Array(all.suffix(own)) + all.dropLast(own)
    }
}

extension Item {
    /// Opens the item with its own attributes and, of `inheritable` ones, the nearest.
    fileprivate func startResolved(_ inheritable: [String], to writer: inout XMLWriter) {
        // A copy has an id of its own.
        let isCopy = element.attribute("id") != id
        writer.startCopy(of: element, without: isCopy ? ["id", "extends", "abstract"] : ["extends", "abstract"])
        if isCopy { writer.attribute("id", id) }
        for name in inheritable where element.attribute(name) == nil {
            if let value = inherited.lazy.compactMap({ $0.attribute(name) }).first { writer.attribute(name, value) }
        }
        for status in element.children("status") + element.children("dc-status") { writer.copy(status) }
        nearest("version").forEach { writer.copy($0) }
        for name in ["title", "description"] { Inheritance.ownFirst(name, element, inherited).forEach { writer.copy($0) } }
        for name in ["warning", "question", "reference"] { elements(name).forEach { writer.copy($0) } }
        nearest("metadata").forEach { writer.copy($0) }
    }

    /// Rationale, platforms, requirements and conflicts, in the order of `selectableItemType`.
    fileprivate func writeSelectable(to writer: inout XMLWriter) {
        Inheritance.ownFirst("rationale", element, inherited).forEach { writer.copy($0) }
        elements("platform").forEach { writer.copy($0) }
        for name in ["requires", "conflicts"] { Inheritance.appending(name, element, inherited).forEach { writer.copy($0) } }
    }

    /// What replaces what it would inherit: the elements of the nearest level that has any.
    fileprivate func nearest(_ names: String...) -> [XMLElement] {
        for level in [element] + inherited {
            let found = level.children.filter { names.contains($0.localName) }
            if !found.isEmpty { return found }
        }
        return []
    }
}

extension Rule {
    fileprivate func writeResolved(to writer: inout XMLWriter) {
        startResolved(["hidden", "prohibitChanges", "selected", "weight", "role", "severity", "multiple"], to: &writer)
        writeSelectable(to: &writer)
        Inheritance.appending("ident", element, inherited).forEach { writer.copy($0) }
        nearest("impact-metric").forEach { writer.copy($0) }
        for name in ["profile-note", "fixtext"] { elements(name).forEach { writer.copy($0) } }
        Inheritance.appending("fix", element, inherited).forEach { writer.copy($0) }
        nearest("check", "complex-check").forEach { writer.copy($0) }
        writer.end()
    }
}

extension Value {
    fileprivate func writeResolved(to writer: inout XMLWriter) {
        startResolved(["hidden", "prohibitChanges", "operator", "type", "interactive", "interfaceHint"], to: &writer)
        // In the order of the schema; of each kind the nearest for each selector.
        for names in [
            ["value", "complex-value"], ["default", "complex-default"], ["match"], ["lower-bound"], ["upper-bound"], ["choices"],
        ] {
            var settings: [XMLElement] = []
            for level in inherited.reversed() + [element] {
                for child in level.children where names.contains(child.localName) {
                    let selector = child.attribute("selector") ?? ""
                    if let place = settings.firstIndex(where: { ($0.attribute("selector") ?? "") == selector }) {
                        settings[place] = child
                    } else {
                        settings.append(child)
                    }
                }
            }
            settings.forEach { writer.copy($0) }
        }
        Inheritance.appending("source", element, inherited).forEach { writer.copy($0) }
        writer.end()
    }
}

extension Profile {
    fileprivate func writeResolved(to writer: inout XMLWriter) {
        guard let element else { return }
        writer.startCopy(of: element, without: ["extends", "abstract"])
        let levels = [element] + inherited
        for status in element.children("status") + element.children("dc-status") { writer.copy(status) }
        if let version = levels.lazy.compactMap({ $0.child("version") }).first { writer.copy(version) }
        for name in ["title", "description"] { Inheritance.ownFirst(name, element, inherited).forEach { writer.copy($0) } }
        for name in ["reference", "platform"] {
            Inheritance.overriding(name, element, inherited).forEach { writer.copy($0) }
        }
        // Later statements count, so those of the profile itself come last.
        for level in levels.reversed() {
            for child in level.children
            where ["select", "set-complex-value", "set-value", "refine-value", "refine-rule"].contains(child.localName) {
                writer.copy(child)
            }
        }
        if let metadata = levels.lazy.map({ $0.children("metadata") }).first(where: { !$0.isEmpty }) {
            metadata.forEach { writer.copy($0) }
        }
        writer.end()
    }
}
