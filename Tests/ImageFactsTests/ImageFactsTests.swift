import ImageFS
import ImageFacts
import PackageDB
import Testing

@Suite("What an image is")
struct ImageFactsTests {
    static func facts(_ listing: String) throws -> ImageFacts { ImageFacts(try MemoryImage(listing: listing)) }

    @Test("The operating system is what os-release says, quotes and links included")
    func osRelease() throws {
        let fact = try Self.facts(
            #"""
            /etc/os-release -> ../usr/lib/os-release
            /usr/lib/os-release
            | # comment
            | NAME='Our Linux'
            | PRETTY_NAME="Our \"Linux\" \$5 \n"
            | ID=first
            | ID=our
            | ID_LIKE="rhel centos fedora"
            | VERSION_ID="9.4"
            | CPE_NAME=cpe:/o:our:linux:9 # not part of it
            |
            |   HOME_URL=
            """#
        ).operatingSystem
        let system = try #require(fact.value)
        #expect(system.id == "our")
        #expect(system.idLike == ["rhel", "centos", "fedora"])
        #expect(system.versionID == "9.4")
        #expect(system.prettyName == #"Our "Linux" $5 \n"#)
        #expect(system.confidence == .declared)
        #expect(fact.sources == ["/etc/os-release"])
        #expect(fact.completeness == .incomplete("/etc/os-release:8: not an assignment"))
    }

    @Test("The os-release of /etc goes before that of /usr/lib, and where it cannot be read nothing is guessed")
    func osReleasePrecedence() throws {
        let both = "/etc/os-release\n| ID=one\n/usr/lib/os-release\n| ID=two"
        #expect(try Self.facts(both).operatingSystem.value?.id == "one")
        #expect(try Self.facts("/usr/lib/os-release\n| ID=two").operatingSystem.value?.id == "two")
        #expect(try Self.facts("/etc/os-release -> /gone\n/usr/lib/os-release\n| ID=two").operatingSystem.value?.id == "two")
        let unreadable = try Self.facts("/etc/os-release unreadable\n/usr/lib/os-release\n| ID=two").operatingSystem
        #expect(unreadable.value == nil)
        #expect(!unreadable.isComplete)
    }

    @Test("Without os-release the package database hints at the operating system, and it is said to be a hint")
    func inferred() throws {
        let debian = try Self.facts("/var/lib/dpkg/status.d/base\n| Package: base\n| Version: 1").operatingSystem
        #expect(debian.value?.id == "debian")
        #expect(debian.value?.confidence == .inferred)
        #expect(!debian.isComplete)
        #expect(try Self.facts("/etc/alpine-release\n| 3.20.0").operatingSystem.value?.id == "alpine")
        #expect(try Self.facts("/lib/apk/db/installed").operatingSystem.value?.id == "alpine")
        #expect(try Self.facts("/var/lib/rpm/rpmdb.sqlite").operatingSystem.value == nil)
        let nothing = try Self.facts("/app").operatingSystem
        #expect(nothing.value == nil)
        #expect(nothing.sources == ["/etc/os-release", "/usr/lib/os-release"])
    }

    @Test("Package databases are counted, and one that is not read makes the fact incomplete")
    func packageDatabases() throws {
        let status = """
            /var/lib/dpkg/status
            | Package: a
            | Version: 1
            | Status: install ok installed
            |
            | Package: b
            | Status: deinstall ok config-files

            """
        let dpkg = try Self.facts(status).packageDatabases
        #expect(dpkg.value == [.init(kind: .dpkg, path: "/var/lib/dpkg/status", packages: 1)])
        #expect(dpkg.isComplete)
        let both = try Self.facts(status + "/usr/lib/sysimage/rpm/Packages.db\n/lib/apk/db/installed").packageDatabases
        #expect(both.value?.map(\.kind) == [.dpkg, .rpm, .apk])
        #expect(both.value?.map { $0.error == nil } == [true, false, true])
        #expect(!both.isComplete)
        let damaged = try Self.facts("/var/lib/dpkg/status\n| nonsense").packageDatabases
        #expect(damaged.value?.first?.error?.contains("/var/lib/dpkg/status:1: ") == true)
        #expect(!damaged.isComplete)
        let none = try Self.facts("/app").packageDatabases
        #expect(none.value == [])
        #expect(none.isComplete)
    }

    static func elf(_ machine: UInt16, is64: Bool = true, isLittle: Bool = true) -> MemoryImage.Entry {
        let (high, low) = (UInt8(machine >> 8), UInt8(machine & 0xff))
        let ident: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, isLittle ? 1 : 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        return .file(bytes: ident + (isLittle ? [2, 0, low, high] : [0, 2, high, low]) + [0, 0], mode: 0o755)
    }

    @Test("The architecture is that of a binary, wherever it lies")
    func architecture() throws {
        func fact(_ entries: [ImagePath: MemoryImage.Entry]) -> Fact<String> { ImageFacts(MemoryImage(entries)).architecture }
        #expect(fact(["/bin/sh": .link("busybox"), "/bin/busybox": Self.elf(183)]).value == "aarch64")
        #expect(fact(["/bin/sh": .link("busybox"), "/bin/busybox": Self.elf(183)]).sources == ["/bin/sh"])
        #expect(fact(["/bin/sh": "#!/bin/wrapper, more than twenty bytes", "/usr/bin/env": Self.elf(62)]).value == "x86_64")
        #expect(fact(["/usr/bin/env": Self.elf(22, isLittle: false)]).value == "s390x")
        #expect(fact(["/usr/bin/env": Self.elf(21)]).value == "ppc64le")
        #expect(fact(["/server": Self.elf(62), "/etc/config": "x"]).sources == ["/server"])
        #expect(fact(["/bin/sh": .special(.fifo), "/ko-app/x": Self.elf(62)]).value == "x86_64")
        #expect(fact(["/usr/bin/env": .file(bytes: [0x7f, 0x45, 0x4c, 0x46])]).value == nil)
        #expect(!fact([:]).isComplete)
    }

    @Test("Accounts are counted, and none is an absence only where the files could be looked for")
    func accounts() throws {
        let two = try Self.facts("/etc/passwd\n| root:x:0:0::/root:/bin/sh\n|\n| # no\n| a:x:1:1::/:/bin/sh").accounts
        #expect(two.value == 2)
        #expect(two.sources == ["/etc/passwd"])
        #expect(try Self.facts("/app").accounts == Fact(0, from: ["/etc/passwd", "/usr/lib/passwd"]))
        #expect(try !Self.facts("/etc/passwd unreadable").accounts.isComplete)
        #expect(try !Self.facts("/etc/ unreadable").accounts.isComplete)
    }

    @Test("A kernel is an image or a modules tree that is not empty")
    func kernel() throws {
        #expect(try Self.facts("/boot/vmlinuz-6.1.0").hasKernel == Fact(true, from: ["/boot/vmlinuz-6.1.0"]))
        #expect(try Self.facts("/usr/lib/modules/6.1.0/vmlinuz\n/lib -> usr/lib").hasKernel.value == true)
        #expect(try Self.facts("/lib/modules/6.1.0/\n/boot/").hasKernel.value == false)
        #expect(try Self.facts("/boot/ unreadable").hasKernel.value == nil)
    }

    @Test("An image of empty directories is empty, and one that cannot be listed is not known to be")
    func empty() throws {
        #expect(try Self.facts("/etc/\n/var/log/").isEmpty.value == true)
        #expect(try Self.facts("").isEmpty.value == true)
        #expect(try Self.facts("/etc/x").isEmpty.value == false)
        #expect(try Self.facts("/etc/ unreadable").isEmpty.value == nil)
        #expect(try Self.facts("/a/b -> c").isEmpty.value == false)
    }

    @Test("Owners are as the image knows them")
    func owners() throws {
        #expect(try Self.facts("/a").ownersAreKnown.value == true)
        #expect(try Self.facts("owners unknown\n/a").ownersAreKnown.value == false)
    }
}
