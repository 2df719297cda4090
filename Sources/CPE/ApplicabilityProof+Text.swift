extension ApplicabilityProof {
    /// The proof as lines for people, two spaces deeper for each step.
    public var lines: [String] { lines(depth: 0) }

    private func lines(depth: Int) -> [String] {
        // A test of one thing says what that says.
        if case .test(_, false) = subject, because.count == 1, let only = because.first { return only.lines(depth: depth) }
        return [String(repeating: "  ", count: depth) + text] + because.flatMap { $0.lines(depth: depth + 1) }
    }

    private var text: String {
        switch subject {
        case .platform(let id, let title): "platform \(id)\(title.map { " (\($0))" } ?? "") \(verdict)"
        case .test(let combine, let negate): "\(negate ? "not " : "")\(combine == .and ? "all" : "any") of: \(truth.rawValue)"
        case .name(let name): "\(name) \(verdict)"
        case .item(let name, let title, let source): "\(name)\(title.map { " (\($0))" } ?? "") in \(source): \(truth.rawValue)"
        case .check(let check, let result): "\(check.id)\(check.href.isEmpty ? "" : " of \(check.href)") is \(result.rawValue)"
        case .fact(let name, let statement, _): "\(name) \(verdict): \(statement)"
        case .nothing(let reason): reason
        }
    }

    private var verdict: String { holds ? "applies" : "does not apply" }
}
