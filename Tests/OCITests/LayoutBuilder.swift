import Digest
import Foundation
import ImageFS
import Testing

@testable import OCI

/// A folder that goes away with the test.
final class TemporaryFolder {
    let url: URL
    var path: String { url.path }

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "stigready-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }
}

/// Writes OCI image layouts, sound ones and others.
struct LayoutBuilder {
    let folder: TemporaryFolder
    private(set) var manifests: [String] = []

    init() throws {
        folder = try TemporaryFolder()
        _ = try folder.write(Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8), "oci-layout")
    }

    static func sha256(_ bytes: [UInt8]) -> String { "sha256:" + (DigestAlgorithm.sha256.hex(bytes) ?? "") }

    func blob(_ bytes: [UInt8]) throws -> String {
        let digest = Self.sha256(bytes)
        _ = try folder.write(bytes, "blobs/sha256/\(digest.dropFirst(7))")
        return digest
    }

    func descriptor(_ bytes: [UInt8], type: String) throws -> String {
        #"{"mediaType":"\#(type)","digest":"\#(try blob(bytes))","size":\#(bytes.count)}"#
    }

    /// Writes an image of these layers; gives back the digest of its manifest. What `tamper` changes is what a sound image has.
    @discardableResult
    mutating func image(
        _ layers: [[UInt8]], tag: String? = nil, platform: (os: String, architecture: String)? = nil, diffIDs: [String]? = nil,
        config: String = "", listed: Bool = true
    ) throws -> String {
        let diffs = diffIDs ?? layers.map(Self.sha256)
        let os = platform?.os ?? "linux"
        let configuration =
            #"{"architecture":"\#(platform?.architecture ?? "amd64")","os":"\#(os)","config":{\#(config)},"#
            + #""rootfs":{"type":"layers","diff_ids":[\#(diffs.map { "\"\($0)\"" }.joined(separator: ","))]},"#
            + #""history":[\#(layers.indices.map { #"{"created_by":"step \#($0)"},{"created_by":"nothing","empty_layer":true}"# }.joined(separator: ","))]}"#
        let config = try descriptor(Array(configuration.utf8), type: "application/vnd.oci.image.config.v1+json")
        let list = try layers.map { try descriptor($0, type: "application/vnd.oci.image.layer.v1.tar") }.joined(separator: ",")
        let manifest = Array(
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":\#(config),"layers":[\#(list)]}"#.utf8)
        let digest = try blob(manifest)
        if listed { try add(manifest, type: "application/vnd.oci.image.manifest.v1+json", tag: tag, platform: platform) }
        return digest
    }

    /// Lists a manifest or an index.
    mutating func add(_ bytes: [UInt8], type: String, tag: String? = nil, platform: (os: String, architecture: String)? = nil) throws {
        manifests.append(try Self.entry(blob(bytes), bytes.count, type: type, tag: tag, platform: platform))
    }

    static func entry(
        _ digest: String, _ size: Int, type: String, tag: String?, platform: (os: String, architecture: String)?
    ) -> String {
        let annotations = tag.map { #","annotations":{"org.opencontainers.image.ref.name":"\#($0)"}"# } ?? ""
        let platform = platform.map { #","platform":{"os":"\#($0.os)","architecture":"\#($0.architecture)"}"# } ?? ""
        return #"{"mediaType":"\#(type)","digest":"\#(digest)","size":\#(size)\#(annotations)\#(platform)}"#
    }

    /// Writes the index and gives back the path of the layout.
    func finish() throws -> String {
        _ = try folder.write(Array(#"{"schemaVersion":2,"manifests":[\#(manifests.joined(separator: ","))]}"#.utf8), "index.json")
        return folder.path
    }
}

extension ImageFileSystem {
    /// Every path with what it is, for comparing trees at a glance: `/etc/f 644 0:0 "content"`, `/l -> target`, `/d/`.
    func listing() throws -> [String] {
        var lines: [String] = []
        func walk(_ file: FileID) throws {
            for child in try children(of: file) {
                let metadata = try metadata(of: child)
                let path = path(of: child).description
                let owner = "\(String(metadata.mode, radix: 8)) \(metadata.uid):\(metadata.gid)"
                switch metadata.kind {
                case .directory:
                    lines.append("\(path)/ \(owner)")
                    try walk(child)
                case .symbolicLink: lines.append("\(path) -> \(String(decoding: try linkTarget(of: child), as: UTF8.self))")
                case .regular:
                    lines.append("\(path) \(owner) \(String(decoding: try contents(of: child, limit: 1000), as: UTF8.self))")
                default: lines.append("\(path) \(metadata.kind) \(owner)")
                }
            }
        }
        try walk(.root)
        return lines
    }
}

/// An image of these layers, read.
func open(layers: [(inout TarBuilder) -> Void], limits: ImageLimits = ImageLimits()) throws -> LayeredImage {
    var layout = try LayoutBuilder()
    try layout.image(
        layers.map {
            var tar = TarBuilder()
            $0(&tar)
            return tar.closed()
        })
    let opened = try ImageSource(layout.finish()).open(limits: limits)
    return try #require(opened.image as? LayeredImage)
}
