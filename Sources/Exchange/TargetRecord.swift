/// The target of an assessment: an image and what is known of it.
public struct TargetRecord: Codable, Sendable, Hashable {
    /// The name in every output.
    public var name: String
    /// `directory`, `oci-layout`, `oci-archive`, `docker-archive` or `tar`.
    public var source: String
    /// Digest of the manifest, `sha256:…`.
    public var digest: String?
    /// Digest of the configuration, `sha256:…`.
    public var configurationDigest: String?
    /// Tags that name it in its source.
    public var tags: [String]
    /// `os/architecture[/variant]`.
    public var platform: String?
    /// The distribution, e.g. `Debian GNU/Linux 11 (bullseye)`; empty where unknown.
    public var osName: String
    /// Its version.
    public var osVersion: String
    /// In the word of `uname -m`; empty where unknown.
    public var architecture: String
    /// What is known, in order, for people.
    public var facts: [FactRecord]
    /// Layers, lowest first.
    public var layers: [LayerRecord]
    /// Every package that is present, by name; `nil` where the package databases were not asked.
    public var packages: [ImageRecord.Package]?

    /// Something known of the target.
    public struct FactRecord: Codable, Sendable, Hashable {
        /// The name of the fact.
        public var name: String
        /// Its value.
        public var value: String
        /// Where it was read.
        public var sources: [String]
        /// Takes every part as it is.
        public init(name: String, value: String, sources: [String]) {
            self.name = name
            self.value = value
            self.sources = sources
        }
    }

    /// A layer of the image.
    public struct LayerRecord: Codable, Sendable, Hashable {
        /// The digest of the layer as the manifest has it, `sha256:…`.
        public var digest: String
        /// Its size in the registry, in bytes.
        public var size: Int64
        /// The line of the history that made it.
        public var createdBy: String?
        /// Takes every part as it is.
        public init(digest: String, size: Int64, createdBy: String?) {
            self.digest = digest
            self.size = size
            self.createdBy = createdBy
        }
    }

    /// Takes every part as it is.
    public init(
        name: String, source: String, digest: String? = nil, configurationDigest: String? = nil, tags: [String] = [],
        platform: String? = nil, osName: String = "", osVersion: String = "", architecture: String = "", facts: [FactRecord] = [],
        layers: [LayerRecord] = []
    ) {
        self.name = name
        self.source = source
        self.digest = digest
        self.configurationDigest = configurationDigest
        self.tags = tags
        self.platform = platform
        self.osName = osName
        self.osVersion = osVersion
        self.architecture = architecture
        self.facts = facts
        self.layers = layers
    }
}
