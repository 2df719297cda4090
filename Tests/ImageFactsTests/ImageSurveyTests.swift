import ImageFS
import PackageDB
import Testing

@testable import ImageFacts

@Suite("All of an image is looked at once")
struct ImageSurveyTests {
    private func survey(_ files: [ImagePath: MemoryImage.Entry]) -> ImageSurvey {
        let image = MemoryImage(files)
        return ImageSurvey(image, packages: ImageFacts(image).packages)
    }

    private func program(_ text: String, mode: UInt16 = 0o755) -> MemoryImage.Entry { .file("\u{7f}ELF\u{2}\u{1}\u{1}\(text)", mode: mode) }

    private func status(_ packages: [String]) -> MemoryImage.Entry {
        .file(packages.map { "Package: \($0)\nStatus: install ok installed\nVersion: 1.0\nArchitecture: all\n" }.joined(separator: "\n"))
    }

    @Test("a component is found by its package, by the name of a program, and by what a program holds under another name")
    func components() throws {
        let survey = survey([
            "/var/lib/dpkg/status": status(["openssh-server", "libc6"]),
            "/usr/sbin/sshd": program("sshd: no hostkeys available -- exiting."),
            "/usr/local/sbin/in.telnetd": program("x"), "/opt/agent": program("nginx version: nginx/1.2"),
            "/usr/share/doc/nginx": .directory(), "/usr/share/bash-completion/completions/sudo": .file("", mode: 0o755),
            "/home/x/telnetd.txt": "telnetd: panic state=",
        ])
        let sshd = try #require(survey.component("sshd"))
        #expect(sshd.packages == ["openssh-server 1.0"] && sshd.files == ["/usr/sbin/sshd"] && sshd.renamed.isEmpty && !sshd.isUnpackaged)
        let telnetd = try #require(survey.component("telnetd"))
        #expect(telnetd.files == ["/usr/local/sbin/in.telnetd"] && telnetd.isUnpackaged)
        let nginx = try #require(survey.component("nginx"))
        #expect(nginx.files.isEmpty && nginx.renamed == ["/opt/agent"] && nginx.isUnpackaged)
        #expect(survey.component("sudo") == nil)
        #expect(survey.component("dropbear") == nil)
        #expect(survey.components.isComplete)
    }

    @Test("a removed package that left its configuration is not there")
    func removed() {
        let text = "Package: telnetd\nStatus: deinstall ok config-files\nVersion: 1.0\nArchitecture: all\n"
        #expect(survey(["/var/lib/dpkg/status": .file(text)]).component("telnetd") == nil)
    }

    @Test("set-id programs, file capabilities and directories that everybody may write to")
    func rights() throws {
        var capable = program("x")
        capable.attributes = [Array("security.capability".utf8): [1]]
        let survey = survey([
            "/bin/su": program("x", mode: 0o4755), "/bin/ping": capable, "/bin/ls": program("x"), "/etc/note": .file("x", mode: 0o4644),
            "/tmp": .directory(mode: 0o1777), "/srv/open": .directory(mode: 0o777),
        ])
        let privileged = try #require(survey.privileged.value)
        #expect(privileged.map(\.path) == ["/bin/ping", "/bin/su"])
        #expect(privileged.map(\.hasCapabilities) == [true, false])
        #expect(survey.openDirectories.value == ["/srv/open"])
    }

    @Test("what cannot be read leaves every fact a floor")
    func incomplete() {
        var locked = MemoryImage.Entry.directory()
        locked.isUnreadable = true
        let survey = survey(["/secret": locked, "/bin/sudo": program("x")])
        #expect(survey.component("sudo") != nil)
        #expect(!survey.components.isComplete)
    }

    @Test(
        "names of packages are matched as the table writes them",
        arguments: [
            ("gcc-[0-9][0-9]", "gcc-12", true), ("gcc-[0-9][0-9]", "gcc-12-base", false), ("libssl*", "libssl3", true),
            ("a*c", "abc", true),
            ("a*c", "abcd", false), ("*", "", true), ("x", "xx", false), ("[0-9]", "a", false),
        ])
    func glob(pattern: String, text: String, expected: Bool) {
        #expect(Glob.matches(pattern[...].utf8, text[...].utf8) == expected)
    }

