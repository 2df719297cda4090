import ImageFS
import Testing
import XCCDF

@testable import Assessment

@Suite("Whole runs of the demonstration content")
struct WholeRunTests {
    static let names = ["passwd_mode", "shadow_mode", "empty_password", "uid_zero", "tmp_sticky", "ssh_root"]

    /// Images that let nothing be claimed: nothing in them, or nobody knows what they are.
    static let nothing: [(name: String, listing: String)] = [
        ("empty", "/ 0755 0:0\n"), ("empty directories", "/etc/ 0755 0:0\n/var/lib/dpkg/ 0755 0:0\n"),
        ("no operating system", "/srv/data\n| x\n"),
        ("an empty os-release", "/etc/os-release\n"),
        ("an os-release that cannot be read", "/etc/os-release 0000 0:0 unreadable\n| ID=debian\n"),
        ("a marker of a container engine", "/.dockerenv\n"),
    ]

    @Test(arguments: nothing, [Assessment.Mode.literal, .evidence])
    func nothingIsClaimed(image: (name: String, listing: String), mode: Assessment.Mode) async throws {
        let result = try await Content.demo().run(on: Images.target(image.listing), mode)
        #expect(result.rules.count == 6)
        for report in result.rules {
            #expect(report.evidenceClass == .vacuous || report.evidenceClass == .none, "\(report.rule.id): \(report.evidenceClass)")
            if mode == .evidence { #expect(report.result.result != .pass, "\(report.rule.id)") }
            if report.result.result == .pass || report.literal == .pass {
                #expect(report.sentence.hasPrefix("vacuous pass"), "\(report.sentence)")
            }
        }
        let gate = Gate(result.rules, policy: .init(failOn: nil, minimumEvidence: 0))
        #expect(gate.verdict == .tooLittleEvidence)
        #expect(gate.evidencePercent == 0)
    }

    @Test("a root like Debian's passes, each rule with what it rests on")
    func debian() async throws {
        let result = try await Content.demo().run(on: Images.target(Images.debian), .evidence)
        #expect(
            result.lines == [
                "passwd_mode: pass, observed", "shadow_mode: pass, observed", "empty_password: pass, absence", "uid_zero: pass, observed",
                "tmp_sticky: pass, observed", "ssh_root: pass, absence",
            ])
        #expect(
            result.rules.map(\.sentence) == [
                "/etc/passwd: mode 0644, owner 0:0", "/etc/shadow: mode 0640, owner 0:42",
                "by absence: no line of /etc/shadow matches \"^[^:]+::\"",
                "/etc/passwd: account \"daemon\": user_id 1", "/tmp: mode 1777, owner 0:0",
                "by absence: no line of sshd_config says PermitRootLogin yes (no such line where the path matches \"^/etc/ssh/sshd_config(\\.d/[^/]+\\.conf)?$\")",
            ])
        #expect(Gate(result.rules, policy: .init()).verdict == .holds)
    }

    @Test("the same root with a fault for each rule fails each, with file and line")
    func faults() async throws {
        let bad = Images.debian
            .replacing("/etc/passwd 0644 0:0", with: "/etc/passwd 0666 0:0").replacing(
                "/etc/shadow 0640 0:42", with: "/etc/shadow 0644 0:42"
            )
            .replacing("| daemon:*:19000:0:99999:7:::", with: "| daemon::19000:0:99999:7:::")
            .replacing("| daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin", with: "| daemon:x:1:1::/:/bin/false\n| toor:x:0:0:::/bin/sh")
            .replacing("/tmp/ 1777", with: "/tmp/ 0777").replacing("PermitRootLogin no", with: "PermitRootLogin yes")
        let result = try await Content.demo().run(on: Images.target(bad), .evidence)
        #expect(result.lines == Self.names.map { "\($0): fail, observed" })
        #expect(
            result.rules.map(\.sentence) == [
                "/etc/passwd: mode 0666, owner 0:0; expected at least one file, each with group_id equal to 0 and user_id equal to 0 and gwrite false and owrite false",
                "/etc/shadow: mode 0644, owner 0:42; expected at least one file, each with oread false and owrite false and oexec false",
                "/etc/shadow:2: daemon::; expected no line",
                "/etc/passwd: account \"toor\": user_id 0; expected no account, or each with user_id not equal to 0",
                "/tmp: mode 0777, owner 0:0; expected at least one file, each with sticky true",
                "/etc/ssh/sshd_config:2: PermitRootLogin yes; expected no line",
            ])
        #expect(Gate(result.rules, policy: .init()).verdict == .findings)
    }

    @Test("owners of a tree that was unpacked without root decide nothing")
    func unpacked() async throws {
        let result = try await Content.demo().run(on: Images.target(Images.debian + "owners unknown\n"), .evidence)
        #expect(result.lines.first == "passwd_mode: unknown, vacuous")
        #expect(
            result.rules.first?.sentence
                == "vacuous pass, nothing of the image decides it (the owners of its files are not known): /etc/passwd: mode 0644, owner 0:0"
        )
        #expect(result.lines.dropFirst().allSatisfy { $0.contains(": pass, ") }, "\(result.lines)")
    }

    @Test("a marker of a container engine changes no result, sentence or hash", arguments: ["/.dockerenv\n", "/run/.containerenv\n"])
    func marker(_ file: String) async throws {
        for listing in [Images.debian, "/srv/data\n| x\n"] {
            let without = try await Content.demo().run(on: Images.target(listing), .evidence)
            let with = try await Content.demo().run(on: Images.target(listing + file), .evidence)
            #expect(without.lines == with.lines)
            #expect(without.rules.map(\.sentence) == with.rules.map(\.sentence))
            #expect(without.rules.map(\.evidenceHash) == with.rules.map(\.evidenceHash))
        }
    }

    @Test("the literal reading keeps a vacuous pass and says so; the other makes it unknown")
    func modes() async throws {
        let image = try Images.target("/srv/data\n| x\n")
        let literal = try await Content.demo().run(on: image, .literal)
        let evidence = try await Content.demo().run(on: image, .evidence)
        #expect(literal.lines[2] == "empty_password: pass, vacuous")
        #expect(evidence.lines[2] == "empty_password: unknown, vacuous")
        #expect(literal.rules.map(\.sentence) == evidence.rules.map(\.sentence))
        #expect(evidence.rules.map(\.literal) == literal.rules.map(\.result.result))
        #expect(literal.lines[0] == "passwd_mode: fail, vacuous" && evidence.lines[0] == literal.lines[0])
    }

    @Test("the database of another package manager never proves a package absent", arguments: [Assessment.Mode.literal, .evidence])
    func otherDatabase(_ mode: Assessment.Mode) async throws {
        let oval = OVALText.check(
            "linux:dpkginfo", #"check="all" check_existence="none_exist""#, object: "<linux:name>telnetd</linux:name>")
        let apk = "/etc/os-release\n| ID=alpine\n/lib/apk/db/installed\n| P:busybox-extras\n| V:1.36-r0\n|\n"
        for listing in [apk, apk + "/usr/sbin/telnetd 0755\n"] {
            let result = try await Content.checklist(Content.rule("telnet", Content.check(1)), oval: oval).run(
                on: Images.target(listing), mode)
            #expect(result.lines == ["telnet: \(mode == .literal ? "pass" : "unknown"), vacuous"])
        }
        let result = try await Content.checklist(Content.rule("telnet", Content.check(1)), oval: oval).run(
            on: Images.target(Images.debian), mode)
        #expect(result.lines == ["telnet: pass, absence"])
    }

    @Test("the same image gives the same documents, whatever the number of workers")
    func deterministic() async throws {
        let content = try Content.demo()
        let selected = try SelectedRules(content.benchmark, profile: nil, tailoring: nil, filter: .init())
        var documents: Set<[UInt8]> = []
        for workers in [1, 2, 8] {
            let run = Assessment(content: content, selected: selected, mode: .evidence, time: Timestamp(seconds: 0), workers: workers)
            let result = await run.run(on: try Images.target(Images.debian))
            documents.insert(result.testResult(tool: "cpe:/a:stigready:stigready:0").document(schema: content.benchmark.schema))
        }
        #expect(documents.count == 1)
    }
}
