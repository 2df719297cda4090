import CPE
import ImageFS
import ImageFacts
import OVAL
import Testing
import XML

@testable import Assessment
@testable import Authoring

/// The inventory definitions of every fact, read once.
private struct FactDefinitions {
    let inventory: Inventory
    let definitions: Definitions

    init() throws {
        inventory = Inventory(ApplicabilityFact.all, namespace: "org.example")
        var writer = XMLWriter(declaring: OVALPrefixes.of([OVALMarkup.independent, OVALMarkup.linux, OVALMarkup.unix]))
        inventory.write(to: &writer, timestamp: "2026-01-01T00:00:00Z")
        definitions = try Definitions(XMLDocument(writer.bytes, name: "facts.xml").root)
    }

    /// What the definitions say of an image, and what is known of it.
    func compare(_ listing: String, _ facts: [ApplicabilityFact] = ApplicabilityFact.all) async throws -> [(
        fact: ApplicabilityFact, inventory: Bool, known: Bool?, statement: String
    )] {
        var target = Target(name: "image", image: try MemoryImage(listing: listing))
        let platform = target.survey()
        let ids = facts.compactMap { inventory.definition(of: $0) }
        let results = await OVALSession.run(
            definitions: definitions, select: ids, external: [:], collector: target.collector, systemInfo: target.systemInfo, now: 0,
            workers: 1)
        return try facts.map { fact in
            let id = try #require(inventory.definition(of: fact))
            let answer = platform.answer(fact, literal: false)
            return (fact, results.definitionResults[id]?.result == .true, answer?.holds, answer?.statement ?? "")
        }
    }
}

@Suite("What is known of an image and what the inventory definitions find are the same")
struct FactTests {
    private static let system = "/etc/os-release\n| ID=debian\n| VERSION_ID=\"12\"\n"

    private static func dpkg(_ names: [String], state: String = "install ok installed") -> String {
        "/var/lib/dpkg/status\n"
            + names.map { "| Package: \($0)\n| Essential: yes\n| Status: \(state)\n| Architecture: amd64\n| Version: 1.0-1\n|\n" }.joined()
    }

    private static func apk(_ names: [String], at path: String) -> String {
        "\(path)\n" + names.map { "| P:\($0)\n| V:1.0-r0\n| A:x86_64\n|\n" }.joined()
    }

    /// A name that a pattern of a component stands for.
    private static func example(_ pattern: String) -> String { pattern.replacing("[0-9]", with: "7").replacing("*", with: "9x") }

    /// Images that a reviewer can read.
    static let images: [(name: String, listing: String)] = [
        ("bare", system),
        ("accounts", system + "/etc/passwd\n| root:x:0:0:root:/root:/bin/bash\n"),
        ("only a comment in passwd", system + "/etc/passwd\n| # nobody\n|\n"),
        ("accounts of ostree", system + "/usr/lib/passwd\n| root:x:0:0:root:/root:/bin/bash\n"),
        ("dpkg", system + dpkg(["bash", "login", "libpam-runtime"])),
        ("removed with its configuration", system + dpkg(["openssh-server", "nginx"], state: "deinstall ok config-files")),
        ("half installed", system + dpkg(["openssh-server"], state: "install reinstreq half-installed")),
        ("distroless", system + "/var/lib/dpkg/status.d/tzdata\n| Package: openssl\n| Version: 1\n| Architecture: amd64\n"),
        ("apk", system + apk(["busybox", "alpine-baselayout"], at: "/lib/apk/db/installed")),
        ("apk 3", system + apk(["openssh-server", "linux-pam"], at: "/usr/lib/apk/db/installed")),
        ("rpm", system + "/var/lib/rpm/rpmdb.sqlite\n| not a database\n"),
        ("kernel in boot", system + "/boot/vmlinuz-6.1.0\n| x\n"),
        ("kernel in the root", system + "/vmlinuz -> boot/vmlinuz-6.1\n"),
        ("modules", system + "/usr/lib/modules/6.1/modules.dep\n| x\n/lib -> usr/lib\n"),
        ("modules in directories", system + "/lib/modules/6.1/kernel/\n"),
        ("empty modules", system + "/lib/modules/\n/usr/lib/modules/6.1/\n"),
        (
            "names in documentation",
            system + "/usr/share/doc/nginx/nginx 0755\n| x\n/etc/init.d/sshd 0755\n| x\n/etc/pam.d/sudo 0755\n| x\n"
        ),
        ("names that begin alike", system + "/usr/share/documents/nginx 0755\n| x\n"),
        ("programs that nobody may run", system + "/usr/sbin/nginx 0644\n| x\n/usr/sbin/sshd/ 0755\n"),
        ("links", system + "/usr/bin/su -> /bin/busybox\n/opt/tools/python3 -> /nowhere\n/usr/bin/node -> /usr/lib\n/usr/lib/x\n| x\n"),
        ("a system for people", system + dpkg(["bash", "login"]) + "/etc/pam.d/common-auth\n| auth required pam_unix.so\n"),
        (
            "names within names",
            system + dpkg(["nginx-common", "bash-completion"]) + "/usr/bin/xnginx 0755\n| x\n/usr/bin/nginx.old 0755\n| x\n"
        ),
        ("hidden and deep", system + "/home/a/.local/share/x/y/z/sshd 0700\n| x\n"),
    ]

