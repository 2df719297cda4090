public import Diagnostics

/// Values that entities and other variables refer to.
///
/// OVAL 5.11.2, oval-definitions, `VariableType`.
public struct Variable: Sendable {
    /// Where the values come from.
    public enum Source: Sendable {
        /// Written in the content. OVAL 5.11.2, oval-definitions, `constant_variable`.
        case constant([String])
        /// Given by the user, within these bounds. OVAL 5.11.2, oval-definitions, `external_variable`.
        case external(possibleValues: [PossibleValue], restrictions: [Restriction])
        /// Computed. OVAL 5.11.2, oval-definitions, `local_variable`.
        case local(Component)
    }

    /// A value that the user may give.
    ///
    /// OVAL 5.11.2, oval-definitions, `PossibleValueType`.
    public struct PossibleValue: Sendable {
        /// What the value means, for a person.
        public var hint: String
        /// The value.
        public var value: String
        /// A value and its meaning.
        public init(hint: String, value: String) {
            self.hint = hint
            self.value = value
        }
    }

    /// Restrictions on the user's value that hold together by an operator.
    ///
    /// OVAL 5.11.2, oval-definitions, `PossibleRestrictionType`.
    public struct Restriction: Sendable {
        /// How the single restrictions are combined.
        public var `operator`: OperatorEnumeration
        /// What they mean, for a person.
        public var hint: String
        /// What the user's value is compared with, and how.
        public var restrictions: [(operation: Operation, value: String)]
        /// Restrictions under one operator.
        public init(operator: OperatorEnumeration, hint: String, restrictions: [(operation: Operation, value: String)]) {
            self.operator = `operator`
            self.hint = hint
            self.restrictions = restrictions
        }
    }

    /// What a local variable is computed from.
    ///
    /// OVAL 5.11.2, oval-definitions, `ComponentGroup` and `FunctionGroup`; each case is the element of that name.
    public indirect enum Component: Sendable {
        /// OVAL 5.11.2, oval-definitions, `ArithmeticEnumeration`.
        public enum Arithmetic: String, Sendable, CaseIterable {
            /// The sum.
            case add
            /// The product.
            case multiply
        }
        /// OVAL 5.11.2, oval-definitions, `DateTimeFormatEnumeration`.
        public enum DateTimeFormat: String, Sendable, CaseIterable {
            /// `2026-01-31` and its like, with or without a time.
            case yearMonthDay = "year_month_day"
            /// `01/31/2026` and its like, with or without a time.
            case monthDayYear = "month_day_year"
            /// `31/01/2026` and its like, with or without a time.
            case dayMonthYear = "day_month_year"
            /// Units of 100 ns since 1601, in hexadecimal digits.
            case winFiletime = "win_filetime"
            /// Seconds since 1970.
            case secondsSinceEpoch = "seconds_since_epoch"
            /// `20260131235959.000000-000`.
            case cimDatetime = "cim_datetime"
        }

        /// `literal_component`.
        case literal(String, Datatype)
        /// `object_component`: the values of an entity, or of a field of a record, in all items of an object.
        case object(id: String, field: String, recordField: String?)
        /// `variable_component`.
        case variable(String)
        /// Over every combination of the values.
        case arithmetic(Arithmetic, [Component])
        /// Puts the text in front of values that do not begin with it.
        case begin(String, Component)
        /// Over every combination of the values.
        case concat([Component])
        /// The number of values (5.10).
        case count([Component])
        /// Puts the text behind values that do not end with it.
        case end(String, Component)
        /// `escape_regex`.
        case escapeRegex(Component)
        /// `glob_to_regex` (5.11).
        case globToRegex(Component, globNoescape: Bool)
        /// All values as one.
        case merge([Component])
        /// `regex_capture`: the first group of the pattern in each value.
        case regexCapture(String, Component)
        /// At each place of the delimiter.
        case split(String, Component)
        /// `substring_start` counts from 1; a negative length means to the end.
        case substring(start: Int, length: Int, Component)
        /// `time_difference`: between two components, or one and now, in seconds.
        case timeDifference(format1: DateTimeFormat, format2: DateTimeFormat, [Component])
        /// Each value once (5.10).
        case unique([Component])
    }

    /// `oval:NAMESPACE:var:NUMBER`.
    public var id: String
    /// Counted up by the author with every change.
    public var version: String
    /// What its values are.
    public var datatype: Datatype
    /// For a person.
    public var comment: String
    /// Where the values come from.
    public var source: Source
    /// Where it stands.
    public var location: SourceLocation

    /// A variable from its parts.
    public init(id: String, version: String = "1", datatype: Datatype, comment: String = "", source: Source, location: SourceLocation) {
        self.id = id
        self.version = version
        self.datatype = datatype
        self.comment = comment
        self.source = source
        self.location = location
    }
}
