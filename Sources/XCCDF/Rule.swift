public import XML

/// One requirement, and how to check it.
///
/// XCCDF 1.2, `ruleType`.
public struct Rule: Item {
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
    /// The rule it extended; the properties of that rule are already in this one.
    public internal(set) var extends: String?
    /// Whether the author selects it.
    public internal(set) var selected = true
    /// Weight among its siblings, 0 or more.
    public internal(set) var weight = 1.0
    /// What its result counts for.
    public internal(set) var role = Role.full
    /// How much it matters.
    public internal(set) var severity = Severity.unknown
    /// Whether each instance on the target is to be reported apart.
    public internal(set) var multiple = false
    /// The version as it stands, in DISA's content the STIG id.
    public internal(set) var version: String?
    /// Ids of the platforms it is for; any one of them suffices.
    public internal(set) var platforms: [String] = []
    /// For each element, the ids of which one must be selected.
    public internal(set) var requires: [[String]] = []
    /// Ids of items that must not be selected.
    public internal(set) var conflicts: [String] = []
    /// Its names in other systems, e.g. CCIs.
    public internal(set) var idents: [Ident] = []
    /// Alternatives of which one is used; empty where there is a ``complexCheck``.
    public internal(set) var checks: [Check] = []
    /// A combination of checks.
    public internal(set) var complexCheck: ComplexCheck?
    /// Its checks of a system, in a combination and outside of one.
    package func checks(system: String) -> [Check] { (checks + (complexCheck?.checks ?? [])).filter { $0.system == system } }
    /// Place of the group around it in ``Benchmark/groups``.
    public internal(set) var parent: Int?

    init(element: XMLElement, id: String) {
        self.element = element
        self.id = id
    }

    /// Scripts and commands that would establish it; they are shown, never run.
    public var fixes: [Fix] { Inheritance.appending("fix", element, inherited).map(Fix.init) }
    /// How to establish it, in prose.
    public var fixTexts: [XMLElement] { elements("fixtext") }
    /// Notes for profiles, by their `tag`.
    public var profileNotes: [XMLElement] { elements("profile-note") }
    /// How bad it is not to meet it, as a vector of CVSS; its own rather than an inherited one.
    public var impactMetric: XMLElement? { ([element] + inherited).lazy.compactMap { $0.child("impact-metric") }.first }
}

/// A script or command that would establish a rule. It is text to show; nothing of it is ever run.
///
/// XCCDF 1.2, `fixType`.
public struct Fix: Sendable {
    /// The element; its text may hold `sub` and `instance`.
    public var element: XMLElement
    /// The id that a `fixtext` may name.
    public var id: String?
    /// URI of the language it is written in.
    public var system: String?
    /// CPE name of the platform it is for.
    public var platform: String?

    /// What stands in `element`.
    public init(_ element: XMLElement) {
        self.element = element
        id = element.attribute("id")
        system = element.attribute("system")
        platform = element.attribute("platform")
    }
}
