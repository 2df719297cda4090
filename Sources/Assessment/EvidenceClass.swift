/// What a rule's result rests on.
public enum EvidenceClass: String, Sendable, Hashable, CaseIterable {
    /// At least one object of the image was looked at and decides the result.
    case observed
    /// Decided by something not being there, over an index known to be complete.
    case absence
    /// Decided by absence where the index is empty, unreadable or unknown; or by nothing of the image at all.
    case vacuous
    /// An answer file decided.
    case answer
    /// Not decided.
    case none
}

extension EvidenceClass {
    /// Of several of which each alone would do: the best one counts. `nil` is what says nothing about the image.
    static func anyOne(_ classes: [EvidenceClass?]) -> EvidenceClass? {
        if classes.contains(.observed) { return .observed }
        if classes.contains(.absence) { return .absence }
        return classes.contains { $0 != nil } ? .vacuous : nil
    }

    /// Of several that were all needed: one that proves nothing spoils the rest.
    static func allOf(_ classes: [EvidenceClass?]) -> EvidenceClass? {
        if classes.contains(where: { $0 == .vacuous || $0 == EvidenceClass.none }) { return .vacuous }
        if classes.contains(.observed) { return .observed }
        return classes.contains(.absence) ? .absence : nil
    }

    /// What a reader wants to see first comes first.
    static func rank(_ evidenceClass: EvidenceClass?) -> Int {
        switch evidenceClass {
        case .observed: 0
        case .absence: 1
        case .vacuous: 2
        case .answer, .some(.none): 3
        case nil: 4
        }
    }
}
