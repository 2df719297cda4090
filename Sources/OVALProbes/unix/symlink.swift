import ImageFS
import OVAL

extension Probe {
    /// `symlink`: where a symbolic link leads in the image, with every link on the way followed.
    ///
    /// OVAL 5.11.2, unix-definitions, `symlink_object`: a link that leads nowhere or in a circle is an error of the object.
    public static let symlink = Probe(
        .unix, "symlink",
        object: ["filepath"],
        item: ["filepath", "canonical_path"]
    ) { object, context throws(CollectionFailure) in
        guard let filepath = object.entity("filepath") else { throw CollectionFailure(.error, "\(object.object.id): no filepath") }
        guard filepath.operation == .equals else {
            throw CollectionFailure(
                .error, "the operation \"\(filepath.operation.rawValue)\" is not defined for symlink's filepath; it is equals")
        }
        var found = ItemGathering(object, context)
        var messages: [Message] = []
        var flag: Flag?
        // Every value of a variable is a path of its own, whatever its var_check: a link cannot have two paths.
        for path in Set(filepath.values).sorted() {
            do throws(CollectionFailure) {
                let real = try canonicalPath(of: ImagePath(path), context.image)
                try found.add(
                    Item(object.object.kind, [ItemEntity("filepath", path), ItemEntity("canonical_path", real.description)]))
            } catch {
                messages.append(Message(error.flag == .error ? .error : .info, error.message))
                if error.flag == .error { flag = .error }
            }
        }
        return Collected(flag ?? (found.items.isEmpty ? .doesNotExist : .complete), found.items, messages: messages)
    }
}

private func canonicalPath(of path: ImagePath, _ image: any ImageFileSystem) throws(CollectionFailure) -> ImagePath {
    let link: FileID?
    let target: FileID?
    let isLink: Bool
    do throws(ImageError) {
        link = path.bytes.first == slash ? try image.resolve(path, followingLast: false) : nil
        isLink = try link.map { (file: FileID) throws(ImageError) in try image.metadata(of: file).kind == .symbolicLink } ?? false
        target = isLink ? try image.resolve(path) : nil
    } catch {
        throw CollectionFailure(error)
    }
    guard link != nil else { throw CollectionFailure(.doesNotExist, "\(path): does not exist") }
    guard isLink else { throw CollectionFailure(.doesNotExist, "\(path): not a symbolic link") }
    guard let target else { throw CollectionFailure(.error, "\(path): the link leads nowhere") }
    return image.path(of: target)
}
