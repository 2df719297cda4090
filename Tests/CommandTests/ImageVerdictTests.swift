import Foundation
import Testing

/// Images of real Debian packages, as folders and as what umoci and skopeo make of them.
private enum RealImage {
    static let cache = ProcessInfo.processInfo.environment["STIGREADY_TEST_CACHE"] ?? "/var/tmp/stigready-tests"
    static let root = "\(cache)/roots/debian11-server"
    static let minimal = "\(cache)/roots/debian11-minbase"
    static let debian = "/usr/share/xml/scap/ssg/content/ssg-debian11-ds.xml"
    static let redHat = "/usr/share/xml/scap/ssg/content/ssg-rhel9-ds.xml"

    static let isAvailable =
        geteuid() == 0 && [debian, redHat, "/usr/bin/umoci", "/usr/bin/skopeo"].allSatisfy(FileManager.default.fileExists(atPath:))

    static func make() throws {
        for kind in ["debian11-server", "debian11-minbase"] {
            let run = try Program.shell("'\(Program.repository.path)/Tests/Oracle/make-root.sh' \(kind)", in: TemporaryFolder())
            try #require(run.status == 0, "\(run.errors)")
        }
    }
}

/// What a scan said of one rule.
private struct Verdict: Hashable {
    var result: String
    var evidence: String
    var hash: String
    var isProven: Bool
}

@Suite("An image is assessed as what it is", .serialized)
struct ImageVerdictTests {
    /// Every rule's verdict, by id.
    private func verdicts(
        _ image: String, content: String = RealImage.debian, options: [String] = [], in folder: TemporaryFolder
    ) throws -> (status: Int32, rules: [String: Verdict], output: String) {
        let output = "out-\(UUID().uuidString)"
        let run = try Program.run(
            ["scan", image, "--content", content, "--profile", "(all)", "--time", Program.time, "--output", output, "--formats", "json"]
                + options, in: folder)
        guard FileManager.default.fileExists(atPath: folder.path("\(output)/results.json")) else { return (run.status, [:], run.errors) }
        let document = try #require(try JSONSerialization.jsonObject(with: try folder.bytes("\(output)/results.json")) as? [String: Any])
        let rules = try #require(document["rules"] as? [[String: Any]])
        var verdicts: [String: Verdict] = [:]
        for rule in rules {
            guard let id = rule["id"] as? String else { continue }
            verdicts[id] = Verdict(
                result: rule["result"] as? String ?? "", evidence: rule["evidence"] as? String ?? "",
                hash: rule["evidenceHash"] as? String ?? "",
                isProven: rule["isProven"] as? Bool ?? false)
        }
        return (run.status, verdicts, run.output)
    }

    private func shell(_ script: String, in folder: TemporaryFolder) throws {
        let run = try Program.shell("set -e\n\(script)", in: folder)
        try #require(run.status == 0, "\(script): \(run.output)\(run.errors)")
    }

    private func rule(_ name: String) -> String { "xccdf_org.ssgproject.content_rule_\(name)" }

    @Test("umoci, skopeo, the Debian and RHEL content and root are there; without them nothing below is tested")
    func prerequisites() {
        withKnownIssue("SKIPPED: needs root, umoci, skopeo, ssg-debian and ssg-nondebian", isIntermittent: true) {
            #expect(RealImage.isAvailable)
        } when: {
            ProcessInfo.processInfo.environment["CI"] == nil
        }
    }

    @Test(
        "The same image as folder, OCI layout, OCI archive and archive of docker save gives the same verdicts, item by item",
        .enabled(if: RealImage.isAvailable))
    func sameAnswerFromEverySource() throws {
        try RealImage.make()
        let folder = try TemporaryFolder()
        try shell(
            """
            umoci init --layout lay && umoci new --image lay:base && umoci insert --image lay:base \(RealImage.root) / >log 2>&1
            echo changed > f && umoci insert --image lay:base f /etc/motd >>log 2>&1
            umoci insert --image lay:base --whiteout /etc/issue.net >>log 2>&1
            umoci insert --image lay:base --opaque f /usr/share/doc >>log 2>&1
            umoci unpack --image lay:base bundle >>log 2>&1
            skopeo copy -q oci:lay:base oci-archive:oci.tar:base
            skopeo copy -q oci:lay:base docker-archive:docker.tar:base:1
            skopeo copy -q --dest-compress-format zstd --dest-force-compress-format oci:lay:base oci:zstd:base || skopeo copy -q oci:lay:base oci:zstd:base
            tar -C bundle/rootfs --xattrs -cf rootfs.tar .
            """, in: folder)
        let reference = try verdicts("bundle/rootfs", in: folder)
        #expect(reference.rules.count > 100)
        #expect(reference.rules.values.count { $0.evidence == "observed" } > 40)
        for source in ["lay:base", "oci.tar", "docker.tar:base:1", "zstd", "rootfs.tar"] {
            let other = try verdicts(source, in: folder)
            #expect(other.status == reference.status, "\(source): \(other.output.suffix(500))")
            #expect(other.rules.count == reference.rules.count)
            for (id, verdict) in reference.rules.sorted(by: { $0.key < $1.key }) where other.rules[id] != verdict {
                Issue.record("\(source), \(id): \(String(describing: other.rules[id])), the folder says \(verdict)")
            }
        }
    }

