internal import ArgumentParser
internal import OVAL
internal import OVALProbes

/// `stigready probes`: the OVAL tests this engine evaluates, and how each behaves on an image.
struct ProbesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probes", abstract: "List the OVAL tests and how each is answered from an image.")

    func run() {
        let answers =
            Probe.all.map { ($0.kind.description, Self.answer($0)) }
            + Probe.withoutObject.map { ($0.description, "unknown, whatever the image") }
        let width = answers.map(\.0.count).max() ?? 0
        for (name, answer) in answers {
            Console.line("\(name)\(String(repeating: " ", count: width - name.count))  \(answer)")
        }
    }

    private static func answer(_ probe: Probe) -> String {
        switch probe.support {
        case .image: "from the files of the image"
        case .runtimeOnly(let reason): "not applicable: \(reason)"
        case .elsewhere(let reason): "not collected: \(reason)"
        }
    }
}
