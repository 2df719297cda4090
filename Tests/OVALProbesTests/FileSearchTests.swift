import ImageFS
import OVAL
import OVALProbes
import Testing

/// What is asked for, and what OpenSCAP 1.4 answers for the same tree, unless a case says otherwise.
struct SearchCase: Sendable, CustomTestStringConvertible {
    var name: String
    var behaviors: [String: String] = [:]
    var entities: @Sendable () throws -> [ResolvedEntity]
    var found: [String]

    var testDescription: String { name }

    init(_ name: String, _ entities: @escaping @Sendable () throws -> [ResolvedEntity], _ found: [String]) {
        self.init(name, [:], entities, found)
    }

    init(
        _ name: String, _ behaviors: [String: String], _ entities: @escaping @Sendable () throws -> [ResolvedEntity],
        _ found: [String]
    ) {
        self.name = name
        self.behaviors = behaviors
        self.entities = entities
        self.found = found
    }
}

private func path(_ path: String, _ operation: Operation = .equals) throws -> ResolvedEntity {
    try entity("path", path, operation: operation)
}
private func name(_ name: String, _ operation: Operation = .equals) throws -> ResolvedEntity {
    try entity("filename", name, operation: operation)
}
private func filepath(_ path: String, _ operation: Operation = .equals) throws -> ResolvedEntity {
    try entity("filepath", path, operation: operation)
}
private func directory() throws -> ResolvedEntity { try entity("filename", isNil: true) }

private let down = ["recurse_direction": "down", "max_depth": "-1"]
private let downDirectories = ["recurse_direction": "down", "max_depth": "-1", "recurse": "directories"]

@Suite("A search for files finds what the entities and behaviors of an object ask for")
struct FileSearchTests {
    static let listing = """
        /etc/a.conf
        /etc/al.conf -> a.conf
        /etc/d/b.conf
        /etc/d/e/c.conf
        /etc/d/e/f/g.conf
        /etc/d/loop -> ..
        /etc/dang.conf -> nowhere
        /etc/dl -> d
        /etc/self -> self
        /etc/sub.conf/in.conf
        /opt/x/y
        """

