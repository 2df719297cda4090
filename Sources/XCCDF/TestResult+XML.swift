public import XML

extension TestResult {
    /// The result of a run, with benchmark, profile, tailoring, values and scores filled in; times, ids and target are the caller's.
    public init(
        id: String, of selected: SelectedRules, _ results: [RuleResult], target: String, startTime: String? = nil, endTime: String
    ) {
        self.init(id: id, endTime: endTime, target: target)
        self.startTime = startTime
        benchmarkID = selected.benchmark.id
        benchmarkHref = selected.benchmark.element.document.name
        version = selected.benchmark.version
        profile = selected.profile?.element == nil ? nil : selected.profile?.id
        setValues = selected.values.compactMap { effective in
            effective.values.map { Profile.SetValue(idref: effective.value.id, values: $0, isComplex: effective.isComplex) }
        }
        ruleResults = results
        scores = ScoringModel.scores(results, of: selected)
        if let tailoring = selected.tailoring, let time = tailoring.versionTime {
            tailoringFile = TailoringFile(
                href: tailoring.element.document.name, id: tailoring.id, version: tailoring.version, time: time)
        }
    }

    /// An id that the schema accepts: `xccdf_ORGANISATION_testresult_` and the profile's name.
    public static func id(organisation: String = "stigready", for selected: SelectedRules) -> String {
        let profile = selected.profile.map { profile in
            profile.element == nil ? "all" : XCCDFID.name(in: profile.id, kind: "profile")
        }
        return "xccdf_\(organisation)_testresult_\(profile ?? "default-profile")"
    }

    /// Prefixes for the namespaces that results carry; without them each such element would declare its own.
    public static let prefixes: KeyValuePairs<String, String> = [
        "html": "http://www.w3.org/1999/xhtml", "dc": "http://purl.org/dc/elements/1.1/",
        "cpe-lang": "http://cpe.mitre.org/language/2.0", "xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "sm": "http://github.com/nuwcdivnpt/stig-manager", "ev": "urn:stigready:evidence:1",
    ]

    /// The result as a document of its own.
    public func document(schema: SchemaVersion = .v1_2) -> [UInt8] {
        var writer = XMLWriter(prefixes: Self.prefixes)
        write(to: &writer, schema: schema)
        return writer.bytes
    }

    /// Writes the `TestResult`, valid by the schema's order; what XCCDF 1.1 has no place for is left out there.
    public func write(to writer: inout XMLWriter, schema: SchemaVersion = .v1_2) {
        writer.start(
            "TestResult", namespace: schema.namespace,
            ["id": id, "start-time": startTime, "end-time": endTime, "version": version, "test-system": testSystem])
        if let benchmarkHref {
            writer.element("benchmark", ["href": XSDText.anyURI(benchmarkHref), "id": schema == .v1_2 ? benchmarkID : nil])
        }
        if let file = tailoringFile, schema == .v1_2 {
            writer.element(
                "tailoring-file", ["href": XSDText.anyURI(file.href), "id": file.id, "version": file.version, "time": file.time])
        }
        if let title { writer.element("title", text: title) }
        for remark in remarks { writer.element("remark", text: remark) }
        for organization in organizations { writer.element("organization", text: organization) }
        if let identity {
            writer.element(
                "identity", ["authenticated": "\(identity.authenticated)", "privileged": "\(identity.privileged)"], text: identity.name)
        }
        if let profile { writer.element("profile", ["idref": profile]) }
        for target in targets { writer.element("target", text: target) }
        for address in targetAddresses { writer.element("target-address", text: address) }
        if !targetFacts.isEmpty {
            writer.start("target-facts")
            for fact in targetFacts { writer.element("fact", ["name": fact.name, "type": fact.type.rawValue], text: fact.value) }
            writer.end()
        }
        for platform in platforms { writer.element("platform", ["idref": platform]) }
        for set in setValues { write(set, to: &writer, schema: schema) }
        for result in ruleResults { result.write(to: &writer, schema: schema) }
        for score in scores {
            writer.element(
                "score", ["system": score.system, "maximum": XSDText.fixedDecimal(score.maximum)], text: XSDText.fixedDecimal(score.value))
        }
        if schema == .v1_2 && !metadata.isEmpty {
            writer.start("metadata")
            for markup in metadata { markup.write(to: &writer) }
            writer.end()
        }
        writer.end()
    }

