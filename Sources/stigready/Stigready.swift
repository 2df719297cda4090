internal import ArgumentParser

@main
struct Stigready: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stigready")
}
