import OVAL

extension Probe {
    /// `environmentvariable58`: the variables that the configuration of the image gives its first process.
    ///
    /// OVAL 5.11.2, independent-definitions, `environmentvariable58_object`.
    public static let environmentvariable58 = Probe(
        .independent, "environmentvariable58", object: ["pid", "name"], item: ["pid", "name", "value"]
    ) { object, context throws(CollectionFailure) in
        // No process runs in an image: the one its configuration describes will be process 1.
        if let pid = EntityMatcher(object.entity("pid")), try !pid.admits(1) { return Collected(.doesNotExist) }
        return try collectEnvironment(object, context) { [.int("pid", 1)] + $0 }
    }
}