    private func write(_ set: Profile.SetValue, to writer: inout XMLWriter, schema: SchemaVersion) {
        if set.isComplex && schema == .v1_2 {
            writer.start("set-complex-value", ["idref": set.idref])
            for item in set.values { writer.element("item", text: item) }
            writer.end()
        } else {
            writer.element("set-value", ["idref": set.idref], text: set.values.joined(separator: ","))
        }
    }
}

extension Benchmark {
    /// The benchmark with `result` as its only `TestResult`: the one document that viewers of results expect.
    ///
    /// The source is copied as it stands, except its earlier results and its signature, which would no longer hold. Where groups copied
    /// rules of groups they extend, it is resolved, since the results name the copies.
    public func document(with result: TestResult) -> [UInt8] {
        if hasCopies { return resolvedDocument(with: result) }
        var writer = XMLWriter(prefixes: TestResult.prefixes)
        writer.startCopy(of: element)
        for child in element.children where child.localName != "TestResult" && child.localName != "signature" { writer.copy(child) }
        result.write(to: &writer, schema: schema)
        writer.end()
        return writer.bytes
    }
}

extension RuleResult {
    /// Writes the `rule-result`.
    public func write(to writer: inout XMLWriter, schema: SchemaVersion = .v1_2) {
        writer.start(
            "rule-result", namespace: schema.namespace,
            [
                "idref": idref, "role": role.rawValue, "time": time, "severity": severity.rawValue, "version": version,
                "weight": XSDText.decimal(weight),
            ])
        writer.element("result", text: result.rawValue)
        for override in overrides {
            writer.start("override", ["time": override.time, "authority": override.authority])
            writer.element("old-result", text: override.oldResult.rawValue)
            writer.element("new-result", text: override.newResult.rawValue)
            writer.element("remark", text: override.remark)
            writer.end()
        }
        for ident in idents { writer.element("ident", ["system": ident.system], text: ident.value) }
        for message in messages { writer.element("message", ["severity": message.severity.rawValue], text: message.text) }
        if let used {
            var content = checkContent[...]
            write(used, &content, to: &writer, schema: schema)
        } else if !checkContent.isEmpty {
            writer.start("check", ["system": "urn:stigready:evidence"])
            write(checkContent[...], to: &writer)
            writer.end()
        }
        writer.end()
    }

    /// The first check carries `content`; XCCDF 1.1 knows no complex-check in results, its checks stand side by side.
    private func write(_ used: Used, _ content: inout ArraySlice<Markup>, to writer: inout XMLWriter, schema: SchemaVersion) {
        switch used {
        case .check(let check):
            check.write(to: &writer, schema: schema) { writer in write(content, to: &writer) }
            content = []
        case .complex(let combining, let negate, let children):
            if schema == .v1_2 { writer.start("complex-check", ["operator": combining.rawValue, "negate": negate ? "true" : nil]) }
            for child in children { write(child, &content, to: &writer, schema: schema) }
            if schema == .v1_2 { writer.end() }
        }
    }

    private func write(_ content: ArraySlice<Markup>, to writer: inout XMLWriter) {
        guard !content.isEmpty else { return }
        writer.start("check-content")
        for markup in content { markup.write(to: &writer) }
        writer.end()
    }
}

extension RuleResult.UsedCheck {
    func write(to writer: inout XMLWriter, schema: SchemaVersion, _ content: (inout XMLWriter) -> Void) {
        let is12 = schema == .v1_2
        writer.start(
            "check",
            [
                "system": check.system, "negate": is12 && check.negate ? "true" : nil,
                "selector": check.selector.isEmpty ? nil : check.selector,
                "multi-check": is12 && check.multiCheck ? "true" : nil,
            ])
        for wanted in check.imports {
            writer.element(
                "check-import", ["import-name": wanted.name, "import-xpath": is12 ? wanted.xpath : nil], text: imports[wanted.name])
        }
        for export in check.exports {
            writer.element("check-export", ["value-id": export.valueID, "export-name": export.exportName])
        }
        for reference in contentRef.map({ [$0] }) ?? check.contentRefs {
            writer.element("check-content-ref", ["href": XSDText.anyURI(reference.href), "name": reference.name])
        }
        content(&writer)
        writer.end()
    }
}

extension Markup {
    /// Writes the element.
    public func write(to writer: inout XMLWriter) {
        writer.start(name.local, namespace: name.namespace)
        for attribute in attributes { writer.attribute(attribute.name, attribute.value) }
        writer.text(text)
        for child in children { child.write(to: &writer) }
        writer.end()
    }
}
