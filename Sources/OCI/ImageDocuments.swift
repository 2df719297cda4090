internal import FoundationEssentials
internal import ImageFS

/// The JSON of images: OCI Image Format Specification 1.1 and Docker's Image Specification 1.2, as far as anything here depends on it.
enum ImageDocument {
    /// A reference to a blob ("OCI Content Descriptors").
    struct Descriptor: Decodable {
        var mediaType: String?
        var digest: String
        var size: Int64
        var platform: Platform?
        var annotations: [String: String]?
    }

    /// What an image runs on.
    struct Platform: Decodable {
        var architecture: String?
        var os: String?
        var variant: String?

        /// `os/architecture[/variant]`.
        var text: String { [os ?? "?", architecture ?? "?"].joined(separator: "/") + (variant.map { "/\($0)" } ?? "") }
    }

    /// `index.json`, a nested index, or a manifest; which one, its members say where its media type does not.
    struct Manifest: Decodable {
        var mediaType: String?
        var manifests: [Descriptor]?
        var config: Descriptor?
        var layers: [Descriptor]?
    }

    /// One image of the `manifest.json` of `docker save`.
    struct Saved: Decodable {
        var config: String
        var repoTags: [String]?
        var layers: [String]

        private enum CodingKeys: String, CodingKey {
            case config = "Config"
            case repoTags = "RepoTags"
            case layers = "Layers"
        }
    }

    /// The configuration of an image.
    struct Configuration: Decodable {
        var architecture: String?
        var os: String?
        var variant: String?
        var created: String?
        var author: String?
        var config: Execution?
        var rootfs: RootFS?
        var history: [History]?

        struct RootFS: Decodable {
            var diffIDs: [String]
            private enum CodingKeys: String, CodingKey { case diffIDs = "diff_ids" }
        }

        struct History: Decodable {
            var createdBy: String?
            var comment: String?
            var isEmpty: Bool?
            private enum CodingKeys: String, CodingKey {
                case createdBy = "created_by"
                case comment
                case isEmpty = "empty_layer"
            }
        }

        struct Execution: Decodable {
            var user: String?
            var environment: [String]?
            var entrypoint: [String]?
            var command: [String]?
            var workingDirectory: String?
            var exposedPorts: [String: Empty]?
            var volumes: [String: Empty]?
            var labels: [String: String]?
            var stopSignal: String?
            var healthcheck: Healthcheck?

            private enum CodingKeys: String, CodingKey {
                case user = "User"
                case environment = "Env"
                case entrypoint = "Entrypoint"
                case command = "Cmd"
                case workingDirectory = "WorkingDir"
                case exposedPorts = "ExposedPorts"
                case volumes = "Volumes"
                case labels = "Labels"
                case stopSignal = "StopSignal"
                case healthcheck = "Healthcheck"
            }
        }

        struct Empty: Decodable {}

        struct Healthcheck: Decodable {
            var test: [String]?
            private enum CodingKeys: String, CodingKey { case test = "Test" }
        }
    }

    /// Reads one of them.
    static func decode<T: Decodable>(_ type: T.Type, _ bytes: [UInt8], _ subject: String) throws(ImageSourceError) -> T {
        do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch let error as DecodingError {
            throw ImageSourceError(subject, "not the JSON that an image has there: \(phrase(error))")
        } catch {
            throw ImageSourceError(subject, "not JSON")
        }
    }

    private static func phrase(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
            return path.isEmpty ? "" : " at \(path)"
        }
        switch error {
        case .keyNotFound(let key, let context): return "\"\(key.stringValue)\" is missing\(place(context))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): return "a value of another kind\(place(context))"
        case .dataCorrupted: return "it cannot be parsed"
        @unknown default: return "it cannot be read"
        }
    }
}

extension ImageConfiguration {
    /// What a configuration says.
    init(_ document: ImageDocument.Configuration) {
        self.init()
        architecture = document.architecture ?? ""
        os = document.os ?? ""
        variant = document.variant
        created = document.created
        author = document.author
        guard let execution = document.config else { return }
        user = execution.user
        environment = execution.environment ?? []
        entrypoint = execution.entrypoint ?? []
        command = execution.command ?? []
        workingDirectory = execution.workingDirectory
        exposedPorts = (execution.exposedPorts ?? [:]).keys.sorted()
        volumes = (execution.volumes ?? [:]).keys.sorted()
        labels = execution.labels ?? [:]
        stopSignal = execution.stopSignal
        healthcheck = execution.healthcheck?.test ?? []
    }
}
