/// An entity of an object or a state: what a value is asked to be.
///
/// OVAL 5.11.2, oval-definitions, `EntityAttributeGroup`.
public struct Entity: Sendable {
    /// The name of its element; of a record's field, its `name` attribute.
    public var name: String
    /// What its value is.
    public var datatype: Datatype
    /// How it is compared.
    public var operation: Operation
    /// Whether found values are withheld from results.
    public var isMasked: Bool
    /// `xsi:nil="true"`.
    public var isNil: Bool
    /// Id of the variable the values come from.
    public var variable: String?
    /// How many of the variable's values must match.
    public var varCheck: CheckEnumeration
    /// Of state entities: how many of the item's entities of this name must match.
    public var entityCheck: CheckEnumeration
    /// Of state entities (5.11): how many of the item's entities of this name must exist.
    public var checkExistence: ExistenceEnumeration
    /// The text; empty where a variable gives the values.
    public var value: String
    /// Of a record: its fields.
    public var fields: [Entity]
    /// The line of its start tag.
    public var line: Int

    /// An entity from its parts; defaults as in the schema.
    public init(
        _ name: String, _ value: String = "", datatype: Datatype = .string, operation: Operation = .equals, isMasked: Bool = false,
        isNil: Bool = false,
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
