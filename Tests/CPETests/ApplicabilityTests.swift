import CPE
import Diagnostics
import Testing
import XML

@Suite("Which platforms apply")
struct ApplicabilityTests {
    static let dictionary = """
        <cpe-list xmlns="http://cpe.mitre.org/dictionary/2.0">
          <cpe-item name="cpe:/o:acme:os:1"><title xml:lang="fr">Un</title><title xml:lang="en-us">One</title>
            <check system="oval" href="inv.xml">oval:x:def:1</check></cpe-item>
          <cpe-item name="cpe:/o:acme:os:2"><title>Two</title><check system="oval" href="inv.xml">oval:x:def:2</check></cpe-item>
          <cpe-item name="cpe:/a:machine"><check system="oval" href="inv.xml"> oval:x:def:3
          </check></cpe-item>
          <cpe-item name="cpe:/a:unchecked"/>
          <cpe-item name="not a name"><check system="oval" href="inv.xml">oval:x:def:9</check></cpe-item>
        </cpe-list>
        """
    static let language = """
        <platform-specification xmlns="http://cpe.mitre.org/language/2.0">
          <platform id="one_and_machine"><title>Both</title><logical-test operator="AND" negate="false">
            <fact-ref name="cpe:/o:acme:os:1"/><fact-ref name="cpe:/a:machine"/></logical-test></platform>
          <platform id="not_machine"><logical-test operator="AND" negate="true"><fact-ref name="cpe:/a:machine"/></logical-test></platform>
          <platform id="either"><logical-test operator="OR" negate="false"><fact-ref name="cpe:/o:acme:os:1"/>
            <check-fact-ref system="oval" href="more.xml" id-ref="oval:x:def:4"/></logical-test></platform>
          <platform id="empty"><logical-test operator="AND" negate="false"/></platform>
          <platform id="odd"><logical-test operator="XOR" negate="true"><fact-ref name="cpe:/a:machine"/></logical-test></platform>
          <platform id="inner"><logical-test operator="AND" negate="true"><surprise/></logical-test></platform>
        </platform-specification>
        """

    static func applicability() throws -> Applicability {
        Applicability(
            languages: [PlatformSpecification(try parsed(language), source: "xccdf.xml")],
            dictionaries: [CPEDictionary(try parsed(dictionary), source: "dict.xml")])
    }

    static func results(_ results: [String: InventoryResult]) -> (InventoryCheck) -> InventoryResult { { results[$0.id] ?? .notEvaluated } }

