import Foundation

/// A folder of the package, found from where this file lies.
func sourceFolder(_ path: String, from file: String = #filePath) throws -> URL {
    URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: path)
}

/// The names in a folder, sorted; none where there is no such folder.
func contents(of folder: URL) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}