    static let cases: [SearchCase] = [
        // Directories themselves.
        SearchCase("a directory", { [try path("/etc"), try directory()] }, ["/etc"]),
        SearchCase("the root", { [try path("/"), try directory()] }, ["/"]),
        SearchCase("a directory with a slash stays as written", { [try path("/etc/"), try directory()] }, ["/etc/"]),
        SearchCase("a link to a directory", { [try path("/etc/dl"), try directory()] }, ["/etc/dl"]),
        SearchCase("dots stay as written", { [try path("/etc/d/.."), try directory()] }, ["/etc/d/.."]),
        SearchCase("a file is no directory", { [try path("/etc/a.conf"), try directory()] }, []),
        SearchCase("nothing there", { [try path("/etc/none"), try directory()] }, []),
        SearchCase("a path starts at the root", { [try path("etc"), try directory()] }, []),
        SearchCase("no path at all", { [try path(""), try directory()] }, []),
        // Files of a directory: never directories.
        SearchCase(
            "all names", { [try path("/etc"), try name(".*", .patternMatch)] },
            ["/etc/a.conf", "/etc/al.conf", "/etc/dang.conf", "/etc/dl", "/etc/self"]),
        SearchCase("one name, and a slash too many", { [try path("/etc/"), try name("a.conf")] }, ["/etc/a.conf"]),
        SearchCase("a directory's name is no filename", { [try path("/etc"), try name("sub.conf")] }, []),
        SearchCase("through a link", { [try path("/etc/dl"), try name(".*", .patternMatch)] }, ["/etc/dl/b.conf", "/etc/dl/loop"]),
        SearchCase(
            "another name", { [try path("/etc"), try name("a.conf", .notEqual)] },
            ["/etc/al.conf", "/etc/dang.conf", "/etc/dl", "/etc/self"]),
        SearchCase("names whatever their case", { [try path("/etc"), try name("A.CONF", .caseInsensitiveEquals)] }, ["/etc/a.conf"]),
        SearchCase("paths whatever their case", { [try path("/ETC", .caseInsensitiveEquals), try name("a.conf")] }, ["/etc/a.conf"]),
        SearchCase("a name with a slash is none", { [try path("/etc"), try name("d/b.conf")] }, []),
        SearchCase("the name of the directory above is none", { [try path("/etc/d"), try name("..")] }, []),
        // Whole paths.
        SearchCase("a file", { [try filepath("/etc/a.conf")] }, ["/etc/a.conf"]),
        SearchCase("a link", { [try filepath("/etc/al.conf")] }, ["/etc/al.conf"]),
        SearchCase("a link to nothing", { [try filepath("/etc/dang.conf")] }, ["/etc/dang.conf"]),
        SearchCase("a link to itself", { [try filepath("/etc/self")] }, ["/etc/self"]),
        SearchCase("a directory is no filepath", { [try filepath("/etc/d")] }, []),
        SearchCase("a directory with a slash is none either", { [try filepath("/etc/d/")] }, []),
        SearchCase("a link to a directory is none either", { [try filepath("/etc/dl")] }, []),
        SearchCase("a file through a link", { [try filepath("/etc/dl/b.conf")] }, ["/etc/dl/b.conf"]),
        SearchCase("two slashes stay as written", { [try filepath("/etc//d/b.conf")] }, ["/etc//d/b.conf"]),
        SearchCase("dots on the way stay as written", { [try filepath("/etc/d/../a.conf")] }, ["/etc/d/../a.conf"]),
        SearchCase("a filepath starts at the root", { [try filepath("etc/a.conf")] }, []),
        SearchCase("above the root is the root", { [try filepath("/../../etc/a.conf")] }, ["/../../etc/a.conf"]),
        SearchCase("a pattern that is a text", { [try filepath("^/etc/a\\.conf$", .patternMatch)] }, ["/etc/a.conf"]),
        SearchCase(
            "a pattern is tried through links", { [try filepath("^/etc/.*\\.conf$", .patternMatch)] },
            [
                "/etc/a.conf", "/etc/al.conf", "/etc/dang.conf", "/etc/d/b.conf", "/etc/d/e/c.conf", "/etc/d/e/f/g.conf", "/etc/dl/b.conf",
                "/etc/dl/e/c.conf", "/etc/dl/e/f/g.conf", "/etc/sub.conf/in.conf",
            ]),
        SearchCase(
            "a pattern without an end", { [try filepath("^/etc/d", .patternMatch)] },
            [
                "/etc/dang.conf", "/etc/d/b.conf", "/etc/d/e/c.conf", "/etc/d/e/f/g.conf", "/etc/dl/b.conf", "/etc/dl/e/c.conf",
                "/etc/dl/e/f/g.conf",
            ]),
        // OpenSCAP looks only where a pattern could begin with a slash; the specification has no such bound.
        SearchCase("a pattern without a beginning", { [try filepath("x/y$", .patternMatch)] }, ["/opt/x/y"]),
        SearchCase(
            "another path", { [try filepath("/etc/a.conf", .notEqual)] },
            [
                "/etc/al.conf", "/etc/dang.conf", "/etc/self", "/etc/d/b.conf", "/etc/d/e/c.conf", "/etc/d/e/f/g.conf", "/etc/dl/b.conf",
                "/etc/dl/e/c.conf", "/etc/dl/e/f/g.conf", "/etc/sub.conf/in.conf", "/opt/x/y",
            ]),
        // Patterns for directories.
        SearchCase(
            "directories by pattern", { [try path("^/etc/d.*$", .patternMatch), try directory()] },
            ["/etc/d", "/etc/d/e", "/etc/d/e/f", "/etc/dl", "/etc/dl/e", "/etc/dl/e/f"]),
        SearchCase(
            "a pattern that is a text, for a directory", { [try path("^/etc$", .patternMatch), try name(".*", .patternMatch)] },
            ["/etc/a.conf", "/etc/al.conf", "/etc/dang.conf", "/etc/dl", "/etc/self"]),
        SearchCase(
            "a name in directories by pattern", { [try path("^.*$", .patternMatch), try name("b.conf")] },
            ["/etc/d/b.conf", "/etc/dl/b.conf"]
        ),
        SearchCase(
            "alternatives begin anywhere", { [try path("^/opt/x$|^/etc/d/e$", .patternMatch), try directory()] },
            ["/etc/d/e", "/etc/dl/e", "/opt/x"].filter { $0 != "/etc/dl/e" }),
        SearchCase(
            "other directories", { [try path("/etc", .notEqual), try directory()] },
            ["/", "/etc/d", "/etc/d/e", "/etc/d/e/f", "/etc/dl", "/etc/dl/e", "/etc/dl/e/f", "/etc/sub.conf", "/opt", "/opt/x"]),
        // Down.
        SearchCase(
            "down, links too", down, { [try path("/etc"), try name("conf$", .patternMatch)] },
            [
                "/etc/a.conf", "/etc/al.conf", "/etc/dang.conf", "/etc/d/b.conf", "/etc/d/e/c.conf", "/etc/d/e/f/g.conf", "/etc/dl/b.conf",
                "/etc/dl/e/c.conf", "/etc/dl/e/f/g.conf", "/etc/sub.conf/in.conf",
            ]),
        SearchCase(
            "down, directories only", downDirectories, { [try path("/etc"), try name("conf$", .patternMatch)] },
            [
                "/etc/a.conf", "/etc/al.conf", "/etc/dang.conf", "/etc/d/b.conf", "/etc/d/e/c.conf", "/etc/d/e/f/g.conf",
                "/etc/sub.conf/in.conf",
            ]),
        SearchCase(
            "down one level", ["recurse_direction": "down", "max_depth": "1", "recurse": "directories"],
            { [try path("/etc"), try name("conf$", .patternMatch)] },
            ["/etc/a.conf", "/etc/al.conf", "/etc/dang.conf", "/etc/d/b.conf", "/etc/sub.conf/in.conf"]),
        SearchCase(
            "down no level", ["recurse_direction": "down", "max_depth": "0"], { [try path("/etc"), try name("^a.*conf$", .patternMatch)] },
            ["/etc/a.conf", "/etc/al.conf"]),
        SearchCase(
            "directories down", downDirectories, { [try path("/etc"), try directory()] },
            ["/etc", "/etc/d", "/etc/d/e", "/etc/d/e/f", "/etc/sub.conf"]),
        SearchCase(
            "directories down, links too", down, { [try path("/etc"), try directory()] },
            ["/etc", "/etc/d", "/etc/d/e", "/etc/d/e/f", "/etc/dl", "/etc/dl/e", "/etc/dl/e/f", "/etc/sub.conf"]),
        SearchCase(
            "down from a link", downDirectories, { [try path("/etc/dl"), try name("conf$", .patternMatch)] },
            ["/etc/dl/b.conf", "/etc/dl/e/c.conf", "/etc/dl/e/f/g.conf"]),
        SearchCase(
            "down through links alone", ["recurse_direction": "down", "recurse": "symlinks"], { [try path("/etc"), try name("b.conf")] },
            ["/etc/dl/b.conf"]),
        // Up.
        SearchCase(
            "up", ["recurse_direction": "up"], { [try path("/etc/d/e"), try directory()] }, ["/etc/d/e", "/etc/d", "/etc", "/"]),
        SearchCase(
            "up one level", ["recurse_direction": "up", "max_depth": "1"], { [try path("/etc/d/e"), try name(".*", .patternMatch)] },
            ["/etc/d/e/c.conf", "/etc/d/b.conf", "/etc/d/loop"]),
        SearchCase("up from a link", ["recurse_direction": "up"], { [try path("/etc/dl"), try directory()] }, ["/etc/dl", "/etc", "/"]),
        // Variables.
        SearchCase("all of two values is none", { [try path("/etc"), try entity("filename", "a.conf", "al.conf")] }, []),
        SearchCase(
            "at least one of two values", { [try path("/etc"), try entity("filename", "a.conf", "al.conf", varCheck: .atLeastOne)] },
            ["/etc/a.conf", "/etc/al.conf"]),
        SearchCase(
            "none of two values", { [try path("/etc"), try entity("filename", "a.conf", "al.conf", varCheck: .noneSatisfy)] },
            ["/etc/dang.conf", "/etc/dl", "/etc/self"]),
        SearchCase(
            "two patterns at once", { [try path("/etc"), try entity("filename", "^a", "l.conf$", operation: .patternMatch)] },
            ["/etc/al.conf"]),
        SearchCase(
            "two directories, one below the other, each file once", downDirectories,
            { [try entity("path", "/etc/d", "/etc/d/e", varCheck: .atLeastOne), try name("conf$", .patternMatch)] },
            ["/etc/d/b.conf", "/etc/d/e/c.conf", "/etc/d/e/f/g.conf"]),
        SearchCase(
            "two paths", { [try entity("filepath", "/opt/x/y", "/etc/a.conf", varCheck: .atLeastOne)] }, ["/etc/a.conf", "/opt/x/y"]),
    ]

