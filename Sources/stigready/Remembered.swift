internal import Diagnostics
internal import Synchronization

/// A value that is made when it is first asked for, and kept: for what several documents of one command need.
final class Remembered<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    /// The value; `make` is called the first time, and again where it threw. Who asks while it is being made makes it too.
    func callAsFunction(_ make: () throws(ContentError) -> Value) throws(ContentError) -> Value {
        if let known = value.withLock({ $0 }) { return known }
        let made = try make()
        value.withLock { $0 = made }
        return made
    }
}
