/// How an item compares with the states of a test.
///
/// OVAL 5.11.2, oval-results, `TestedItemType`.
public struct TestedItem: Sendable {
    /// Place in ``SystemCharacteristics/items``.
    public var item: Int
    /// Of the item against all states.
    public var result: ResultValue
    /// Why, for a person.
    public var messages: [Message]
    /// A comparison of the item at this place.
    public init(item: Int, result: ResultValue, messages: [Message] = []) {
        self.item = item
        self.result = result
        self.messages = messages
    }
}

/// What a test came to.
///
/// OVAL 5.11.2, oval-results, `TestType`.
public struct TestResult: Sendable {
    /// Id of the test.
    public var id: String
    /// What it came to.
    public var result: ResultValue
    /// Why, for a person.
    public var messages: [Message]
    /// The items of its object, each compared with its states.
    public var testedItems: [TestedItem]
    /// Each value of each variable that the test's states refer to.
    public var testedVariables: [(variable: String, value: String)]
    /// A result from its parts.
    public init(
        id: String, result: ResultValue, messages: [Message] = [], testedItems: [TestedItem] = [],
        testedVariables: [(variable: String, value: String)] = []
    ) {
        self.id = id
        self.result = result
        self.messages = messages
        self.testedItems = testedItems
        self.testedVariables = testedVariables
    }
}

/// The results of the nodes of criteria, in the shape of ``Definition/Node``.
///
/// OVAL 5.11.2, oval-results, `CriteriaType`, `CriterionType`, `ExtendDefinitionType`.
public indirect enum CriteriaResult: Sendable {
    /// Criteria, and the results of their nodes.
    case criteria(Definition.Criteria, ResultValue, [CriteriaResult])
    /// A test.
    case criterion(Definition.Reference, ResultValue)
    /// Another definition.
    case extendDefinition(Definition.Reference, ResultValue)

    /// The result, negation already applied.
    public var result: ResultValue {
        switch self {
        case .criteria(_, let result, _), .criterion(_, let result), .extendDefinition(_, let result): result
        }
    }
}

/// What a definition came to.
///
/// OVAL 5.11.2, oval-results, `DefinitionType`.
public struct DefinitionResult: Sendable {
    /// Id of the definition.
    public var id: String
    /// What it came to.
    public var result: ResultValue
    /// The results of its criteria; `nil` where it has none.
    public var criteria: CriteriaResult?
    /// Why, for a person.
    public var messages: [Message]
    /// A result from its parts.
    public init(id: String, result: ResultValue, criteria: CriteriaResult? = nil, messages: [Message] = []) {
        self.id = id
        self.result = result
        self.criteria = criteria
        self.messages = messages
    }
}

/// Definitions, what was found, and what follows from both.
///
/// OVAL 5.11.2, oval-results, `oval_results`.
public struct OVALResults: Sendable {
    /// What was asked.
    public var definitions: Definitions
    /// What was found.
    public var characteristics: SystemCharacteristics
    /// Evaluated definitions by id; others were not asked for.
    public var definitionResults: [String: DefinitionResult] = [:]
    /// Evaluated tests by id.
    public var testResults: [String: TestResult] = [:]
    /// Every variable that was needed, by id.
    public var variables: [String: VariableValue] = [:]
    /// The external variables as given.
    public var externalVariables: [String: [String]] = [:]
    /// Of those, the ones that were observed and not decided by a person, by id: what the values rest on, as a phrase.
    public var observedVariables: [String: String] = [:]

    /// Nothing evaluated yet.
    public init(definitions: Definitions, characteristics: SystemCharacteristics) {
        self.definitions = definitions
        self.characteristics = characteristics
    }
}

/// What collects objects; it answers every object, failures as a flag with a message.
public protocol ObjectCollector: Sendable {
    /// Collects one object. Called from several tasks at once.
    func collect(_ object: ResolvedObject) -> Collected
}