    @Test(arguments: cases)
    func search(_ search: SearchCase) throws {
        let collector = ImageCollector(image: try MemoryImage(listing: Self.listing))
        let collected = collector.collect(object("unix", "file", behaviors: search.behaviors, try search.entities()))
        #expect(collected.items.map(\.file) == search.found)
        #expect(collected.flag == (search.found.isEmpty ? .doesNotExist : .complete))
        #expect(collected.messages == [])
    }

    @Test func anUnknownBehaviorIsAnError() throws {
        let collector = ImageCollector(image: try MemoryImage(listing: Self.listing))
        for behaviors in [["recurse": "sideways"], ["max_depth": "-2"], ["recurse_direction": "left"], ["recurse_file_system": "remote"]] {
            let collected = collector.collect(object("unix", "file", behaviors: behaviors, [try path("/etc"), try directory()]))
            #expect(collected.flag == .error, "\(behaviors)")
        }
    }

    @Test func anOperationThatTextDoesNotHaveIsAnError() throws {
        let collector = ImageCollector(image: try MemoryImage(listing: Self.listing))
        #expect(collector.collect(object("unix", "file", [try path("/etc", .greaterThan), try directory()])).flag == .error)
    }

    @Test func definedStaysOnTheFileSystemOfTheStart() throws {
        let image = try MemoryImage(listing: "/data/a\n/data/mnt/ device=2\n/data/mnt/b\n/data/c/d\n")
        let collector = ImageCollector(image: image)
        func find(_ fileSystem: String) throws -> [String] {
            let behaviors = ["recurse_direction": "down", "recurse_file_system": fileSystem]
            return collector.collect(object("unix", "file", behaviors: behaviors, [try path("/data"), try name(".*", .patternMatch)])).items
                .map(\.file)
        }
        #expect(try find("defined") == ["/data/a", "/data/c/d"])
        #expect(try find("all") == ["/data/a", "/data/c/d", "/data/mnt/b"])
        #expect(try find("local") == ["/data/a", "/data/c/d", "/data/mnt/b"])
    }

