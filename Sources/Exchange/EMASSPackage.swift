internal import RMF

extension EMASSDocument {
    /// An item for each rule that fails.
    func poams(_ form: inout EMASSForm) -> JSONValue {
        let items = record.poamItems(findings, evidence: evidence)
        let contact = self.contact(&form, isNeeded: !items.isEmpty)
        return .array(items.map { poam($0, contact, &form) })
    }

    private func poam(_ item: POAMItem, _ contact: [String: JSONValue], _ form: inout EMASSForm) -> JSONValue {
        var members = contact
        members["status"] = .string(item.status.rawValue)
        members["externalUid"] = .string(
            UUIDv5.id("emass", record.target.digest ?? record.target.name, record.content.benchmark, item.rule.id))
        members["vulnerabilityDescription"] = form.required(
            "vulnerabilityDescription", item.description, limit: 2_000, remedy: "the content gives rule \(item.rule.id) no title")
        members["sourceIdentifyingVulnerability"] = form.required(
            "sourceIdentifyingVulnerability", item.source, limit: 2_000, remedy: "the content has no title")
        members["pocOrganization"] = form.exact("pocOrganization", options.organization, limit: 100, remedy: "give --poc-org")
        // eMASS asks what the correction takes. Nobody but the owner knows, and 250 characters hold saying so.
        members["resources"] = .string(PlainText.cut("Not stated. \(POAMItem.placeholder)", to: 250))
        members["identifiedInCFOAuditOrOtherReview"] = .bool(false)
        members["controlAcronym"] = item.controls.first.map { .string("\($0)") }
        members["securityChecks"] = form.optional(item.securityChecks, limit: 2_000)
        members["rawSeverity"] = .string(item.severity)
        members["severity"] = .string(item.severity)
        members["recommendations"] = form.optional(item.recommendations, limit: 2_000)
        members["comments"] = form.optional(item.comments, limit: 2_000)
        switch item.status {
        case .ongoing:
            guard let date = options.scheduledCompletion else {
                form.report(
                    "scheduledCompletionDate", "is required by eMASS for ongoing items, with milestones; give --scheduled-completion")
                break
            }
            members["scheduledCompletionDate"] = .integer(Int(date.unixTime))
            members["milestones"] = [["description": .string(item.milestone), "scheduledCompletionDate": .integer(Int(date.unixTime))]]
        case .riskAccepted:
            // An accepted risk must have neither date nor milestones, and must say why.
            if item.rule.answer?.justification.isEmpty ?? true {
                form.report("comments", "are required by eMASS for accepted risks; give the answer for \(item.rule.id) a justification")
            }
        }
        return .object(members)
    }

    /// The point of contact: all four or none.
    private func contact(_ form: inout EMASSForm, isNeeded: Bool) -> [String: JSONValue] {
        let given = [options.name, options.email, options.phone]
        guard isNeeded, given.contains(where: { $0 != nil }) else { return [:] }
        let remedy = "a point of contact has all of name, mail address and telephone or none; give --poc-name, --poc-email and --poc-phone"
        guard given.allSatisfy({ $0 != nil }) else {
            form.report("pocFirstName, pocLastName, pocEmail, pocPhoneNumber", "are required by eMASS together; \(remedy)")
            return [:]
        }
        let person = options.personName
        if person == nil {
            form.report("pocLastName", "is missing in '\(PlainText.line(options.name ?? ""))'; give --poc-name 'First Last'")
        }
        var members: [String: JSONValue] = [:]
        members["pocFirstName"] = person.flatMap { form.exact("pocFirstName", $0.first, limit: 100, remedy: remedy) }
        members["pocLastName"] = person.flatMap { form.exact("pocLastName", $0.last, limit: 100, remedy: remedy) }
        members["pocEmail"] = form.exact("pocEmail", options.email, limit: 100, remedy: remedy)
        members["pocPhoneNumber"] = form.exact("pocPhoneNumber", options.phone, limit: 100, remedy: remedy)
        return members
    }

