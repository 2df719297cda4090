public import Diagnostics
public import XML

/// Things with ids, in document order.
public struct Store<Value: Sendable>: Sendable {
    /// In document order.
    public private(set) var all: [Value] = []
    private var index: [String: Int] = [:]

    /// An empty store.
    public init() {}

    /// Adds a value; false where the id is taken, and nothing is added.
    @discardableResult
    public mutating func add(_ value: Value, id: String) -> Bool {
        guard index[id] == nil else { return false }
        index[id] = all.count
        all.append(value)
        return true
    }

    /// The value with this id.
    public subscript(id: String) -> Value? { index[id].map { all[$0] } }

    /// The place of an id in ``all``.
    public func position(of id: String) -> Int? { index[id] }
}

/// A document of OVAL definitions.
///
/// OVAL 5.11.2, oval-definitions, `oval_definitions`.
public struct Definitions: Sendable {
    /// The element it was read from; results carry a copy of it.
    public var element: XMLElement
    /// As the generator states it, e.g. `5.11.2`.
    public var schemaVersion: String
    /// Definitions by id.
    public var definitions = Store<Definition>()
    /// Tests by id.
    public var tests = Store<Test>()
    /// Objects by id.
    public var objects = Store<Object>()
    /// States by id.
    public var states = Store<State>()
    /// Variables by id.
    public var variables = Store<Variable>()
    /// What is wrong with single definitions but does not keep the others from being evaluated.
    public var diagnostics: [Diagnostic] = []

    /// An empty document.
    public init(element: XMLElement, schemaVersion: String) {
        self.element = element
        self.schemaVersion = schemaVersion
    }
}

/// oval-definitions, `DefinitionType`.
public struct Definition: Sendable {
    /// What stands around a reference in criteria.
    public struct Reference: Sendable {
        /// Id of the test or definition.
        public var id: String
        public var negate: Bool
        public var applicabilityCheck: Bool?
        public var comment: String?

        public init(id: String, negate: Bool = false, applicabilityCheck: Bool? = nil, comment: String? = nil) {
            self.id = id
            self.negate = negate
            self.applicabilityCheck = applicabilityCheck
            self.comment = comment
        }
    }

    /// oval-definitions, `CriteriaType`.
    public struct Criteria: Sendable {
        public var `operator`: OperatorEnumeration
        public var negate: Bool
        public var applicabilityCheck: Bool?
        public var comment: String?
        public var nodes: [Node]

        public init(_ operator: OperatorEnumeration = .and, negate: Bool = false, applicabilityCheck: Bool? = nil, comment: String? = nil, _ nodes: [Node]) {
            self.operator = `operator`
            self.negate = negate
            self.applicabilityCheck = applicabilityCheck
            self.comment = comment
            self.nodes = nodes
        }
    }

    /// One of the things criteria are made of.
    public indirect enum Node: Sendable {
        case criteria(Criteria)
        /// A test.
        case criterion(Reference)
        /// Another definition.
        case extendDefinition(Reference)
    }

    public var id: String
    public var version: String
    public var `class`: DefinitionClass
    public var isDeprecated: Bool
    public var title: String
    public var criteria: Criteria?
    public var element: XMLElement

