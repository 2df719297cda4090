import ImageFS
import OVAL
import Testing
import XCCDF

@testable import Assessment

private let none = #"check="all" check_existence="none_exist""#
private let pattern = "operation=\"pattern match\""

private func lines(
    _ path: String, _ text: String,
    _ instance: String = "<ind:instance datatype=\"int\" operation=\"greater than or equal\">1</ind:instance>"
) -> String {
    "\(path)<ind:pattern operation=\"pattern match\">\(text)</ind:pattern>\(instance)"
}
/// Longer than a reader takes in, and matched by nothing.
private let long = "^(?:" + (1...12).map { "word\($0)" }.joined(separator: "|") + ")$"
private func textPath(_ path: String) -> String { "<ind:filepath>\(path)</ind:filepath>" }

/// A check and the sentence of the rule that asks it.
struct SentenceRow: CustomTestStringConvertible {
    var kind: String
    var oval: OVALText
    var sentence: String
    var image: String

    init(_ kind: String, _ oval: OVALText, on image: String = Images.debian, _ sentence: String) {
        self.kind = kind
        self.oval = oval
        self.image = image
        self.sentence = sentence
    }

    var testDescription: String { "\(kind): \(sentence)" }
}

@Suite("What a rule says in one sentence")
struct SentenceTests {
    static let foundRows: [SentenceRow] = [
        SentenceRow(
            "a line", .check("ind:textfilecontent54", object: lines(textPath("/etc/ssh/sshd_config"), "^PermitRootLogin (.*)$")),
            "/etc/ssh/sshd_config:2: PermitRootLogin no"),
        SentenceRow(
            "the last line of what begins with the file",
            .check("ind:textfilecontent54", object: lines(textPath("/etc/passwd"), #"(?s)\A.*?^daemon[^\n]*"#)),
            "/etc/passwd:2: daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin"),
        SentenceRow(
            "first and last of several lines",
            .check("ind:textfilecontent54", object: lines(textPath("/etc/passwd"), #"(?s)^root.*?^daemon:x"#)),
            "/etc/passwd:1-2: root:x:0:0:root:/root:/bin/bash / daemon:x"),
        SentenceRow(
            "a line that fails",
            .check(
                "ind:textfilecontent54", object: lines(textPath("/etc/ssh/sshd_config"), "^PermitRootLogin (.*)$"),
                states: ["<ind:subexpression>yes</ind:subexpression>"]),
            "/etc/ssh/sshd_config:2: PermitRootLogin no; expected at least one line, each with subexpression equal to \"yes\""),
        SentenceRow(
            "a line that must not be", .check("ind:textfilecontent54", none, object: lines(textPath("/etc/passwd"), "^daemon.*$")),
            "/etc/passwd:2: daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin; expected no line"),
        SentenceRow(
            "a file", .check("unix:file", object: "<unix:filepath>/etc/shadow</unix:filepath>"), "/etc/shadow: mode 0640, owner 0:42"),
        SentenceRow(
            "a file that fails",
            .check(
                "unix:file", object: "<unix:filepath>/etc/shadow</unix:filepath>",
                states: ["<unix:gread datatype=\"boolean\">false</unix:gread>"]),
            "/etc/shadow: mode 0640, owner 0:42; expected at least one file, each with gread false"),
        SentenceRow(
            "a file that is too large",
            .check(
                "unix:file", object: "<unix:filepath>/etc/shadow</unix:filepath>",
                states: ["<unix:size datatype=\"int\" operation=\"less than\">9</unix:size>"]),
            "/etc/shadow: mode 0640, owner 0:42, size 54; expected at least one file, each with size less than 9"),
        SentenceRow(
            "a directory", .check("unix:file", object: "<unix:path>/tmp</unix:path><unix:filename xsi:nil=\"true\"/>"),
            "/tmp: mode 1777, owner 0:0"),
        SentenceRow(
            "a link as a file", .check("unix:file", object: "<unix:filepath>/etc/motd</unix:filepath>"),
            "/etc/motd: symbolic link, mode 0777, owner 0:0"),
        SentenceRow(
            "a symbolic link", .check("unix:symlink", object: "<unix:filepath>/etc/motd</unix:filepath>"), "/etc/motd -> /run/motd"),
        SentenceRow(
            "a package", .check("linux:dpkginfo", object: "<linux:name>base-files</linux:name>"), "package base-files 12.4+deb12u5"),
        SentenceRow(
            "an account",
            .check(
                "unix:password", object: "<unix:username>daemon</unix:username>",
                states: ["<unix:user_id datatype=\"int\" operation=\"not equal\">0</unix:user_id>"]),
            "/etc/passwd: account \"daemon\": user_id 1"),
        SentenceRow(
            "a password",
            .check(
                "unix:shadow", object: "<unix:username>root</unix:username>",
                states: ["<unix:password operation=\"not equal\"></unix:password>"]),
            "/etc/shadow: account \"root\": password *"),
        SentenceRow(
            "a unit",
            .check(
                "linux:systemdunitproperty", object: "<linux:unit>ssh.service</linux:unit><linux:property>UnitFileState</linux:property>"),
            "unit ssh.service: UnitFileState disabled"),
        SentenceRow(
            "dependencies",
            .check(
                "linux:systemdunitdependency", object: "<linux:unit>ssh.service</linux:unit>",
                states: ["<linux:dependency>network.target</linux:dependency>"]), "unit ssh.service depends on network.target"),
        SentenceRow(
            "a variable",
            .check(
                "ind:variable", object: "<ind:var_ref>oval:x:var:1</ind:var_ref>",
                states: ["<ind:value operation=\"pattern match\">etc</ind:value>"],
                variables:
                    #"<local_variable id="oval:x:var:1" version="1" datatype="string" comment="n"><object_component object_ref="oval:x:obj:2" item_field="path"/></local_variable>"#,
                moreObjects:
                    #"<unix:file_object id="oval:x:obj:2" version="1"><unix:filepath>/etc/passwd</unix:filepath></unix:file_object>"#),
            "value \"/etc\" from /etc/passwd: mode 0644, owner 0:0"),
        SentenceRow(
            "a mount point", .check("linux:partition", object: "<linux:mount_point>/</linux:mount_point>"),
            "vacuous pass, nothing of the image decides it (the check asks nothing of the image): mount point /"),
        SentenceRow(
            "the family", .check("ind:family", object: ""),
            "vacuous pass, nothing of the image decides it (the check asks nothing of the image): family unix"),
    ]

    static let absentRows: [SentenceRow] = [
        SentenceRow(
            "a line", .check("ind:textfilecontent54", none, object: lines(textPath("/etc/passwd"), "^toor:")),
            "by absence: no line of /etc/passwd matches \"^toor:\""),
        SentenceRow(
            "patterns that only one path matches",
            .check(
                "ind:textfilecontent54", none,
                object: lines("<ind:path \(pattern)>^/etc/ssh$</ind:path><ind:filename \(pattern)>^a\\.conf$</ind:filename>", "^X")),
            "by absence: no line of /etc/ssh/a.conf matches \"^X\""),
        SentenceRow(
            "a pattern that nobody reads", .check("ind:textfilecontent54", object: lines(textPath("/etc/passwd"), long)),
            "not so: the comment (no such line in /etc/passwd)"),
        SentenceRow(
            "the same where it must not be", .check("ind:textfilecontent54", none, object: lines(textPath("/etc/passwd"), long)),
            "by absence: the comment (no such line in /etc/passwd)"),
        SentenceRow(
            "the same in a folder",
            .check(
                "ind:textfilecontent54", object: lines("<ind:path>/etc/ssh</ind:path><ind:filename \(pattern)>f$</ind:filename>", long)),
            "not so: the comment (no such line in a file of /etc/ssh)"),
        SentenceRow(
            "the same, negated",
            {
                var oval = OVALText.check("ind:textfilecontent54", object: lines(textPath("/etc/passwd"), long))
                oval.definitions = OVALText.definition(1, #"<criteria><criterion negate="true" test_ref="oval:x:tst:1"/></criteria>"#)
                return oval
            }(), "by absence: not so: the comment (no such line in /etc/passwd)"),
        SentenceRow(
            "a line that must be",
            .check(
                "ind:textfilecontent54", object: lines(textPath("/etc/passwd"), "^toor:(.*)"),
                states: ["<ind:subexpression>no</ind:subexpression>"]),
            "expected at least one line, each with subexpression equal to \"no\"; found nothing: no line of /etc/passwd matches \"^toor:(.*)\""
        ),
        SentenceRow(
            "lines of several files",
            .check("ind:textfilecontent54", none, object: lines("<ind:filepath \(pattern)>^/etc/ssh/.*$</ind:filepath>", "^X")),
            "by absence: no line of any file whose path matches \"^/etc/ssh/.*$\" matches \"^X\""),
        SentenceRow(
            "lines of a folder",
            .check(
                "ind:textfilecontent54", none,
                object: lines("<ind:path>/etc/ssh</ind:path><ind:filename \(pattern)>conf$</ind:filename>", "^X")),
            "by absence: no line of any file in /etc/ssh whose name matches \"conf$\" matches \"^X\""),
        SentenceRow(
            "a second line",
            .check(
                "ind:textfilecontent54", none,
                object: lines(textPath("/etc/passwd"), "^root:", "<ind:instance datatype=\"int\">2</ind:instance>")),
            "by absence: no line of /etc/passwd matches \"^root:\" (instance equal to 2)"),
        SentenceRow(
            "a file", .check("unix:file", none, object: "<unix:filepath>/etc/x</unix:filepath>"), "by absence: no such file: /etc/x"),
        SentenceRow(
            "a file that must be", .check("unix:file", object: "<unix:filepath>/etc/x</unix:filepath>"),
            "expected at least one file; found nothing: no such file: /etc/x"),
        SentenceRow(
            "path and name", .check("unix:file", none, object: "<unix:path>/etc</unix:path><unix:filename>x</unix:filename>"),
            "by absence: no such file: /etc/x"),
        SentenceRow(
            "files below",
            .check(
                "unix:file", none,
                object:
                    "<unix:behaviors recurse_direction=\"down\"/><unix:path>/etc</unix:path><unix:filename \(pattern)>^x</unix:filename>"),
            "by absence: no file below /etc whose name matches \"^x\""),
        SentenceRow(
            "a directory", .check("unix:file", none, object: "<unix:path>/srv/x</unix:path><unix:filename xsi:nil=\"true\"/>"),
            "by absence: no such directory: /srv/x"),
        SentenceRow(
            "after a filter",
            {
                var oval = OVALText.check(
                    "unix:file", none, object: "<unix:filepath>/etc/passwd</unix:filepath>",
                    filters: "<filter action=\"include\">oval:x:ste:1</filter>")
                oval.states =
                    #"<unix:file_state id="oval:x:ste:1" version="1"><unix:owrite datatype="boolean">true</unix:owrite></unix:file_state>"#
                return oval
            }(), "no file /etc/passwd with owrite true (looked at /etc/passwd: mode 0644, owner 0:0)"),
        SentenceRow(
            "after a filter that excludes",
            {
                var oval = OVALText.check(
                    "unix:file", none, object: "<unix:filepath>/etc/passwd</unix:filepath>",
                    filters: "<filter action=\"exclude\">oval:x:ste:1</filter>")
                oval.states =
                    #"<unix:file_state id="oval:x:ste:1" version="1"><unix:group_id datatype="int">0</unix:group_id></unix:file_state>"#
                return oval
            }(), "no file /etc/passwd except with group_id equal to 0 (looked at /etc/passwd: mode 0644, owner 0:0)"),
        SentenceRow(
            "a variable of what is missing",
            .check(
                "ind:variable", object: "<ind:var_ref>oval:x:var:1</ind:var_ref>", states: ["<ind:value>a</ind:value>"],
                variables:
                    #"<local_variable id="oval:x:var:1" version="1" datatype="string" comment="n"><object_component object_ref="oval:x:obj:2" item_field="path"/></local_variable>"#,
                moreObjects: #"<unix:file_object id="oval:x:obj:2" version="1"><unix:filepath>/etc/x</unix:filepath></unix:file_object>"#),
            "expected at least one value, each with value equal to \"a\"; found nothing: no such file: /etc/x"),
        SentenceRow(
            "a symbolic link", .check("unix:symlink", none, object: "<unix:filepath>/etc/x</unix:filepath>"),
            "by absence: /etc/x: does not exist"),
        SentenceRow(
            "a package", .check("linux:dpkginfo", none, object: "<linux:name>ntp</linux:name>"),
            "by absence: the dpkg database lists no installed package \"ntp\""),
        SentenceRow(
            "packages", .check("linux:dpkginfo", none, object: "<linux:name \(pattern)>^ntp</linux:name>"),
            "by absence: the dpkg database lists no installed package matching \"^ntp\""),
        SentenceRow(
            "a package without a database", .check("linux:dpkginfo", none, object: "<linux:name>ntp</linux:name>"),
            on: "/etc/os-release\n| ID=x\n",
            "vacuous pass, nothing of the image decides it (no package database of that kind is the one of the image, read whole): the image has no database of dpkg"
        ),
        SentenceRow(
            "an account", .check("unix:password", none, object: "<unix:username>toor</unix:username>"),
            "by absence: no account \"toor\" in /etc/passwd"),
        SentenceRow(
            "accounts", .check("unix:shadow", none, object: "<unix:username \(pattern)>^t</unix:username>"),
            "by absence: no account matching \"^t\" in /etc/shadow"),
        SentenceRow(
            "a unit",
            .check(
                "linux:systemdunitproperty", none, object: "<linux:unit>x.service</linux:unit><linux:property>LoadState</linux:property>"),
            "by absence: no unit file \"x.service\""),
    ]

    @Test("found", arguments: foundRows) func found(_ row: SentenceRow) async throws { try await check(row) }
    @Test("not found", arguments: absentRows) func absent(_ row: SentenceRow) async throws { try await check(row) }

    private func check(_ row: SentenceRow) async throws {
        let content = try Content.checklist(Content.rule("r", Content.check(1)), oval: row.oval)
        let result = try await content.run(on: Images.target(row.image), .literal)
        #expect(result.rules.first?.sentence == row.sentence)
    }

    @Test("a sentence never gets longer than 300 characters, however long what was found or asked is")
    func length() async throws {
        let long = String(repeating: "a", count: 5000)
        let image = Images.debian + (1...40).map { "/srv/\(long.prefix(120))\($0)\n| \(long)\n" }.joined()
        let checks: [OVALText] = [
            .check("ind:textfilecontent54", object: lines("<ind:path>/srv</ind:path><ind:filename \(pattern)>.</ind:filename>", "^a+")),
            .check(
                "ind:textfilecontent54", object: lines(textPath("/etc/\(long)"), "^\(long)"),
                states: ["<ind:text>\(long)</ind:text>", "<ind:text>\(long)b</ind:text>"]),
            .check("unix:file", none, object: "<unix:path>/srv</unix:path><unix:filename \(pattern)>.</unix:filename>"),
        ]
        for oval in checks {
            let result = try await Content.checklist(Content.rule("r", Content.check(1)), oval: oval).run(
                on: Images.target(image), .evidence)
            let sentence = try #require(result.rules.first?.sentence)
            #expect(sentence.count <= 300 && sentence.count > 100, "\(sentence.count): \(sentence)")
        }
        let many = try await Content.checklist(Content.rule("r", Content.check(1)), oval: checks[2]).run(
            on: Images.target(image), .evidence)
        #expect(many.rules.first?.sentence.contains("; and 39 more") ?? false, "\(many.rules.map(\.sentence))")
    }

    @Test("nothing in an image steers the terminal that shows the sentence, or hides a part of it")
    func controls() async throws {
        let image = Images.debian + "/etc/evil\n\\ key=\\x1b[2J\\xe2\\x80\\xaeon\\r\\n"
        let oval = OVALText.check("ind:textfilecontent54", object: lines(textPath("/etc/evil"), "(?s)^key.*"))
        let sentence = try #require(
            try await Content.checklist(Content.rule("r", Content.check(1)), oval: oval).run(on: Images.target(image), .literal).rules
                .first?.sentence)
        #expect(sentence == "/etc/evil:1: key=\u{FFFD}[2J\u{FFFD}on")
    }

    @Test("a password hash stays out of reports; what decides stays in")
    func hashes() async throws {
        let image = Images.debian + "/etc/shadow- 0600 0:42\n| bob:$6$salt$abcdefghijklmnop:19000:0:99999:7:::\n| eve::19000:0:99999:7:::\n"
        let oval = OVALText.check("ind:textfilecontent54", object: lines(textPath("/etc/shadow-"), "^[a-z]+:[^:]*:.*$"))
        let result = try await Content.checklist(Content.rule("r", Content.check(1)), oval: oval).run(on: Images.target(image), .literal)
        #expect(
            result.rules.first?.sentence
                == "/etc/shadow-:1: bob:(password hash withheld):19000:0:99999:7:::; /etc/shadow-:2: eve::19000:0:99999:7:::")
    }

    @Test("where a negated test decides, what was expected of the test is not said")
    func negated() async throws {
        var oval = OVALText.check("unix:file", object: "<unix:filepath>/etc/passwd</unix:filepath>")
        oval.definitions = OVALText.definition(1, #"<criteria><criterion negate="true" test_ref="oval:x:tst:1"/></criteria>"#)
        let result = try await Content.checklist(Content.rule("r", Content.check(1)), oval: oval).run(
            on: Images.target(Images.debian), .literal)
        #expect(result.rules.map { "\($0.result.result.rawValue): \($0.sentence)" } == ["fail: /etc/passwd: mode 0644, owner 0:0"])
    }

    @Test("a rule that could not be decided says why")
    func undecided() async throws {
        let image = Images.debian + "/etc/locked 0000 0:0 unreadable\n"
        var oval = OVALText.check("ind:textfilecontent54", object: lines(textPath("/etc/locked"), "a"))
        oval.tests +=
            #"<unix:file_test id="oval:x:tst:2" version="1" comment="t" check="all"><unix:object object_ref="oval:x:obj:2"/></unix:file_test>"#
        oval.objects += #"<unix:file_object id="oval:x:obj:2" version="1"><unix:filepath>/etc/passwd</unix:filepath></unix:file_object>"#
        oval.definitions = OVALText.definition(
            1, #"<criteria><criterion test_ref="oval:x:tst:1"/><criterion test_ref="oval:x:tst:2"/></criteria>"#)
        let result = try await Content.checklist(Content.rule("r", Content.check(1)), oval: oval).run(on: Images.target(image), .literal)
        #expect(result.rules.first?.result.result == .error)
        #expect(result.rules.first?.sentence.contains("/etc/locked") ?? false, "\(result.rules.map(\.sentence))")
    }

    @Test("lines of files come before packages, each test with what was expected of it")
    func order() async throws {
        var oval = OVALText.check("linux:dpkginfo", none, object: "<linux:name>base-files</linux:name>")
        oval.tests +=
            #"<ind:textfilecontent54_test id="oval:x:tst:2" version="1" comment="t" check="all" check_existence="none_exist"><ind:object object_ref="oval:x:obj:2"/></ind:textfilecontent54_test>"#
        oval.objects +=
            #"<ind:textfilecontent54_object id="oval:x:obj:2" version="1">\#(lines(textPath("/etc/ssh/sshd_config"), "^Port.*$"))</ind:textfilecontent54_object>"#
        oval.definitions = OVALText.definition(
            1, #"<criteria operator="OR"><criterion test_ref="oval:x:tst:1"/><criterion test_ref="oval:x:tst:2"/></criteria>"#)
        let result = try await Content.checklist(Content.rule("r", Content.check(1)), oval: oval).run(
            on: Images.target(Images.debian), .literal)
        #expect(result.rules.map(\.sentence) == ["/etc/ssh/sshd_config:1: Port 22; expected no line; package base-files 12.4+deb12u5"])
    }

    @Test("on what condition the rest counts is said last")
    func condition() async throws {
        var oval = OVALText.check("unix:file", object: "<unix:filepath>/etc/passwd</unix:filepath>")
        oval.tests +=
            #"<ind:textfilecontent54_test id="oval:x:tst:2" version="1" comment="t" check="all"><ind:object object_ref="oval:x:obj:2"/></ind:textfilecontent54_test>"#
        oval.objects +=
            #"<ind:textfilecontent54_object id="oval:x:obj:2" version="1">\#(lines(textPath("/etc/ssh/sshd_config"), "^Port.*$"))</ind:textfilecontent54_object>"#
        oval.definitions =
            OVALText.definition(
                1, #"<criteria><extend_definition definition_ref="oval:x:def:2"/><criterion test_ref="oval:x:tst:1"/></criteria>"#)
            + OVALText.definition(2, #"<criteria><criterion test_ref="oval:x:tst:2"/></criteria>"#, class: "inventory")
        func sentences() async throws -> [String] {
            try await Content.checklist(Content.rule("r", Content.check(1)), oval: oval).run(on: Images.target(Images.debian), .literal)
                .rules
                .map(\.sentence)
        }
        #expect(try await sentences() == ["/etc/passwd: mode 0644, owner 0:0; /etc/ssh/sshd_config:1: Port 22"])
        oval.definitions = oval.definitions.replacing("inventory", with: "compliance")
        #expect(try await sentences() == ["/etc/ssh/sshd_config:1: Port 22; /etc/passwd: mode 0644, owner 0:0"])
    }

    @Test("a pattern is a plain text only where it matches nothing else")
    func literals() {
        #expect(Phrase.literal(of: "^/etc/ssh$") == "/etc/ssh")
        #expect(Phrase.literal(of: #"^a\.b\-c$"#) == "a.b-c")
        for pattern in ["/etc", "^/etc", "/etc$", "^a.b$", "^a*$", #"^a\d$"#, "^a|b$", "^[a]$", "^(a)$", "^a+$", "^$", #"^a\$"#, "^a{2}$"] {
            #expect(Phrase.literal(of: pattern) == nil, "\(pattern)")
        }
    }

    @Test("of sets of sets the objects they come down to are named")
    func nestedSets() async throws {
        var oval = OVALText.check(
            "unix:file", none,
            object: "<set><object_reference>oval:x:obj:2</object_reference><object_reference>oval:x:obj:4</object_reference></set>")
        oval.objects +=
            #"<unix:file_object id="oval:x:obj:2" version="1"><set><object_reference>oval:x:obj:3</object_reference></set></unix:file_object>"#
        for number in 3...4 {
            oval.objects +=
                #"<unix:file_object id="oval:x:obj:\#(number)" version="1"><unix:filepath>/etc/\#(number)</unix:filepath></unix:file_object>"#
        }
        let result = try await Content.checklist(Content.rule("r", Content.check(1)), oval: oval).run(
            on: Images.target(Images.debian), .literal)
        #expect(result.rules.map(\.sentence) == ["by absence: no such file: /etc/3; no such file: /etc/4"])
    }
}
