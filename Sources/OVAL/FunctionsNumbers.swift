extension VariableResolver {
    /// oval-definitions, `ArithmeticFunctionType`: over the Cartesian product; a float where any of the components is one.
    mutating func arithmetic(_ operation: Variable.Component.Arithmetic, _ parts: [VariableValue]) throws(FunctionError) -> VariableValue {
        let result = joined(parts, ["0"], .int)
        guard !result.values.isEmpty else { return result }
        let numbers = try parts.mapEach { part throws(FunctionError) in
            try part.values.mapEach { text throws(FunctionError) in try Number(text, part.datatype) }
        }
        let product = try cartesianProduct(numbers)
        let values = try product.mapEach { factors throws(FunctionError) -> Number in
            guard var value = factors.first else { throw FunctionError("arithmetic without components") }
            for factor in factors.dropFirst() { value = operation == .add ? value.adding(factor) : value.multiplied(by: factor) }
            return value
        }
        let isFloat = values.contains(where: \.isFloat)
        return VariableValue(result.flag, values.map(\.description), isFloat ? .float : .int)
    }

    /// oval-definitions, `TimeDifferenceFunctionType`: seconds from the second component to the first, or from the one component to now.
    mutating func timeDifference(
        _ format1: Variable.Component.DateTimeFormat, _ format2: Variable.Component.DateTimeFormat, _ parts: [VariableValue]
    ) throws(FunctionError) -> VariableValue {
        let result = joined(parts, ["0"], .int)
        guard !result.values.isEmpty else { return result }
        func seconds(_ texts: [String], _ format: Variable.Component.DateTimeFormat) throws(FunctionError) -> [Int64] {
            try texts.mapEach { text throws(FunctionError) in
                guard let seconds = secondsSinceEpoch(text, format) else {
                    throw FunctionError("'\(excerpt(text))' is no date of format '\(format.rawValue)'")
                }
                return seconds
            }
        }
        let times: [[Int64]]
        switch parts.count {
        case 1: times = [[now], try seconds(parts[0].values, format2)]
        case 2: times = [try seconds(parts[0].values, format1), try seconds(parts[1].values, format2)]
        default: throw FunctionError("time_difference takes one or two components, not \(parts.count)")
        }
        let differences = try cartesianProduct(times).mapEach { pair throws(FunctionError) in
            let (difference, overflow) = pair[0].subtractingReportingOverflow(pair[1])
            if overflow { throw FunctionError("the difference of two times is too great") }
            return String(difference)
        }
        return VariableValue(result.flag, differences, .int)
    }

    /// Every choice of one of each, the last turning fastest.
    private mutating func cartesianProduct<Value>(_ lists: [[Value]]) throws(FunctionError) -> [[Value]] {
        var product: [[Value]] = [[]]
        for list in lists {
            let (count, overflow) = product.count.multipliedReportingOverflow(by: list.count)
            try budget.spend(values: overflow ? .max : count, bytes: overflow ? 0 : 16 * count)
            product = product.flatMap { begin in list.map { begin + [$0] } }
        }
        return product
    }
}

/// A number of the arithmetic function.
private enum Number {
    case int(BigInteger)
    case float(Double)

    init(_ text: String, _ datatype: Datatype) throws(FunctionError) {
        if datatype != .float, let value = BigInteger(collapsed(text)) {
            self = .int(value)
        } else if let value = Float64(lexical: text) {
            self = .float(value.value)
        } else {
            throw FunctionError("arithmetic takes numbers, not '\(excerpt(text))'")
        }
    }

    var isFloat: Bool {
        switch self {
        case .int: false
        case .float: true
        }
    }

    private var double: Double {
        switch self {
        case .int(let value): value.doubleValue
        case .float(let value): value
        }
    }

    var description: String {
        switch self {
        case .int(let value): value.description
        case .float(let value): value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-INF" : "INF") : String(value)
        }
    }

    func adding(_ other: Number) -> Number {
        if case .int(let left) = self, case .int(let right) = other { return .int(left + right) }
        return .float(double + other.double)
    }

    func multiplied(by other: Number) -> Number {
        if case .int(let left) = self, case .int(let right) = other { return .int(left * right) }
        return .float(double * other.double)
    }
}
