/// How the set of products that one name stands for relates to that of another.
///
/// CPE 2.3 Name Matching (NISTIR 7696), "Name Comparison Relations".
public enum CPERelation: String, Sendable, Hashable {
    /// The same.
    case equal
    /// The source stands for all that the target stands for, and more.
    case superset
    /// The source stands for a part of what the target stands for.
    case `subset`
    /// They have nothing in common.
    case disjoint
    /// The specification does not say.
    case undefined
}

extension CPEName.Value {
    /// How this attribute value relates to the one of the target.
    ///
    /// NISTIR 7696, table "Enumeration of Attribute Comparison Set Relations". The table leaves targets with wildcards undefined; two
    /// values written alike are equal here all the same.
    public func relation(to target: CPEName.Value) -> CPERelation {
        switch (self, target) {
        case (_, .string(let value)) where value.hasWildcard: self == target ? .equal : .undefined
        case (.any, .any): .equal
        case (.any, .notApplicable), (.any, .string): .superset
        case (.notApplicable, .any): .subset
        case (.notApplicable, .notApplicable): .equal
        case (.notApplicable, .string), (.string, .notApplicable): .disjoint
        case (.string, .any): .subset
        case (.string(let source), .string(let target)):
            source.hasWildcard ? (source.admits(target) ? .superset : .disjoint) : (source == target ? .equal : .disjoint)
        }
    }
}

extension CPEName {
    /// How this name relates to `target`.
    ///
    /// NISTIR 7696, table "Required CPE Name Comparison Relations". Attributes that disagree on which name is the wider one make
    /// names that overlap; the table has no word for that, so the answer is ``CPERelation/undefined``.
    public func relation(to target: CPEName) -> CPERelation {
        let relations = Attribute.allCases.map { self[$0].relation(to: target[$0]) }
        if relations.contains(.disjoint) { return .disjoint }
        if relations.contains(.undefined) { return .undefined }
        let wider = relations.contains(.superset)
        let narrower = relations.contains(.subset)
        switch (wider, narrower) {
        case (false, false): return .equal
        case (true, false): return .superset
        case (false, true): return .subset
        case (true, true): return .undefined
        }
    }

    /// Whether a platform of this name is answered by the dictionary entry `item`.
    ///
    /// SP 800-126r3, on CPE names in XCCDF: the result of matching the name to a dictionary entry is EQUAL or SUPERSET.
    public func matches(_ item: CPEName) -> Bool {
        // Attribute by attribute, so that most entries are left at the vendor or the product.
        for attribute in Attribute.allCases {
            switch self[attribute].relation(to: item[attribute]) {
            case .equal, .superset: continue
            case .subset, .disjoint, .undefined: return false
            }
        }
        return true
    }
}