    @Test(
        "An empty directory and an empty image: no observed or absence pass anywhere, exit 3", .enabled(if: RealImage.isAvailable),
        arguments: [RealImage.debian, RealImage.redHat])
    func empty(content: String) throws {
        let folder = try TemporaryFolder()
        try shell("mkdir nothing && tar -cf empty.tar -T /dev/null && umoci init --layout lay && umoci new --image lay:e", in: folder)
        for image in ["nothing", "empty.tar", "lay:e"] {
            let scan = try verdicts(image, content: content, in: folder)
            #expect(scan.status == 3, "\(image)")
            #expect(scan.rules.count > 100)
            for (id, verdict) in scan.rules where verdict.result == "pass" { Issue.record("\(image), \(id): \(verdict)") }
            for (id, verdict) in scan.rules where verdict.result == "fail" && verdict.evidence == "observed" {
                Issue.record("\(image), \(id) failed for something that was observed in nothing: \(verdict)")
            }
        }
    }

    @Test(
        "A Debian image with sshd or telnetd is never \"no remote access\"; a package database of another kind is never \"not installed\"",
        .enabled(if: RealImage.isAvailable))
    func remoteAccess() throws {
        try RealImage.make()
        let folder = try TemporaryFolder()
        // The servers without their packages, one under another name.
        try shell(
            """
            cp -a \(RealImage.minimal) tree
            cp \(RealImage.root)/usr/sbin/sshd tree/usr/local/bin/updater
            printf '\\177ELF..telnetd: panic state=%d' > tree/opt/worker && chmod 755 tree/opt/worker
            """, in: folder)
        let telnet = rule("package_telnetd_removed")
        let clean = try verdicts(RealImage.minimal, in: folder)
        #expect(clean.rules[telnet]?.result == "pass" && clean.rules[telnet]?.evidence == "absence")
        let hidden = try verdicts("tree", in: folder)
        #expect(hidden.rules[telnet]?.result == "unknown" && hidden.rules[telnet]?.evidence == "vacuous", "\(hidden.rules[telnet] as Any)")
        let run = try Program.run(["image", "tree", "--json"], in: folder)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let components = try #require(document["components"] as? [[String: Any]])
        for (id, path) in [("sshd", "/usr/local/bin/updater"), ("telnetd", "/opt/worker")] {
            let found = components.first { $0["id"] as? String == id }
            #expect(found?["renamed"] as? [String] == [path])
        }

        // Content for rpm on a Debian image: its packages are looked for in a database that is not there.
        let foreign = try verdicts(RealImage.root, content: RealImage.redHat, in: folder)
        for (id, verdict) in foreign.rules where verdict.result == "pass" && id.contains("_package_") {
            Issue.record("\(id): \(verdict)")
        }
        #expect(foreign.status == 3)
    }

    @Test(
        "A tree unpacked without root: owner checks say that owners are not known, they do not fail or pass",
        .enabled(if: RealImage.isAvailable))
    func unknownOwners() throws {
        try RealImage.make()
        let folder = try TemporaryFolder()
        try shell("cp -a \(RealImage.root) tree && chown -R -h 1000:1000 tree", in: folder)
        let known = try verdicts(RealImage.root, in: folder)
        let unknown = try verdicts("tree", in: folder)
        let owners = known.rules.keys.filter { $0.contains("_file_owner_") || $0.contains("_file_groupowner_") }.sorted()
        #expect(owners.count > 10)
        for id in owners where ["pass", "fail"].contains(known.rules[id]?.result) {
            #expect(unknown.rules[id]?.result == "unknown", "\(id): \(unknown.rules[id] as Any)")
        }
        // Modes are known all the same.
        let mode = rule("file_permissions_etc_passwd")
        #expect(unknown.rules[mode]?.result == known.rules[mode]?.result)
    }

