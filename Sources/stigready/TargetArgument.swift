internal import Assessment
internal import Diagnostics
internal import Glibc
internal import ImageFS

/// The file system that is looked at.
enum TargetArgument {
    /// The target of `xccdf eval` and `oval eval`: `root`, else `OSCAP_PROBE_ROOT`, else this machine's own root, which is said.
    static func target(root: String?) throws(ContentError) -> Target {
        let named = root ?? environment("OSCAP_PROBE_ROOT")
        if named == nil {
            Console.note("note: no --root is given, so this machine's own file system is evaluated")
        }
        return try target(path: named ?? "/", name: environment("OSCAP_EVALUATION_TARGET") ?? named ?? "localhost")
    }

    /// The directory `path` as target.
    static func target(path: String, name: String) throws(ContentError) -> Target {
        do throws(ImageError) {
            return Target(name: name, image: try DirectoryImage(path: path), environment: containerEnvironment())
        } catch {
            throw ContentError(about: path, "not a readable directory: \(error.description); name an unpacked image")
        }
    }

    /// `OSCAP_CONTAINER_VARS`: lines `NAME=VALUE`, the environment that the image's configuration sets.
    private static func containerEnvironment() -> [String: String]? {
        guard let text = environment("OSCAP_CONTAINER_VARS") else { return nil }
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            values[String(line[..<equals])] = String(line[line.index(after: equals)...])
        }
        return values
    }

    private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
