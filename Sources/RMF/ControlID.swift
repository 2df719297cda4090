/// A control or control enhancement of NIST SP 800-53, without parts of its statement: `AC-2(3)`.
public struct ControlID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Two capital letters, e.g. `AC`.
    public var family: String
    /// The control in its family, from 1.
    public var number: Int
    /// The enhancement, from 1; `nil` for the base control.
    public var enhancement: Int?

    /// From its pieces.
    public init(family: String, number: Int, enhancement: Int? = nil) {
        self.family = family
        self.number = number
        self.enhancement = enhancement
    }

    /// Any of the forms that `ControlReference` reads; a part of the statement is dropped.
    public init?(_ text: String) {
        guard let reference = ControlReference(text) else { return nil }
        self = reference.control
    }

    /// As NIST writes it in prose: `AC-2(3)`.
    public var description: String { "\(family)-\(number)" + (enhancement.map { "(\($0))" } ?? "") }

    /// As NIST's OSCAL catalogue writes it: `ac-2.3`.
    public var oscalID: String { "\(family.lowercased())-\(number)" + (enhancement.map { ".\($0)" } ?? "") }

    /// The base control of an enhancement.
    public var base: ControlID { ControlID(family: family, number: number) }

    /// The order of the catalogue: by family, number, the base control before its enhancements.
    public static func < (left: ControlID, right: ControlID) -> Bool {
        (left.family, left.number, left.enhancement ?? 0) < (right.family, right.number, right.enhancement ?? 0)
    }
}
