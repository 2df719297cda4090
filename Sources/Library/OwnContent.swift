public import Diagnostics
internal import Glibc
internal import ImageFacts
internal import SCAP
internal import YAML

/// Content that comes with the program: a folder of `content/` with `benchmark.yaml`, which describes it, and `ds.xml`, the data stream.
public struct OwnContent: Sendable, Hashable {
    /// By which fact of an image a scan chooses it: the key `for` of `benchmark.yaml`; without that key the name of the folder says it, as
    /// `gpos-container` and `nginx` do.
    public enum Purpose: Sendable, Hashable {
        /// What the image is run as: `container`, `machine`.
        case image([String])
        /// Components, by their ids; any one of them suffices.
        case component([String])
        /// Only by name.
        case none
    }

    /// The name of the folder.
    public var name: String
    /// Id of the benchmark.
    public var benchmark: String
    /// Its title.
    public var title: String
    /// Its version.
    public var version: String
    /// The data stream.
    public var file: String
    /// By which fact it is chosen.
    public var purpose: Purpose

    /// What is in the folder `content` of the program's data, by name; a folder without a data stream holds no content yet.
    ///
    /// Throws where a description cannot be used.
    public static func all(in folder: String) throws(ContentError) -> [OwnContent] {
        var all: [OwnContent] = []
        for name in Folder.names(in: folder) {
            let description = "\(folder)/\(name)/benchmark.yaml"
            guard access(description, R_OK) == 0, access("\(folder)/\(name)/ds.xml", R_OK) == 0 else { continue }
            all.append(try OwnContent(name: name, description: description, file: "\(folder)/\(name)/ds.xml"))
        }
        return all
    }

}

extension OwnContent {
    init(name: String, description path: String, file: String) throws(ContentError) {
        let node: YAMLNode
        let bytes = try ContentLoader.files().bytes(path)
        do throws(YAMLError) { node = try YAMLNode(bytes) } catch {
            throw ContentError(at: SourceLocation(file: path, line: error.line), error.message)
        }
        func text(_ key: String) -> String { node[key]?.text ?? "" }
        self.name = name
        benchmark = text("id")
        title = text("title")
        version = node["release"]?.text.map { "V\(text("version"))R\($0)" } ?? text("version")
        self.file = file
        purpose = try node["for"].map { node throws(ContentError) in try Self.purpose(node, path) } ?? Self.purpose(folder: name)
        if benchmark.isEmpty { throw ContentError(at: SourceLocation(file: path), "it has no id") }
    }

    private static func purpose(folder name: String) -> Purpose {
        if Component[id: name] != nil { return .component([name]) }
        return ImageNature.Kind.allCases.first { name.hasSuffix("-\($0.rawValue)") }.map { .image([$0.rawValue]) } ?? .none
    }

    private static func purpose(_ node: YAMLNode, _ path: String) throws(ContentError) -> Purpose {
        func problem(_ node: YAMLNode, _ message: String) -> ContentError {
            ContentError(at: SourceLocation(file: path, line: node.line), about: "for", message)
        }
        guard let pair = node.mapping?.first, node.mapping?.count == 1 else {
            throw problem(node, "one of image and component is expected, e.g. {component: nginx}")
        }
        let words = pair.value.sequence?.compactMap(\.text) ?? pair.value.text.map { [$0] } ?? []
        guard !words.isEmpty else { throw problem(pair.value, "a word or a list of words is expected") }
        switch pair.key.text {
        case "image":
            for word in words where ImageNature.Kind(rawValue: word) == nil {
                throw problem(pair.value, "\"\(word)\" is no kind of image; there are: container, machine")
            }
            return .image(words)
        case "component":
            for word in words where Component[id: word] == nil {
                throw problem(pair.value, "\"\(word)\" is no component; `stigready image --json` shows ids of those found")
            }
            return .component(words)
        default: throw problem(pair.key, "\"\(pair.key.text ?? "")\" is no fact; there are: image, component")
        }
    }
}
