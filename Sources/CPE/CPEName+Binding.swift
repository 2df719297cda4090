/// Why a text is no CPE name.
public struct CPENameError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text.
    public var name: String
    /// What is wrong with it, in a few words.
    public var reason: String

    /// `name` is no CPE name for this reason.
    public init(name: String, reason: String) {
        self.name = name
        self.reason = reason
    }

    /// One line.
    public var description: String { "\"\(name)\" is no CPE name: \(reason)" }
}

extension CPEName: CustomStringConvertible {
    /// Reads either binding: a URI (`cpe:/o:vendor:product`, CPE 2.2) or a formatted string (`cpe:2.3:o:vendor:…`).
    ///
    /// NISTIR 7695, section 6. Names of the field are taken as they come: characters that the grammar would have quoted stand for
    /// themselves, and upper case is lower case.
    public init(_ text: String) throws(CPENameError) {
        let lower = text.lowercased()
        if lower.hasPrefix("cpe:2.3:") {
            try self.init(formattedString: lower, name: text)
        } else if lower.hasPrefix("cpe:/") {
            try self.init(uri: lower, name: text)
        } else {
            throw CPENameError(name: text, reason: "it begins with neither cpe:/ nor cpe:2.3:")
        }
    }

    /// Section 6.1.3, unbinding a URI.
    private init(uri: String, name: String) throws(CPENameError) {
        self.init()
        let components = uri.dropFirst("cpe:/".count).split(separator: ":", omittingEmptySubsequences: false)
        let order: [Attribute] = [.part, .vendor, .product, .version, .update, .edition, .language]
        guard components.count <= order.count else { throw CPENameError(name: name, reason: "it has more than seven components") }
        for (attribute, component) in zip(order, components) {
            if attribute == .edition, component.hasPrefix("~") {
                // A packed edition: the five attributes that CPE 2.2 did not have.
                let packed: [Attribute] = [.edition, .softwareEdition, .targetSoftware, .targetHardware, .other]
                let parts = component.dropFirst().split(separator: "~", omittingEmptySubsequences: false)
                guard parts.count == packed.count else { throw CPENameError(name: name, reason: "its packed edition has not five parts") }
                for (attribute, part) in zip(packed, parts) { self[attribute] = try Self.value(inURI: part, name: name) }
            } else {
                self[attribute] = try Self.value(inURI: component, name: name)
            }
        }
        try checkPart(name)
    }

    /// Section 6.2.3, unbinding a formatted string.
    private init(formattedString: String, name: String) throws(CPENameError) {
        self.init()
        var components: [[(character: Character, quoted: Bool)]] = [[]]
        var quoted = false
        for character in formattedString.dropFirst("cpe:2.3:".count) {
            if quoted {
                components[components.count - 1].append((character, true))
                quoted = false
            } else if character == "\\" {
                quoted = true
            } else if character == ":" {
                components.append([])
            } else {
                components[components.count - 1].append((character, false))
            }
        }
        guard !quoted else { throw CPENameError(name: name, reason: "it ends in a quoting backslash") }
        guard components.count == Attribute.allCases.count else {
            throw CPENameError(name: name, reason: "it has \(components.count) components where a formatted string has eleven")
        }
        for (attribute, component) in zip(Attribute.allCases, components) {
            guard let first = component.first else { throw CPENameError(name: name, reason: "a component is empty") }
            if component.count == 1, !first.quoted, first.character == "*" {
                self[attribute] = .any
            } else if component.count == 1, !first.quoted, first.character == "-" {
                self[attribute] = .notApplicable
            } else {
                self[attribute] = .string(try Self.string(component, name: name))
            }
        }
        try checkPart(name)
    }

    private func checkPart(_ name: String) throws(CPENameError) {
        guard case .string(let part) = self[.part] else { return }
        guard ["a", "o", "h"].contains(part.text), !part.hasWildcard else {
            throw CPENameError(name: name, reason: "its part is neither a, o nor h")
        }
    }

    /// Section 6.1.3.2, `decode`: an empty component is ANY, `-` is NA, `%01` is `?` and `%02` is `*`.
    private static func value(inURI component: Substring, name: String) throws(CPENameError) -> Value {
        if component.isEmpty { return .any }
        if component == "-" { return .notApplicable }
        var characters: [(character: Character, quoted: Bool)] = []
        var rest = component
        while let character = rest.popFirst() {
            guard character == "%" else {
                characters.append((character, true))
                continue
            }
            let code = rest.prefix(2)
            guard code.count == 2, let byte = UInt8(code, radix: 16) else {
                throw CPENameError(name: name, reason: "\"%\(code)\" is no percent encoding")
            }
            rest = rest.dropFirst(2)
            switch byte {
            case 0x01: characters.append(("?", false))
            case 0x02: characters.append(("*", false))
            case 0x21..<0x7F: characters.append((Character(UnicodeScalar(byte)), true))
            default: throw CPENameError(name: name, reason: "\"%\(code)\" is no character of a name")
            }
        }
        return .string(try string(characters, name: name))
    }

    /// Unquoted `*` and `?` are wildcards, and stand at the ends only.
    private static func string(_ characters: [(character: Character, quoted: Bool)], name: String) throws(CPENameError) -> CPEString {
        func isWild(_ element: (character: Character, quoted: Bool)) -> Bool {
            !element.quoted && (element.character == "*" || element.character == "?")
        }
        let leading = characters.prefix(while: isWild)
        let inner = characters.dropFirst(leading.count)
        let trailing = inner.reversed().prefix(while: isWild)
        let core = inner.dropLast(trailing.count)
        guard !core.isEmpty, !core.contains(where: isWild) else {
            throw CPENameError(name: name, reason: "* and ? may stand at the ends of a value only")
        }
        func wildcard(_ run: [Character]) throws(CPENameError) -> CPEString.Wildcard {
            if run.isEmpty { return .none }
            if run == ["*"] { return .anyNumber }
            guard run.allSatisfy({ $0 == "?" }) else { throw CPENameError(name: name, reason: "one end of a value has more than one *") }
            return .atMost(run.count)
        }
        return CPEString(
            String(core.map(\.character)), prefix: try wildcard(leading.map(\.character)), suffix: try wildcard(trailing.map(\.character)))
    }

    /// The formatted string of CPE 2.3.
    ///
    /// NISTIR 7695, section 6.2.2.
    public var formattedString: String {
        "cpe:2.3:" + Attribute.allCases.map { Self.formatted(self[$0]) }.joined(separator: ":")
    }

    /// The same as ``formattedString``.
    public var description: String { formattedString }

    private static func formatted(_ value: Value) -> String {
        switch value {
        case .any: return "*"
        case .notApplicable: return "-"
        case .string(let string):
            func wildcard(_ wildcard: CPEString.Wildcard) -> String {
                switch wildcard {
                case .none: ""
                case .anyNumber: "*"
                case .atMost(let count): String(repeating: "?", count: count)
                }
            }
            var text = ""
            for character in string.text {
                // Hyphen, period and underscore stand bare, but a lone hyphen would be the logical value NA.
                let bare = character.isLetter || character.isNumber || character == "_" || character == "."
                if bare || (character == "-" && string.text != "-") { text.append(character) } else { text += "\\\(character)" }
            }
            return wildcard(string.prefix) + text + wildcard(string.suffix)
        }
    }
}
