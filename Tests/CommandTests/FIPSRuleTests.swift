import Foundation
import Testing

/// An image whose OpenSSL has the FIPS provider of Debian 13 in effect.
private struct ProviderImage {
    static let cache = ProcessInfo.processInfo.environment["STIGREADY_TEST_CACHE"] ?? "/var/tmp/stigready-tests"
    static let isAvailable = geteuid() == 0 && FileManager.default.fileExists(atPath: "/usr/bin/openssl")
    static let content = Program.repository.appending(path: "content/gpos-container/ds.xml").path
    static let rules = ["CIMG-00-001760", "CIMG-00-002010"]

    let folder: TemporaryFolder
    private let libraries = "root/usr/lib/x86_64-linux-gnu"

    /// - Parameter key: `FIPSKEY` of OpenSSL's Configure, by which makers sign providers; hexadecimal.
    init(key: String = "f4556650ac31d35461610bac4ed81b1a181b2d8a43ea2854cbae22ca74560813") throws {
        folder = try TemporaryFolder()
        let script = """
            set -e
            '\(Program.repository.path)/Tests/Oracle/make-fips.sh' >/dev/null
            mkdir -p \(libraries)/ossl-modules root/etc/ssl root/usr/lib/ssl root/var/lib/dpkg
            cp '\(Self.cache)/fips/usr/lib/x86_64-linux-gnu/libcrypto.so.3' \(libraries)/
            cp '\(Self.cache)/fips/usr/lib/x86_64-linux-gnu/ossl-modules/fips.so' \(libraries)/ossl-modules/
            mac=$(openssl dgst -sha256 -mac HMAC -macopt hexkey:\(key) \(libraries)/ossl-modules/fips.so)
            printf '[fips_sect]\\nactivate = 1\\nmodule-mac = %s\\n' "${mac##* }" >root/etc/ssl/fipsmodule.cnf
            """
        let run = try Program.shell(script, in: folder)
        try #require(run.status == 0, "\(run.errors)")
        try folder.write("ID=debian\nVERSION_ID=\"13\"\n", to: "root/etc/os-release")
        try folder.write("Package: libssl3t64\nStatus: install ok installed\nVersion: 3.5.1-1\n", to: "root/var/lib/dpkg/status")
        try folder.write(
            """
            openssl_conf = openssl_init
            .include /etc/ssl/fipsmodule.cnf
            [openssl_init]
            providers = provider_sect
            alg_section = algorithm_sect
            [provider_sect]
            fips = fips_sect
            base = base_sect
            [base_sect]
            activate = 1
            [algorithm_sect]
            default_properties = fips=yes
            """, to: "root/usr/lib/ssl/openssl.cnf")
        try table(until: "2030-01-31", to: "active.tsv")
        try table(until: "2026-01-01", to: "historical.tsv")
    }

    private func table(until: String, to name: String) throws {
        let row = ["9001", "openssl-fips-provider", "3.5.*", "FIPS 140-3", until, "", "a test", "2026-01-01"]
        let head = ["certificate", "module", "version", "standard", "until", "note", "source", "read"]
        try folder.write("# date: 2026-01-01\n" + [head, row].map { $0.joined(separator: "\t") + "\n" }.joined(), to: name)
    }

    /// Turns one bit of the module.
    func tamper() throws {
        let path = folder.path("\(libraries)/ossl-modules/fips.so")
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        bytes[bytes.count / 2] ^= 0x20
        try Data(bytes).write(to: URL(filePath: path))
    }

    func changeConfiguration(_ old: String, _ new: String) throws {
        let path = "root/usr/lib/ssl/openssl.cnf"
        let text = String(decoding: try folder.bytes(path), as: UTF8.self)
        try #require(text.contains(old))
        try folder.write(text.replacingOccurrences(of: old, with: new), to: path)
    }

    /// What `scan` says of the rules that rest on the dossier: one result, evidence and sentence for both.
    func verdict(_ table: String?, time: String = Program.time) throws -> (result: String, evidence: String, sentence: String) {
        let run = try Program.run(
            ["scan", "root", "--content", Self.content, "--time", time, "--output", "out", "--formats", "json", "--quiet"]
                + (table.map { ["--cmvp", $0] } ?? []), in: folder)
        try #require([0, 2, 3].contains(run.status), "\(run.errors)")
        let document = try #require(try JSONSerialization.jsonObject(with: folder.bytes("out/results.json")) as? [String: Any])
        let rules = try #require(document["rules"] as? [[String: Any]])
        let found = rules.filter { Self.rules.contains($0["version"] as? String ?? "") }.map { rule in
            ["result", "evidence", "sentence"].map { rule[$0] as? String ?? "" }
        }
        try #require(found.count == 2)
        #expect(found[0] == found[1])
        return (found[0][0], found[0][1], found[0][2])
    }
}

