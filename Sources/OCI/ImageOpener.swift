internal import Digest
internal import ImageFS

/// Reads the image that was chosen out of its source.
struct ImageOpener {
    var name: String
    var tag: String?
    var digest: BlobDigest?
    var platform: ImageDocument.Platform?
    var limits: ImageLimits

    /// An OCI image layout.
    func layout(_ store: ImageStore, source: ImageIdentity.Source) throws(ImageSourceError) -> OpenedImage {
        let index = try ImageDocument.decode(
            ImageDocument.Manifest.self, try store.document("index.json", limits: limits, subject: name), "\(name): index.json")
        let choice = ImageChoice(tag: tag, digest: digest, platform: platform, subject: name, limits: limits)
        let chosen = try choice.choose(index, in: store)
        let subject = "\(name): manifest \(chosen.descriptor.digest)"
        let manifest = try ImageDocument.decode(
            ImageDocument.Manifest.self, try store.document(chosen.descriptor, limits: limits, subject: name), subject)
        guard let config = manifest.config, let layers = manifest.layers else {
            throw ImageSourceError(subject, "it has no configuration and layers, so it is no image")
        }
        let types = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"]
        if let type = config.mediaType, !types.contains(type) {
            throw ImageSourceError(subject, "its configuration is a \(type), so it is an artifact and no image")
        }
        let configuration = try ImageDocument.decode(
            ImageDocument.Configuration.self, try store.document(config, limits: limits, subject: name), "\(name): configuration")
        let parts = try layers.map { (layer) throws(ImageSourceError) -> LayerPart in
            let type = layer.mediaType ?? ""
            guard type.contains("tar") else { throw ImageSourceError(subject, "a layer is a \(type), which is no file system") }
            guard !type.contains("encrypted") else { throw ImageSourceError(subject, "a layer is encrypted; decrypt the image first") }
            let (slice, digest) = try store.layer(layer, subject: name)
            return LayerPart(slice: slice, digest: digest, mediaType: type)
        }
        return try read(
            parts, configuration,
            ImageIdentity(
                source: source, name: name, manifestDigest: chosen.descriptor.digest, configurationDigest: config.digest, tags: chosen.tags)
        )
    }

    /// An archive of `docker save`.
    func saved(_ store: ImageStore) throws(ImageSourceError) -> OpenedImage {
        let images = try ImageDocument.decode(
            [ImageDocument.Saved].self, try store.document("manifest.json", limits: limits, subject: name), "\(name): manifest.json")
        var found = images
        if let tag { found = images.filter { ($0.repoTags ?? []).contains { ImageChoice.matches(tag, $0) } } }
        if let digest { found = images.filter { Self.digest(ofConfiguration: $0.config) == digest } }
        let tags = Set(images.flatMap { $0.repoTags ?? [] }).sorted()
        guard let image = found.first else {
            if images.isEmpty { throw ImageSourceError(name, "there is no image in it") }
            throw ImageSourceError(name, "it has no such image; it has: \(tags.joined(separator: ", "))")
        }
        guard found.count == 1 || Set(found.map(\.config)).count == 1 else {
            throw ImageSourceError(name, "it has several images; choose with PATH:TAG one of: \(tags.joined(separator: ", "))")
        }
        let bytes = try store.document(image.config, limits: limits, subject: name)
        guard let hex = DigestAlgorithm.sha256.hex(bytes) else { throw ImageSourceError(name, "sha256 cannot be computed here") }
        // The name of the configuration is the id of the image.
        if let digest = Self.digest(ofConfiguration: image.config), digest.hex != hex {
            throw ImageSourceError(name, "\(image.config) holds what has the digest sha256:\(hex); it is damaged or was changed")
        }
        let configuration = try ImageDocument.decode(ImageDocument.Configuration.self, bytes, "\(name): \(image.config)")
        let parts = try image.layers.map { (layer) throws(ImageSourceError) -> LayerPart in
            guard let slice = store.file(layer) else { throw ImageSourceError(name, "it has no \(layer), which manifest.json names") }
            return LayerPart(slice: slice, digest: nil, mediaType: "application/vnd.docker.image.rootfs.diff.tar")
        }
        return try read(
            parts, configuration,
            ImageIdentity(
                source: .dockerArchive, name: name, configurationDigest: "sha256:\(hex)",
                tags: Set(found.flatMap { $0.repoTags ?? [] }).sorted()))
    }

