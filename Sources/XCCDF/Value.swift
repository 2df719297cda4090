public import XML

/// A parameter that text and checks refer to; profiles choose or set it.
///
/// XCCDF 1.2, `valueType`.
public struct Value: Item {
    /// How it is compared with what is found. XCCDF 1.2, `valueOperatorType`.
    public enum Operator: String, Sendable, Hashable, CaseIterable {
        case equals
        case notEqual = "not equal"
        case greaterThan = "greater than"
        case lessThan = "less than"
        case greaterThanOrEqual = "greater than or equal"
        case lessThanOrEqual = "less than or equal"
        case patternMatch = "pattern match"
    }

    /// A `value`, `complex-value`, `default` or `complex-default`.
    public struct Setting: Sendable, Hashable {
        /// The name by which a `refine-value` chooses it; empty for none.
        public var selector: String
        /// One value, or those of a list in order.
        public var values: [String]
        /// Whether it is a list (`complex-value`).
        public var isComplex = false
    }

    /// A `lower-bound`, `upper-bound` or `match`.
    public struct Constraint: Sendable, Hashable {
        /// The name by which a `refine-value` chooses it; empty for none.
        public var selector: String
        /// A decimal number, or a pattern.
        public var value: String
    }

    /// What may be or is suggested to be chosen. XCCDF 1.2, `selChoicesType`.
    public struct Choices: Sendable, Hashable {
        /// The name by which a `refine-value` chooses it; empty for none.
        public var selector: String
        /// Whether nothing else may be chosen.
        public var mustMatch = false
        /// Each choice is one value or a list.
        public var choices: [[String]] = []
    }

    /// The element it was read from.
    public let element: XMLElement
    /// The id.
    public let id: String
    /// The elements it extends, nearest first.
    public internal(set) var inherited: [XMLElement] = []
    /// Members of a cluster are selected and refined together.
    public internal(set) var clusterID: String?
    /// Left out of documents, not of the evaluation.
    public internal(set) var hidden = false
    /// A profile or tailoring shall not change it.
    public internal(set) var prohibitChanges = false
    /// The value it extended; the properties of that value are already in this one.
    public internal(set) var extends: String?
    /// The type of its values.
    public internal(set) var type = ValueType.string
    /// How it is compared with what is found.
    public internal(set) var `operator` = Operator.equals
    /// Whether a person should be asked; this engine never asks.
    public internal(set) var interactive = false
    /// Its values, in document order.
    public internal(set) var settings: [Setting] = []
    /// What a person would be shown as suggestion.
    public internal(set) var defaults: [Setting] = []
    /// The least number allowed.
    public internal(set) var lowerBounds: [Constraint] = []
    /// The greatest number allowed.
    public internal(set) var upperBounds: [Constraint] = []
    /// Patterns that a value must match as a whole.
    public internal(set) var matches: [Constraint] = []
    /// What may be chosen.
    public internal(set) var choices: [Choices] = []
    /// Place of the group around it in ``Benchmark/groups``.
    public internal(set) var parent: Int?

    init(element: XMLElement, id: String) {
        self.element = element
        self.id = id
    }
}