@Suite("Rules on FIPS rest on the dossier", .enabled(if: ProviderImage.isAvailable, "needs root and openssl"))
struct FIPSRuleTests {
    @Test("a proven module with an active certificate in effect passes, and says what that rests on")
    func pass() throws {
        let verdict = try ProviderImage().verdict("active.tsv")
        #expect(verdict.result == "pass")
        #expect(verdict.evidence == "observed")
        #expect(verdict.sentence.contains("the MAC of /usr/lib/x86_64-linux-gnu/ossl-modules/fips.so is right"))
    }

    @Test("without a certificate in the table it is unknown, never passed")
    func noCertificate() throws {
        let verdict = try ProviderImage().verdict(nil)
        #expect(verdict.result == "unknown")
        #expect(verdict.sentence.contains("no certificate for /usr/lib/x86_64-linux-gnu/ossl-modules/fips.so 3.5."))
    }

    @Test("a certificate counts on the day of the scan")
    func historical() throws {
        let image = try ProviderImage()
        #expect(try image.verdict("historical.tsv", time: "2025-12-31T00:00:00Z").result == "pass")
        let late = try image.verdict("historical.tsv", time: "2026-01-31T00:00:00Z")
        #expect(late.result == "fail")
        #expect(late.sentence.contains("is historical"))
    }

    @Test("one bit of the module changed is a finding")
    func tampered() throws {
        let image = try ProviderImage()
        try image.tamper()
        let verdict = try image.verdict("active.tsv")
        #expect(verdict.result == "fail")
        #expect(verdict.sentence.contains("is of other bytes"))
    }

    @Test("an empty fipsmodule.cnf leaves the MAC unproven")
    func empty() throws {
        let image = try ProviderImage()
        try image.folder.write("", to: "root/etc/ssl/fipsmodule.cnf")
        #expect(try image.verdict("active.tsv").result != "pass")
    }

    @Test(
        "a configuration that lets another provider answer is a finding",
        arguments: [("default_properties = fips=yes", ""), ("base = base_sect", "base = base_sect\ndefault = base_sect")])
    func notInEffect(_ change: (String, String)) throws {
        let image = try ProviderImage()
        try image.changeConfiguration(change.0, change.1)
        #expect(try image.verdict("active.tsv").result == "fail")
    }

    @Test("a program with cryptography of its own beside the module leaves it to a person")
    func outside() throws {
        let image = try ProviderImage()
        let copied = try Program.shell("mkdir -p root/usr/bin && cp /usr/bin/skopeo root/usr/bin/", in: image.folder)
        try #require(copied.status == 0, "skopeo is among the packages that the tests install")
        let verdict = try image.verdict("active.tsv")
        #expect(verdict.result == "unknown")
        #expect(verdict.sentence.contains("/usr/bin/skopeo"))
    }

    @Test("another engine gets the same facts by a tailoring that is valid, and nothing passes without it")
    func tailoring() throws {
        let image = try ProviderImage()
        let run = try Program.run(
            ["fips", "root", "--cmvp", "active.tsv", "--time", Program.time, "--tailoring", "facts.xml"], in: image.folder)
        #expect(run.status == 0, "\(run.errors)")
        let schema = "/usr/share/openscap/schemas/xccdf/1.2/xccdf_1.2.xsd"
        let valid = try Program.shell("xmllint --nonet --noout --schema '\(schema)' facts.xml", in: image.folder)
        #expect(valid.status == 0, "\(valid.errors)")
        func literal(_ options: [String]) throws -> [String] {
            let rules = ProviderImage.rules.flatMap { ["--rule", "xccdf_stigready.cimg_rule_\($0)"] }
            let run = try Program.run(
                ["xccdf", "eval", "--root", "root"] + options + rules + [ProviderImage.content], in: image.folder)
            return run.output.split(separator: "\n").filter { $0.hasPrefix("Result") }.map { String($0.split(separator: "\t").last ?? "") }
        }
        let profile = ["--tailoring-file", "facts.xml", "--profile", "xccdf_stigready.fact_profile_image"]
        #expect(try literal(profile) == ["pass", "pass"])
        #expect(try literal(["--profile", "all"]) == ["unknown", "unknown"])
    }

    @Test("a tailoring is not written into the image")
    func place() throws {
        let image = try ProviderImage()
        let run = try Program.run(["fips", "root", "--tailoring", "root/facts.xml"], in: image.folder)
        #expect(run.status == 1)
        #expect(run.errors.contains("lies in the image"))
        #expect(!FileManager.default.fileExists(atPath: image.folder.path("root/facts.xml")))
    }
}
