internal import OVAL

/// Words for people, from what content and images say.
enum Phrase {
    /// A value fit to stand in a line: no line ends, nothing that steers a terminal or turns the direction of writing, at most `limit`
    /// characters.
    static func plain(_ text: String, limit: Int = 100) -> String {
        var line = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            // More than enough to cut, without walking through megabytes.
            if count > limit * 8 { break }
            count += 1
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: line.append(" ")
            case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: line.append("\u{FFFD}")
            default: line.append(scalar)
            }
        }
        let words = String(line)
        let trimmed = String(words.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        return cut(trimmed, to: limit)
    }

    /// The same in quotes.
    static func quoted(_ text: String, limit: Int = 100) -> String { "\"\(plain(text, limit: limit))\"" }

    /// At most `limit` characters, the last one … where something was cut.
    static func cut(_ text: String, to limit: Int) -> String {
        text.count <= limit ? text : String(text.prefix(limit - 1)) + "…"
    }

    /// `a, b or c`, of many the first few and how many more.
    static func list(_ values: [String], _ conjunction: String, limit: Int = 4) -> String {
        var shown = Array(values.prefix(limit))
        if values.count > limit { shown.append("\(values.count - limit) more") }
        guard let last = shown.popLast() else { return "" }
        return shown.isEmpty ? last : "\(shown.joined(separator: ", ")) \(conjunction) \(last)"
    }

    /// The values of an entity as they stand in a phrase: numbers and truth values bare, everything else in quotes; `nil` where it has none.
    static func values(of entity: Entity, _ variables: [String: VariableValue]) -> [String] {
        let values = entity.variable.map { variables[$0]?.values ?? [] } ?? [entity.value]
        switch entity.datatype {
        case .boolean, .int, .float: return values.map { plain($0) }
        default: return values.map { quoted($0) }
        }
    }

    /// How an entity compares: `equal to "no"`, `matching "^a"`, `at least 5`.
    static func comparison(of entity: Entity, _ variables: [String: VariableValue]) -> String {
        let values = values(of: entity, variables)
        let conjunction: String
        switch entity.varCheck {
        case .all: conjunction = "and"
        case .atLeastOne, .onlyOne: conjunction = "or"
        case .noneExist, .noneSatisfy: conjunction = "or"
        }
        let value = values.isEmpty ? "(a variable without a value)" : list(values, conjunction)
        let words = words(for: entity.operation, value)
        return entity.varCheck == .noneExist || entity.varCheck == .noneSatisfy ? "not \(words)" : words
    }

    /// OVAL 5.11.2, oval-common, `OperationEnumeration`, in its order.
    static func words(for operation: Operation, _ value: String) -> String {
        switch operation {
        case .equals: "equal to \(value)"
        case .notEqual: "not equal to \(value)"
        case .caseInsensitiveEquals: "equal to \(value) in upper or lower case"
        case .caseInsensitiveNotEqual: "not equal to \(value) in upper or lower case"
        case .greaterThan: "greater than \(value)"
        case .lessThan: "less than \(value)"
        case .greaterThanOrEqual: "at least \(value)"
        case .lessThanOrEqual: "at most \(value)"
        case .bitwiseAnd: "with all bits of \(value)"
        case .bitwiseOr: "with no bits but those of \(value)"
        case .patternMatch: "matching \(value)"
        case .subsetOf: "all among \(value)"
        case .supersetOf: "including \(value)"
        }
    }

    /// What the items of a kind are called: one, and several.
    static func noun(for kind: TestKind) -> (one: String, many: String) {
        switch kind.name {
        case "textfilecontent", "textfilecontent54": ("line", "lines")
        case "file", "filehash", "filehash58", "selinuxsecuritycontext": ("file", "files")
        case "fileextendedattribute": ("extended attribute", "extended attributes")
        case "dpkginfo", "rpminfo": ("package", "packages")
        case "password", "shadow": ("account", "accounts")
        case "symlink": ("symbolic link", "symbolic links")
        case "systemdunitproperty": ("unit property", "unit properties")
        case "systemdunitdependency": ("unit", "units")
        case "variable": ("value", "values")
        case "environmentvariable", "environmentvariable58": ("environment variable", "environment variables")
        case "partition": ("mount point", "mount points")
        case "uname": ("machine", "machines")
        case "family": ("system", "systems")
        case "xmlfilecontent", "yamlfilecontent": ("value", "values")
        default: ("item", "items")
        }
    }
}
