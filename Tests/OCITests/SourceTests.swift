import Digest
import Foundation
import ImageFS
import Testing

@testable import OCI

private func layer(_ content: String) -> [UInt8] {
    var tar = TarBuilder()
    tar.file("etc/which", content)
    return tar.closed()
}

private func which(_ opened: OpenedImage) throws -> String {
    String(decoding: try #require(try opened.image.contents(at: "/etc/which", limit: 100)), as: UTF8.self)
}

private func problem(_ argument: String, platform: String? = nil, limits: ImageLimits = ImageLimits()) -> String {
    do {
        _ = try ImageSource(argument, limits: limits).open(platform: platform, limits: limits)
        return "opened"
    } catch { return error.description }
}

/// A tar of a folder's files, as `tar` makes it.
private func tar(_ folder: String, names: [String]? = nil) throws -> [UInt8] {
    var tar = TarBuilder()
    let all = try names ?? FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    for name in all {
        let url = URL(fileURLWithPath: folder).appending(path: name)
        if (try url.resourceValues(forKeys: [.isDirectoryKey])).isDirectory == true {
            tar.directory(name)
            continue
        }
        let content = [UInt8](try Data(contentsOf: url))
        tar.add(.init(name: Array(name.utf8), size: content.count), content: content)
    }
    return tar.closed()
}

@Suite("An image is found in what the user named")
struct SourceTests {
    @Test("A layout with one image needs no tag; its identity says all that the image says of itself")
    func single() throws {
        var layout = try LayoutBuilder()
        let digest = try layout.image(
            [layer("a"), layer("b")], tag: "1.2",
            config:
                #""User":"1000","Env":["PATH=/bin","A=b=c"],"Entrypoint":["/x"],"Cmd":["-y"],"ExposedPorts":{"80/tcp":{}},"Labels":{"l":"v"},"Healthcheck":{"Test":["NONE"]}"#
        )
        let opened = try ImageSource(layout.finish()).open()
        #expect(try which(opened) == "b")
        let identity = opened.identity
        #expect(identity.source == .ociLayout)
        #expect(identity.manifestDigest == digest)
        #expect(identity.tags == ["1.2"])
        #expect(identity.platform == "linux/amd64")
        #expect(identity.layers.map(\.createdBy) == ["step 0", "step 1"])
        #expect(identity.layers.map(\.entries) == [1, 1])
        let configuration = try #require(identity.configuration)
        #expect(configuration.user == "1000")
        #expect(configuration.environmentVariables == ["PATH": "/bin", "A": "b=c"])
        #expect(configuration.entrypoint == ["/x"] && configuration.command == ["-y"])
        #expect(configuration.exposedPorts == ["80/tcp"] && configuration.labels == ["l": "v"] && configuration.healthcheck == ["NONE"])
    }

    @Test("Of several images the tag or the digest chooses, and the choice is asked for with the list")
    func tags() throws {
        var layout = try LayoutBuilder()
        try layout.image([layer("a")], tag: "1.0")
        let digest = try layout.image([layer("b")], tag: "registry.example/app:2.0")
        let path = try layout.finish()
        #expect(try which(ImageSource("\(path):1.0").open()) == "a")
        #expect(try which(ImageSource("\(path):2.0").open()) == "b")
        #expect(try which(ImageSource("\(path):registry.example/app:2.0").open()) == "b")
        #expect(try which(ImageSource("oci:\(path)@\(digest)").open()) == "b")
        #expect(problem(path).contains("choose with PATH:TAG one of: 1.0, registry.example/app:2.0"))
        #expect(problem("\(path):3.0").contains("no image with the tag 3.0"))
        #expect(problem("\(path)@sha256:\(String(repeating: "0", count: 64))").contains("no image with the digest"))
        #expect(problem("\(path)@sha256:12").contains("no digest"))
        #expect(problem("\(path):").contains("nothing follows"))
    }

    @Test("Of several platforms one is chosen by name, in nested indexes too; attestations are no images")
    func platforms() throws {
        var layout = try LayoutBuilder()
        var entries: [String] = []
        for architecture in ["amd64", "arm64", "unknown"] {
            let os = architecture == "unknown" ? "unknown" : "linux"
            let digest = try layout.image([layer(architecture)], platform: (os, architecture), listed: false)
            let size = try Data(contentsOf: URL(fileURLWithPath: "\(layout.folder.path)/blobs/sha256/\(digest.dropFirst(7))")).count
            entries.append(
                LayoutBuilder.entry(
                    digest, size, type: "application/vnd.oci.image.manifest.v1+json", tag: nil, platform: (os, architecture)))
        }
        let index = Array(#"{"schemaVersion":2,"manifests":[\#(entries.joined(separator: ","))]}"#.utf8)
        try layout.add(index, type: "application/vnd.oci.image.index.v1+json", tag: "multi")
        let path = try layout.finish()
        #expect(try which(ImageSource("\(path):multi").open(platform: "linux/arm64")) == "arm64")
        #expect(try which(ImageSource("\(path)@\(LayoutBuilder.sha256(index))").open(platform: "linux/amd64")) == "amd64")
        #expect(problem(path).contains("--platform one of: linux/amd64, linux/arm64"))
        #expect(problem(path, platform: "linux/s390x").contains("no image for linux/s390x"))
        #expect(problem(path, platform: "amd64").contains("not OS/ARCHITECTURE"))
    }

    @Test("A platform that the index does not name is held against the configuration")
    func platformOfConfiguration() throws {
        var layout = try LayoutBuilder()
        try layout.image([layer("a")])
        let path = try layout.finish()
        #expect(try which(ImageSource(path).open(platform: "linux/amd64")) == "a")
        #expect(problem(path, platform: "linux/arm64").contains("is for linux/amd64"))
    }

    @Test("The same image as folder, as tar and as archive of docker save is the same tree")
    func archives() throws {
        var layout = try LayoutBuilder()
        try layout.image([layer("a"), layer("b")], tag: "t")
        let path = try layout.finish()
        let folder = try TemporaryFolder()
        let archive = try folder.write(try tar(path), "image.tar")
        let opened = try ImageSource("\(archive):t").open()
        #expect(opened.identity.source == .ociArchive)
        #expect(try which(opened) == "b")

        let saved = try TemporaryFolder()
        let layers = [layer("a"), layer("b")]
        let diffs = layers.map { "\"\(LayoutBuilder.sha256($0))\"" }.joined(separator: ",")
        let configuration = Array(#"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[\#(diffs)]}}"#.utf8)
        let id = LayoutBuilder.sha256(configuration).dropFirst(7)
        _ = try saved.write(configuration, "\(id).json")
        var names: [String] = []
        for layer in layers {
            let name = "\(LayoutBuilder.sha256(layer).dropFirst(7))/layer.tar"
            names.append("\"\(name)\"")
            _ = try saved.write(layer, name)
        }
        _ = try saved.write(
            Array(#"[{"Config":"\#(id).json","RepoTags":["app:1"],"Layers":[\#(names.joined(separator: ","))]}]"#.utf8), "manifest.json")
        let docker = try folder.write(try tar(saved.path), "docker.tar")
        let second = try ImageSource("\(docker):app:1").open()
        #expect(second.identity.source == .dockerArchive)
        #expect(second.identity.tags == ["app:1"])
        #expect(second.identity.configurationDigest == "sha256:\(id)")
        #expect(try second.image.listing() == opened.image.listing())
        #expect(problem("\(docker):app:2").contains("no such image; it has: app:1"))
        #expect(problem(saved.path).contains("an unpacked archive of docker save"))

        _ = try saved.write(configuration + [0x20], "\(id).json")
        #expect(problem(try folder.write(try tar(saved.path), "changed.tar")).contains("damaged or was changed"))
    }

    @Test("The tar of a file system is one, even if a file of an archive's name lies in it")
    func rootFS() throws {
        let folder = try TemporaryFolder()
        var tar = TarBuilder()
        tar.directory("./")
        tar.file("./manifest.json", "[]")
        tar.file("./etc/which", "root")
        let path = try folder.write(tar.closed(), "rootfs.tar")
        let opened = try ImageSource(path).open()
        #expect(opened.identity.source == .layerArchive)
        #expect(try which(opened) == "root")
        #expect(problem("\(path):tag").contains("no tags"))
    }

    @Test("An empty tar is an empty image", arguments: [0, 1024])
    func empty(size: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 0, count: size), "empty.tar")
        #expect(try ImageSource(path).open().image.listing() == [])
    }

    @Test("Layers compressed with gzip, xz and zstd are read, whatever their media type says", arguments: ["gzip", "xz", "zstd"])
    func compression(tool: String) throws {
        let folder = try TemporaryFolder()
        var tar = TarBuilder()
        tar.file("etc/which", "packed")
        tar.file("big", String(repeating: "0123456789abcdef", count: 200_000))
        let plain = try folder.write(tar.closed(), "layer.tar")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool, "-kf", plain]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(tool) is not installed; .ci/install test installs it")
        let suffix = ["gzip": "gz", "xz": "xz", "zstd": "zst"][tool] ?? ""
        let packed = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(plain).\(suffix)")))
        var layout = try LayoutBuilder()
        try layout.image([packed], diffIDs: [LayoutBuilder.sha256(tar.closed())])
        let opened = try ImageSource(layout.finish()).open()
        #expect(try which(opened) == "packed")
        #expect(try opened.image.contents(at: "/big", limit: 4_000_000)?.count == 3_200_000)

        // Cut short, or one bit changed in the middle.
        #expect(problem(try folder.write(Array(packed.dropLast(packed.count / 3)), "cut.tar")) != "opened")
    }
}

@Suite("An image that lies is refused")
struct HostileTests {
    private func layout(_ change: (LayoutBuilder, String) throws -> Void) throws -> String {
        var layout = try LayoutBuilder()
        let digest = try layout.image([layer("a")])
        let path = try layout.finish()
        try change(layout, digest)
        return problem(path)
    }

    @Test("A manifest, configuration or layer that does not have its digest or size")
    func digests() throws {
        #expect(
            try layout { layout, digest in
                let name = "blobs/sha256/\(digest.dropFirst(7))"
                var bytes = [UInt8](try Data(contentsOf: layout.folder.url.appending(path: name)))
                bytes[bytes.count - 1] = 0x20
                _ = try layout.folder.write(bytes, name)
            }.contains("damaged or was changed"))
        #expect(
            try layout { layout, digest in
                let name = "blobs/sha256/\(LayoutBuilder.sha256(layer("a")).dropFirst(7))"
                _ = try layout.folder.write(layer("b"), name)
            }.contains("layer 1 of 1: \(LayoutBuilder.sha256(layer("a"))) holds what has the digest"))
        #expect(
            try layout { layout, digest in
                let name = "blobs/sha256/\(LayoutBuilder.sha256(layer("a")).dropFirst(7))"
                _ = try layout.folder.write(layer("b") + [0], name)
            }.contains("not the 2048 its descriptor says"))
        #expect(
            try layout { layout, digest in
                try FileManager.default.removeItem(at: layout.folder.url.appending(path: "blobs/sha256/\(digest.dropFirst(7))"))
            }.contains("not whole"))
    }

    @Test("Layers that are not those of the configuration")
    func diffIDs() throws {
        var layout = try LayoutBuilder()
        try layout.image([layer("a")], diffIDs: [LayoutBuilder.sha256(layer("b"))])
        #expect(problem(try layout.finish()).contains("as the configuration says"))
        var second = try LayoutBuilder()
        try second.image([layer("a")], diffIDs: [])
        #expect(problem(try second.finish()).contains("names 0 layers, the manifest 1"))
    }

    @Test(
        "A digest that is a path, an index that is no JSON, an index of nothing",
        arguments: [
            (#"{"manifests":[{"digest":"sha256:../../../etc/passwd","size":1}]}"#, "is no digest"),
            (#"{"manifests":[{"digest":"md5:00","size":1}]}"#, "is no digest"), (#"{"manifests":["#, "cannot be parsed"),
            (#"{"manifests":[]}"#, "there is no image in it"), (#"{"manifests":[{"size":1}]}"#, "\"digest\" is missing"),
            (String(repeating: "[", count: 100_000), "cannot be parsed"),
        ])
    func documents(index: String, expected: String) throws {
        let layout = try LayoutBuilder()
        let path = try layout.finish()
        _ = try layout.folder.write(Array(index.utf8), "index.json")
        #expect(problem(path).contains(expected))
    }

    @Test("An index that holds itself")
    func nesting() throws {
        // A digest cannot hold itself, but an index can be deep.
        var layout = try LayoutBuilder()
        var inner = Array(#"{"manifests":[]}"#.utf8)
        for _ in 0..<10 {
            let entry = LayoutBuilder.entry(
                try layout.blob(inner), inner.count, type: "application/vnd.oci.image.index.v1+json", tag: nil, platform: nil)
            inner = Array(#"{"manifests":[\#(entry)]}"#.utf8)
        }
        try layout.add(inner, type: "application/vnd.oci.image.index.v1+json")
        #expect(problem(try layout.finish()).contains("more than 8 deep"))
    }

    @Test("More entries, bytes, layers, or a longer or deeper name than the limits allow")
    func limits() throws {
        var tar = TarBuilder()
        for number in 0..<20 { tar.file("f\(number)", "0123456789") }
        tar.file(String(repeating: "d/", count: 20) + "f", "deep")
        let path = try TemporaryFolder()
        let file = try path.write(tar.closed(), "a.tar")
        #expect(problem(file, limits: ImageLimits(entries: 10)).contains("more than 10 entries"))
        #expect(problem(file, limits: ImageLimits(bytes: 100)).contains("bomb"))
        #expect(problem(file, limits: ImageLimits(depth: 10)).contains("more than 10 directories"))
        #expect(problem(file, limits: ImageLimits(path: 20)).contains("more than 20 bytes"))
        var layout = try LayoutBuilder()
        try layout.image([layer("a"), layer("b")])
        #expect(problem(try layout.finish(), limits: ImageLimits(layers: 1)).contains("more than 1 layers"))
    }

    @Test("A bomb is stopped by what one byte of it becomes")
    func ratio() throws {
        let folder = try TemporaryFolder()
        var tar = TarBuilder()
        tar.add(.init(name: Array("zeros".utf8), size: 400 << 20))
        let header = try folder.write(Array(tar.bytes.prefix(512)), "header")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "(cat '\(header)'; head -c 500000000 /dev/zero) | gzip -1 > '\(folder.path)/bomb.tar.gz'"]
        try process.run()
        process.waitUntilExit()
        #expect(problem("\(folder.path)/bomb.tar.gz", limits: ImageLimits(ratio: 100)).contains("each of its bytes becomes more than 100"))
    }

    @Test("A tar that is cut short, whose sizes lie, or whose blocks are no headers")
    func truncated() throws {
        let folder = try TemporaryFolder()
        var tar = TarBuilder()
        tar.file("a", String(repeating: "x", count: 2000))
        tar.file("b", "y")
        let whole = tar.closed()
        for count in [600, 1500, 2561, 2900, 3000] {
            #expect(problem(try folder.write(Array(whole.prefix(count)), "cut-\(count).tar")).contains("damaged"), "\(count)")
        }
        var lying = TarBuilder()
        lying.add(.init(name: Array("a".utf8), size: 1 << 32), content: [1, 2, 3])
        #expect(problem(try folder.write(lying.closed(), "lying.tar")).contains("damaged"))
        var sparse = TarBuilder()
        sparse.addPAX([
            ("GNU.sparse.major", Array("1".utf8)), ("GNU.sparse.minor", Array("0".utf8)), ("GNU.sparse.name", Array("giant".utf8)),
            ("GNU.sparse.realsize", Array("9000000000000000000".utf8)),
        ])
        let map = Array("0\n".utf8) + [UInt8](repeating: 0, count: 510)
        sparse.add(.init(name: Array("giant".utf8), size: map.count), content: map)
        #expect(problem(try folder.write(sparse.closed(), "giant.tar")).contains("bomb"))
        var noise = TarBuilder()
        noise.file("a", "1")
        let bad = noise.bytes + (0..<2048).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
        #expect(problem(try folder.write(bad, "noise.tar")).contains("damaged"))
    }

    @Test("A tar that ends with its last file is whole; many writers do not close theirs")
    func unclosed() throws {
        let folder = try TemporaryFolder()
        var tar = TarBuilder()
        tar.file("etc/which", "open")
        let bytes = Array(tar.bytes.prefix(512 + 4))
        #expect(try which(ImageSource(try folder.write(bytes, "open.tar")).open()) == "open")
        #expect(problem(try folder.write(Array(bytes.dropLast()), "cut.tar")).contains("damaged"))
    }

    @Test("What is no image at all")
    func others() throws {
        let folder = try TemporaryFolder()
        #expect(problem("\(folder.path)/nothing").contains("no such file"))
        #expect(problem("/dev/null").contains("neither a file nor a directory"))
        #expect(problem(try folder.write(Array("hello, this is a text and no tar".utf8), "text")).contains("damaged, or no tar"))
        var layout = try LayoutBuilder()
        let manifest = Array(
            #"{"config":\#(try layout.descriptor(Array("{}".utf8), type: "application/vnd.example+json")),"layers":[]}"#.utf8)
        try layout.add(manifest, type: "application/vnd.oci.image.manifest.v1+json")
        #expect(problem(try layout.finish()).contains("an artifact and no image"))
    }

    @Test("Random damage to an image is an error or an image, never a crash")
    func fuzz() throws {
        var tar = TarBuilder()
        tar.addPAX([("path", Array("some/name".utf8)), ("SCHILY.xattr.a", [1, 2])])
        tar.file("a", "content")
        tar.link("l", to: "a")
        tar.hardLink("h", to: "a")
        tar.file("d/.wh.x")
        let whole = tar.closed()
        var generator = SystemRandomNumberGenerator.seeded(42)
        let folder = try TemporaryFolder()
        for round in 0..<300 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...20, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let path = try folder.write(bytes, "fuzz-\(round).tar")
            #expect(!problem(path, limits: ImageLimits(bytes: 1 << 24)).isEmpty)
        }
    }
}

/// Numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

extension SystemRandomNumberGenerator {
    static func seeded(_ seed: UInt64) -> Seeded { Seeded(state: seed) }
}
