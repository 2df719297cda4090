import ImageFS
import OVAL

extension ProbeContext {
    /// The lines of a file, without their ends; none where there is no such file.
    func lines(of path: ImagePath) throws(CollectionFailure) -> [String] {
        do throws(ImageError) {
            guard let bytes = try image.contents(at: path, limit: limits.textSize) else { return [] }
            guard !bytes.contains(0) else { throw ImageError(path.description, .unreadable("it has a NUL byte, so it is no text")) }
            return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
                String(decoding: line.last == 0x0d ? line.dropLast() : line, as: UTF8.self)
            }
        } catch { throw CollectionFailure(error) }
    }

    /// The entries of a directory by name, sorted; none where there is no such directory.
    func entries(of path: ImagePath) throws(CollectionFailure) -> [(name: String, file: FileID)] {
        do throws(ImageError) {
            guard let directory = try image.resolve(path) else { return [] }
            return try image.children(of: directory).map { (String(decoding: image.name(of: $0), as: UTF8.self), $0) }
        } catch { throw CollectionFailure(error) }
    }

    /// What a path leads to, links followed; `nil` where nowhere.
    func target(of path: ImagePath) throws(CollectionFailure) -> FileID? {
        do throws(ImageError) { return try image.resolve(path) } catch {
            if error.reason == .tooManyLinks { return nil }
            throw CollectionFailure(error)
        }
    }
}
