internal import Diagnostics
internal import Glibc

/// What oscap takes on every command line: `--verbose` and `--verbose-log-file`, before and after subcommands, and options of `generate`
/// before its subcommand. They are taken out of the arguments before these are read.
struct CommonOptions {
    /// The arguments without them.
    private(set) var arguments: [String] = []
    /// `DEVEL`, `INFO`, `WARNING` or `ERROR`.
    private(set) var verbosity: Console.Verbosity?
    /// Where messages go.
    private(set) var logFile: String?
    /// What is wrong with them, as part of a line.
    private(set) var problem: String?

    init(_ given: [String]) {
        var rest = given[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                arguments += ["--"] + rest
                break
            }
            if let level = value("--verbose", argument, &rest) {
                verbosity = Console.Verbosity(rawValue: level)
                if verbosity == nil { problem = "--verbose \(level): no such level; there are: DEVEL, INFO, WARNING, ERROR" }
            } else if let file = value("--verbose-log-file", argument, &rest) {
                logFile = file
                if file.isEmpty { problem = "--verbose-log-file: it needs a file" }
            } else {
                arguments.append(argument)
            }
        }
        if arguments == ["-V"] { arguments = ["--version"] }
        // oscap takes the profile between `generate` and what is generated.
        if arguments.starts(with: ["xccdf", "generate"]), arguments.count > 4, arguments[2] == "--profile" {
            let profile = arguments[2...3]
            arguments.removeSubrange(2...3)
            arguments.insert(contentsOf: profile, at: 3)
        }
    }

    /// The value of an option, behind it or behind `=`; empty where it is missing.
    private func value(_ name: String, _ argument: String, _ rest: inout ArraySlice<String>) -> String? {
        if argument == name { return rest.popFirst() ?? "" }
        return argument.hasPrefix("\(name)=") ? String(argument.dropFirst(name.count + 1)) : nil
    }

    /// What oscap does and this program does not, by the words of the command, with what to do instead.
    static let refused: [(words: [String], advice: String)] = [
        (
            ["xccdf", "remediate"],
            "an image is never changed; write the fixes down with `stigready xccdf generate fix` and change what builds it"
        ),
        (
            ["ds", "sds-add"],
            "a component is not added to a data stream; put the file beside the XCCDF file and use `stigready ds sds-compose`"
        ),
        (["cpe"], "names are matched where content is evaluated; for a dictionary by itself use oscap"),
        (["cvss"], "scores of vulnerabilities are not computed; use oscap"),
        (["cve"], "lists of vulnerabilities are not read; use oscap"),
        (["cvrf"], "advisories are not evaluated; use a vulnerability scanner"),
    ]

    /// Why a command of oscap is not one of this program, as part of a line.
    var refusal: String? {
        for (words, advice) in Self.refused where arguments.starts(with: words) {
            return "\(words.joined(separator: " ")): \(advice)"
        }
        return nil
    }
}
