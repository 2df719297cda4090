import ImageFS
import OVAL
import Testing

@testable import Assessment

/// A check, the image it looks at, and what may be claimed from it.
struct ObjectRow: CustomTestStringConvertible {
    var name: String
    var oval: OVALText
    var image: String
    var result: ResultValue
    var evidence: EvidenceClass
    var gap: EvidenceGap?

    init(
        _ name: String, _ oval: OVALText, on image: String = Images.debian, _ result: ResultValue, _ evidence: EvidenceClass,
        _ gap: EvidenceGap? = nil
    ) {
        self.name = name
        self.oval = oval
        self.image = image
        self.result = result
        self.evidence = evidence
        self.gap = gap
    }

    var testDescription: String { "\(name): \(result.rawValue), \(evidence.rawValue)" }
}

private let none = #"check="all" check_existence="none_exist""#
private let any = #"check="all" check_existence="any_exist""#
private func files(_ path: String) -> String { "<unix:filepath>\(path)</unix:filepath>" }
private func lines(_ path: String, _ pattern: String) -> String {
    "<ind:filepath>\(path)</ind:filepath><ind:pattern operation=\"pattern match\">\(pattern)</ind:pattern><ind:instance datatype=\"int\">1</ind:instance>"
}
private func package(_ name: String) -> OVALText { .check("linux:dpkginfo", none, object: "<linux:name>\(name)</linux:name>") }
private func unit(_ name: String, _ operation: String = "equals") -> OVALText {
    .check(
        "linux:systemdunitproperty", any,
        object: "<linux:unit operation=\"\(operation)\">\(name)</linux:unit><linux:property>LoadState</linux:property>",
        states: ["<linux:value>masked</linux:value>"])
}
private let noOwner = "<unix:user_id datatype=\"int\" operation=\"not equal\">0</unix:user_id>"

/// `file` object 1 is a set of objects 2 and 3.
private func set(
    _ joined: String, _ first: String, _ second: String, filter: String = "", _ attributes: String = none, states: [String] = []
) -> OVALText {
    let objects = [first, second].enumerated().map {
        #"<unix:file_object id="oval:x:obj:\#($0.offset + 2)" version="1">\#(files($0.element))</unix:file_object>"#
    }.joined()
    return .check(
        "unix:file", attributes,
        object:
            "<set set_operator=\"\(joined)\"><object_reference>oval:x:obj:2</object_reference><object_reference>oval:x:obj:3</object_reference>\(filter)</set>",
        states: states,
        moreObjects: objects)
}

