internal import ArgumentParser

/// Options of `oscap` that make no difference here, or that cannot be kept: command lines of pipelines hold them.
///
/// What changes nothing is taken; what would be missed is refused with what to do instead.
struct OSCAPOptions: ParsableArguments {
    @Flag(name: .customLong("remediate"), help: .hidden)
    var remediate = false
    @Flag(name: .customLong("enforce-signature"), help: .hidden)
    var enforceSignature = false
    @Flag(name: .customLong("skip-signature-validation"), help: .hidden)
    var skipSignatureValidation = false
    @Flag(name: [.customLong("fetch-remote-resources"), .customLong("fetch-remote")], help: .hidden)
    var fetchRemoteResources = false
    @Flag(name: .customLong("check-engine-results"), help: .hidden)
    var checkEngineResults = false
    @Option(name: .customLong("oval-template"), help: .hidden)
    var ovalTemplate: String?
    @Option(name: .customLong("sce-template"), help: .hidden)
    var sceTemplate: String?

    func validate() throws {
        if remediate {
            throw ValidationError("--remediate: an image is never changed; change what builds it, the fix texts are in the report")
        }
        if enforceSignature {
            throw ValidationError(
                "--enforce-signature: signatures of content are not verified here; verify the file before, e.g. with xmlsec1")
        }
        if ovalTemplate != nil || sceTemplate != nil {
            throw ValidationError(
                "--oval-template, --sce-template: an ARF holds the details already; generate the report from it and leave the option out")
        }
    }

    /// Says what was taken and has no effect, where somebody might count on it.
    func report() {
        if fetchRemoteResources {
            Console.note(
                "warning: --fetch-remote-resources: nothing is fetched; give what the content names elsewhere with --local-files DIR")
        }
        if checkEngineResults {
            Console.note("warning: --check-engine-results: OVAL is the only check engine; --oval-results writes its results")
        }
    }
}
