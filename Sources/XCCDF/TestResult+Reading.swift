public import Diagnostics
public import XML

extension TestResult {
    /// Reads a `TestResult` of XCCDF 1.1 or 1.2, of whatever tool; what the file does not say is left empty.
    ///
    /// Throws where the element is none or holds no rule-result. A word that is no result of the specification is read as `unknown`, with a
    /// message that quotes it, so that it can never count as a pass.
    public init(reading element: XMLElement) throws(ContentError) {
        _ = try SchemaVersion(of: element, expected: "TestResult")
        self.init(id: element.attribute("id") ?? "", endTime: element.attribute("end-time") ?? "", target: "")
        targets = []
        startTime = element.attribute("start-time")
        testSystem = element.attribute("test-system")
        version = element.attribute("version")
        var reading = ItemReading()
        for child in element.children {
            switch child.localName {
            case "benchmark":
                benchmarkHref = child.attribute("href")
                benchmarkID = child.attribute("id")
            case "tailoring-file":
                tailoringFile = TailoringFile(
                    href: child.attribute("href") ?? "", id: child.attribute("id") ?? "", version: child.attribute("version") ?? "",
                    time: child.attribute("time") ?? "")
            case "title": title = title ?? XMLElement.trimmed(child.allText)
            case "remark": remarks.append(XMLElement.trimmed(child.allText))
            case "organization": organizations.append(child.trimmedText)
            case "identity":
                identity = Identity(
                    child.trimmedText, authenticated: XCCDFBoolean.value(child.attribute("authenticated")) ?? false,
                    privileged: XCCDFBoolean.value(child.attribute("privileged")) ?? false)
            case "profile": profile = child.attribute("idref")
            case "target": targets.append(child.trimmedText)
            case "target-address": targetAddresses.append(child.trimmedText)
            case "target-facts":
                targetFacts += child.children("fact").map { fact in
                    Fact(
                        fact.attribute("name") ?? "", type: fact.attribute("type").flatMap(ValueType.init) ?? .string,
                        XMLElement.trimmed(fact.text))
                }
            case "platform": if let idref = child.attribute("idref") { platforms.append(idref) }
            case "set-value":
                if let idref = child.attribute("idref") { setValues.append(Profile.SetValue(idref: idref, values: [child.text])) }
            case "set-complex-value":
                if let idref = child.attribute("idref") {
                    setValues.append(Profile.SetValue(idref: idref, values: child.children("item").map(\.text), isComplex: true))
                }
            case "rule-result": if let result = RuleResult(reading: child, &reading) { ruleResults.append(result) }
            case "score":
                guard let value = Double(child.trimmedText), value.isFinite else { continue }
                let maximum = child.attribute("maximum").flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
                scores.append(Score(system: child.attribute("system") ?? "", value: value, maximum: maximum ?? 100))
            default: break
            }
        }
        guard reading.errors.isEmpty else { throw ContentError(reading.errors) }
        guard !ruleResults.isEmpty else {
            throw ContentError(at: element.location, about: id, "the TestResult holds no rule-result; give the result of an evaluation")
        }
    }
}

extension RuleResult {
    fileprivate init?(reading element: XMLElement, _ reading: inout ItemReading) {
        guard let idref = element.attribute("idref"), !idref.isEmpty else {
            reading.error(element, nil, "the rule-result has no idref; name its rule")
            return nil
        }
        let word = element.child("result")?.trimmedText ?? ""
        self.init(
            idref: idref, result: ResultValue(rawValue: word) ?? .unknown,
            severity: element.attribute("severity").flatMap(Severity.init) ?? .unknown,
            weight: reading.weight(element.attribute("weight"), element) ?? 1, role: element.attribute("role").flatMap(Role.init) ?? .full)
        if ResultValue(rawValue: word) == nil { messages.append(Message(.warning, "\"\(word)\" is no result of XCCDF")) }
        version = element.attribute("version")
        time = element.attribute("time")
        for child in element.children {
            switch child.localName {
            case "override":
                overrides.append(
                    Override(
                        time: child.attribute("time") ?? "", authority: child.attribute("authority") ?? "",
                        oldResult: child.child("old-result").flatMap { ResultValue(rawValue: $0.trimmedText) } ?? .unknown,
                        newResult: child.child("new-result").flatMap { ResultValue(rawValue: $0.trimmedText) } ?? .unknown,
                        remark: child.child("remark").map { XMLElement.trimmed($0.allText) } ?? ""))
            case "ident": idents.append(Ident(system: child.attribute("system") ?? "", value: child.trimmedText))
            case "message":
                let text = XMLElement.trimmed(child.allText)
                if !text.isEmpty { messages.append(Message(child.attribute("severity").flatMap(MessageSeverity.init) ?? .info, text)) }
            case "instance": instance = child.trimmedText
            case "check": if used == nil { used = reading.check(child, idref).map { .check(UsedCheck(recorded: $0, result)) } }
            case "complex-check": used = reading.complexCheck(child, idref).map { Used(recorded: $0, result) }
            default: break
            }
        }
    }
}

extension RuleResult.UsedCheck {
    /// A check of a result: it names the one reference that was used. Its own result is `rule`'s before negation.
    fileprivate init(recorded check: Check, _ rule: ResultValue) {
        self.init(check: check, result: rule.negated(check.negate))
        contentRef = check.contentRefs.first
        imports = check.element.children("check-import").reduce(into: [:]) { imports, element in
            if let name = element.attribute("import-name") { imports[name] = element.text }
        }
    }
}

extension RuleResult.Used {
    /// A combination of a result: it does not say what each part came to, so that stays `unknown`.
    fileprivate init(recorded complex: ComplexCheck, _ rule: ResultValue) {
        self = .complex(
            complex.operator, negate: complex.negate,
            complex.children.map { child in
                switch child {
                case .check(let check): .check(RuleResult.UsedCheck(recorded: check, .unknown))
                case .complex(let inner): RuleResult.Used(recorded: inner, .unknown)
                }
            })
    }
}

extension SelectedRules {
    /// The values that a run recorded in its result (`set-value`) take the place of those of the profile, so that texts say what was checked.
    public mutating func set(_ recorded: [Profile.SetValue]) {
        for set in recorded {
            guard let place = benchmark.valuePlaces[set.idref] else { continue }
            values[place].values = set.values
            values[place].isComplex = set.isComplex
        }
    }
}
