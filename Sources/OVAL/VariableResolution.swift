/// The values of variables, computed from content, from outside and from what was collected.
///
/// Variables are to be resolved after the variables and objects they refer to.
struct VariableResolver {
    let definitions: Definitions
    /// External variables by id.
    let external: [String: [String]]
    /// Seconds since 1970-01-01 00:00:00 UTC, for `time_difference`.
    let now: Int64
    let patterns: PatternCache
    /// What was resolved so far, by id.
    private(set) var values: [String: VariableValue] = [:]
    var budget = ValueBudget()

    init(definitions: Definitions, external: [String: [String]], now: Int64, patterns: PatternCache) {
        self.definitions = definitions
        self.external = external
        self.now = now
        self.patterns = patterns
    }

    /// Takes note of a variable that cannot be resolved.
    mutating func fail(_ id: String, _ message: String) { values[id] = VariableValue(.error, message: message) }

    /// Resolves one variable.
    mutating func resolve(_ id: String, collected: SystemCharacteristics) {
        guard let variable = definitions.variables[id] else { return fail(id, definitions.missing("variable", id)) }
        var value: VariableValue
        do throws(FunctionError) {
            switch variable.source {
            case .constant(let values): value = VariableValue(.complete, values)
            case .external(let possible, let restrictions): value = try externalValue(variable, possible, restrictions)
            case .local(let component): value = try evaluate(component, collected)
            }
        } catch {
            return fail(id, error.message)
        }
        value.datatype = variable.datatype
        if value.flag == .complete || value.flag == .incomplete {
            if value.values.isEmpty { value.flag = .doesNotExist }
            // VariableType: "The set of values identified by a variable must comply with the specified datatype, otherwise an error".
            for text in value.values {
                if let problem = variable.datatype.problem(with: text, patterns: patterns) { return fail(id, problem) }
            }
        } else {
            value.values = []
        }
        if value.flag == .doesNotExist && value.message == nil { value.message = "it has no values" }
        values[id] = value
    }

    /// oval-definitions, `external_variable`: a value is one of the possible values or within one of the possible restrictions, where
    /// there are any.
    private func externalValue(
        _ variable: Variable, _ possible: [Variable.PossibleValue], _ restrictions: [Variable.Restriction]
    ) throws(FunctionError) -> VariableValue {
        guard let values = external[variable.id], !values.isEmpty else {
            throw FunctionError("external variable \(variable.id) has no value; give one")
        }
        guard !possible.isEmpty || !restrictions.isEmpty else { return VariableValue(.complete, values) }
        for value in values {
            let isPossible = possible.contains { holds(value, .equals, $0.value, variable.datatype) == .true }
            let isWithin = restrictions.contains { restriction in
                restriction.operator.combine(restriction.restrictions.map { holds(value, $0.operation, $0.value, variable.datatype) })
                    == .true
            }
            guard isPossible || isWithin else {
                throw FunctionError("'\(excerpt(value))' is not among the possible values of external variable \(variable.id)")
            }
        }
        return VariableValue(.complete, values)
    }

    private func holds(_ value: String, _ operation: Operation, _ asked: String, _ datatype: Datatype) -> ResultValue {
        do throws(ComparisonError) {
            return try Comparison(operation, datatype, asked, patterns: patterns).holds(for: value) ? .true : .false
        } catch {
            return .error
        }
    }
}

/// Why a function has no value; the variable's flag is `error`.
struct FunctionError: Error {
    var message: String
    init(_ message: String) { self.message = message }
}

/// How much the values of all variables of an evaluation may hold: products of products grow without bound, and content is not ours.
struct ValueBudget {
    /// Of one function.
    static let values = 100_000
    /// Of all functions together.
    static let bytes = 256 << 20

    private var bytesLeft = Self.bytes

    /// Allows so many values of so many bytes together, or fails before they are made.
    mutating func spend(values: Int, bytes: Int) throws(FunctionError) {
        guard values <= Self.values else { throw FunctionError("a function has more than \(Self.values) values") }
        guard bytes <= bytesLeft else { throw FunctionError("the values of all variables hold more than \(Self.bytes >> 20) MiB") }
        bytesLeft -= bytes
    }
}
