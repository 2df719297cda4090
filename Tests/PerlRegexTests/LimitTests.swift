import PerlRegex
import Testing

@Suite("A match that costs too much is an error, not an answer")
struct LimitTests {
    @Test(
        "catastrophic patterns end in an error",
        arguments: [#"^(a+)+$"#, #"^(a|aa)+$"#, #"^(.*?,){11}P(.*)+z$"#, #"(x+x+)+y"#, #"(?:|\G)(a+)+$"#, #"(*COMMIT)(a+)+$"#])
    func catastrophic(pattern: String) throws {
        let text = String(repeating: "a", count: 40) + "!" + String(repeating: "x", count: 60) + String(repeating: "1,", count: 200) + "P"
        let clock = ContinuousClock()
        let taken = clock.measure {
            // Either is an answer that can be trusted; what must not happen is a hang.
            do {
                #expect(try PerlRegex(pattern).firstMatch(in: Array(text.utf8), isValidUTF8: true) == nil)
            } catch {
                #expect(error is PerlRegex.MatchError)
            }
        }
        #expect(taken < .seconds(10))
    }

    @Test("too many steps from one position are an error")
    func steps() throws {
        let regex = try PerlRegex("^(a+)+$")
        #expect(throws: PerlRegex.MatchError.self) { try regex.isMatch(String(repeating: "a", count: 60) + "!") }
    }

    @Test("a long text may be gone through to its end and back")
    func there() throws {
        let text = String(repeating: "no such thing in this line\n", count: 200_000) + "user1"
        #expect(try !PerlRegex("^[^#]*user9$").isMatch("user9#" + text))
    }

    @Test("a pattern that is slow at every position is stopped by the clock")
    func quadratic() throws {
        let regex = try PerlRegex(
            #"^(?:.*\n)*\s*NEVER\s+(\d+)$"#, options: .multiline, limits: .init(steps: 1_000_000, heap: 65_536, milliseconds: 50))
        let text = String(repeating: "a line of text\n", count: 20_000) + "NEVER x1\n"
        let taken = ContinuousClock().measure {
            #expect(throws: PerlRegex.MatchError.self) { try regex.isMatch(text) }
        }
        // To its end it would take minutes; the bound leaves room for a machine that is busy with other tests.
        #expect(taken < .seconds(20))
    }

    @Test("where the stack of the machine code ends the interpreter answers")
    func interpreter() throws {
        #expect(try PerlRegex(#"(.|\n)*x"#).isMatch(String(repeating: "b", count: 20_000) + "x"))
        #expect(try !PerlRegex(#"^(.|\n)*y"#).isMatch(String(repeating: "b", count: 20_000) + "x"))
    }

    @Test("the interpreter's memory is bounded, and passing the bound is an error")
    func heap() throws {
        let regex = try PerlRegex(#"^(.|\n)*x$"#, limits: .init(steps: 1_000_000, heap: 1_024, milliseconds: 2_000))
        #expect(throws: PerlRegex.MatchError.self) { try regex.isMatch("xb" + String(repeating: "b", count: 500_000)) }
    }

    @Test("a pattern cannot raise its limits")
    func raised() throws {
        let regex = try PerlRegex("(*LIMIT_MATCH=4000000000)^(a+)+$")
        #expect(throws: PerlRegex.MatchError.self) { try regex.isMatch(String(repeating: "a", count: 60) + "!") }
    }
}

@Suite("A long text is searched in windows that do not show")
struct WindowTests {
    @Test("a match is found wherever it begins", arguments: [0, 1, 1023, 1024, 1025, 1026, 5120, 5121, 5122, 9217, 9218, 20_000])
    func anywhere(offset: Int) throws {
        let text = String(repeating: ".", count: offset) + "needle" + String(repeating: ".", count: 30)
        let match = try PerlRegex("ne+dle").firstMatch(in: Array(text.utf8), isValidUTF8: true)
        #expect(match?.range == offset..<(offset + 6))
    }

    @Test("windows end between characters")
    func characters() throws {
        for shift in 0..<4 {
            let text = String(repeating: "a", count: shift) + String(repeating: "€", count: 4_000) + "x"
            #expect(try PerlRegex(".x").groups(in: text) == ["€x"])
            #expect(try PerlRegex("[^a€]").groups(in: text) == ["x"])
            #expect(try all("€", text).count == 4_000)
        }
    }

    @Test("a match may be longer than a window, and one may look back over it")
    func long() throws {
        let text = String(repeating: "-", count: 900) + String(repeating: "a", count: 50_000) + "b"
        #expect(try PerlRegex("a+b").groups(in: text)?.first??.utf8.count == 50_001)
        #expect(try PerlRegex("(?<=aaaa)b").groups(in: text) == ["b"])
    }

    @Test(#"a pattern about the search as a whole (\A, \G, (*COMMIT)) is not fooled by windows"#)
    func whole() throws {
        let text = String(repeating: "b", count: 30_000) + "a"
        #expect(try !PerlRegex(#"\Aa"#).isMatch(text))
        #expect(try !PerlRegex(#"\Ga"#).isMatch(text))
        #expect(try !PerlRegex(#"(?:x|\G)a"#).isMatch(text))
        #expect(try !PerlRegex(#"b(*COMMIT)a$(?<!ba)"#).isMatch(text))
        #expect(try PerlRegex(#"(?<!b)a"#).isMatch(text) == false)
    }
}
