extension Flag {
    /// The flag of a function of components with these flags.
    ///
    /// oval-definitions, `ConcatFunctionType`, evaluation chart; used for every function, as its words ("If one of the components does not
    /// exist, then the result … should be does not exist") fit them all.
    init(function components: some Sequence<Flag>) {
        let flags = Set(components)
        let order: [Flag] = [.error, .notApplicable, .notCollected, .doesNotExist, .incomplete]
        self = order.first { flags.contains($0) } ?? .complete
    }
}

extension VariableResolver {
    /// The value of a component.
    ///
    /// oval-definitions, `ComponentGroup` and `FunctionGroup`.
    mutating func evaluate(_ component: Variable.Component, _ collected: SystemCharacteristics) throws(FunctionError) -> VariableValue {
        switch component {
        case .literal(let text, let datatype):
            if let problem = datatype.problem(with: text, patterns: patterns) { throw FunctionError(problem) }
            return VariableValue(.complete, [text], datatype)
        case .object(let id, let field, let recordField):
            return try objectComponent(id, field: field, recordField: recordField, collected)
        case .variable(let id):
            return values[id] ?? VariableValue(.error, message: definitions.missing("variable", id))
        case .arithmetic(let operation, let components):
            return try arithmetic(
                operation, try components.mapEach { component throws(FunctionError) in try evaluate(component, collected) })
        case .begin(let characters, let inner):
            return try map(inner, collected) { text in text.utf8.starts(with: characters.utf8) ? text : characters + text }
        case .end(let characters, let inner):
            return try map(inner, collected) { text in
                text.utf8.count >= characters.utf8.count && text.utf8.suffix(characters.utf8.count).elementsEqual(characters.utf8)
                    ? text : text + characters
            }
        case .concat(let components):
            return try concat(try components.mapEach { component throws(FunctionError) in try evaluate(component, collected) })
        case .count(let components):
            let parts = try components.mapEach { component throws(FunctionError) in try evaluate(component, collected) }
            let count = parts.reduce(0) { $0 + $1.values.count }
            return joined(parts, [String(count)], .int)
        case .unique(let components):
            let parts = try components.mapEach { component throws(FunctionError) in try evaluate(component, collected) }
            var seen: Set<[UInt8]> = []
            let distinct = parts.flatMap(\.values).filter { seen.insert(Array($0.utf8)).inserted }
            return joined(parts, distinct, .string)
        case .merge(let components):
            let parts = try components.mapEach { component throws(FunctionError) in try evaluate(component, collected) }
            return joined(parts, parts.flatMap(\.values), .string)
        case .escapeRegex(let inner):
            return try map(inner, collected) { escapedForRegex($0) }
        case .globToRegex(let inner, let globNoescape):
            return try map(inner, collected) { (text) throws(FunctionError) in
                guard let regex = regexFromGlob(text, noescape: globNoescape) else {
                    throw FunctionError("'\(excerpt(text))' is no glob pattern: a bracket is not closed")
                }
                return regex
            }
        case .regexCapture(let pattern, let inner):
            return try regexCapture(pattern, try evaluate(inner, collected))
        case .split(let delimiter, let inner):
            return try split(delimiter, try evaluate(inner, collected))
        case .substring(let start, let length, let inner):
            return try map(inner, collected) { (text) throws(FunctionError) in try substring(text, start: start, length: length) }
        case .timeDifference(let format1, let format2, let components):
            return try timeDifference(
                format1, format2, try components.mapEach { component throws(FunctionError) in try evaluate(component, collected) })
        }
    }

    /// The values of an entity of every item of an object.
    ///
    /// oval-definitions, `ObjectComponentType`. Where no item was found there is no value: the flag is the object's `does not exist`, so
    /// that what refers to the variable does what `var_ref` says of variables without a value.
    private mutating func objectComponent(
        _ id: String, field: String, recordField: String?, _ collected: SystemCharacteristics
    ) throws(FunctionError) -> VariableValue {
        guard let object = collected.objects[id] else { throw FunctionError(definitions.missing("object", id)) }
        switch object.flag {
        case .complete, .incomplete: break
        case .error, .doesNotExist, .notCollected, .notApplicable:
            let reason = object.messages.first.map { ": \($0.text)" } ?? ""
            return VariableValue(object.flag, message: "object \(id): \(object.flag.rawValue)\(reason)")
        }
        var result = VariableValue(object.flag, [], .string)
        var datatypes: Set<Datatype> = []
        var bytes = 0
        for item in object.items.lazy.map({ collected.items[$0] }) {
            switch item.status {
            case .exists: break
            case .doesNotExist: continue
            case .error: throw FunctionError("an item of object \(id) could not be collected")
            case .notCollected:
                result.flag = .incomplete
                continue
            }
            let entities = item.entities.filter { $0.name == field }
            if entities.isEmpty { throw FunctionError("an item of object \(id) has no entity '\(field)'") }
            for entity in entities {
                for value in try values(of: entity, recordField, id) {
                    switch value.status {
                    case .exists:
                        datatypes.insert(value.datatype)
                        result.values.append(value.value)
                        bytes += value.value.utf8.count
                    case .doesNotExist: break
                    case .error: throw FunctionError("entity '\(field)' of an item of object \(id) could not be collected")
                    case .notCollected: result.flag = .incomplete
                    }
                }
            }
        }
        try budget.spend(values: 0, bytes: bytes)
        if result.values.isEmpty { result = VariableValue(.doesNotExist, message: "object \(id): no item has a value for '\(field)'") }
        if datatypes.count == 1, let datatype = datatypes.first { result.datatype = datatype }
        return result
    }