    @Test func aDirectoryThatCannotBeReadMakesTheAnswerIncomplete() throws {
        let image = try MemoryImage(listing: "/data/a\n/data/closed/ 0700 unreadable\n")
        let collected = ImageCollector(image: image).collect(
            object("unix", "file", behaviors: down, [try path("/data"), try name(".*", .patternMatch)]))
        #expect(collected.flag == .incomplete)
        #expect(collected.items.map(\.file) == ["/data/a"])
        #expect(collected.messages.map(\.text) == ["/data/closed: cannot be read: Permission denied"])
    }

    @Test func linksThatMultiplyPathsEndInAnError() throws {
        // Ten directories, each with links to all the others: far more paths than directories.
        var listing = ""
        for from in 0..<10 {
            for to in 0..<10 where to != from { listing += "/x/d\(from)/l\(to) -> ../d\(to)\n" }
        }
        let limits = ProbeLimits(textSize: 1000, cachedTextSize: 1000, directories: 10_000, pathLength: 1000, items: 1000, itemText: 1000)
        let collector = ImageCollector(image: try MemoryImage(listing: listing), limits: limits)
        let collected = collector.collect(object("unix", "file", behaviors: down, [try path("/x"), try name("none")]))
        #expect(collected.flag == .error)
        #expect(collected.messages.map(\.text) == ["more than 10000 directories, links counted each time; the search was given up"])
    }

    @Test func aTreeOfAnyDepthIsWalkedOrRefused() throws {
        let listing = "/" + String(repeating: "d/", count: 3000) + "f\n"
        let collector = ImageCollector(image: try MemoryImage(listing: listing))
        let collected = collector.collect(object("unix", "file", behaviors: down, [try path("/"), try name("f")]))
        #expect(collected.items.count == 1)
        let limits = ProbeLimits(textSize: 1000, cachedTextSize: 1000, directories: 10_000, pathLength: 1000, items: 1000, itemText: 1000)
        let bounded = ImageCollector(image: try MemoryImage(listing: listing), limits: limits)
        #expect(bounded.collect(object("unix", "file", behaviors: down, [try path("/"), try name("f")])).flag == .error)
    }
}
