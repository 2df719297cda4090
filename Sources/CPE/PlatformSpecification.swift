public import Diagnostics
public import XML

/// Platforms made of product names and checks by AND, OR and NOT.
///
/// CPE 2.3 Applicability Language (NISTIR 7698), schema cpe-language, `platform-specification`. XCCDF 1.1's own form (`Platform`,
/// `logical-test`, `Fact-ref`) differs in capitals only and is read too.
public struct PlatformSpecification: Sendable {
    /// `platform`.
    public struct Platform: Sendable {
        /// What XCCDF refers to as `#id`.
        public var id: String
        /// For people.
        public var title: String?
        /// What must hold.
        public var test: Expression
        /// Where it stands.
        public var location: SourceLocation
    }

    /// `logical-test` and what it is made of.
    public indirect enum Expression: Sendable {
        /// NISTIR 7698, `operator` of `logical-test`.
        public enum Operator: String, Sendable {
            /// All must hold.
            case and = "AND"
            /// One is enough.
            case or = "OR"
        }

        /// `logical-test`.
        case test(Operator, negate: Bool, [Expression])
        /// `fact-ref`: a product is there.
        case fact(name: String)
        /// `check-fact-ref`: a definition is true.
        case check(InventoryCheck)
        /// A platform that cannot be read, in whole or in part: it never applies, whatever stands around the part. The text says why.
        case unreadable(String)
    }

    /// In document order.
    public private(set) var platforms: [Platform] = []
    /// What is wrong with single platforms; those do not apply.
    public private(set) var diagnostics: [Diagnostic] = []
    /// What the document is called: a component's id or a file's path.
    public let source: String
    private var index: [String: Int] = [:]

    /// Reads a `platform-specification`, or what has that name in an XCCDF 1.1 document.
    public init(_ element: XMLElement, source: String) {
        self.source = source
        for child in element.children where child.localName.lowercased() == "platform" {
            guard let id = child.attribute("id"), !id.isEmpty else {
                diagnostics.append(
                    Diagnostic(.warning, at: child.location, "a platform has no id, so nothing can refer to it; give it one"))
                continue
            }
            guard index[id] == nil else {
                diagnostics.append(
                    Diagnostic(.warning, at: child.location, about: id, "a second platform of this id is not read; rename it"))
                continue
            }
            let tests = child.children.filter { $0.localName.lowercased() == "logical-test" }
            var expressions = tests.map { expression($0, platform: id) }
            if expressions.isEmpty {
                expressions = [unreadable(child, id, "the platform has no logical-test")]
            }
            let test = expressions.count == 1 ? expressions[0] : .test(.and, negate: false, expressions)
            index[id] = platforms.count
            platforms.append(
                Platform(
                    id: id, title: child.children.first { $0.localName.lowercased() == "title" }?.trimmedText,
                    test: test.reasonItIsUnreadable.map { .unreadable($0) } ?? test, location: child.location))
        }
    }

    /// The platform of this id.
    public subscript(id: String) -> Platform? { index[id].map { platforms[$0] } }

    /// Every definition that a platform asks for itself, in document order.
    public var checks: [InventoryCheck] { platforms.flatMap(\.test.checks) }

    private mutating func unreadable(_ element: XMLElement, _ platform: String, _ reason: String) -> Expression {
        diagnostics.append(
            Diagnostic(.warning, at: element.location, about: platform, "\(reason); the platform never applies"))
        return .unreadable(reason)
    }

    private mutating func expression(_ element: XMLElement, platform: String) -> Expression {
        switch element.localName.lowercased() {
        case "logical-test":
            let word = element.attribute("operator") ?? "AND"
            guard let combine = Expression.Operator(rawValue: word.uppercased()) else {
                return unreadable(element, platform, "the operator \"\(word)\" is neither AND nor OR")
            }
            let negate = XMLElement.trimmed(element.attribute("negate") ?? "false")
            guard ["true", "false", "1", "0"].contains(negate) else {
                return unreadable(element, platform, "negate=\"\(negate)\" is neither true nor false")
            }
            let inner = element.children.map { expression($0, platform: platform) }
            if inner.isEmpty { return unreadable(element, platform, "a logical-test has nothing in it") }
            return .test(combine, negate: negate == "true" || negate == "1", inner)
        case "fact-ref":
            // XCCDF 1.1 has the name in an attribute called so too; one older form has it as a link to a fact's id.
            guard let name = element.attribute("name") ?? element.attribute("href") else {
                return unreadable(element, platform, "a fact-ref has no name")
            }
            return .fact(name: name)
        case "check-fact-ref":
            guard let href = element.attribute("href"), let id = element.attribute("id-ref") else {
                return unreadable(element, platform, "a check-fact-ref has no href or no id-ref")
            }
            return .check(InventoryCheck(source: source, system: element.attribute("system") ?? "", href: href, id: id))
        default:
            return unreadable(element, platform, "\"\(element.localName)\" is no element of a logical-test")
        }
    }
}

extension PlatformSpecification.Expression {
    fileprivate var checks: [InventoryCheck] {
        switch self {
        case .check(let check): [check]
        case .test(_, _, let inner): inner.flatMap(\.checks)
        case .fact, .unreadable: []
        }
    }

    fileprivate var reasonItIsUnreadable: String? {
        switch self {
        case .unreadable(let reason): reason
        case .test(_, _, let inner): inner.lazy.compactMap(\.reasonItIsUnreadable).first
        case .fact, .check: nil
        }
    }
}
