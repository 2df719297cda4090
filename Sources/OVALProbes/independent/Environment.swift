import OVAL

/// The variables that an object's `name` asks for, each as an item of the entities given.
func collectEnvironment(
    _ object: ResolvedObject, _ context: ProbeContext, _ entities: ([ItemEntity]) -> [ItemEntity]
) throws(CollectionFailure) -> Collected {
    guard let environment = context.environment else {
        // As if there were no process to ask, which is what other engines answer; the message keeps it from passing for evidence.
        return Collected(.doesNotExist, messages: [Message(.warning, "no environment is known: the image has no configuration")])
    }
    guard let name = EntityMatcher(object.entity("name")) else { return Collected(.doesNotExist) }
    var found = ItemGathering(object, context)
    for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where try name.admits(variable) {
        try found.add(Item(object.object.kind, entities([ItemEntity("name", variable), ItemEntity("value", value)])))
    }
    return found.collected()
}
