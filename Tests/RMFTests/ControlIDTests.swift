import RMF
import Testing

@Suite("References to controls are read in every form that is in use")
struct ControlReferenceTests {
    @Test(
        "control, enhancement and statement parts are told apart",
        arguments: [
            ("AC-2", "AC-2", []), ("AC-2 (3)", "AC-2(3)", []), ("AC-2(3)", "AC-2(3)", []), ("ac-2.3", "AC-2(3)", []),
            ("AC-02(03)", "AC-2(3)", []),
            ("CM-6(a)", "CM-6", ["a"]), ("CM-6 b", "CM-6", ["b"]), ("AU-12(c)", "AU-12", ["c"]), ("AC-6(1)", "AC-6(1)", []),
            ("AC-1 a 1 (a)", "AC-1", ["a", "1", "a"]), ("CM-7 (9) (b)", "CM-7(9)", ["b"]), ("IA-5(1)(d)", "IA-5(1)", ["d"]),
            ("SA-9 (5) (a) (2)", "SA-9(5)", ["a", "2"]), ("AC-1a.1.(a)", "AC-1", ["a", "1", "a"]),
            ("ac-2_smt.k", "AC-2", ["k"]), ("ac-2.3_smt.a", "AC-2(3)", ["a"]),
            ("AU-12.1(iv)", "AU-12", []), ("AU-3.1", "AU-3", []), ("CM-5(6).1", "CM-5(6)", []), ("IA-5(1).1(v)", "IA-5(1)", []),
            ("CP-4 (4)4", "CP-4(4)", ["4"]), (" AC-2 ", "AC-2", []),
        ] as [(String, String, [String])])
    func forms(text: String, control: String, parts: [String]) throws {
        let reference = try #require(ControlReference(text))
        #expect(reference.control.description == control)
        #expect(reference.parts == parts)
    }

    @Test(
        "what is no reference is refused",
        arguments: [
            "", "NONE", "AC", "AC-", "AC-0", "A-1", "ACL-1", "AC-2(", "AC-2()", "CM9(a)", "AC-2; DROP", "AU-12.1(iv)AU-12(c)", "AC-99999",
            "é-1",
        ])
    func refused(text: String) {
        #expect(ControlReference(text) == nil)
    }

    @Test("an id is written as NIST writes it, and read back")
    func writing() throws {
        #expect(try #require(ControlReference("AC-1 a 1 (a)")).description == "AC-1a.1.(a)")
        #expect(try #require(ControlReference("CM-7 (9) (b)")).description == "CM-7(9)(b)")
        #expect(try #require(ControlID("AC-2 (3)")).oscalID == "ac-2.3")
        #expect(ControlID("AC-2(3)")?.base == ControlID("AC-2"))
        for text in ["AC-1 a 1 (a)", "CM-7 (9) (b)", "AC-2 (3)", "CM-6 b"] {
            let reference = try #require(ControlReference(text))
            #expect(ControlReference(reference.description) == reference)
        }
    }

    @Test("numbers sort as numbers, a base control before its enhancements")
    func order() {
        let sorted = ["AU-2", "AC-10", "AC-2(10)", "AC-2(2)", "AC-2"].compactMap(ControlID.init).sorted().map(\.description)
        #expect(sorted == ["AC-2", "AC-2(2)", "AC-2(10)", "AC-10", "AU-2"])
    }
}