    @Test("every fact, in images that a reviewer can read", arguments: Self.images)
    func readable(image: (name: String, listing: String)) async throws {
        for row in try await FactDefinitions().compare(image.listing) {
            // A database of packages that cannot be read proves nothing about components; then the definitions decide.
            if image.name == "rpm", row.known == nil { continue }
            #expect(row.known == row.inventory, "\(row.fact.name): known \(String(describing: row.known)), found \(row.inventory)")
            #expect(!row.statement.isEmpty)
        }
    }

    @Test("every component by each package, program and path, and the groups it is of", arguments: Component.all.map(\.id))
    func components(id: String) async throws {
        let component = try #require(Component[id: id])
        let facts = ApplicabilityFact.all.filter { $0.components.contains(component) || $0 == .loginPath }
        let own = facts.contains { $0 == .component(component) }
        #expect(own || ["dpkg", "rpm", "apk"].contains(id))
        let definitions = try FactDefinitions()
        var listings: [(String, Bool)] = []
        let names = component.packages.map(Self.example)
        listings += names.map { (Self.dpkg([$0]), true) }
        if !names.isEmpty { listings.append((Self.apk(names, at: "/lib/apk/db/installed"), true)) }
        listings += component.programs.map { ("/opt/any/where/\($0) 0755\n| x\n", true) }
        listings += component.programs.map { ("/usr/share/doc/\($0) 0755\n| x\n", false) }
        listings += component.programs.map { ("/srv/\($0) 0644\n| x\n", false) }
        listings += component.paths.map { ("\($0.replacing("*", with: "a"))\n| x\n", true) }
        listings += component.paths.map { ("\($0.replacing("*", with: "a"))/\n", true) }
        for (listing, isThere) in listings {
            for row in try await definitions.compare(Self.system + listing, facts) {
                #expect(row.known == row.inventory, "\(row.fact.name) in \(listing)")
                if row.fact == .component(component) { #expect(row.inventory == isThere, "\(listing)") }
            }
        }
    }

    @Test("a program under a foreign name is known by its content alone, which no inventory definition reads")
    func renamed() async throws {
        let listing = Self.system + "/opt/innocent 0755\n\\ \\x7fELF\\x02\\x01\\x01\\x00 sshd: no hostkeys available\\x00\n"
        let rows = try await FactDefinitions().compare(listing).filter { $0.known != $0.inventory }
        #expect(rows.map(\.fact.name) == ["remote-access", "sshd"])
        #expect(rows.allSatisfy { $0.known == true && $0.statement.contains("/opt/innocent") })
    }

    @Test("of an image of which nothing is known no absence is claimed", arguments: ["", "/srv/data\n| x\n"])
    func nothing(listing: String) async throws {
        for row in try await FactDefinitions().compare(listing) {
            if case .nature = row.fact { continue }
            #expect(row.known == nil, "\(row.fact.name): \(row.statement)")
        }
    }

    @Test("what a definition has found is not denied")
    func literal() throws {
        var target = Target(name: "image", image: try MemoryImage(listing: Self.system))
        let platform = target.survey()
        for fact in ApplicabilityFact.all {
            if case .nature = fact { continue }
            #expect(platform.answer(fact, literal: true) == nil, "\(fact.name)")
        }
    }

    @Test("a fact's product name leads back to it, in both bindings; other products are none")
    func names() {
        #expect(Set(ApplicabilityFact.all.map(\.name)).count == ApplicabilityFact.all.count)
        for fact in ApplicabilityFact.all {
            #expect(ApplicabilityFact(cpe: fact.cpe) == fact)
            #expect(ApplicabilityFact(cpe: "cpe:2.3:a:stigready:fact:\(fact.name.replacing("-", with: "\\-")):*:*:*:*:*:*:*") == fact)
        }
        for name in ["cpe:/a:stigready:fact:no-such", "cpe:/a:stigready:fact:sshd:1", "cpe:/a:example:fact:sshd", "cpe:/a:stigready:fact"] {
            #expect(ApplicabilityFact(cpe: name) == nil, "\(name)")
        }
    }
}
