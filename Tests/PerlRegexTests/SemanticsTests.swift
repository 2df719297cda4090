import PerlRegex
import Testing

/// The first match of `pattern` in `text`, as strings.
func groups(_ pattern: String, _ text: String, _ options: PerlRegex.Options = []) throws -> [String?]? {
    try PerlRegex(pattern, options: options).groups(in: text)
}

/// All matches of `pattern` in `text`, as strings.
func all(_ pattern: String, _ text: String, _ options: PerlRegex.Options = []) throws -> [String] {
    let subject = Array(text.utf8)
    return try PerlRegex(pattern, options: options).matches(in: subject, isValidUTF8: true).map {
        String(decoding: subject[$0.range], as: UTF8.self)
    }
}

@Suite("Patterns mean what Perl means")
struct SemanticsTests {
    @Test("a pattern is not anchored")
    func unanchored() throws {
        #expect(try PerlRegex("oot").isMatch("chroot it"))
        #expect(try !PerlRegex("^oot").isMatch("chroot it"))
    }

    @Test("without multiline ^ and $ are the ends of the text, $ also before a last line feed")
    func singleLine() throws {
        #expect(try !PerlRegex("^b").isMatch("a\nb"))
        #expect(try PerlRegex("b$").isMatch("a\nb\n"))
        #expect(try !PerlRegex("a$").isMatch("a\nb\n"))
    }

    @Test("with multiline ^ and $ match at every line")
    func multiline() throws {
        #expect(
            try groups(#"^\s*PermitRootLogin\s+(\w+)$"#, "# x\nPermitRootLogin no\nPort 22\n", .multiline) == ["PermitRootLogin no", "no"])
    }

    @Test("a carriage return stays, so that $ does not match before it")
    func carriageReturn() throws {
        #expect(try groups("^key = value$", "key = value\r\n", .multiline) == nil)
        #expect(try groups("^key = value\\s*$", "key = value\r\n", .multiline)?.count == 1)
    }

    @Test("the dot stops at a line feed unless singleline is set")
    func dot() throws {
        #expect(try groups("a.b", "a\nb") == nil)
        #expect(try groups("a.b", "a\nb", .singleline) == ["a\nb"])
    }

    @Test("letters match in either case when case is ignored")
    func ignoreCase() throws {
        #expect(try groups("permitrootlogin", "PermitRootLogin", .ignoreCase) == ["PermitRootLogin"])
        #expect(try groups("(?i)umask", "UMASK 077") == ["UMASK"])
    }

    @Test("an empty text matches ^.*$ once")
    func emptyText() throws {
        #expect(try all("^.*$", "", .multiline) == [""])
    }

    @Test("matches follow one another, and one of no length advances by one character")
    func successive() throws {
        #expect(try all("a+", "a aa b aaa") == ["a", "aa", "aaa"])
        #expect(try all("x*", "äxb") == ["", "x", "", ""])
        #expect(try all("^.*$", "a\n\nb\n", .multiline) == ["a", "", "b"])
    }

    @Test("a group that took no part is nil, also at the end")
    func groupsWithoutPart() throws {
        #expect(try groups("(a)|(b)|(c)", "b") == ["b", nil, "b", nil])
        #expect(try PerlRegex("(a)(?<n>b)?").captureCount == 2)
    }

    @Test(
        "what content uses is understood",
        arguments: [
            (#"(?<=user=)\w+"#, "user=root", "root"),
            (#"^(?!#)\w+"#, "abc", "abc"),
            (#"(\w)\1"#, "hello", "ll"),
            (#"\bno\b"#, "is no good", "no"),
            (#"[[:alpha:]]+"#, "12ab", "ab"),
            (#"a\Kb"#, "ab", "b"),
            (#"\h+\R"#, "x \r\n", " \r\n"),
            (#"(?s)a.*?c"#, "a\nbc", "a\nbc"),
            (#"(?x) a  b # both"#, "ab", "ab"),
        ])
    func dialect(pattern: String, text: String, match: String) throws {
        #expect(try groups(pattern, text)?.first == match)
    }

    @Test("characters are those of utf-8, digits and word letters those of ascii")
    func characters() throws {
        #expect(try groups("^.$", "ä") == ["ä"])
        #expect(try groups(#"^\w$"#, "ä") == nil)
        #expect(try groups("[äö]+", "xöäz") == ["öä"])
    }

    @Test("a search may begin later in the text, which still sees what lies before")
    func from() throws {
        let regex = try PerlRegex(#"\b\w"#)
        let match = try regex.firstMatch(in: Array("ab cd".utf8), from: 1, isValidUTF8: true)
        #expect(match?.range == 3..<4)
        #expect(try regex.firstMatch(in: Array("ab".utf8), from: 2, isValidUTF8: true) == nil)
    }

    @Test("a pattern that does not compile says where and why")
    func syntaxError() throws {
        let error = try #require(throws: PerlRegex.SyntaxError.self) { try PerlRegex("a(b") }
        #expect(error.offset == 3)
        #expect(error.description == #"pattern "a(b" does not compile at byte 3: missing closing parenthesis"#)
        #expect(throws: PerlRegex.SyntaxError.self) { try PerlRegex("[z-a]") }
    }

    @Test(#"\C, which would cut characters, is refused"#)
    func singleByte() throws {
        #expect(throws: PerlRegex.SyntaxError.self) { try PerlRegex(#"a\Cb"#) }
        #expect(throws: PerlRegex.SyntaxError.self) { try PerlRegex(#"\y\C"#) }
        #expect(try groups(#"\\C\Q\C\E"#, #"\C\C"#) != nil)
    }
}
