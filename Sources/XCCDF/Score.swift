/// How results are counted together.
///
/// XCCDF 1.2 (NISTIR 7275 revision 4), "Scoring and Results Model".
public enum ScoringModel: String, Sendable, Hashable, CaseIterable {
    /// Each group the weighted mean of what is directly inside, from 0 to 100.
    case `default` = "urn:xccdf:scoring:default"
    /// The weights of compliant rules, of the weights of all scored ones.
    case flat = "urn:xccdf:scoring:flat"
    /// The number of compliant rules, of all scored ones.
    case flatUnweighted = "urn:xccdf:scoring:flat-unweighted"
    /// 1 where the flat score is the maximum, else 0.
    case absolute = "urn:xccdf:scoring:absolute"

    /// The score of `results` for the rules they belong to.
    public func score(_ results: [RuleResult], of selected: SelectedRules) -> TestResult.Score {
        switch self {
        case .default:
            TestResult.Score(system: rawValue, value: NestedScore(results, selected).score, maximum: 100)
        case .flat: Self.flat(rawValue, results) { $0.weight }
        case .flatUnweighted: Self.flat(rawValue, results) { _ in 1 }
        case .absolute:
            TestResult.Score(
                system: rawValue, value: results.allSatisfy { !$0.result.isScored || $0.result.isCompliant } ? 1 : 0, maximum: 1)
        }
    }

    /// The scores by all models that the benchmark asks for; by the default model where it asks for none.
    ///
    /// Models that are not of the specification are passed over.
    public static func scores(_ results: [RuleResult], of selected: SelectedRules) -> [TestResult.Score] {
        var models: [ScoringModel] = []
        for model in selected.benchmark.models.compactMap(ScoringModel.init) where !models.contains(model) { models.append(model) }
        return (models.isEmpty ? [.default] : models).map { $0.score(results, of: selected) }
    }

    private static func flat(_ system: String, _ results: [RuleResult], weight: (RuleResult) -> Double) -> TestResult.Score {
        var score = 0.0
        var maximum = 0.0
        for result in results where result.result.isScored {
            maximum += weight(result)
            if result.result.isCompliant { score += weight(result) }
        }
        return TestResult.Score(system: system, value: score, maximum: maximum)
    }
}

/// The default model: Score.Rule, Score.Group, Score.Weight of the specification.
private struct NestedScore {
    private let selected: SelectedRules
    /// For each rule the share of its results that is compliant; rules without scored result are absent.
    private var rules: [String: (compliant: Int, scored: Int)] = [:]

    init(_ results: [RuleResult], _ selected: SelectedRules) {
        self.selected = selected
        for result in results where result.result.isScored {
            rules[result.idref, default: (0, 0)].scored += 1
            if result.result.isCompliant { rules[result.idref, default: (0, 0)].compliant += 1 }
        }
    }

    var score: Double { node(selected.benchmark.content)?.score ?? 0 }

    private struct Node {
        var score: Double
        var weight: Double
    }

    /// The weighted mean of items that hold anything scored; `nil` where none does.
    private func node(_ content: [ItemPlace]) -> Node? {
        var sum = 0.0
        var weights = 0.0
        var counted = false
        for place in content {
            guard let node = node(place) else { continue }
            counted = true
            sum += node.score * node.weight
            weights += node.weight
        }
        guard counted else { return nil }
        return Node(score: weights > 0 ? sum / weights : 0, weight: 1)
    }

    private func node(_ place: ItemPlace) -> Node? {
        switch place {
        case .group(let place):
            guard var node = node(selected.benchmark.groups[place].content) else { return nil }
            node.weight = selected.groupWeights[place]
            return node
        case .rule(let place):
            let rule = selected.rules[place]
            guard let counts = rules[rule.rule.id] else { return nil }
            // A rule with several results is compliant only as far as they are.
            return Node(score: 100 * Double(counts.compliant) / Double(counts.scored), weight: rule.weight)
        }
    }
}
