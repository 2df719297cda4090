internal import XML

/// The document that the stylesheet in `reports/site` is applied to: one line for each of many assessments.
public struct SiteDocument: Sendable {
    /// One assessment, in the numbers of its line.
    public struct Entry: Sendable, Hashable {
        /// Where its report is, seen from the page.
        public var report: String
        /// Where its result is, seen from the folder.
        public var results: String
        private let target: TargetRecord
        private let content: ContentRecord
        private let gate: GateRecord?
        private let time: String
        private let counts: [ReportSummary.Category]
        private let stale: Int
        private let void: Int

        /// The line of `record`.
        public init(_ record: AssessmentRecord, results: String, report: String) {
            self.report = report
            self.results = results
            // Layers and packages of thousands of images would fill the memory, and the line does not show them.
            var target = record.target
            target.layers = []
            target.packages = nil
            target.facts = []
            self.target = target
            content = record.content
            gate = record.gate
            time = record.time
            counts = ReportSummary.Category.counts(of: record.rules)
            stale = record.gate?.staleAnswers ?? 0
            void = record.rules.count { $0.answer?.voidBecause != nil }
        }

        /// When the assessment took place.
        public var assessed: String { time }

        func write(to writer: inout XMLWriter) {
            let risk = ReportSummary.Risk(counts)
            let all = counts.last ?? ReportSummary.Category(name: "All")
            writer.element(
                "assessment",
                [
                    "target": target.name, "digest": target.digest, "platform": target.platform, "os": target.osName,
                    "content": content.title,
                    "version": content.version, "release": content.release, "profile": content.profileTitle ?? content.profile,
                    "time": time,
                    "report": report, "results": results, "gate": gateKey, "gate-title": gate?.verdict ?? "none asked",
                    "cat-1": String(counts[0].open), "cat-2": String(counts[1].open), "cat-3": String(counts[2].open),
                    "not-reviewed": String(all.notReviewed), "error": String(all.errors), "not-applicable": String(all.notApplicable),
                    "not-a-finding": String(all.notAFinding), "rules": String(all.rules),
                    "evidence": gate.map { decimal($0.evidencePercent) }, "risk": risk.rating.name, "risk-class": risk.rating.key,
                    "risk-value": decimal(risk.value), "void": void > 0 ? String(void) : nil,
                ])
        }

        private var gateKey: String {
            switch gate?.verdict {
            case "holds": "held"
            case "findings", "stale answers": "broken"
            case nil: "none"
            default: "unfit"
            }
        }

        fileprivate var order: (String, String, String, String) { (target.name, content.title, time, results) }
    }

    /// The assessments, in any order.
    public var entries: [Entry]
    /// Files that could not be read, and why.
    public var unreadable: [(file: String, why: String)]
    /// The program.
    public var tool: AssessmentRecord.Tool

    /// A page of `entries`.
    public init(_ entries: [Entry], unreadable: [(file: String, why: String)], tool: AssessmentRecord.Tool) {
        self.entries = entries
        self.unreadable = unreadable
        self.tool = tool
    }

    /// The document; entries by name, content and time.
    public func bytes() -> [UInt8] {
        var writer = XMLWriter()
        writer.element("report", namespace: "urn:stigready:report:1") { writer in
            writer.element("target", ["name": "\(entries.count) assessments"])
            writer.element("tool", ["name": tool.name, "version": tool.version])
            let times = entries.map(\.assessed)
            writer.element("catalog", ["count": String(entries.count), "first": times.min(), "last": times.max()]) { writer in
                for entry in entries.sorted(by: { $0.order < $1.order }) { entry.write(to: &writer) }
                for problem in unreadable { writer.element("unreadable", ["file": problem.file], text: problem.why) }
            }
        }
        return writer.bytes
    }
}
