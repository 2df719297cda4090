public import ImageFS
public import PackageDB

/// What an image is, established once, each fact with its sources. Nothing throws: what cannot be read makes a fact incomplete.
public struct ImageFacts: Sendable {
    /// A package database that is there.
    public struct PackageDatabaseState: Sendable, Hashable {
        /// What manages the packages.
        public var kind: PackageDatabaseKind
        /// Where the database is: the first of its files.
        public var path: ImagePath
        /// How many packages it says are present.
        public var packages: Int
        /// Why it could not be read, in one line; then nothing is known of its packages.
        public var error: String?

        /// The state of a database.
        public init(kind: PackageDatabaseKind, path: ImagePath, packages: Int, error: String? = nil) {
            self.kind = kind
            self.path = path
            self.packages = packages
            self.error = error
        }
    }

    /// The distribution.
    public let operatingSystem: Fact<OperatingSystem>
    /// The package databases; complete only where each was read to its end.
    public let packageDatabases: Fact<[PackageDatabaseState]>
    /// What the databases that could be read say, in their order.
    public let packages: [Package]
    /// The machine that the binaries are for, in the word of `uname -m`.
    public let architecture: Fact<String>
    /// Whether uid and gid are those of the image.
    public let ownersAreKnown: Fact<Bool>
    /// How many accounts the user databases name; 0 and complete is an image without accounts.
    public let accounts: Fact<Int>
    /// Whether a Linux kernel or its modules are in the image: then it may be a machine's, not only a container's.
    public let hasKernel: Fact<Bool>
    /// Whether there is nothing but empty directories: the wrong directory, most likely.
    public let isEmpty: Fact<Bool>

    /// Establishes the facts of an image.
    public init(_ image: any ImageFileSystem) {
        (packageDatabases, packages) = Self.packageDatabases(image)
        operatingSystem = Self.operatingSystem(image, databases: packageDatabases, packages: packages)
        architecture = Self.architecture(image)
        ownersAreKnown = Self.fact(from: ["/"]) { () throws(ImageError) in try image.ownersAreKnown }
        accounts = Self.accounts(image)
        hasKernel = Self.hasKernel(image)
        isEmpty = Self.isEmpty(image)
    }

    private static func fact<Value>(from sources: [ImagePath], _ value: () throws(ImageError) -> Value?) -> Fact<Value> {
        do throws(ImageError) { return Fact(try value(), from: sources) } catch {
            return Fact(nil, from: sources, .incomplete(error.description))
        }
    }

    // MARK: Distribution

    private static func operatingSystem(_ image: any ImageFileSystem, databases: Fact<[PackageDatabaseState]>, packages: [Package]) -> Fact<
        OperatingSystem
    > {
        // os-release(5): the one in /etc takes precedence.
        let paths: [ImagePath] = ["/etc/os-release", "/usr/lib/os-release"]
        for path in paths {
            do throws(ImageError) {
                guard let bytes = try image.contents(at: path, limit: 1 << 20) else { continue }
                let text = OSRelease(bytes)
                let bad = text.badLines.first.map { "\(path):\($0): not an assignment" }
                return Fact(OperatingSystem(osRelease: text.fields), from: [path], bad.map { .incomplete($0) } ?? .complete)
            } catch { return Fact(nil, from: [path], .incomplete(error.description)) }
        }
        let hints: KeyValuePairs<ImagePath, String> = ["/etc/alpine-release": "alpine", "/etc/debian_version": "debian"]
        for (path, id) in hints where (try? image.resolve(path)) != nil {
            return Fact(OperatingSystem(inferred: id), from: [path], .incomplete("there is no os-release"))
        }
        // Debian and Alpine are the parents of all that use dpkg and apk; rpm has several families.
        for state in databases.value ?? [] {
            switch state.kind {
            case .dpkg:
                let base = packages.first { $0.kind == .dpkg && $0.name == "base-files" && $0.isPresent }
                return Fact(
                    OperatingSystem(baseFiles: base?.version.version ?? ""), from: [base?.origin ?? state.path],
                    .incomplete("there is no os-release"))
            case .apk: return Fact(OperatingSystem(inferred: "alpine"), from: [state.path], .incomplete("there is no os-release"))
            case .rpm: continue
            }
        }
        return Fact(nil, from: paths)
    }

    // MARK: Packages

