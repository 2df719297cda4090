public import Diagnostics
public import XML

/// A checklist: rules in groups, the values they use, and profiles that choose among them.
///
/// XCCDF 1.2 (NISTIR 7275 revision 4), `Benchmark`; XCCDF 1.1.4 is read into the same type.
public struct Benchmark: Sendable {
    /// A `plain-text` element, for use in text substitution.
    public struct PlainText: Sendable, Hashable {
        /// The id that `sub` names.
        public var id: String
        /// What stands for it.
        public var text: String
    }

    /// The element it was read from; results carry a copy of it.
    public let element: XMLElement
    /// The schema it is written in.
    public let schema: SchemaVersion
    /// The id.
    public let id: String
    /// The version as it stands; empty where there is none.
    public internal(set) var version = ""
    /// States, in document order.
    public internal(set) var statuses: [Status] = []
    /// Whether the author declares that nothing in it extends anything.
    public internal(set) var isResolved = false
    /// Ids of the platforms it is for; any one of them suffices.
    public internal(set) var platforms: [String] = []
    /// Its `platform-specification` (CPE language), or the CPE lists that XCCDF 1.1 allows in its place.
    public internal(set) var platformSpecification: XMLElement?
    /// Its `cpe-list` (CPE dictionary 1.0 or 2.0), where it embeds one.
    public internal(set) var cpeList: XMLElement?
    /// Texts for substitution.
    public internal(set) var plainTexts: [PlainText] = []
    /// URIs of the scoring models it asks for, in document order.
    public internal(set) var models: [String] = []
    /// Values in document order, those inside groups included, without abstract ones.
    public internal(set) var values: [Value] = []
    /// Groups in document order (outer before inner), without abstract ones.
    public internal(set) var groups: [Group] = []
    /// Rules in document order, without abstract ones and those in abstract groups.
    public internal(set) var rules: [Rule] = []
    /// Groups and rules directly inside, in document order.
    public internal(set) var content: [ItemPlace] = []
    /// Profiles in document order, without abstract ones, extension resolved.
    public internal(set) var profiles: [Profile] = []
    /// Whether groups hold copies of the items of groups that they extend (XCCDF 1.1.4); those have ids that the source does not have.
    public internal(set) var hasCopies = false
    /// What is odd in it but does not keep it from being evaluated.
    public internal(set) var diagnostics: [Diagnostic] = []

    var valuePlaces: [String: Int] = [:]
    var groupPlaces: [String: Int] = [:]
    var rulePlaces: [String: Int] = [:]
    /// Abstract profiles too: tailoring may extend them.
    var allProfiles: [String: Profile] = [:]

    init(element: XMLElement, schema: SchemaVersion, id: String) {
        self.element = element
        self.schema = schema
        self.id = id
    }

    /// The title in English, else the first.
    public var title: XMLElement? { element.children("title").preferred }
    /// The description in English, else the first.
    public var descriptionElement: XMLElement? { element.children("description").preferred }
    /// Legal and other notices.
    public var notices: [XMLElement] { element.children("notice") }
    /// References of the benchmark as a whole.
    public var references: [Reference] { element.children("reference").map(Reference.init) }

    /// The rule with this id.
    public func rule(_ id: String) -> Rule? { rulePlaces[id].map { rules[$0] } }
    /// The group with this id.
    public func group(_ id: String) -> Group? { groupPlaces[id].map { groups[$0] } }
    /// The value with this id.
    public func value(_ id: String) -> Value? { valuePlaces[id].map { values[$0] } }
    /// The profile with this id, by its whole id.
    public func profile(_ id: String) -> Profile? { profiles.first { $0.id == id } }

    /// The groups around the group at `place`, nearest first, itself included.
    public func ancestors(ofGroupAt place: Int?) -> [Group] {
        var result: [Group] = []
        var next = place
        while let place = next {
            result.append(groups[place])
            next = groups[place].parent
        }
        return result
    }
}

/// Groups and rules that belong together.
///
/// XCCDF 1.2, `groupType`.
public struct Group: Item {
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
    /// The group it extended; the properties of that group are already in this one.
    public internal(set) var extends: String?
    /// Whether the author selects it; what is inside an unselected group is not selected either.
    public internal(set) var selected = true
    /// Weight among its siblings, 0 or more.
    public internal(set) var weight = 1.0
    /// Ids of the platforms it is for; any one of them suffices.
    public internal(set) var platforms: [String] = []
    /// For each element, the ids of which one must be selected.
    public internal(set) var requires: [[String]] = []
    /// Ids of items that must not be selected.
    public internal(set) var conflicts: [String] = []
    /// Place of the group around it in ``Benchmark/groups``.
    public internal(set) var parent: Int?
    /// Groups and rules directly inside, in document order.
    public internal(set) var content: [ItemPlace] = []

    init(element: XMLElement, id: String) {
        self.element = element
        self.id = id
    }
}
