internal import ImageFS

/// Which of the images of an index is meant.
struct ImageChoice {
    var tag: String?
    var digest: BlobDigest?
    var platform: ImageDocument.Platform?
    var subject: String
    var limits: ImageLimits

    /// A manifest of the index, and all that names it.
    struct Candidate {
        var descriptor: ImageDocument.Descriptor
        var platform: ImageDocument.Platform?
        var tags: [String]
        /// Digests of the indexes it was found in: each of them names it too.
        var above: [String]
    }

    /// The one that is meant, out of `index.json` and the indexes in it.
    func choose(_ index: ImageDocument.Manifest, in store: ImageStore) throws(ImageSourceError) -> Candidate {
        var candidates: [Candidate] = []
        try collect(index, tags: [], above: [], platform: nil, store, depth: 0, &candidates)
        guard !candidates.isEmpty else { throw ImageSourceError(subject, "there is no image in it") }
        if let digest {
            candidates = candidates.filter { $0.descriptor.digest == digest.description || $0.above.contains(digest.description) }
            guard !candidates.isEmpty else { throw ImageSourceError(subject, "it has no image with the digest \(digest)") }
        }
        if let tag {
            let all = Set(candidates.flatMap(\.tags)).sorted()
            candidates = candidates.filter { $0.tags.contains { Self.matches(tag, $0) } }
            guard !candidates.isEmpty else { throw ImageSourceError(subject, "it has no image with the tag \(tag); \(Self.list(all))") }
        }
        if let platform {
            let all = Set(candidates.compactMap { $0.platform?.text }).sorted()
            // A manifest that an index says nothing of is held against its configuration later.
            candidates = candidates.filter { $0.platform.map { Self.matches(platform, $0) } ?? true }
            guard !candidates.isEmpty else {
                throw ImageSourceError(subject, "it has no image for \(platform.text); it has: \(all.joined(separator: ", "))")
            }
        }
        return try single(candidates)
    }

    private func single(_ candidates: [Candidate]) throws(ImageSourceError) -> Candidate {
        var byDigest: [String: Candidate] = [:]
        var order: [String] = []
        for candidate in candidates {
            if byDigest[candidate.descriptor.digest] == nil { order.append(candidate.descriptor.digest) }
            byDigest[candidate.descriptor.digest, default: candidate].tags += candidate.tags
        }
        if order.count == 1, let digest = order.first, var only = byDigest[digest] {
            only.tags = Set(only.tags).sorted()
            return only
        }
        let platforms = Set(candidates.compactMap { $0.platform?.text }).sorted()
        let tags = Set(candidates.flatMap(\.tags)).sorted()
        if tags.count > 1, tag == nil, digest == nil { throw ImageSourceError(subject, "it has several images; \(Self.list(tags))") }
        if platforms.count > 1 {
            throw ImageSourceError(
                subject, "it has images for several platforms; choose with --platform one of: \(platforms.joined(separator: ", "))")
        }
        throw ImageSourceError(
            subject, "it has \(order.count) images; choose one with @DIGEST: \(order.prefix(10).joined(separator: ", "))")
    }

    private static func list(_ tags: [String]) -> String {
        tags.isEmpty ? "none of its images has a tag" : "choose with PATH:TAG one of: \(tags.prefix(20).joined(separator: ", "))"
    }

    private func collect(
        _ index: ImageDocument.Manifest, tags: [String], above: [String], platform: ImageDocument.Platform?, _ store: ImageStore,
        depth: Int,
        _ candidates: inout [Candidate]
    ) throws(ImageSourceError) {
        guard depth < 8 else { throw ImageSourceError(subject, "indexes in indexes, more than 8 deep") }
        for descriptor in index.manifests ?? [] {
            guard candidates.count < 10_000 else { throw ImageSourceError(subject, "more than 10000 images") }
            let names = tags + Self.tags(descriptor)
            let platform = descriptor.platform ?? platform
            // Build attestations stand beside the images and are none.
            if platform?.os == "unknown", platform?.architecture == "unknown" { continue }
            if descriptor.annotations?["vnd.docker.reference.type"] == "attestation-manifest" { continue }
            guard Self.isIndex(descriptor.mediaType) else {
                candidates.append(Candidate(descriptor: descriptor, platform: platform, tags: names, above: above))
                continue
            }
            let nested = try ImageDocument.decode(
                ImageDocument.Manifest.self, try store.document(descriptor, limits: limits, subject: subject),
                "\(subject): \(descriptor.digest)")
            try collect(nested, tags: names, above: above + [descriptor.digest], platform: platform, store, depth: depth + 1, &candidates)
        }
    }

    static func isIndex(_ mediaType: String?) -> Bool {
        mediaType == "application/vnd.oci.image.index.v1+json" || mediaType == "application/vnd.docker.distribution.manifest.list.v2+json"
    }

    private static func tags(_ descriptor: ImageDocument.Descriptor) -> [String] {
        ["org.opencontainers.image.ref.name", "io.containerd.image.name"].compactMap { descriptor.annotations?[$0] }
    }

    /// Whether what the user wrote names the image that a source calls `name`: all of it, its tag alone, or without a registry's default parts.
    static func matches(_ written: String, _ name: String) -> Bool {
        if written == name { return true }
        let short = name.split(separator: "/").last.map(String.init) ?? name
        let tag = short.split(separator: ":", maxSplits: 1).dropFirst().first.map(String.init)
        if written == tag { return true }
        for prefix in ["docker.io/library/", "docker.io/", "localhost/"] where name.hasPrefix(prefix) {
            if written == String(name.dropFirst(prefix.count)) { return true }
        }
        return false
    }

    static func matches(_ wanted: ImageDocument.Platform, _ found: ImageDocument.Platform) -> Bool {
        wanted.os == found.os && wanted.architecture == found.architecture && (wanted.variant == nil || wanted.variant == found.variant)
    }

    /// `os/architecture[/variant]` as the user wrote it.
    static func platform(_ text: String) throws(ImageSourceError) -> ImageDocument.Platform {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), !parts.contains("") else {
            throw ImageSourceError("--platform \(text)", "not OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT, such as linux/amd64")
        }
        return ImageDocument.Platform(architecture: parts[1], os: parts[0], variant: parts.count > 2 ? parts[2] : nil)
    }
}
