/// What an image says of itself beside its files: the configuration a container is started with.
///
/// OCI Image Format Specification 1.1, "OCI Image Configuration"; the same words as Docker's image specification 1.2.
public struct ImageConfiguration: Sendable, Hashable {
    /// CPU architecture in Go's words, e.g. `amd64`.
    public var architecture = ""
    /// Operating system in Go's words, e.g. `linux`.
    public var os = ""
    /// Variant of the architecture, e.g. `v8`.
    public var variant: String?
    /// When the image was made, RFC 3339, as written.
    public var created: String?
    /// Who made it.
    public var author: String?
    /// `User`: name or number, with or without group; `nil` or empty is root.
    public var user: String?
    /// `Env`: `NAME=VALUE`, in order.
    public var environment: [String] = []
    /// `Entrypoint`.
    public var entrypoint: [String] = []
    /// `Cmd`.
    public var command: [String] = []
    /// `WorkingDir`.
    public var workingDirectory: String?
    /// `ExposedPorts`, e.g. `8080/tcp`, sorted.
    public var exposedPorts: [String] = []
    /// `Volumes`, sorted.
    public var volumes: [String] = []
    /// `Labels`.
    public var labels: [String: String] = [:]
    /// `StopSignal`.
    public var stopSignal: String?
    /// `Healthcheck.Test` (Docker's extension); empty where there is none.
    public var healthcheck: [String] = []

    /// A configuration that says nothing.
    public init() {}

    /// `Env` as names and values; of a name given twice the last counts.
    public var environmentVariables: [String: String] {
        var values: [String: String] = [:]
        for line in environment {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if let name = parts.first { values[String(name)] = parts.count > 1 ? String(parts[1]) : "" }
        }
        return values
    }
}

/// One layer of an image, from the lowest upwards.
public struct ImageLayer: Sendable, Hashable {
    /// Digest of the blob as stored, e.g. `sha256:…`; empty where the source has none.
    public var digest: String
    /// Digest of the tar stream.
    public var diffID: String
    /// Media type, as the manifest has it.
    public var mediaType: String
    /// Bytes as stored.
    public var size: Int64
    /// The history line that made it, e.g. the command of a build file.
    public var createdBy: String?
    /// Regular files, directories and others that the layer brought, whiteouts not counted.
    public var entries: Int

    /// A layer from its parts.
    public init(digest: String, diffID: String, mediaType: String, size: Int64, createdBy: String?, entries: Int) {
        self.digest = digest
        self.diffID = diffID
        self.mediaType = mediaType
        self.size = size
        self.createdBy = createdBy
        self.entries = entries
    }
}

/// Where an image came from, and what it says of itself; everything but its files.
public struct ImageIdentity: Sendable, Hashable {
    /// The forms an image is handed over in.
    public enum Source: String, Sendable, Hashable, CaseIterable {
        case directory
        case ociLayout = "oci-layout"
        case ociArchive = "oci-archive"
        case dockerArchive = "docker-archive"
        case layerArchive = "tar"
    }

    /// The form.
    public var source: Source
    /// The argument as the user wrote it, without the directories before its last part.
    public var name: String
    /// Digest of the manifest, `sha256:…`; `nil` where the source has none (directory, plain tar).
    public var manifestDigest: String?
    /// Digest of the configuration, which is the image id of Docker.
    public var configurationDigest: String?
    /// Tags that name it in the source.
    public var tags: [String]
    /// `os/architecture[/variant]`, as chosen.
    public var platform: String?
    /// The configuration; `nil` where the source has none.
    public var configuration: ImageConfiguration?
    /// The layers, lowest first; empty for a directory.
    public var layers: [ImageLayer]

    /// An identity from its parts.
    public init(
        source: Source, name: String, manifestDigest: String? = nil, configurationDigest: String? = nil, tags: [String] = [],
        platform: String? = nil, configuration: ImageConfiguration? = nil, layers: [ImageLayer] = []
    ) {
        self.source = source
        self.name = name
        self.manifestDigest = manifestDigest
        self.configurationDigest = configurationDigest
        self.tags = tags
        self.platform = platform
        self.configuration = configuration
        self.layers = layers
    }
}
