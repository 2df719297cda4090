import OVAL
import Testing

/// `found operation asked` by a datatype, and what comes of it; `nil` is an error.
struct Case: CustomTestStringConvertible, Sendable {
    var found: String
    var operation: Operation
    var asked: String
    var result: Bool?

    init(_ found: String, _ operation: Operation, _ asked: String, _ result: Bool?) {
        self.found = found
        self.operation = operation
        self.asked = asked
        self.result = result
    }

    var testDescription: String { "'\(found)' \(operation.rawValue) '\(asked)' is \(result.map(String.init) ?? "an error")" }

    func outcome(_ datatype: Datatype) -> Bool? {
        try? compare(
            found: found, foundDatatype: .string, operation: operation, datatype: datatype, asked: asked, patterns: PatternCache())
    }
}

@Suite("Found values are compared by the datatype that is asked for")
struct ComparisonTests {
    @Test(arguments: [
        Case("a", .equals, "a", true), Case("a", .equals, "A", false), Case("a", .notEqual, "A", true), Case("", .equals, "", true),
        Case("Root", .caseInsensitiveEquals, "rOOT", true), Case("Ä", .caseInsensitiveEquals, "ä", true),
        Case("root", .caseInsensitiveNotEqual, "ROOT", false), Case("root", .caseInsensitiveNotEqual, "toor", true),
        Case("caf\u{E9}", .equals, "cafe\u{301}", false), Case("caf\u{E9}", .notEqual, "cafe\u{301}", true),
        Case("PermitRootLogin no", .patternMatch, "^Permit.*\\sno$", true), Case("xaby", .patternMatch, "ab", true),
        Case("a\nb", .patternMatch, "^b$", false), Case("a", .patternMatch, "(", nil),
        Case("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", .patternMatch, "^(a+)+$", nil),
        Case("21", .greaterThan, "123", nil), Case("a", .bitwiseAnd, "a", nil), Case("a", .subsetOf, "a", nil),
    ]) func string(_ test: Case) { #expect(test.outcome(.string) == test.result) }

    @Test(arguments: [
        Case("21", .lessThan, "123", true), Case("007", .equals, "7", true), Case("+7", .equals, "7", true), Case("-0", .equals, "0", true),
        Case(" 7\n", .equals, "7", true), Case("-5", .lessThan, "-4", true), Case("7", .notEqual, "7", false),
        Case("7", .greaterThanOrEqual, "7", true), Case("7", .lessThanOrEqual, "6", false), Case("8", .greaterThan, "7", true),
        Case("99999999999999999999", .greaterThan, "9223372036854775807", true),
        Case("99999999999999999999", .equals, "099999999999999999999", true),
        Case("-99999999999999999999", .lessThan, "-9223372036854775808", true),
        Case("6", .bitwiseAnd, "4", true), Case("1", .bitwiseAnd, "4", false), Case("6", .bitwiseOr, "14", true),
        Case("1", .bitwiseOr, "14", false),
        Case("-1", .bitwiseAnd, "18446744073709551616", true), Case("1", .bitwiseAnd, "18446744073709551616", false),
        Case("18446744073709551616", .bitwiseOr, "-1", true), Case("18446744073709551617", .bitwiseOr, "18446744073709551616", false),
        Case("", .equals, "0", nil), Case("abc", .notEqual, "0", nil), Case("1.0", .equals, "1", nil), Case("1", .equals, "one", nil),
        Case("1 2", .equals, "12", nil), Case("0x10", .equals, "16", nil), Case("--1", .equals, "1", nil),
        Case("1", .patternMatch, "1", nil),
    ]) func int(_ test: Case) { #expect(test.outcome(.int) == test.result) }

    @Test(arguments: [
        Case("true", .equals, "1", true), Case("0", .equals, "false", true), Case("1", .notEqual, "0", true),
        Case("TRUE", .equals, "1", nil),
        Case("", .notEqual, "true", nil), Case("yes", .equals, "true", nil), Case("true", .equals, "yes", nil),
        Case("1", .greaterThan, "0", nil),
    ]) func boolean(_ test: Case) { #expect(test.outcome(.boolean) == test.result) }

    @Test(arguments: [
        Case("1.50", .equals, "1.5", true), Case("1e3", .equals, "1000", true), Case("-INF", .lessThan, "0", true),
        Case("INF", .greaterThan, "1e300", true),
        Case("NaN", .equals, "NaN", true), Case("NaN", .lessThan, "1", nil), Case(".5", .lessThan, "1", true),
        Case("0x1p3", .equals, "8", nil),
        Case("inf", .equals, "INF", nil), Case("", .equals, "0", nil), Case("1,5", .equals, "1.5", nil),
        Case("2.50", .greaterThan, "2.5", false),
    ]) func float(_ test: Case) { #expect(test.outcome(.float) == test.result) }

    @Test(arguments: [
        Case("00ff", .equals, "00FF", true), Case("00ff", .notEqual, "00FE", true), Case("", .equals, "", true),
        Case("abc", .equals, "abc", nil),
        Case("zz", .equals, "zz", nil), Case("00", .greaterThan, "00", nil),
    ]) func binary(_ test: Case) { #expect(test.outcome(.binary) == test.result) }

    @Test(arguments: [
        Case("1.0", .equals, "1.0.0.0", true), Case("5.7.23", .lessThanOrEqual, "5.8.0", true),
        Case("4.23.6", .greaterThan, "4.23.6", false),
        Case("8.10", .greaterThan, "8.9", true), Case("1-2-3", .equals, "1.2.3", true), Case("1c2c3", .equals, "1.2.3", true),
        Case("012", .equals, "12", true), Case("99999999999999999999.1", .lessThan, "99999999999999999999.2", true),
        Case("1..2", .equals, "1.0.2", nil), Case("", .equals, "0", nil), Case("1.2rc1", .lessThan, "1.3", nil),
        Case("1.2.", .equals, "1.2", nil),
    ]) func version(_ test: Case) { #expect(test.outcome(.version) == test.result) }

    @Test func anIntegerOfThousandsOfDigitsIsAnErrorAndTakesNoTime() {
        let digits = String(repeating: "9", count: 1_000_000)
        #expect(Case(digits, .greaterThan, "1", nil).outcome(.int) == nil)
        #expect(Case(String(digits.prefix(2_000)), .greaterThan, "1", nil).outcome(.int) == true)
    }

    @Test func anOperationThatTheDatatypeDoesNotKnowIsAnErrorForEveryValue() {
        let allowed: [Datatype: Int] = [
            .binary: 2, .boolean: 2, .evrString: 6, .debianEVRString: 6, .filesetRevision: 6, .float: 6, .iosVersion: 6, .int: 8,
            .ipv4Address: 8, .ipv6Address: 8, .string: 5, .version: 6, .record: 1,
        ]
        for datatype in Datatype.allCases {
            #expect(Operation.allCases.count { datatype.allows($0) } == allowed[datatype], "\(datatype)")
            for operation in Operation.allCases where !datatype.allows(operation) {
                #expect(Case("1", operation, "1", nil).outcome(datatype) == nil)
            }
        }
    }

    @Test func anErrorSaysWhatWasWrongInOneLine() {
        #expect(throws: ComparisonError("'abc' is no value of datatype 'int'")) {
            try compare(found: "abc", foundDatatype: .string, operation: .equals, datatype: .int, asked: "1", patterns: PatternCache())
        }
        #expect(throws: ComparisonError("operation 'less than' is not allowed for datatype 'string'")) {
            try compare(found: "a", foundDatatype: .string, operation: .lessThan, datatype: .string, asked: "b", patterns: PatternCache())
        }
    }
}

@Suite("Versions of packages and appliances")
struct PackageVersionTests {
    /// Both ways round: what is less one way is greater the other.
    private func check(_ datatype: Datatype, _ left: String, _ right: String, _ operation: Operation) {
        #expect(Case(left, operation, right, nil).outcome(datatype) == true, "\(left) \(operation.rawValue) \(right)")
        let reverse: Operation = operation == .lessThan ? .greaterThan : operation
        #expect(Case(right, reverse, left, nil).outcome(datatype) == true, "\(right) \(reverse.rawValue) \(left)")
    }

    @Test(arguments: [
        ("0:1.0-1", "0:1.0-2"), ("0:9-1", "1:1-1"), ("0:1.0~rc1-1", "0:1.0-1"), ("0:1.0-1", "0:1.0^git1-1"), ("0:1.0^git1-1", "0:1.0.1-1"),
        ("0:1.0^-1", "0:1.0a-1"), ("0:1.0a-1", "0:1.0.1-1"), ("0:1.9-1", "0:1.10-1"), ("0:2a-1", "0:2.0-1"), ("1.0-1", "1:0.5-1"),
        ("0:5.14.0-362.8.1.el9_3", "0:5.14.0-362.13.1.el9_3"), ("0:1.0~~-1", "0:1.0~-1"), ("0:20240101-1", "0:99999999999999999999-1"),
        ("0:1.0", "0:1.0-1"), ("0:FC5-1", "0:fc4-1"),
    ]) func rpmIsLess(_ left: String, _ right: String) { check(.evrString, left, right, .lessThan) }

    @Test(arguments: [
        ("1.0-1", "0:1.0-1"), ("(none):1.0-1", "0:1.0-1"), ("0:1.0-1", "0:1_0-1"), ("0:1.05-1", "0:1.5-1"), ("0:2.0.-1", "0:2.0-1"),
        ("00:1-1", "0:1-1"),
    ]) func rpmIsEqual(_ left: String, _ right: String) { check(.evrString, left, right, .equals) }

    @Test(arguments: [
        ("1.0~rc1-1", "1.0-1"), ("1.0-1", "1.0-1+deb12u1"), ("1.0-1~bpo12", "1.0-1"), ("1.9", "1.10"), ("9-1", "1:1-1"), ("1.0a", "1.0+"),
        ("1.0~~", "1.0~"), ("1.0~~a", "1.0~"), ("2.36-9+deb12u4", "2.36-9+deb12u10"), ("7.4p1-10", "7.9p1-10"), ("1.0", "1.0-1"),
        ("1a", "1.1"),
        ("1.0-1", "1.0-1ubuntu1"), ("1.2-3-4", "1.2-4-3"),
    ]) func debianIsLess(_ left: String, _ right: String) { check(.debianEVRString, left, right, .lessThan) }

    @Test(arguments: [("1.0", "0:1.0-0"), ("0:1.0-1", "1.0-1"), ("1.01", "1.1"), ("1.0-", "1.0")]) func debianIsEqual(
        _ left: String, _ right: String
    ) {
        check(.debianEVRString, left, right, .equals)
    }

    @Test(arguments: ["", "x:1-1", "-1:1-1", "0:", "1 2-1"]) func whatIsNoVersionIsAnError(_ text: String) {
        #expect(Case(text, .notEqual, "1-1", nil).outcome(.evrString) == nil)
        #expect(Case("1-1", .notEqual, text, nil).outcome(.debianEVRString) == nil)
    }

    @Test(arguments: [("A.03.61.00", "A.03.62.00"), ("A.3.9", "A.03.10"), ("A.03", "B.01"), ("A.03", "A.03.01")]) func filesetIsLess(
        _ left: String, _ right: String
    ) {
        check(.filesetRevision, left, right, .lessThan)
    }

    @Test(arguments: [
        ("12.3(1)", "12.4(1)"), ("12.4(9)T", "12.4(11)T"), ("12.4(23)T1", "12.4(23)T2"), ("12.4(23)", "12.4(23a)"),
        ("12.2(33)SXI", "15.1(1)T"),
    ])
    func iosIsLess(_ left: String, _ right: String) { check(.iosVersion, left, right, .lessThan) }

    @Test func releasesOfDifferentTrainsHaveNoOrder() {
        #expect(Case("12.4(23)T1", .lessThan, "12.4(23)M1", nil).outcome(.iosVersion) == nil)
        #expect(Case("12.4(23)T1", .equals, "12.4(23)M1", nil).outcome(.iosVersion) == false)
        #expect(Case("12.4", .equals, "12.4", nil).outcome(.iosVersion) == nil)
    }
}

@Suite("Addresses and their prefixes")
struct AddressTests {
    @Test(arguments: [
        Case("192.0.2.0", .equals, "192.000.002.000/32", true), Case("192.0.2.7/24", .equals, "192.0.2.0/255.255.255.0", true),
        Case("192.0.2.7/24", .equals, "192.0.2.7", false), Case("10.1.2.3", .subsetOf, "10.0.0.0/8", true),
        Case("11.1.2.3", .subsetOf, "10.0.0.0/8", false),
        Case("10.0.0.0/8", .subsetOf, "10.0.0.0/8", true), Case("10.0.0.0/8", .supersetOf, "10.1.0.0/16", true),
        Case("10.1.0.0/16", .supersetOf, "10.0.0.0/8", false), Case("1.2.3.4", .subsetOf, "0.0.0.0/0", true),
        Case("10.0.0.2", .greaterThan, "10.0.0.1", true), Case("10.0.0.1", .greaterThanOrEqual, "10.0.0.1", true),
        Case("10.0.0.2", .greaterThan, "10.0.0.1/24", nil), Case("10.0.0.2/8", .notEqual, "10.0.0.2/9", true),
        Case("10.0.0", .equals, "10.0.0", nil),
        Case("10.0.0.256", .equals, "10.0.0.1", nil), Case("10.0.0.1/33", .equals, "10.0.0.1", nil),
        Case("10.0.0.1/255.0.255.0", .equals, "10.0.0.1", nil),
        Case("10.0.0.1/", .equals, "10.0.0.1", nil), Case("::1", .equals, "10.0.0.1", nil),
    ]) func ipv4(_ test: Case) { #expect(test.outcome(.ipv4Address) == test.result) }

    @Test(arguments: [
        Case("2001:DB8::1", .equals, "2001:db8:0:0:0:0:0:1", true), Case("::", .equals, "0:0:0:0:0:0:0:0", true),
        Case("::ffff:192.0.2.1", .equals, "::FFFF:c000:201", true),
        Case("2001:db8::1/32", .equals, "2001:db8::/32", true), Case("2001:db8::1", .subsetOf, "2001:db8::/32", true),
        Case("2001:db9::1", .subsetOf, "2001:db8::/32", false),
        Case("::/0", .supersetOf, "ff::1", true), Case("2001:db8::/32", .supersetOf, "2001:db8::1", true),
        Case("::2", .greaterThan, "::1", true),
        Case("::1/64", .lessThan, "::2/65", nil), Case("1::2::3", .equals, "::", nil), Case("1:2:3:4:5:6:7", .equals, "::", nil),
        Case("1:2:3:4:5:6:7:8:9", .equals, "::", nil),
        Case("::12345", .equals, "::", nil), Case("fe80::1%eth0", .equals, "fe80::1", nil), Case("::1/129", .equals, "::1", nil),
        Case("", .equals, "::", nil),
        Case("1:2:3:4:5:6:7:8::", .equals, "::", nil), Case(":::", .equals, "::", nil), Case("::+1", .equals, "::1", nil),
    ]) func ipv6(_ test: Case) { #expect(test.outcome(.ipv6Address) == test.result) }
}
