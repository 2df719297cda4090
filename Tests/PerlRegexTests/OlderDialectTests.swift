import PerlRegex
import Testing

@Suite("Patterns written for the first PCRE")
struct OlderDialectTests {
    @Test("an unknown escape is the letter")
    func unknownEscape() throws {
        #expect(try groups(#"\yes"#, "yes") == ["yes"])
        #expect(try groups(#"\_\-\/"#, "_-/") == ["_-/"])
    }

    @Test(
        "a hyphen after a set stands for itself",
        arguments: [
            (#"[\w-.]+"#, "a-b.c d", "a-b.c"),
            (#"[^\s-z]+"#, "ab-z", "ab"),
            (#"[[:alpha:]-.]+"#, "a-.1", "a-."),
            (#"[]\d-x]+"#, "1]-x", "1]-x"),
            (#"[\p{Lu}-_]+"#, "A-_a", "A-_"),
            (#"\[\w[\d-,]"#, "[a-", "[a-"),
            (#"\Q[\w-.]\E[\w-.]"#, #"[\w-.]-"#, #"[\w-.]-"#),
        ])
    func literalHyphen(pattern: String, text: String, match: String) throws {
        #expect(try groups(pattern, text)?.first == match)
    }

    @Test("a hyphen that ends a class, and a range, are left alone")
    func otherHyphens() throws {
        #expect(try groups(#"[\w-]+"#, "a-b.") == ["a-b"])
        #expect(try groups(#"[a-c\d-]+"#, "ab1-d") == ["ab1-"])
    }

    @Test("a pattern that is wrong for another reason is reported as it was written")
    func stillWrong() throws {
        let error = try #require(throws: PerlRegex.SyntaxError.self) { try PerlRegex(#"[\w-.](["#) }
        #expect(error.pattern == #"[\w-.](["#)
    }
}
