internal import ArgumentParser
internal import Assessment
internal import Diagnostics
internal import Exchange
internal import ImageFacts
internal import OCI

/// `stigready image`: what an image is.
struct ImageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "image", abstract: "Say what an image is: system, packages, components, accounts, configuration, layers.",
        discussion: """
            A component is found by its package, by the name of its programs, and by what its programs hold under any name.
            What could not be read is listed last: the absence of something proves nothing there.

            EXAMPLES:
              stigready image image.tar
              stigready image rootfs --json
            """)

    @Argument(help: ArgumentHelp(ImageOption.argumentHelp, valueName: "image"))
    var image: String
    @OptionGroup(title: "Image") var options: ImageOption
    @ArgumentParser.Flag(name: .customLong("json"), help: "Everything, as JSON.")
    var json = false
    @ArgumentParser.Flag(name: .customLong("packages"), help: "List every package.")
    var packages = false

    func run() throws {
        let source = try TargetArgument.source(image)
        let opened = try TargetArgument.open(source, platform: options.platform)
        var target = Target(name: source.name, image: opened.image, identity: opened.identity)
        let facts = target.survey(stated: options.stated.statement)
        let record = target.imageRecord(facts)
        if json {
            do throws(RecordError) { Console.write(String(decoding: try record.json(), as: UTF8.self)) } catch {
                throw ContentError(about: image, error.description)
            }
        } else {
            Console.write(ImageText(record, listsPackages: packages).text)
        }
    }
}

/// Options of every command that opens an image.
struct ImageOption: ParsableArguments {
    static let argumentHelp =
        "OCI layout (folder or tar) or archive of docker save, each as PATH[:TAG|@DIGEST]; an unpacked file system, or its tar."

    /// What `--as` takes.
    enum Stated: String, ExpressibleByArgument, CaseIterable {
        case container, machine, auto

        var statement: ImageNature.Statement {
            switch self {
            case .container: .container
            case .machine: .machine
            case .auto: .auto
            }
        }
    }

    @Option(
        name: .customLong("platform"),
        help: ArgumentHelp("Which image of an index for several platforms, e.g. linux/amd64.", valueName: "os/arch"))
    var platform: String?
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "What the image is run as. An OCI or Docker image is a container's unless it boots; a folder is a machine's if a kernel is in it.",
            valueName: "kind"))
    var stated = Stated.auto
}
