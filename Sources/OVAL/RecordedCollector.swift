/// Answers objects from what was found before.
///
/// OVAL's own cut is definitions / system characteristics / results: a saved characteristics file is evaluated again on any machine.
public struct RecordedCollector: ObjectCollector {
    private let characteristics: SystemCharacteristics

    /// A collector that knows what `characteristics` know.
    public init(_ characteristics: SystemCharacteristics) { self.characteristics = characteristics }

    /// What was found for the object with this id; not collected where it is not among them.
    public func collect(_ object: ResolvedObject) -> Collected {
        guard let collected = characteristics.objects[object.object.id] else {
            return Collected(
                .notCollected, messages: [Message(.warning, "the object is not in the system characteristics that were given")])
        }
        return Collected(collected.flag, collected.items.map { characteristics.items[$0] }, messages: collected.messages)
    }
}
