import CPE
import Diagnostics
import Testing
import XML

func parsed(_ text: String) throws -> XMLElement { try XMLDocument(Array(text.utf8), name: "test.xml").root }

@Suite("Names")
struct CPENameTests {
    @Test(
        "A URI becomes the formatted string of the same name",
        arguments: [
            ("cpe:/o:redhat:enterprise_linux:8.1", "cpe:2.3:o:redhat:enterprise_linux:8.1:*:*:*:*:*:*:*"),
            ("cpe:/a:machine", "cpe:2.3:a:machine:*:*:*:*:*:*:*:*:*"),
            ("cpe:/o:Redhat:Enterprise_Linux:-", "cpe:2.3:o:redhat:enterprise_linux:-:*:*:*:*:*:*:*"),
            ("cpe:/o:canonical:ubuntu_linux:22.04::~~lts~~~", "cpe:2.3:o:canonical:ubuntu_linux:22.04:*:*:*:lts:*:*:*"),
            (
                "cpe:/a:foo%5cbar:big%24money_manager_2010:%01%01%01%01x",
                "cpe:2.3:a:foo\\\\bar:big\\$money_manager_2010:????x:*:*:*:*:*:*:*"
            ),
            ("cpe:/a:x:y:1.%02", "cpe:2.3:a:x:y:1.*:*:*:*:*:*:*:*"),
            ("cpe:/a:krb5_server_older_than_1_17-18", "cpe:2.3:a:krb5_server_older_than_1_17-18:*:*:*:*:*:*:*:*:*"),
            ("cpe:/", "cpe:2.3:*:*:*:*:*:*:*:*:*:*:*"),
        ])
    func uri(uri: String, formatted: String) throws {
        #expect(try CPEName(uri).formattedString == formatted)
        #expect(try CPEName(formatted) == CPEName(uri))
    }

    @Test(
        "What is no name is refused with the reason",
        arguments: [
            ("", "it begins with neither cpe:/ nor cpe:2.3:"),
            ("cpe:/x:vendor", "its part is neither a, o nor h"),
            ("cpe:/a:b:c:d:e:f:g:h", "it has more than seven components"),
            ("cpe:/a:b%4", "\"%4\" is no percent encoding"),
            ("cpe:/a:b%00", "\"%00\" is no character of a name"),
            ("cpe:/a:b:c:1%02x", "* and ? may stand at the ends of a value only"),
            ("cpe:/a:b:c:d:e:~x~y", "its packed edition has not five parts"),
            ("cpe:2.3:a:b:c", "it has 3 components where a formatted string has eleven"),
            ("cpe:2.3:a::c:*:*:*:*:*:*:*:*", "a component is empty"),
            ("cpe:2.3:a:b:c:**:*:*:*:*:*:*:*", "* and ? may stand at the ends of a value only"),
            ("cpe:2.3:a:b:c:**x:*:*:*:*:*:*:*", "one end of a value has more than one *"),
            ("cpe:2.3:a:b:c:*:*:*:*:*:*:*:\\", "it ends in a quoting backslash"),
        ])
    func refused(text: String, reason: String) {
        #expect(throws: CPENameError(name: text, reason: reason)) { try CPEName(text) }
    }
}

@Suite("Name matching, by the tables of NISTIR 7696")
struct CPEMatchingTests {
    static let i = CPEName.Value.string(CPEString("i"))
    static let k = CPEName.Value.string(CPEString("k"))
    static let wild = CPEName.Value.string(CPEString("i", suffix: .anyNumber))
    static let otherWild = CPEName.Value.string(CPEString("i", prefix: .anyNumber))

    @Test(
        "Every row of the attribute table",
        arguments: [
            (.any, .any, .equal), (.any, .notApplicable, .superset), (.any, i, .superset), (.any, wild, .undefined),
            (.notApplicable, .any, .subset), (.notApplicable, .notApplicable, .equal), (.notApplicable, i, .disjoint),
            (.notApplicable, wild, .undefined), (i, i, .equal), (i, k, .disjoint), (i, wild, .undefined), (i, .notApplicable, .disjoint),
            (i, .any, .subset), (wild, i, .superset), (wild, k, .disjoint), (wild, .any, .subset), (wild, .notApplicable, .disjoint),
            (wild, otherWild, .undefined),
        ] as [(CPEName.Value, CPEName.Value, CPERelation)])
    func row(source: CPEName.Value, target: CPEName.Value, relation: CPERelation) {
        #expect(source.relation(to: target) == relation)
    }

    @Test(
        "Names relate as their attributes do",
        arguments: [
            ("cpe:/o:redhat:enterprise_linux", "cpe:/o:redhat:enterprise_linux:8", .superset, true),
            ("cpe:/o:redhat:enterprise_linux:8", "cpe:/o:redhat:enterprise_linux:8", .equal, true),
            ("cpe:/o:redhat:enterprise_linux:8:foo", "cpe:/o:redhat:enterprise_linux:8", .subset, false),
            ("cpe:/o:redhat:enterprise_linux:8.1", "cpe:/o:redhat:enterprise_linux:8", .disjoint, false),
            ("cpe:/o:redhat::8", "cpe:/o:redhat:enterprise_linux", .undefined, false),
            ("cpe:/o:redhat:enterprise_linux:8%02", "cpe:/o:redhat:enterprise_linux:8.10", .superset, true),
            ("cpe:/o:redhat:enterprise_linux:8%01", "cpe:/o:redhat:enterprise_linux:8.10", .disjoint, false),
            ("cpe:/o:redhat:enterprise_linux:8%01%01%01", "cpe:/o:redhat:enterprise_linux:8.10", .superset, true),
            ("cpe:/o:redhat:enterprise_linux:%028%02", "cpe:/o:redhat:enterprise_linux:7.8.1", .superset, true),
        ] as [(String, String, CPERelation, Bool)])
    func names(source: String, target: String, relation: CPERelation, matches: Bool) throws {
        let (source, target) = (try CPEName(source), try CPEName(target))
        #expect(source.relation(to: target) == relation)
        #expect(source.matches(target) == matches)
    }
}