    /// The tar of a file system, or of one layer.
    func rootFS(_ slice: FileSlice) throws(ImageSourceError) -> OpenedImage {
        var reader = try LayerReader(limits: limits)
        let summary = try reader.add(slice, subject: name)
        let layer = ImageLayer(
            digest: "sha256:\(summary.digests.stored)", diffID: "sha256:\(summary.digests.tar)", mediaType: "application/x-tar",
            size: slice.count, createdBy: nil, entries: summary.entries)
        return OpenedImage(
            image: LayeredImage(reader.tree, spool: reader.spool, name: name),
            identity: ImageIdentity(source: .layerArchive, name: name, layers: [layer]))
    }

    private struct LayerPart {
        var slice: FileSlice
        /// Of the blob as stored, where the source says it.
        var digest: BlobDigest?
        var mediaType: String
    }

    private func read(
        _ parts: [LayerPart], _ configuration: ImageDocument.Configuration, _ identity: ImageIdentity
    ) throws(ImageSourceError) -> OpenedImage {
        guard parts.count <= limits.layers else { throw ImageSourceError(name, "more than \(limits.layers) layers") }
        let diffIDs = configuration.rootfs?.diffIDs ?? []
        guard diffIDs.count == parts.count else {
            throw ImageSourceError(name, "its configuration names \(diffIDs.count) layers, the manifest \(parts.count); it is damaged")
        }
        var identity = identity
        identity.configuration = ImageConfiguration(configuration)
        let platform = ImageDocument.Platform(
            architecture: configuration.architecture, os: configuration.os, variant: configuration.variant)
        identity.platform = platform.text
        if let wanted = self.platform, !ImageChoice.matches(wanted, platform) {
            throw ImageSourceError(name, "the image is for \(platform.text), not for \(wanted.text)")
        }
        let history = (configuration.history ?? []).filter { $0.isEmpty != true }
        var reader = try LayerReader(limits: limits)
        for (number, part) in parts.enumerated() {
            let subject = "\(name): layer \(number + 1) of \(parts.count)"
            let summary = try reader.add(part.slice, subject: subject, stored: part.digest?.algorithm ?? .sha256)
            if let digest = part.digest, digest.hex != summary.digests.stored {
                throw ImageSourceError(
                    subject, "\(digest) holds what has the digest \(digest.name):\(summary.digests.stored); it is damaged or was changed")
            }
            guard diffIDs[number] == "sha256:\(summary.digests.tar)" else {
                throw ImageSourceError(
                    subject,
                    "its content has the digest sha256:\(summary.digests.tar), not \(diffIDs[number].prefix(200)) as the configuration says"
                )
            }
            identity.layers.append(
                ImageLayer(
                    digest: part.digest?.description ?? "sha256:\(summary.digests.stored)", diffID: diffIDs[number],
                    mediaType: part.mediaType,
                    size: part.slice.count,
                    createdBy: history.indices.contains(number) && history.count == parts.count ? history[number].createdBy : nil,
                    entries: summary.entries))
        }
        return OpenedImage(image: LayeredImage(reader.tree, spool: reader.spool, name: name), identity: identity)
    }

    /// The digest that the name of a configuration in an archive is: `ID.json` or `blobs/sha256/ID`.
    private static func digest(ofConfiguration name: String) -> BlobDigest? {
        let last = name.split(separator: "/").last ?? ""
        return BlobDigest("sha256:\(last.hasSuffix(".json") ? last.dropLast(5) : last)")
    }
}