    @Test("/.dockerenv present or not: not one verdict of scan changes", .enabled(if: RealImage.isAvailable))
    func markerFiles() throws {
        try RealImage.make()
        let folder = try TemporaryFolder()
        try shell("cp -a \(RealImage.root) tree && : > tree/.dockerenv && mkdir -p tree/run && : > tree/run/.containerenv", in: folder)
        for options in [[], ["--as", "machine"], ["--as", "container"]] {
            let without = try verdicts(RealImage.root, options: options, in: folder)
            let with = try verdicts("tree", options: options, in: folder)
            #expect(with.status == without.status)
            for (id, verdict) in without.rules.sorted(by: { $0.key < $1.key }) where with.rules[id] != verdict {
                Issue.record("\(options), \(id): \(String(describing: with.rules[id])) with the marker, \(verdict) without")
            }
        }
        // What it is does matter.
        let machine = try verdicts(RealImage.root, options: ["--as", "machine"], in: folder)
        let container = try verdicts(RealImage.root, options: ["--as", "container"], in: folder)
        let partition = rule("partition_for_tmp")
        #expect(container.rules[partition]?.result == "notapplicable" && container.rules[partition]?.isProven == true)
        #expect(
            machine.rules.filter { $0.value.result == "notapplicable" }.count
                < container.rules.filter { $0.value.result == "notapplicable" }.count)
    }

    @Test(
        "Distroless: status.d, no shell, no os-release: right identity, right packages, right verdicts", .enabled(if: RealImage.isAvailable)
    )
    func distroless() throws {
        try RealImage.make()
        let folder = try TemporaryFolder()
        // As Debian's distroless images are made: one file for each package, nothing that runs them.
        try shell(
            """
            mkdir -p tree/var/lib/dpkg/status.d tree/etc tree/usr/lib tree/lib/x86_64-linux-gnu tree/lib64
            for package in base-files libc6 libssl1.1 tzdata; do
                awk -v RS= -v name="$package" '$2 == name' \(RealImage.root)/var/lib/dpkg/status | grep -v '^Status:' > tree/var/lib/dpkg/status.d/$package || true
            done
            cp -a \(RealImage.root)/lib/x86_64-linux-gnu/libc.so.6 \(RealImage.root)/lib/x86_64-linux-gnu/libc-*.so tree/lib/x86_64-linux-gnu/ 2>/dev/null || true
            cp \(RealImage.root)/lib/x86_64-linux-gnu/ld-2.31.so tree/lib64/ld-linux-x86-64.so.2
            printf 'root:x:0:0:root:/root:/sbin/nologin\\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\\n' > tree/etc/passwd
            printf 'root:x:0:\\nnonroot:x:65532:\\n' > tree/etc/group
            tar -C tree --owner=0 --group=0 -cf image.tar .
            """, in: folder)
        let run = try Program.run(["image", "image.tar", "--json"], in: folder)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let system = try #require(document["operatingSystem"] as? [String: Any])
        #expect(system["id"] as? String == "debian" && system["confidence"] as? String == "inferred")
        let packages = try #require(document["packages"] as? [[String: Any]])
        #expect(Set(packages.compactMap { $0["name"] as? String }).isSuperset(of: ["base-files", "libc6"]))
        let components = (document["components"] as? [[String: Any]] ?? []).filter { $0["group"] as? String == "shell" }
        #expect(components.isEmpty)
        let scan = try verdicts("image.tar", in: folder)
        let telnet = rule("package_telnetd_removed")
        #expect(scan.rules[telnet]?.result == "pass" && scan.rules[telnet]?.evidence == "absence", "\(scan.rules[telnet] as Any)")
        let rsyslog = rule("file_permissions_etc_passwd")
        #expect(scan.rules[rsyslog]?.evidence == "observed")
        for (id, verdict) in scan.rules where verdict.result == "pass" && verdict.evidence == "vacuous" {
            Issue.record("\(id): \(verdict)")
        }
    }

    @Test("A hostile archive ends with one line and without a trace")
    func hostile() throws {
        let folder = try TemporaryFolder()
        try shell(
            """
            mkdir tree && echo x > tree/f && tar -C tree --transform 's,^f,../../escaped,' -cPf up.tar f
            head -c 300000 /dev/urandom > noise.tar
            mkdir out
            """, in: folder)
        for archive in ["up.tar", "noise.tar"] {
            let run = try Program.run(["image", archive], in: folder)
            #expect(run.status == 1)
            #expect(run.messages.count == 1, "\(run.errors)")
            #expect(run.messages.first?.contains(archive) == true)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path(".")).sorted() == ["noise.tar", "out", "tree", "up.tar"])
    }
}
