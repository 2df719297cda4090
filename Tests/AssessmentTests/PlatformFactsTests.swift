import CPE
import ImageFS
import ImageFacts
import Testing

@testable import Assessment

@Suite("Product names are answered from what an image is")
struct PlatformFactsTests {
    private func answer(_ name: String, literal: Bool = false, _ listing: String, stated: ImageNature.Statement = .auto) throws -> (
        holds: Bool, statement: String
    )? {
        var target = Target(name: "image", image: try MemoryImage(listing: listing))
        return target.survey(stated: stated).answer(name, literal: literal).map { ($0.holds, $0.statement) }
    }

    private let debian = """
        /etc/os-release
        | ID=debian
        | VERSION_ID="11"
        | PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"
        """

    @Test("container and machine, whatever the content's own check says", arguments: [true, false])
    func nature(literal: Bool) throws {
        #expect(try answer("cpe:/a:container", literal: literal, debian)?.holds == true)
        #expect(try answer("cpe:/a:machine", literal: literal, debian)?.holds == false)
        #expect(try answer("cpe:2.3:a:machine:*:*:*:*:*:*:*:*:*:*", literal: literal, debian, stated: .machine)?.holds == true)
        #expect(try answer("cpe:/a:system_with_kernel", literal: literal, debian)?.holds == false)
    }

    @Test("a component that is there without its package applies; one that is absent everywhere does not, and says what was searched")
    func components() throws {
        let missing = try #require(try answer("cpe:/a:chrony", debian))
        #expect(!missing.holds)
        #expect(missing.statement.contains("in no package database"))
        #expect(try answer("cpe:/a:chrony", debian + "\n/usr/sbin/chronyd 0755\n| x")?.holds == true)
        #expect(try answer("cpe:/a:chrony", literal: true, debian) == nil, "what the content found is there")
        #expect(try answer("cpe:/a:example:product:1", debian) == nil)
    }

    @Test(
        "distributions by vendor, product and release; one that is not in the table is left to the content",
        arguments: [
            ("cpe:/o:debian:debian_linux:11", true), ("cpe:/o:debian:debian_linux:12", false), ("cpe:/o:redhat:enterprise_linux:9", false),
            ("cpe:2.3:o:debian:debian_linux:11:*:*:*:*:*:*:*", true),
        ])
    func systems(name: String, expected: Bool) throws {
        #expect(try answer(name, debian)?.holds == expected)
        #expect(try answer(name, debian.replacing("ID=debian", with: "ID=devuan")) == nil)
        #expect(try answer("cpe:/o:debian:debian_linux", debian) == nil, "a name without release is the content's to decide")
    }

    @Test("service releases of the RHEL family are one release, those of Ubuntu are not")
    func releases() throws {
        let redHat = "/etc/os-release\n| ID=rhel\n| VERSION_ID=8.9\n"
        #expect(try answer("cpe:/o:redhat:enterprise_linux:8.0", redHat)?.holds == true)
        let ubuntu = "/etc/os-release\n| ID=ubuntu\n| VERSION_ID=22.04\n"
        #expect(try answer("cpe:/o:canonical:ubuntu_linux:22.04", ubuntu)?.holds == true)
        #expect(try answer("cpe:/o:canonical:ubuntu_linux:22.10", ubuntu)?.holds == false)
    }

    @Test("of an image without files nothing is said about components")
    func empty() throws {
        #expect(try answer("cpe:/a:chrony", "") == nil)
        #expect(try answer("cpe:/a:machine", "") == nil)
    }
}
