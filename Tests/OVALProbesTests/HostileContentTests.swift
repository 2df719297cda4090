import ImageFS
import OVAL
import OVALProbes
import Testing

/// Numbers that are the same in every run.
private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 11 ^ state << 20
    }
}

@Suite("Whatever bytes an image holds, every kind answers")
struct HostileContentTests {
    /// Files that kinds read, as they should be.
    static let files: [(path: ImagePath, text: String)] = [
        ("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nuser:x:1000:1000::/home/user:/bin/sh\n+nis::::::\n"),
        ("/etc/shadow", "root:$6$a$b:19000:0:99999:7:::\nuser:!:19000::::::0\n"),
        ("/usr/lib/systemd/system/a.service", "[Unit]\nWants=b.service c.target\n[Install]\nWantedBy=multi-user.target\n"),
        ("/usr/lib/systemd/system/multi-user.target", "[Unit]\nRequires=basic.target multi-user.target\n"),
        ("/var/lib/dpkg/status", "Package: a\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:2-3\nDescription: x\n y\n\n"),
        ("/usr/bin/env", "\u{7f}ELF\u{2}\u{1}\u{1}\0\0\0\0\0\0\0\0\0\u{3}\0\u{3e}\0"),
    ]

    private static func objects() throws -> [ResolvedObject] {
        let any = Operation.patternMatch
        return [
            object("unix", "password", [try entity("username", ".*", operation: any)]),
            object("unix", "shadow", [try entity("username", ".*", operation: any)]),
            object("unix", "uname", []),
            object("linux", "dpkginfo", [try entity("name", ".*", operation: any)]),
            object(
                "linux", "systemdunitproperty", [try entity("unit", ".*", operation: any), try entity("property", ".*", operation: any)]),
            object("linux", "systemdunitdependency", [try entity("unit", ".*", operation: any)]),
            object(
                "linux", "selinuxsecuritycontext", behaviors: ["recurse_direction": "down"],
                [try entity("path", "/"), try entity("filename", ".*", operation: any)]),
            object(
                "independent", "textfilecontent54", behaviors: ["recurse_direction": "down"],
                [
                    try entity("path", "/"), try entity("filename", ".*", operation: any),
                    try entity("pattern", "^(.*)=(.*)$", operation: any),
                    try entity("instance", "-1"),
                ]),
        ]
    }

    @Test func mutantsOfEveryFileAreAnswered() throws {
        var numbers = Numbers(state: 1)
        let objects = try Self.objects()
        for _ in 0..<400 {
            var entries: [ImagePath: MemoryImage.Entry] = [:]
            for (path, text) in Self.files {
                var bytes = Array(text.utf8)
                for _ in 0..<Int.random(in: 0...4, using: &numbers) {
                    let place = Int.random(in: 0..<bytes.count, using: &numbers)
                    switch Int.random(in: 0..<4, using: &numbers) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                    case 1: bytes.insert(contentsOf: [UInt8](repeating: bytes[place], count: 50), at: place)
                    case 2: bytes.removeSubrange(place..<min(place + 7, bytes.count - 1))
                    default: bytes[place] = Array(":\n=\0[#$".utf8).randomElement(using: &numbers) ?? 0
                    }
                }
                var entry = MemoryImage.Entry.file(bytes: bytes)
                entry.attributes["security.selinux".utf8.map { $0 }] = Array(bytes.prefix(30))
                entries[path] = entry
            }
            let collector = ImageCollector(image: MemoryImage(entries))
            for object in objects {
                let collected = collector.collect(object)
                #expect(collected.items.count < 1000)
                if collected.flag == .error { #expect(!collected.messages.isEmpty) }
            }
        }
    }

    @Test func whatCannotBeReadIsAnErrorOfItsKind() throws {
        let listing = Self.files.map { "\($0.path) 0000 size=9 unreadable\n" }.joined()
        let collector = ImageCollector(image: try MemoryImage(listing: listing))
        for object in try Self.objects() where !["uname", "selinuxsecuritycontext"].contains(object.object.kind.name) {
            let flag = collector.collect(object).flag
            #expect(flag == .error || flag == .incomplete, "\(object.object.kind): \(flag)")
        }
    }

    @Test func manyMatchesEndInAnErrorAndNotInAllMemory() throws {
        let limits = ProbeLimits(
            textSize: 1 << 20, cachedTextSize: 1 << 20, directories: 100, pathLength: 100, items: 1000, itemText: 1 << 20)
        let image = MemoryImage(["/etc/big": .file(String(repeating: "a=b\n", count: 10_000))])
        let collected = ImageCollector(image: image, limits: limits).collect(
            object(
                "independent", "textfilecontent54",
                [
                    try entity("filepath", "/etc/big"), try entity("pattern", "=", operation: .patternMatch),
                    try entity("instance", "1", operation: .greaterThanOrEqual),
                ]))
        #expect(collected.flag == .error)
        #expect(collected.items.count <= 1000)
        #expect(collected.messages.map(\.text) == ["more than 1000 items, or 1048576 bytes in them; narrow the object down, or filter it"])
    }

    @Test func aFileThatIsTooLargeIsAnError() throws {
        let limits = ProbeLimits(textSize: 100, cachedTextSize: 100, directories: 100, pathLength: 100, items: 1000, itemText: 1000)
        let image = MemoryImage(["/etc/big": .file(String(repeating: "a=b\n", count: 100))])
        let collected = ImageCollector(image: image, limits: limits).collect(
            object(
                "independent", "textfilecontent54",
                [try entity("filepath", "/etc/big"), try entity("pattern", "=", operation: .patternMatch), try entity("instance", "1")]))
        #expect(collected.flag == .error)
        #expect(collected.messages.map(\.text) == ["/etc/big: larger than the 100 bytes that are allowed"])
    }

    @Test func linesAreCountedFromOne() throws {
        let image = MemoryImage(["/etc/list": .file("a\n\nb\nb\n")])
        let collected = ImageCollector(image: image).collect(
            object(
                "independent", "textfilecontent54",
                [
                    try entity("filepath", "/etc/list"), try entity("pattern", "(?m)^(a|b)$", operation: .patternMatch),
                    try entity("instance", "1", operation: .greaterThanOrEqual),
                ]))
        #expect(collected.items.map(\.line) == [1, 3, 4])
    }

    @Test func anUnknownKindIsNotCollectedAndSaysSo() throws {
        let collected = ImageCollector(image: MemoryImage([:])).collect(object("windows", "registry", []))
        #expect(collected.flag == .notCollected)
        #expect(collected.messages.map(\.text) == ["no probe collects windows:registry; `stigready probes` lists those that do"])
    }

    @Test(arguments: Probe.all.filter { $0.support != .image }.map(\.kind))
    func aKindThatIsNotAnsweredSaysWhy(_ kind: TestKind) throws {
        let probe = try #require(Probe.all.first { $0.kind == kind })
        let names = probe.object.flatMap { place -> [String] in
            if case .oneOf(let groups) = place { return groups[0] }
            return place.names
        }
        let entities = try names.map { try entity($0, "x") }
        let collected = ImageCollector(image: MemoryImage([:])).collect(object(kind.schema, kind.name, entities))
        switch probe.support {
        case .image: Issue.record("answered")
        case .runtimeOnly(let reason):
            #expect(collected.flag == .notApplicable && collected.messages.map(\.text) == [reason])
        case .elsewhere(let reason):
            #expect(collected.flag == .notCollected && collected.messages.map(\.text) == [reason])
        }
    }
}