    public init(
        id: String, version: String, class: DefinitionClass, isDeprecated: Bool = false, title: String, criteria: Criteria?, element: XMLElement
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

/// oval-definitions, `TestType`, with the references that each kind of test has.
public struct Test: Sendable {
    public var id: String
    public var version: String
    public var kind: TestKind
    public var check: CheckEnumeration
    public var checkExistence: ExistenceEnumeration
    public var stateOperator: OperatorEnumeration
    public var comment: String
    /// `nil` only for `unknown_test`.
    public var object: String?
    public var states: [String]
    public var location: SourceLocation

    public init(
        id: String, version: String = "1", kind: TestKind, check: CheckEnumeration, checkExistence: ExistenceEnumeration = .atLeastOneExists,
        stateOperator: OperatorEnumeration = .and, comment: String = "", object: String?, states: [String] = [], location: SourceLocation
    ) {
        self.id = id
        self.version = version
        self.kind = kind
        self.check = check
        self.checkExistence = checkExistence
        self.stateOperator = stateOperator
        self.comment = comment
        self.object = object
        self.states = states
        self.location = location
    }
}

/// An entity of an object or a state: what a value is asked to be.
///
/// oval-definitions, `EntityAttributeGroup`.
public struct Entity: Sendable {
    public var name: String
    public var datatype: Datatype
    public var operation: Operation
    public var isMasked: Bool
    /// `xsi:nil="true"`.
    public var isNil: Bool
    /// Id of the variable the values come from.
    public var variable: String?
    public var varCheck: CheckEnumeration
    /// Of state entities: how many of the item's entities of this name must match.
    public var entityCheck: CheckEnumeration
    /// Of state entities (5.11): how many of the item's entities of this name must exist.
    public var checkExistence: ExistenceEnumeration
    public var value: String
    /// Of a record: its fields.
    public var fields: [Entity]
    public var line: Int

    public init(
        _ name: String, _ value: String = "", datatype: Datatype = .string, operation: Operation = .equals, isMasked: Bool = false, isNil: Bool = false,
        variable: String? = nil, varCheck: CheckEnumeration = .all, entityCheck: CheckEnumeration = .all,
        checkExistence: ExistenceEnumeration = .atLeastOneExists, fields: [Entity] = [], line: Int = 0
    ) {
        self.name = name
        self.value = value
        self.datatype = datatype
        self.operation = operation
        self.isMasked = isMasked
        self.isNil = isNil
        self.variable = variable
        self.varCheck = varCheck
        self.entityCheck = entityCheck
        self.checkExistence = checkExistence
        self.fields = fields
        self.line = line
    }
}

/// oval-definitions, `filter`.
public struct Filter: Sendable {
    public enum Action: String, Sendable { case exclude, include }
    public var state: String
    public var action: Action
    public init(state: String, action: Action = .exclude) {
        self.state = state
        self.action = action
    }
}

/// oval-definitions, `set`.
public indirect enum ObjectSet: Sendable {
    public enum Operator: String, Sendable {
        case union = "UNION"
        case intersection = "INTERSECTION"
        case complement = "COMPLEMENT"
    }
    /// Of one or two objects, whose items pass through the filters first.
    case objects(Operator, [String], filters: [Filter])
    /// Of one or two sets.
    case sets(Operator, [ObjectSet])
}

/// oval-definitions, `ObjectType`: what to look for.
public struct Object: Sendable {
    public var id: String
    public var version: String
    public var kind: TestKind
    public var comment: String
    /// Attributes of `behaviors`, as written.
    public var behaviors: [String: String]
    public var entities: [Entity]
    public var filters: [Filter]
    public var set: ObjectSet?
    public var location: SourceLocation

    public init(
        id: String, version: String = "1", kind: TestKind, comment: String = "", behaviors: [String: String] = [:], entities: [Entity] = [],
        filters: [Filter] = [], set: ObjectSet? = nil, location: SourceLocation
    ) {
        self.id = id
        self.version = version
        self.kind = kind
        self.comment = comment
        self.behaviors = behaviors
        self.entities = entities
        self.filters = filters
        self.set = set
        self.location = location
    }
}

/// oval-definitions, `StateType`: what an item is asked to be.
public struct State: Sendable {
    public var id: String
    public var version: String
    public var kind: TestKind
    public var `operator`: OperatorEnumeration
    public var comment: String
    public var entities: [Entity]
    public var location: SourceLocation

    public init(
        id: String, version: String = "1", kind: TestKind, operator: OperatorEnumeration = .and, comment: String = "", entities: [Entity],
        location: SourceLocation
    ) {
        self.id = id
        self.version = version
        self.kind = kind
        self.operator = `operator`
        self.comment = comment
        self.entities = entities
        self.location = location
    }
}

/// oval-definitions, `VariableType`.
public struct Variable: Sendable {
    /// Where the values come from.
    public enum Source: Sendable {
        case constant([String])
        case external(possibleValues: [PossibleValue], restrictions: [Restriction])
        case local(Component)
    }

    /// oval-definitions, `possible_value`.
    public struct PossibleValue: Sendable {
        public var hint: String
        public var value: String
        public init(hint: String, value: String) {
            self.hint = hint
            self.value = value
        }
    }

    /// oval-definitions, `possible_restriction`: restrictions that hold together by its operator.
    public struct Restriction: Sendable {
        public var `operator`: OperatorEnumeration
        public var hint: String
        public var restrictions: [(operation: Operation, value: String)]
        public init(operator: OperatorEnumeration, hint: String, restrictions: [(operation: Operation, value: String)]) {
            self.operator = `operator`
            self.hint = hint
            self.restrictions = restrictions
        }
    }

    /// oval-definitions, `ComponentGroup` and `FunctionGroup`.
    public indirect enum Component: Sendable {
        public enum Arithmetic: String, Sendable { case add, multiply }
        public enum DateTimeFormat: String, Sendable {
            case yearMonthDay = "year_month_day"
            case monthDayYear = "month_day_year"
            case dayMonthYear = "day_month_year"
            case winFiletime = "win_filetime"
            case secondsSinceEpoch = "seconds_since_epoch"
            case cimDatetime = "cim_datetime"
        }

        case literal(String, Datatype)
        case object(id: String, field: String, recordField: String?)
        case variable(String)
        case arithmetic(Arithmetic, [Component])
        case begin(String, Component)
        case concat([Component])
        case count([Component])
        case end(String, Component)
        case escapeRegex(Component)
        case globToRegex(Component, globNoescape: Bool)
        case merge([Component])
        case regexCapture(String, Component)
        case split(String, Component)
        case substring(start: Int, length: Int, Component)
        case timeDifference(format1: DateTimeFormat, format2: DateTimeFormat, [Component])
        case unique([Component])
    }

    public var id: String
    public var version: String
    public var datatype: Datatype
    public var comment: String
    public var source: Source
    public var location: SourceLocation

    public init(id: String, version: String = "1", datatype: Datatype, comment: String = "", source: Source, location: SourceLocation) {
        self.id = id
        self.version = version
        self.datatype = datatype
        self.comment = comment
        self.source = source
        self.location = location
    }
}