    @Test("A dictionary is read with its titles and checks, and says which names it cannot read")
    func dictionaryIsRead() throws {
        let dictionary = CPEDictionary(try parsed(Self.dictionary), source: "dict.xml")
        #expect(
            dictionary.items.map(\.name) == ["cpe:/o:acme:os:1", "cpe:/o:acme:os:2", "cpe:/a:machine", "cpe:/a:unchecked", "not a name"])
        #expect(dictionary.items.map(\.title) == ["One", "Two", nil, nil, nil])
        #expect(dictionary.items[2].checks == [InventoryCheck(source: "dict.xml", system: "oval", href: "inv.xml", id: "oval:x:def:3")])
        #expect(
            dictionary.diagnostics.map(\.description) == [
                "test.xml:8: warning: not a name: it begins with neither cpe:/ nor cpe:2.3:; platforms of this name match it only if written alike"
            ])
    }

    @Test(
        "Only a true definition counts",
        arguments: InventoryResult.allCases)
    func onlyTrueCounts(result: InventoryResult) throws {
        let applicability = try Self.applicability()
        #expect(applicability.decide("cpe:/o:acme:os:1", check: Self.results(["oval:x:def:1": result])).holds == (result == .true))
    }

    @Test("A name without version is answered by each entry that it covers; one of them is enough")
    func superset() throws {
        let proof = try Self.applicability().decide("cpe:/o:acme:os", check: Self.results(["oval:x:def:1": .false, "oval:x:def:2": .true]))
        #expect(proof.holds && proof.truth == .true)
        #expect(
            proof.lines == [
                "cpe:/o:acme:os applies",
                "  cpe:/o:acme:os:1 (One) in dict.xml: false", "    oval:x:def:1 of inv.xml is false",
                "  cpe:/o:acme:os:2 (Two) in dict.xml: true", "    oval:x:def:2 of inv.xml is true",
            ])
    }

    @Test("A name that no dictionary knows does not apply, and the proof says so")
    func unknownName() throws {
        let proof = try Self.applicability().decide("cpe:/o:acme:os:3") { _ in .true }
        #expect(!proof.holds)
        #expect(proof.lines == ["cpe:/o:acme:os:3 does not apply", "  no dictionary knows the name, so it does not apply"])
        let unchecked = try Self.applicability().decide("cpe:/a:unchecked") { _ in .true }
        #expect(!unchecked.holds)
        let reference = try Self.applicability().decide("#nowhere") { _ in .true }
        #expect(!reference.holds && reference.lines.last == "  no platform of the id \"nowhere\" is in the content, so it does not apply")
    }

    @Test("The same name as an unreadable one in a dictionary is found by its spelling")
    func unreadableName() throws {
        #expect(try Self.applicability().decide("not a name", check: Self.results(["oval:x:def:9": .true])).holds)
    }

    @Test("Platforms combine by AND, OR and NOT")
    func language() throws {
        let applicability = try Self.applicability()
        func holds(_ id: String, _ results: [String: InventoryResult]) -> Bool {
            applicability.decide(id, check: Self.results(results)).holds
        }
        #expect(holds("#one_and_machine", ["oval:x:def:1": .true, "oval:x:def:3": .true]))
        #expect(!holds("#one_and_machine", ["oval:x:def:1": .true, "oval:x:def:3": .unknown]))
        #expect(holds("#not_machine", ["oval:x:def:3": .false]))
        #expect(!holds("#not_machine", ["oval:x:def:3": .true]))
        #expect(holds("either", ["oval:x:def:4": .true]))
        #expect(holds("#either", ["oval:x:def:4": .true]))
        #expect(!holds("#either", ["oval:x:def:4": .error]))
    }

    @Test("Negating what could not be looked at holds literally, and is an error by the applicability language")
    func negatedError() throws {
        let proof = try Self.applicability().decide("#not_machine", check: Self.results(["oval:x:def:3": .error]))
        #expect(proof.holds)
        #expect(proof.truth == .error)
    }

    @Test("What cannot be read never makes a platform apply, also where it is negated")
    func unreadable() throws {
        let specification = PlatformSpecification(try parsed(Self.language), source: "xccdf.xml")
        #expect(
            specification.diagnostics.map(\.message) == [
                "a logical-test has nothing in it; the platform never applies",
                "the operator \"XOR\" is neither AND nor OR; the platform never applies",
                "\"surprise\" is no element of a logical-test; the platform never applies",
            ])
        let applicability = try Self.applicability()
        #expect(!applicability.decide("#empty") { _ in .true }.holds)
        #expect(!applicability.decide("#odd") { _ in .false }.holds)
        #expect(!applicability.decide("#inner") { _ in .true }.holds)
    }

    @Test("The definitions that platforms need are listed once each")
    func neededChecks() throws {
        let needed = try Self.applicability().neededChecks(for: [
            "#one_and_machine", "#either", "cpe:/o:acme:os", "#nowhere", "cpe:/a:machine",
        ])
        #expect(needed.map(\.id) == ["oval:x:def:1", "oval:x:def:3", "oval:x:def:4", "oval:x:def:2"])
        #expect(needed.map(\.source) == ["dict.xml", "dict.xml", "xccdf.xml", "dict.xml"])
    }

    @Test("The platforms of an XCCDF 1.1 document are read too")
    func oldPlatforms() throws {
        let old = """
            <platform-definitions xmlns="http://www.cisecurity.org/xccdf/platform/0.2.3"><Platform id="p">
            <logical-test operator="and" negate="0"><Fact-ref name="cpe:/a:machine"/></logical-test></Platform></platform-definitions>
            """
        var applicability = try Self.applicability()
        applicability.languages = [PlatformSpecification(try parsed(old), source: "old.xml")]
        #expect(applicability.decide("#p", check: Self.results(["oval:x:def:3": .true])).holds)
    }
}
