public import XML

/// What is to be found out about a system: a statement, and the criteria that make it true.
///
/// OVAL 5.11.2, oval-definitions, `DefinitionType`.
public struct Definition: Sendable {
    /// What stands around a reference in criteria.
    ///
    /// OVAL 5.11.2, oval-definitions, `CriterionType` and `ExtendDefinitionType`.
    public struct Reference: Sendable {
        /// Id of the test or definition.
        public var id: String
        /// Whether true and false change places.
        public var negate: Bool
        /// Whether it decides if the definition applies (5.11); `nil` where the content does not say.
        public var applicabilityCheck: Bool?
        /// For a person.
        public var comment: String?

        /// A reference to the test or definition `id`.
        public init(id: String, negate: Bool = false, applicabilityCheck: Bool? = nil, comment: String? = nil) {
            self.id = id
            self.negate = negate
            self.applicabilityCheck = applicabilityCheck
            self.comment = comment
        }
    }

    /// Several nodes under one operator.
    ///
    /// OVAL 5.11.2, oval-definitions, `CriteriaType`.
    public struct Criteria: Sendable {
        /// How the results of the nodes are combined.
        public var `operator`: OperatorEnumeration
        /// Whether true and false change places.
        public var negate: Bool
        /// Whether they decide if the definition applies (5.11); `nil` where the content does not say.
        public var applicabilityCheck: Bool?
        /// For a person.
        public var comment: String?
        /// In document order; at least one.
        public var nodes: [Node]

        /// Criteria over `nodes`.
        public init(
            _ operator: OperatorEnumeration = .and, negate: Bool = false, applicabilityCheck: Bool? = nil, comment: String? = nil,
            _ nodes: [Node]
        ) {
            self.operator = `operator`
            self.negate = negate
            self.applicabilityCheck = applicabilityCheck
            self.comment = comment
            self.nodes = nodes
        }
    }

    /// One of the things criteria are made of.
    public indirect enum Node: Sendable {
        /// Criteria inside criteria.
        case criteria(Criteria)
        /// A test.
        case criterion(Reference)
        /// Another definition.
        case extendDefinition(Reference)
    }

    /// `oval:NAMESPACE:def:NUMBER`.
    public var id: String
    /// Counted up by the author with every change.
    public var version: String
    /// What it is about; it decides what true means.
    public var `class`: DefinitionClass
    /// Whether the author advises against its use; such a definition is evaluated all the same.
    public var isDeprecated: Bool
    /// `metadata/title`.
    public var title: String
    /// `nil` in a deprecated definition that has none.
    public var criteria: Criteria?
    /// The element it was read from.
    public var element: XMLElement

    /// A definition from its parts.
    public init(
        id: String, version: String, class: DefinitionClass, isDeprecated: Bool = false, title: String, criteria: Criteria?,
        element: XMLElement
    ) {
        self.id = id
        self.version = version
        self.class = `class`
        self.isDeprecated = isDeprecated
        self.title = title
        self.criteria = criteria
        self.element = element
    }
}