private func ofVariable(_ attributes: String, counting path: String, _ state: String = "<ind:value datatype=\"int\">0</ind:value>")
    -> OVALText
{
    .check(
        "ind:variable", attributes, object: "<ind:var_ref>oval:x:var:1</ind:var_ref>", states: [state],
        variables: """
            <local_variable id="oval:x:var:1" version="1" datatype="int" comment="n"><count><object_component object_ref="oval:x:obj:2" item_field="filepath"/></count></local_variable>
            """, moreObjects: #"<unix:file_object id="oval:x:obj:2" version="1">\#(files(path))</unix:file_object>"#)
}

private let unknownImage = "/etc/hostname\n| x\n"
private let unpacked = Images.debian + "owners unknown\n"

@Suite("What objects of each kind let one claim")
struct ObjectEvidenceTests {
    static let rows: [ObjectRow] = [
        // Files and lines.
        ObjectRow("a file that is there", .check("unix:file", object: files("/etc/passwd")), .true, .observed),
        ObjectRow("a file that is not", .check("unix:file", none, object: files("/etc/x")), .true, .absence),
        ObjectRow(
            "in an image of unknown kind", .check("unix:file", none, object: files("/etc/x")), on: unknownImage, .true, .vacuous,
            .unknownImage),
        ObjectRow(
            "in an empty directory", .check("unix:file", none, object: files("/etc/x")), on: "/etc/\n", .true, .vacuous, .unknownImage),
        ObjectRow(
            "with an os-release that names nothing", .check("unix:file", none, object: files("/etc/x")),
            on: "/etc/os-release\n| # nothing\n", .true, .vacuous, .unknownImage),
        ObjectRow("a line that is there", .check("ind:textfilecontent54", object: lines("/etc/passwd", "^root:")), .true, .observed),
        ObjectRow("a line that is not", .check("ind:textfilecontent54", none, object: lines("/etc/passwd", "^toor:")), .true, .absence),
        ObjectRow(
            "a file that cannot be read", .check("ind:textfilecontent54", none, object: lines("/etc/locked", "^a")),
            on: Images.debian + "/etc/locked 0000 0:0 unreadable\n", .error,
            EvidenceClass.none),
        ObjectRow(
            "a directory that cannot be listed",
            .check("unix:file", none, object: "<unix:path>/srv</unix:path><unix:filename operation=\"pattern match\">.*</unix:filename>"),
            on: Images.debian + "/srv/ 0700 0:0 unreadable\n", .unknown, EvidenceClass.none),
        // What is not the image's.
        ObjectRow(
            "a line of a file of the running kernel", .check("ind:textfilecontent54", none, object: lines("/proc/cpuinfo", "lm")), .true,
            .vacuous, .runtimeFiles),
        ObjectRow(
            "the same by pattern",
            .check("unix:file", none, object: "<unix:filepath operation=\"pattern match\">^/sys/.*$</unix:filepath>"), .true, .vacuous,
            .runtimeFiles),
        ObjectRow("a path that only begins like it", .check("unix:file", none, object: files("/process/x")), .true, .absence),
        ObjectRow(
            "the configuration of a kernel that is not there",
            .check(
                "ind:textfilecontent54", none,
                object: lines("/boot/config", "X").replacing(
                    "<ind:filepath>/boot/config", with: "<ind:filepath operation=\"pattern match\">^/boot/config-.*$")),
            .true, .vacuous, .noKernel),
        ObjectRow(
            "the same with a kernel", .check("unix:file", none, object: files("/boot/grub/x")),
            on: Images.debian + "/boot/vmlinuz-6.1\n| kernel\n", .true, .absence),
        // Owners.
        ObjectRow(
            "the owner of a file",
            .check("unix:file", object: files("/etc/passwd"), states: ["<unix:user_id datatype=\"int\">0</unix:user_id>"]), .true, .observed
        ),
        ObjectRow(
            "the owner in a tree unpacked without root",
            .check("unix:file", object: files("/etc/passwd"), states: ["<unix:user_id datatype=\"int\">0</unix:user_id>"]), on: unpacked,
            .true,
            .vacuous, .unknownOwners),
        ObjectRow(
            "the mode in it",
            .check("unix:file", object: files("/etc/passwd"), states: ["<unix:owrite datatype=\"boolean\">false</unix:owrite>"]),
            on: unpacked, .true, .observed),
        // Packages.
        ObjectRow("a package that is not in the database", package("telnetd"), .true, .absence),
        ObjectRow("without a database", package("telnetd"), on: "/etc/os-release\n| ID=debian\n", .true, .vacuous, .unknownPackages),
        ObjectRow(
            "with the database of apk only", package("telnetd"),
            on: "/etc/os-release\n| ID=alpine\n/lib/apk/db/installed\n| P:musl\n| V:1.2-r0\n|\n", .true, .vacuous, .unknownPackages),
        ObjectRow(
            "with a database of apk as well", package("telnetd"), on: Images.debian + "/lib/apk/db/installed\n| P:musl\n| V:1.2-r0\n|\n",
            .true, .vacuous, .unknownPackages),
        ObjectRow(
            "with an empty database", package("telnetd"), on: "/etc/os-release\n| ID=debian\n/var/lib/dpkg/status\n", .true, .vacuous,
            .unknownPackages),
        ObjectRow(
            "a package of rpm", .check("linux:rpminfo", none, object: "<linux:name>telnet-server</linux:name>"), .true, .vacuous,
            .unknownPackages),
        // Accounts.
        ObjectRow("no such account", .check("unix:password", none, object: "<unix:username>toor</unix:username>"), .true, .absence),
        ObjectRow(
            "accounts in another place too", .check("unix:password", none, object: "<unix:username>toor</unix:username>"),
            on: Images.debian + "/usr/lib/passwd\n| toor:x:0:0::/:/bin/sh\n", .true,
            .vacuous, .unknownAccounts),
        // Units.
        ObjectRow("a unit that is there", unit("ssh.service"), .false, .observed),
        ObjectRow("a unit that is not", unit("telnet.service"), .true, .absence),
        ObjectRow("a unit made of an init script", unit("legacy.service"), .true, .vacuous, .unknownUnits),
        ObjectRow("the same by pattern", unit("^leg.*\\.service$", "pattern match"), .true, .vacuous, .unknownUnits),
        ObjectRow("a pattern of other units", unit("^telnet\\.(socket|service)$", "pattern match"), .true, .absence),
        ObjectRow("a mount, which fstab may make", unit("tmp.mount"), .true, .vacuous, .unknownUnits),
        ObjectRow("an instance of a template", unit("getty@tty1.service"), .true, .vacuous, .unknownUnits),
        // What says nothing about an image.
        ObjectRow(
            "the mount point of the root", .check("linux:partition", object: "<linux:mount_point>/</linux:mount_point>"), .true, .vacuous,
            .asksNothing),
        ObjectRow(
            "another mount point", .check("linux:partition", object: "<linux:mount_point>/tmp</linux:mount_point>"), .notApplicable,
            EvidenceClass.none),
        ObjectRow("any number of files", .check("unix:file", any, object: files("/etc/x")), .true, .vacuous, .asksNothing),
        ObjectRow(
            "any number, each with",
            .check("unix:file", any, object: files("/etc/x"), states: ["<unix:owrite datatype=\"boolean\">false</unix:owrite>"]), .true,
            .absence),
        ObjectRow(
            "an environment that is not known", .check("ind:environmentvariable", none, object: "<ind:name>LD_PRELOAD</ind:name>"), .true,
            .vacuous, .notCollected),
        // Filters.
        ObjectRow(
            "a filter that leaves something",
            .check("unix:file", none, object: files("/etc/passwd"), filters: "<filter action=\"include\">oval:x:ste:1</filter>").with(
                state: "<unix:oread datatype=\"boolean\">true</unix:oread>"),
            .false, .observed),
        ObjectRow(
            "a filter that leaves nothing of what was looked at",
            .check("unix:file", none, object: files("/etc/passwd"), filters: "<filter action=\"include\">oval:x:ste:1</filter>").with(
                state: "<unix:owrite datatype=\"boolean\">true</unix:owrite>"),
            .true, .observed),
        ObjectRow(
            "the same where the kind is not known",
            .check("unix:file", none, object: files("/etc/hostname"), filters: "<filter action=\"include\">oval:x:ste:1</filter>").with(
                state: "<unix:owrite datatype=\"boolean\">true</unix:owrite>"),
            on: unknownImage, .true, .vacuous, .unknownImage),
        ObjectRow(
            "a filter by owner in a tree unpacked without root",
            .check("unix:file", none, object: files("/etc/passwd"), filters: "<filter action=\"include\">oval:x:ste:1</filter>").with(
                state: noOwner), on: unpacked, .true, .vacuous, .unknownOwners),
        // Sets.
        ObjectRow("a union with something in it", set("UNION", "/etc/passwd", "/etc/x", #"check="all""#), .true, .observed),
        ObjectRow("a union of nothing", set("UNION", "/etc/y", "/etc/x"), .true, .absence),
        ObjectRow("a union of nothing, image unknown", set("UNION", "/etc/y", "/etc/x"), on: unknownImage, .true, .vacuous, .unknownImage),
        ObjectRow(
            "something found fails a union whatever else is unknown", set("UNION", "/etc/hostname", "/etc/x"), on: unknownImage, .false,
            .observed),
        ObjectRow(
            "each of a union whose other half is unknown",
            set("UNION", "/etc/hostname", "/etc/x", #"check="all""#, states: ["<unix:owrite datatype=\"boolean\">false</unix:owrite>"]),
            on: unknownImage,
            .true, .vacuous, .unknownImage),
        ObjectRow("an intersection of which one half is absent", set("INTERSECTION", "/etc/passwd", "/etc/x"), .true, .absence),
        ObjectRow("an intersection of two files", set("INTERSECTION", "/etc/passwd", "/etc/shadow"), .true, .absence),
        ObjectRow("a complement that leaves nothing", set("COMPLEMENT", "/etc/passwd", "/etc/passwd"), .true, .absence),
        ObjectRow(
            "a complement whose subtrahend is unknown", set("COMPLEMENT", "/etc/hostname", "/etc/x", #"check="all""#), on: unknownImage,
            .true, .vacuous, .unknownImage),
        ObjectRow(
            "a set filtered by owner in a tree unpacked without root",
            set("UNION", "/etc/passwd", "/etc/shadow", filter: "<filter action=\"include\">oval:x:ste:1</filter>").with(state: noOwner),
            on: unpacked, .true, .vacuous, .unknownOwners),
        // Variables.
        ObjectRow("a count of what is there", ofVariable(#"check="all""#, counting: "/etc/passwd"), .false, .observed),
        ObjectRow("a count of what is not", ofVariable(#"check="all""#, counting: "/etc/x"), .false, .absence),
        ObjectRow(
            "a count of what is not, image unknown", ofVariable(#"check="all""#, counting: "/etc/x"), on: unknownImage, .false, .vacuous,
            .unknownImage),
        ObjectRow(
            "a constant compared with a constant",
            .check(
                "ind:variable", object: "<ind:var_ref>oval:x:var:1</ind:var_ref>", states: ["<ind:value>a</ind:value>"],
                variables:
                    #"<constant_variable id="oval:x:var:1" version="1" datatype="string" comment="n"><value>a</value></constant_variable>"#),
            .true, .vacuous, .asksNothing),
        ObjectRow(
            "a path from a variable without a value",
            .check(
                "unix:file", none, object: #"<unix:filepath var_ref="oval:x:var:1"/>"#,
                variables: """
                    <local_variable id="oval:x:var:1" version="1" datatype="string" comment="n"><object_component object_ref="oval:x:obj:2" item_field="filepath"/></local_variable>
                    """, moreObjects: #"<unix:file_object id="oval:x:obj:2" version="1">\#(files("/etc/x"))</unix:file_object>"#), .true,
            .vacuous, .unresolvedVariable),
        ObjectRow(
            "a path from another file's owner",
            .check(
                "unix:file", none, object: #"<unix:filepath var_ref="oval:x:var:1"/>"#,
                variables: """
                    <local_variable id="oval:x:var:1" version="1" datatype="string" comment="n"><concat><literal_component>/home/</literal_component>\
                    <object_component object_ref="oval:x:obj:2" item_field="user_id"/></concat></local_variable>
                    """, moreObjects: #"<unix:file_object id="oval:x:obj:2" version="1">\#(files("/etc/passwd"))</unix:file_object>"#),
            on: unpacked, .true, .vacuous, .unknownOwners),
    ]

    @Test(arguments: rows)
    func row(_ row: ObjectRow) async throws {
        let target = try Images.target(row.image)
        let results = try await row.oval.run(on: target)
        let evidence = DefinitionEvidence(of: "oval:x:def:1", in: results, index: target.index)
        #expect(results.definitionResults["oval:x:def:1"]?.result == row.result)
        #expect(evidence.evidenceClass == row.evidence)
        if let gap = row.gap { #expect(evidence.gaps.contains(gap), "\(evidence.gaps)") }
    }
}

extension OVALText {
    /// With state 1 of the kind `file`, for filters.
    fileprivate func with(state: String) -> OVALText {
        var copy = self
        copy.states += #"<unix:file_state id="oval:x:ste:1" version="1">\#(state)</unix:file_state>"#
        return copy
    }
}
