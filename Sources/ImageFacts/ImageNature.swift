public import ImageFS

/// Whether an image is run by an engine on a host's kernel, or starts by itself. Decided by what it is, never by the marker files that engines leave
/// in running containers.
public struct ImageNature: Sendable, Hashable {
    /// What it is run as.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// By an engine, on the kernel of a host.
        case container
        /// With a kernel of its own.
        case machine
    }

    /// What the user says it is.
    public enum Statement: String, Sendable, Hashable, CaseIterable { case container, machine, auto }

    /// What it is run as; `nil` where that cannot be told.
    public var kind: Kind?
    /// Why, as a sentence without a full stop.
    public var reason: String

    /// Decides.
    ///
    /// - Parameters:
    ///   - source: The form in which the image was handed over.
    ///   - facts: What is known of the image.
    ///   - bootable: Components of an image that boots (bootc, OSTree), as found.
    ///   - stated: What the user says.
    public init(source: ImageIdentity.Source, facts: ImageFacts, bootable: [FoundComponent], stated: Statement = .auto) {
        let hasKernel = facts.hasKernel
        switch stated {
        case .container: (kind, reason) = (.container, "it was given as a container's (--as container)")
        case .machine: (kind, reason) = (.machine, "it was given as a machine's (--as machine)")
        case .auto:
            let boots = bootable.first.map {
                "\($0.component.title) and a kernel are in it (\(hasKernel.sources.first?.description ?? ""))"
            }
            switch (source, hasKernel.value, boots) {
            case (_, true?, let boots?): (kind, reason) = (.machine, "it boots: \(boots)")
            case (.ociLayout, _, _), (.ociArchive, _, _), (.dockerArchive, _, _):
                let kernel = hasKernel.value == false ? ", and no kernel is in it" : ""
                (kind, reason) = (.container, "it is a container image\(kernel)")
            case (_, true?, nil):
                (kind, reason) = (.machine, "a kernel is in it (\(hasKernel.sources.first?.description ?? ""))")
            case (_, false?, _) where facts.isEmpty.value == false:
                (kind, reason) = (.container, "no kernel is in it, so it cannot start by itself")
            default: (kind, reason) = (nil, "neither a kernel nor its absence is known")
            }
        }
    }
}
