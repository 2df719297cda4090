import Testing

@testable import YAML

@Suite("YAML is read into nodes with their lines")
struct YAMLNodeTests {
    private func node(_ text: String) throws -> YAMLNode { try YAMLNode(Array(text.utf8)) }

    @Test("mappings, sequences and scalars, in the order of the text")
    func shape() throws {
        let node = try node("b: 1\na:\n  - x\n  - {y: z}\n")
        #expect(node.mapping?.map(\.key.text) == ["b", "a"])
        #expect(node["a"]?.sequence?.first?.text == "x")
        #expect(node["a"]?.sequence?.last?["y"]?.text == "z")
        #expect(node["a"]?.sequence?.last?["y"]?.line == 4)
        #expect(node["b"]?.column == 4)
        #expect(node["c"] == nil)
    }

    @Test(
        "plain scalars stand for what the core schema says",
        arguments: [
            ("true", YAMLScalar.bool(true)), ("False", .bool(false)), ("yes", .string("yes")), ("12", .int("12")),
            ("-0x1f", .string("-0x1f")),
            ("0x1f", .int("0x1f")), ("0o17", .int("0o17")), ("1.5", .float("1.5")), ("1e3", .float("1e3")), (".inf", .float(".inf")),
            ("~", .null), ("", .null), ("1.2.3", .string("1.2.3")), ("'12'", .string("12")), ("\"true\"", .string("true")),
            ("!!str 12", .string("12")), ("|\n  12", .string("12")),
        ])
    func scalars(text: String, value: YAMLScalar) throws { #expect(try node("k: \(text)")["k"]?.scalar == value) }

    @Test("an alias is what it stands for")
    func alias() throws { #expect(try node("a: &x {k: v}\nb: *x")["b"]?["k"]?.text == "v") }

    @Test("several documents are several nodes")
    func documents() throws {
        let nodes = try YAMLNode.documents(Array("a: 1\n---\nb: 2\n".utf8))
        #expect(nodes.map { $0.mapping?.first?.key.text } == ["a", "b"])
        #expect(throws: YAMLError.self) { try self.node("a: 1\n---\nb: 2\n") }
        #expect(try YAMLNode.documents([]).isEmpty)
    }

    @Test(
        "what is wrong is said with its line",
        arguments: [
            ("a: 1\na: 2", 2, "the key \"a\" stands twice; keep one"), ("a: *x", 1, "the anchor \"x\" is not defined before"),
            ("a: [1, 2", 1, ""), ("a:\n\t- b", 2, ""), ("a: \"x", 1, ""), ("&a [*a]", 1, "the anchor \"a\" is not defined before"),
        ])
    func errors(text: String, line: Int, message: String) {
        let error = #expect(throws: YAMLError.self) { try self.node(text) }
        #expect(message.isEmpty || error?.message == message)
        #expect(error?.message.isEmpty == false)
        if !message.isEmpty { #expect(error?.line == line) }
    }

    @Test("bytes that are no text are an error")
    func bytes() { #expect(throws: YAMLError.self) { try YAMLNode([0x61, 0x3a, 0x20, 0xff, 0xfe]) } }

    @Test("depth, nodes, bytes and aliases that multiply are bounded")
    func bounds() {
        let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(throws: YAMLError.self) { try self.node(deep) }
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        for level in 1...9 {
            bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]\n"
        }
        let error = #expect(throws: YAMLError.self) { try self.node(bomb) }
        #expect(error?.message.hasPrefix("more than 1000000 nodes") == true)
        #expect(throws: YAMLError.self) { try YAMLNode(Array("a: b".utf8), limits: .init(bytes: 3)) }
    }
}
