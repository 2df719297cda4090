import OVAL

extension Probe {
    /// `environmentvariable`: as `environmentvariable58`, without the process.
    ///
    /// OVAL 5.11.2, independent-definitions, `environmentvariable_object` (deprecated).
    public static let environmentvariable = Probe(.independent, "environmentvariable", object: ["name"], item: ["name", "value"]) {
        object, context throws(CollectionFailure) in
        try collectEnvironment(object, context) { $0 }
    }
}
