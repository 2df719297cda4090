public import ImageFS
public import OVAL

/// Collects objects from an image.
///
/// Every object gets an answer; what cannot be collected says so by its flag and a message.
public struct ImageCollector: ObjectCollector {
    /// The image and what was read of it so far.
    let context: ProbeContext
    private let probes: [TestKind: Probe]

    /// A collector for `image`.
    ///
    /// - Parameters:
    ///   - environment: the variables of the image's configuration (`Env`); `nil` where there is no configuration to know them from.
    ///   - architecture: the machine of the image's configuration in the words of `uname -m`; where it is `nil` the image's own programs say.
    ///   - probes: the kinds to collect.
    public init(
        image: any ImageFileSystem, environment: [String: String]? = nil, architecture: String? = nil, probes: [Probe] = Probe.all,
        limits: ProbeLimits = .standard
    ) {
        context = ProbeContext(image: image, environment: environment, architecture: architecture, limits: limits)
        self.probes = Dictionary(probes.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The items of an object that its filters let through.
    public func collect(_ object: ResolvedObject) -> Collected {
        let kind = object.object.kind
        guard let probe = probes[kind] else {
            return Collected(
                .notCollected, messages: [Message(.warning, "no probe collects \(kind); `stigready probes` lists those that do")])
        }
        if let objection = probe.objection(to: object.entities.map(\.name)) {
            return Collected(.error, messages: [Message(.error, "\(object.object.id): \(objection)")])
        }
        do throws(CollectionFailure) {
            return try probe.collect(object, context)
        } catch {
            return Collected(error)
        }
    }
}

extension Collected {
    /// What a failure leaves: its flag, no items, and the reason.
    init(_ failure: CollectionFailure) {
        self.init(failure.flag, messages: [Message(failure.flag.messageLevel, failure.message)])
    }
}

extension Flag {
    /// How much a reason for this flag matters to a reader.
    fileprivate var messageLevel: Message.Level {
        switch self {
        case .error: .error
        case .incomplete, .notCollected: .warning
        case .complete, .doesNotExist, .notApplicable: .info
        }
    }
}

extension CollectionFailure {
    /// What an image could not say.
    init(_ error: ImageError) { self.init(.error, error.description) }
}
