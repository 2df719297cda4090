/// Which results a document of results holds, and how much of each.
///
/// OVAL 5.11.2, oval-results, `DefaultDirectivesType`, `ClassDirectivesType`; oval-directives, `oval_directives`.
public struct Directives: Sendable, Hashable {
    /// What is said of definitions with one result.
    ///
    /// OVAL 5.11.2, oval-results, `DirectiveType`.
    public struct Directive: Sendable, Hashable {
        /// Whether such definitions are in the document.
        public var isReported: Bool
        /// Only the result: no criteria, no tests, no items.
        public var isThin: Bool
        /// A directive; a full one unless told otherwise.
        public init(isReported: Bool = true, isThin: Bool = false) {
            self.isReported = isReported
            self.isThin = isThin
        }
    }

    /// A copy of the definitions goes before the results.
    public var includesDefinitions = true
    /// What is said for each result; one that is not here is reported in full.
    public var byResult: [ResultValue: Directive] = [:]
    /// What is said instead of definitions of one class.
    public var byClass: [DefinitionClass: [ResultValue: Directive]] = [:]

    /// Everything in full.
    public init() {}

    /// Everything as `directive` says.
    public init(all directive: Directive) {
        for result in ResultValue.allCases { byResult[result] = directive }
    }

    /// What is said of a definition of this class with this result.
    public func directive(for result: ResultValue, of definitionClass: DefinitionClass?) -> Directive {
        if let definitionClass, let own = byClass[definitionClass] { return own[result] ?? Directive() }
        return byResult[result] ?? Directive()
    }
}