    private func values(of entity: ItemEntity, _ recordField: String?, _ id: String) throws(FunctionError) -> [ItemEntity] {
        guard let recordField else {
            if entity.datatype == .record {
                throw FunctionError("entity '\(entity.name)' of object \(id) is a record; name a record_field")
            }
            return [entity]
        }
        if entity.status != .exists { return [entity] }
        guard entity.datatype == .record else { throw FunctionError("entity '\(entity.name)' of object \(id) is no record") }
        let fields = entity.fields.filter { $0.name == recordField }
        if fields.isEmpty { throw FunctionError("entity '\(entity.name)' of object \(id) has no field '\(recordField)'") }
        return fields
    }

    /// What several parts come to: no values unless every part has some.
    func joined(_ parts: [VariableValue], _ values: [String], _ datatype: Datatype) -> VariableValue {
        let flag = Flag(function: parts.map(\.flag))
        if flag == .complete || flag == .incomplete { return VariableValue(flag, values, datatype) }
        return VariableValue(flag, message: parts.first { $0.flag == flag }?.message)
    }

    /// A function of one string, done for each value.
    private mutating func map(
        _ component: Variable.Component, _ collected: SystemCharacteristics, _ transform: (String) throws(FunctionError) -> String
    ) throws(FunctionError) -> VariableValue {
        let inner = try evaluate(component, collected)
        guard inner.flag == .complete || inner.flag == .incomplete else { return inner }
        let values = try inner.values.mapEach(transform)
        try budget.spend(values: values.count, bytes: values.reduce(0) { $0 + $1.utf8.count })
        return VariableValue(inner.flag, values, .string)
    }

    /// oval-definitions, `ConcatFunctionType`: the Cartesian product, the last component turning fastest.
    private mutating func concat(_ parts: [VariableValue]) throws(FunctionError) -> VariableValue {
        let result = joined(parts, [""], .string)
        guard !result.values.isEmpty else { return result }
        var values = [""]
        for part in parts {
            let (count, tooMany) = values.count.multipliedReportingOverflow(by: part.values.count)
            let bytes =
                values.reduce(0) { $0 + $1.utf8.count } * part.values.count + part.values.reduce(0) { $0 + $1.utf8.count } * values.count
            try budget.spend(values: tooMany ? .max : count, bytes: tooMany ? 0 : bytes)
            values = values.flatMap { begin in part.values.map { begin + $0 } }
        }
        return VariableValue(result.flag, values, .string)
    }

    /// oval-definitions, `SplitFunctionType`: empty fields stay.
    private mutating func split(_ delimiter: String, _ inner: VariableValue) throws(FunctionError) -> VariableValue {
        guard inner.flag == .complete || inner.flag == .incomplete else { return inner }
        var values: [String] = []
        for text in inner.values {
            try budget.spend(values: 0, bytes: text.utf8.count)
            values += splitted(text, by: delimiter)
            try budget.spend(values: values.count, bytes: 0)
        }
        return VariableValue(inner.flag, values, .string)
    }

    /// oval-definitions, `RegexCaptureFunctionType`: the first group of the first match; empty where nothing matches or the pattern has
    /// no group.
    private mutating func regexCapture(_ pattern: String, _ inner: VariableValue) throws(FunctionError) -> VariableValue {
        guard inner.flag == .complete || inner.flag == .incomplete else { return inner }
        let values = try inner.values.mapEach { (text) throws(FunctionError) in try firstCapture(pattern, in: text, patterns) }
        try budget.spend(values: values.count, bytes: values.reduce(0) { $0 + $1.utf8.count })
        return VariableValue(inner.flag, values, .string)
    }
}

extension Array {
    /// `map` that keeps the type of the error.
    func mapEach<Value, Failure: Error>(_ transform: (Element) throws(Failure) -> Value) throws(Failure) -> [Value] {
        var result: [Value] = []
        result.reserveCapacity(count)
        for element in self { result.append(try transform(element)) }
        return result
    }
}
