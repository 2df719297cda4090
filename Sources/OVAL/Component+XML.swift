internal import XML

extension Variable.Component {
    /// Reads a component or function of the variable `id`. A new kind of component is a line here.
    init?(_ element: XMLElement, of id: String, _ problems: inout Problems) {
        let before = problems.count
        var component = Reader(element: element, id: id)
        let made: Variable.Component? =
            switch element.localName {
            case "literal_component": component.literal(&problems)
            case "object_component": component.object(&problems)
            case "variable_component": component.required("var_ref", &problems).map { .variable($0) }
            case "arithmetic": component.arithmetic(&problems)
            case "begin": component.withText("character", &problems) { .begin($0, $1) }
            case "concat": component.several(&problems).map { .concat($0) }
            case "count": component.several(&problems).map { .count($0) }
            case "end": component.withText("character", &problems) { .end($0, $1) }
            case "escape_regex": component.single(&problems).map { .escapeRegex($0) }
            case "glob_to_regex": component.globToRegex(&problems)
            case "merge": component.several(&problems).map { .merge($0) }
            case "regex_capture": component.withText("pattern", &problems) { .regexCapture($0, $1) }
            case "split": component.withText("delimiter", &problems) { .split($0, $1) }
            case "substring": component.substring(&problems)
            case "time_difference": component.timeDifference(&problems)
            case "unique": component.several(&problems).map { .unique($0) }
            default: component.unknown(&problems)
            }
        guard problems.count == before, let made else { return nil }
        for (name, _) in element.attributes where !component.read.contains(name.local) {
            problems.unknown(attribute: name, element, id)
        }
        if problems.count != before { return nil }
        self = made
    }

    /// One element, and which of its attributes were asked for.
    private struct Reader {
        let element: XMLElement
        let id: String
        var read: [String] = []

        mutating func optional(_ attribute: String) -> String? {
            read.append(attribute)
            return element.attribute(attribute)
        }

        mutating func required(_ attribute: String, _ problems: inout Problems) -> String? {
            if let value = optional(attribute) { return value }
            problems.missing(attribute: attribute, element, id)
            return nil
        }

        /// One component or more.
        func several(_ problems: inout Problems, atMost: Int = .max) -> [Variable.Component]? {
            var components: [Variable.Component] = []
            var isWhole = true
            for child in element.children {
                if let component = Variable.Component(child, of: id, &problems) { components.append(component) } else { isWhole = false }
            }
            guard isWhole else { return nil }
            if components.isEmpty || components.count > atMost {
                let wanted = atMost == 1 ? "one component" : atMost == .max ? "at least one component" : "1 to \(atMost) components"
                problems.add(element, id, "\(element.localName) takes \(wanted); this one has \(components.count)")
                return nil
            }
            return components
        }

        func single(_ problems: inout Problems) -> Variable.Component? { several(&problems, atMost: 1)?.first }

        mutating func withText(
            _ attribute: String, _ problems: inout Problems, _ make: (String, Variable.Component) -> Variable.Component
        ) -> Variable.Component? {
            guard let text = required(attribute, &problems), let inner = single(&problems) else { return nil }
            return make(text, inner)
        }

        mutating func literal(_ problems: inout Problems) -> Variable.Component? {
            guard let value = optional("datatype") else { return .literal(element.text, .string) }
            return problems.word(value, of: "datatype", element, id).map { .literal(element.text, $0) }
        }

        mutating func object(_ problems: inout Problems) -> Variable.Component? {
            guard let object = required("object_ref", &problems), let field = required("item_field", &problems) else { return nil }
            return .object(id: object, field: field, recordField: optional("record_field"))
        }

        mutating func arithmetic(_ problems: inout Problems) -> Variable.Component? {
            guard let value = required("arithmetic_operation", &problems), let inner = several(&problems),
                let operation: Variable.Component.Arithmetic = problems.word(value, of: "arithmetic_operation", element, id)
            else { return nil }
            return .arithmetic(operation, inner)
        }

        mutating func globToRegex(_ problems: inout Problems) -> Variable.Component? {
            var noescape = false
            if let value = optional("glob_noescape") { noescape = problems.boolean(value, of: "glob_noescape", element, id) ?? false }
            return single(&problems).map { .globToRegex($0, globNoescape: noescape) }
        }

        mutating func substring(_ problems: inout Problems) -> Variable.Component? {
            guard let start = required("substring_start", &problems), let length = required("substring_length", &problems),
                let start = problems.int(start, of: "substring_start", element, id),
                let length = problems.int(length, of: "substring_length", element, id), let inner = single(&problems)
            else { return nil }
            return .substring(start: start, length: length, inner)
        }

        mutating func timeDifference(_ problems: inout Problems) -> Variable.Component? {
            typealias Format = Variable.Component.DateTimeFormat
            var formats = [Format.yearMonthDay, Format.yearMonthDay]
            for (place, attribute) in ["format_1", "format_2"].enumerated() {
                guard let value = optional(attribute) else { continue }
                formats[place] = problems.word(value, of: attribute, element, id) ?? .yearMonthDay
            }
            return several(&problems, atMost: 2).map { .timeDifference(format1: formats[0], format2: formats[1], $0) }
        }

        func unknown(_ problems: inout Problems) -> Variable.Component? {
            problems.add(element, id, "\"\(element.localName)\" is no component or function of OVAL; correct its name")
            return nil
        }
    }
}