    private static func packageDatabases(_ image: any ImageFileSystem) -> (Fact<[PackageDatabaseState]>, [Package]) {
        var states: [PackageDatabaseState] = []
        var packages: [Package] = []
        var sources: [ImagePath] = []
        var errors: [String] = []
        func add(_ kind: PackageDatabaseKind, _ read: () throws(PackageDBError) -> PackageDatabase?) {
            do throws(PackageDBError) {
                guard let database = try read(), let path = database.sources.first else { return }
                states.append(PackageDatabaseState(kind: kind, path: path, packages: database.packages.count(where: \.isPresent)))
                sources += database.sources
                packages += database.packages
            } catch {
                states.append(PackageDatabaseState(kind: kind, path: error.path, packages: 0, error: error.description))
                sources.append(error.path)
                errors.append(error.description)
            }
        }
        add(.dpkg) { () throws(PackageDBError) in try PackageDatabase.dpkg(in: image) }
        add(.rpm) { () throws(PackageDBError) in try PackageDatabase.rpm(in: image) }
        add(.apk) { () throws(PackageDBError) in try PackageDatabase.apk(in: image) }
        return (Fact(states, from: sources, errors.first.map { .incomplete($0) } ?? .complete), packages)
    }

    // MARK: Machine

    private static func architecture(_ image: any ImageFileSystem) -> Fact<String> {
        let known: [ImagePath] = [
            "/bin/sh", "/usr/bin/env", "/bin/busybox", "/sbin/ldconfig", "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1",
            "/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-aarch64.so.1", "/lib64/ld64.so.2", "/lib/ld64.so.1",
            "/lib/ld-linux-riscv64-lp64d.so.1",
        ]
        // An image of one static binary has none of these.
        let directories: [ImagePath] = ["/", "/usr/bin", "/usr/local/bin", "/usr/sbin", "/app", "/ko-app", "/opt"]
        var problem: String?
        func machine(_ path: ImagePath) -> String? {
            do throws(ImageError) {
                guard let file = try image.resolve(path), try image.metadata(of: file).kind == .regular else { return nil }
                return elfMachine(try image.prefix(of: file, count: 20))
            } catch {
                problem = problem ?? error.description
                return nil
            }
        }
        for path in known {
            if let machine = machine(path) { return Fact(machine, from: [path]) }
        }
        for directory in directories {
            do throws(ImageError) {
                guard let found = try image.resolve(directory) else { continue }
                for child in try image.children(of: found).prefix(1000) {
                    let path = image.path(of: child)
                    if let machine = machine(path) { return Fact(machine, from: [path]) }
                }
            } catch { problem = problem ?? error.description }
        }
        return Fact(nil, from: known + directories, .incomplete(problem ?? "no binary in the usual places"))
    }

    // MARK: Accounts, kernel, emptiness

    private static func accounts(_ image: any ImageFileSystem) -> Fact<Int> {
        // The second is where images of ostree keep the distribution's own accounts (nss-altfiles).
        let paths: [ImagePath] = ["/etc/passwd", "/usr/lib/passwd"]
        var count = 0
        var present: [ImagePath] = []
        var problem: String?
        for path in paths {
            do throws(ImageError) {
                guard let bytes = try image.contents(at: path, limit: 16 << 20) else { continue }
                present.append(path)
                count += bytes.split(separator: UInt8(ascii: "\n")).count { $0.first != UInt8(ascii: "#") }
            } catch { problem = problem ?? error.description }
        }
        return Fact(count, from: present.isEmpty ? paths : present, problem.map { .incomplete($0) } ?? .complete)
    }

    private static func hasKernel(_ image: any ImageFileSystem) -> Fact<Bool> {
        let places: KeyValuePairs<ImagePath, [String]> = [
            "/boot": ["vmlinuz", "vmlinux", "Image", "zImage", "uImage", "bzImage"], "/": ["vmlinuz", "vmlinux"], "/lib/modules": [""],
            "/usr/lib/modules": [""],
        ]
        var problem: String?
        for (path, prefixes) in places {
            do throws(ImageError) {
                guard let directory = try image.resolve(path) else { continue }
                for child in try image.children(of: directory) {
                    let name = image.name(of: child)
                    guard prefixes.contains(where: { name.starts(with: $0.utf8) }) else { continue }
                    // A directory that was left empty, as that of a mount point, is no modules tree.
                    if try image.metadata(of: child).kind == .directory, try image.children(of: child).isEmpty { continue }
                    return Fact(true, from: [image.path(of: child)])
                }
            } catch { problem = problem ?? error.description }
        }
        return Fact(problem == nil ? false : nil, from: places.map(\.key), problem.map { .incomplete($0) } ?? .complete)
    }

    private static func isEmpty(_ image: any ImageFileSystem) -> Fact<Bool> {
        var pending: [FileID] = [.root]
        var seen = 0
        return fact(from: ["/"]) { () throws(ImageError) in
            while let directory = pending.popLast() {
                for child in try image.children(of: directory) {
                    guard try image.metadata(of: child).kind == .directory else { return false }
                    pending.append(child)
                    seen += 1
                    // So many directories are something.
                    if seen > 10_000 { return false }
                }
            }
            return true
        }
    }
}
