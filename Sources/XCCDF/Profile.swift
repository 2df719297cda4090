public import XML

/// A choice among the rules of a benchmark, and settings for it.
///
/// XCCDF 1.2, `profileType`.
public struct Profile: Sendable {
    /// XCCDF 1.2, `profileSelectType`.
    public struct Select: Sendable, Hashable {
        /// A group or rule, or all of a cluster.
        public var idref: String
        /// Whether they are selected.
        public var selected: Bool

        /// `selected` for `idref`.
        public init(idref: String, selected: Bool) {
            self.idref = idref
            self.selected = selected
        }
    }

    /// XCCDF 1.2, `profileSetValueType` and `profileSetComplexValueType`.
    public struct SetValue: Sendable, Hashable {
        /// A value, or all of a cluster.
        public var idref: String
        /// One value, or those of a list.
        public var values: [String]
        /// Whether it is a list (`set-complex-value`).
        public var isComplex = false

        /// `values` for `idref`.
        public init(idref: String, values: [String], isComplex: Bool = false) {
            self.idref = idref
            self.values = values
            self.isComplex = isComplex
        }
    }

    /// XCCDF 1.2, `profileRefineValueType`.
    public struct RefineValue: Sendable, Hashable {
        /// A value, or all of a cluster.
        public var idref: String
        /// The setting to use.
        public var selector: String?
        /// The operator to use.
        public var `operator`: Value.Operator?
    }

    /// XCCDF 1.2, `profileRefineRuleType`.
    public struct RefineRule: Sendable, Hashable {
        /// A group or rule, or all of a cluster.
        public var idref: String
        /// The weight to use.
        public var weight: Double?
        /// The check to use.
        public var selector: String?
        /// The severity to use.
        public var severity: Severity?
        /// The role to use.
        public var role: Role?
    }

    /// One of the statements of a profile; where several concern one item, the later one counts.
    public enum Statement: Sendable, Hashable {
        /// Selects or unselects.
        case select(Select)
        /// Sets a value.
        case setValue(SetValue)
        /// Chooses a setting or operator of a value.
        case refineValue(RefineValue)
        /// Changes a rule or group.
        case refineRule(RefineRule)
    }

    /// The element it was read from; `nil` for a built-in profile.
    public let element: XMLElement?
    /// The id.
    public let id: String
    /// The profile it extends; where ``isExtended`` holds its statements already precede those of this one.
    public internal(set) var extends: String?
    /// For others to extend only.
    public internal(set) var abstract = false
    /// Tailoring shall not change it.
    public internal(set) var prohibitChanges = false
    /// The tag of the `profile-note` elements that are for it.
    public internal(set) var noteTag: String?
    /// Ids of the platforms it is for; any one of them suffices.
    public internal(set) var platforms: [String] = []
    /// Its statements in document order, preceded by those it inherits.
    public internal(set) var statements: [Statement] = []
    /// The elements it extends, nearest first.
    public internal(set) var inherited: [XMLElement] = []
    var isExtended = false

    init(element: XMLElement?, id: String) {
        self.element = element
        self.id = id
    }

    /// Selects all groups and rules.
    public static let allID = "(all)"

    /// The title in English, else the first; its own rather than an inherited one.
    public var title: XMLElement? { preferred("title") }
    /// The description in English, else the first; its own rather than an inherited one.
    public var descriptionElement: XMLElement? { preferred("description") }

    private func preferred(_ name: String) -> XMLElement? {
        (element.map { [$0] + inherited } ?? []).lazy.compactMap { $0.children(name).preferred }.first
    }

    /// The version as it stands.
    public var version: String? { element?.child("version")?.trimmedText }
    /// What it selects and unselects.
    public var selects: [Select] { statements.compactMap { if case .select(let select) = $0 { select } else { nil } } }
    /// The values it sets.
    public var setValues: [SetValue] { statements.compactMap { if case .setValue(let set) = $0 { set } else { nil } } }
    /// The settings of values it chooses.
    public var refineValues: [RefineValue] { statements.compactMap { if case .refineValue(let refine) = $0 { refine } else { nil } } }
    /// The rules and groups it changes.
    public var refineRules: [RefineRule] { statements.compactMap { if case .refineRule(let refine) = $0 { refine } else { nil } } }
}

/// Profiles that an organisation keeps beside a benchmark.
///
/// XCCDF 1.2, `tailoringType`; the same for XCCDF 1.1 as OpenSCAP's extension defines it.
public struct Tailoring: Sendable {
    /// The element it was read from.
    public let element: XMLElement
    /// The id.
    public let id: String
    /// The version as it stands.
    public internal(set) var version = ""
    /// When the version was made, as it stands.
    public internal(set) var versionTime: String?
    /// The file of the benchmark it is for.
    public internal(set) var benchmarkHref: String?
    /// The id of the benchmark it is for.
    public internal(set) var benchmarkID: String?
    /// The version of the benchmark it is for.
    public internal(set) var benchmarkVersion: String?
    /// Profiles in document order, abstract ones included; extension is resolved against a benchmark by ``SelectedRules``.
    public internal(set) var profiles: [Profile] = []

    init(element: XMLElement, id: String) {
        self.element = element
        self.id = id
    }
}
