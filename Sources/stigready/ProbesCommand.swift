internal import ArgumentParser
internal import OVAL
internal import OVALProbes

/// `stigready probes`: the OVAL tests this engine evaluates, and how each behaves on an image.
struct ProbesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probes", abstract: "List the OVAL tests and how each is answered from an image.")

    func run() {
        let width = Probe.all.map { $0.kind.description.count }.max() ?? 0
        for probe in Probe.all {
            let name = probe.kind.description
            Console.line("\(name)\(String(repeating: " ", count: width - name.count))  \(Self.answer(probe))")
        }
    }

    private static func answer(_ probe: Probe) -> String {
        switch probe.support {
        case .image: "from the files of the image"
        case .runtimeOnly(let reason): "not applicable: \(reason)"
        case .notYet(let reason): "not collected: \(reason)"
        }
    }
}
