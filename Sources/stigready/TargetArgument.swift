internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Glibc
internal import OCI

/// Where `xccdf eval` and `oval eval` look.
struct RootOption: ParsableArguments {
    @Option(
        name: .customLong("root"),
        help: ArgumentHelp("Unpacked file system of the image; else OSCAP_PROBE_ROOT, else this machine's own.", valueName: "dir"))
    var root: String?

    /// The directory that is looked at: the option, else `OSCAP_PROBE_ROOT`, else this machine's own root, which is said.
    func path() throws(ContentError) -> String {
        if let root { return root }
        guard let named = TargetArgument.environment("OSCAP_PROBE_ROOT") else {
            Console.note("note: no --root is given, so this machine's own file system is evaluated")
            return "/"
        }
        // An unset variable in a script must not turn the image into the host.
        if named.isEmpty {
            throw ContentError(
                about: "OSCAP_PROBE_ROOT", "set, but empty; name the file system in it or with --root, / for this machine's own")
        }
        return named
    }

    /// What is at ``path()``, under the name that `OSCAP_EVALUATION_TARGET` gives it.
    func target(_ path: String) throws(ContentError) -> Target {
        if let log = Console.logFile {
            do throws(ContentError) { try OutputFiles.check([log], image: path) } catch {
                Console.dropLog()
                throw error
            }
        }
        let given = TargetArgument.environment("OSCAP_EVALUATION_TARGET").flatMap { $0.isEmpty ? nil : $0 }
        return try TargetArgument.target(
            path: path, name: given ?? (path == "/" ? "localhost" : path), environment: TargetArgument.containerEnvironment())
    }
}

/// The file system that is looked at.
enum TargetArgument {
    /// What an argument or option names, opened. Its digests hold.
    static func open(_ source: ImageSource, platform: String? = nil) throws(ContentError) -> OpenedImage {
        do throws(ImageSourceError) { return try source.open(platform: platform) } catch {
            throw ContentError(about: error.subject, error.message)
        }
    }

    /// Finds out what an argument names.
    static func source(_ argument: String) throws(ContentError) -> ImageSource {
        do throws(ImageSourceError) { return try ImageSource(argument) } catch { throw ContentError(about: error.subject, error.message) }
    }

    /// The image that `path` names, as target.
    static func target(path: String, name: String, environment: [String: String]? = nil) throws(ContentError) -> Target {
        let opened = try open(try source(path))
        return Target(name: name, image: opened.image, identity: opened.identity, environment: environment)
    }

    /// `OSCAP_CONTAINER_VARS`: lines `NAME=VALUE`, the environment that the image's configuration sets.
    static func containerEnvironment() -> [String: String]? {
        guard let text = environment("OSCAP_CONTAINER_VARS") else { return nil }
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            values[String(line[..<equals])] = String(line[line.index(after: equals)...])
        }
        return values
    }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