    @Test("every component has an id of its own and something to be found by")
    func table() {
        #expect(Set(Component.all.map(\.id)).count == Component.all.count)
        for component in Component.all {
            #expect(!(component.packages + component.programs + component.paths).isEmpty, "\(component.id)")
            #expect(Component[id: component.id] == component)
        }
    }
}

@Suite("What an image is run as")
struct ImageNatureTests {
    private func nature(
        _ files: [ImagePath: MemoryImage.Entry], _ source: ImageIdentity.Source = .directory, bootable: Bool = false,
        stated: ImageNature.Statement = .auto
    ) -> ImageNature {
        let found = bootable ? [FoundComponent(component: Component.all[0], packages: [], files: [], renamed: [])] : []
        return ImageNature(source: source, facts: ImageFacts(MemoryImage(files)), bootable: found, stated: stated)
    }

    private let kernel: [ImagePath: MemoryImage.Entry] = ["/boot/vmlinuz-6.1": "x", "/etc/os-release": "ID=debian\n"]
    private let plain: [ImagePath: MemoryImage.Entry] = ["/etc/os-release": "ID=debian\n"]

    @Test("an image of an engine is a container's, whatever markers and kernels lie in it, unless it boots by itself")
    func images() {
        #expect(nature(plain, .ociLayout).kind == .container)
        #expect(nature(kernel, .dockerArchive).kind == .container)
        #expect(nature(kernel, .ociArchive, bootable: true).kind == .machine)
        #expect(nature(plain, .ociArchive, bootable: true).kind == .container)
        #expect(nature([:], .ociLayout).kind == .container)
    }

    @Test("a folder is a machine's if a kernel is in it, and nobody knows of an empty one")
    func folders() {
        #expect(nature(kernel).kind == .machine)
        #expect(nature(plain).kind == .container)
        #expect(nature(plain, .layerArchive).kind == .container)
        #expect(nature([:]).kind == nil)
        var plain = plain
        plain["/.dockerenv"] = ""
        #expect(nature(plain) == nature(self.plain))
    }

    @Test("what the user says counts")
    func stated() {
        #expect(nature(kernel, stated: .container).kind == .container)
        #expect(nature(plain, .ociLayout, stated: .machine).kind == .machine)
    }
}

@Suite("Accounts and distributions without os-release")
struct AccountTests {
    @Test("what the password field says")
    func passwords() {
        let image = MemoryImage([
            "/etc/passwd":
                "root:x:0:0:root:/root:/bin/bash\na:x:1:1::/:\nb:x:2:2::/:/bin/sh\nc::3:3::/:/bin/sh\nd:x:4:4::/:/bin/sh\n#e:x:5:5::/:\nbroken\n",
            "/etc/shadow": "root:$6$salt$abcdefghijk:1::::::\na:!:1::::::\nb::1::::::\n",
        ])
        let accounts = Account.all(in: image).value ?? []
        #expect(accounts.map(\.name) == ["root", "a", "b", "c", "d"])
        #expect(accounts.map(\.password) == [.set, .locked, .empty, .empty, .unknown])
    }

    @Test(
        "base-files of dpkg names the release of Debian, and Ubuntu by name",
        arguments: [
            ("11.1+deb11u9", "debian", "11"), ("12.4", "debian", "12"), ("12ubuntu4.6", "ubuntu", ""), ("x", "debian", ""),
        ])
    func baseFiles(version: String, id: String, release: String) {
        let image = MemoryImage([
            "/var/lib/dpkg/status.d/base": .file("Package: base-files\nVersion: \(version)\nArchitecture: amd64\n")
        ])
        let system = ImageFacts(image).operatingSystem
        #expect(system.value?.id == id)
        #expect(system.value?.versionID == release)
        #expect(system.value?.confidence == .inferred)
        #expect(!system.isComplete)
    }
}