    /// A plan for each control that rules map to; what an assessment cannot know is left out or asked for.
    func controls(_ form: inout EMASSForm) -> JSONValue {
        .array(findings.responses.map { control($0, &form) })
    }

    private func control(_ response: ControlResponse, _ form: inout EMASSForm) -> JSONValue {
        let words = response.responsibilities.isEmpty ? ["not stated by the content"] : response.responsibilities
        let entities =
            "Responsible by the content's rules: \(words.joined(separator: ", "))"
            + (response.providers.isEmpty ? "" : ". Provided by: \(response.providers.map(PlainText.line).joined(separator: "; "))")
        if options.scheduledCompletion == nil {
            form.report("estimatedCompletionDate", "is required by eMASS; give --scheduled-completion")
        }
        return [
            "acronym": .string("\(response.finding.control)"),
            "responsibleEntities": form.required("responsibleEntities", entities, limit: 2_000, remedy: ""),
            "controlDesignation": .string(response.designation.rawValue),
            "estimatedCompletionDate": options.scheduledCompletion.map { .integer(Int($0.unixTime)) },
            "implementationNarrative": form.required("implementationNarrative", narrative(response), limit: 2_000, remedy: ""),
            // Never "Implemented" or "Not Applicable" from rules alone: those are the owner's words, so the field is left out.
            "implementationStatus": response.finding.state == .open || response.finding.state == .undecided ? "Planned" : nil,
            "testMethod": "Test",
        ]
    }

    private func narrative(_ response: ControlResponse) -> String {
        var lines = ["\(response.standing). Drafted from rules; not a statement that the control is satisfied."]
        func add(_ title: String, _ points: [ControlResponse.Point]) {
            for point in points {
                lines.append("\(title): \(PlainText.line(point.ruleID)): \(point.sentences.map(PlainText.line).joined(separator: "; "))")
            }
        }
        lines.append("Evidence: \(evidence)")
        add("Open", response.open)
        add("Met", response.met)
        add("Deployer", response.deployer)
        add("Not applicable", response.notApplicable)
        return lines.joined(separator: "\n")
    }

    /// A non-compliant result for each assessment procedure whose CCI has a failing rule.
    ///
    /// A passing rule makes no procedure compliant, so there is no other result; those procedures stay the assessor's.
    func testResults(_ form: inout EMASSForm) -> JSONValue {
        guard let time = unixTime(record.time) else {
            form.report("testDate", "is no time in the result; run the scan again")
            return []
        }
        var byProcedure: [String: [String]] = [:]
        var unknown: Set<String> = []
        for rule in record.rules where rule.result == "fail" {
            for cci in rule.ccis {
                guard let procedure = procedures[cci] else {
                    unknown.insert(cci)
                    continue
                }
                byProcedure[procedure, default: []].append(
                    "\(PlainText.line(rule.id)) (\(rule.finding.category), \(PlainText.line(cci))): \(PlainText.line(rule.sentence))")
            }
        }
        if !unknown.isEmpty {
            form.report(
                "assessmentProcedure",
                "is required by eMASS and not known for \(unknown.sorted().map(PlainText.line).joined(separator: ", ")); "
                    + "give --procedures with the columns 'CCI' and 'AP Acronym' of your eMASS's test result export")
        }
        if !byProcedure.isEmpty, !(options.testedBy ?? "").contains(",") {
            form.report("testedBy", "is required by eMASS as 'Last, First'; give --tested-by")
        }
        return .array(
            byProcedure.sorted { $0.key < $1.key }.map { procedure, findings in
                [
                    "testedBy": options.testedBy.map { .string(PlainText.line($0)) }, "testDate": .integer(Int(time)),
                    "description": .string(
                        PlainText.cut(
                            ([("Rules of an automated assessment fail. Evidence: \(evidence)")] + findings).joined(separator: "\n"),
                            to: 4_000)),
                    "complianceStatus": "Non-Compliant", "assessmentProcedure": .string(PlainText.line(procedure)),
                ]
            })
    }
}
