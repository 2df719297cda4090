internal import ImageFS
internal import OCI

extension OpenedImage {
    /// The digest of the layer that brought a file (for a file in an archive, the archive); `nil` where the image has no layers.
    func layer(of path: ImagePath) -> String? {
        let outer = path.description.split(separator: "!/", maxSplits: 1).first.map { ImagePath(String($0)) } ?? path
        guard let layered = image as? LayeredImage, let file = (try? layered.resolve(outer)).flatMap({ $0 }),
            let index = layered.layer(of: file), identity.layers.indices.contains(index)
        else { return nil }
        let layer = identity.layers[index]
        return layer.digest.isEmpty ? layer.diffID : layer.digest
    }
}
