import OVAL

/// The items of one object while they are found: those its filters let through, within the limits.
struct ItemGathering {
    private let object: ResolvedObject
    private let limits: ProbeLimits
    private(set) var items: [Item] = []
    private var text = 0
    private var filteredOut = FilteredOut()

    init(_ object: ResolvedObject, _ context: ProbeContext) {
        self.object = object
        limits = context.limits
    }

    /// Keeps an item if the object's filters let it through.
    mutating func add(_ item: Item) throws(CollectionFailure) {
        guard object.admits(item) else { return filteredOut.add { item } }
        text += item.entities.reduce(0) { $0 + $1.value.utf8.count }
        guard items.count < limits.items, text <= limits.itemText else {
            throw CollectionFailure(
                .error, "more than \(limits.items) items, or \(limits.itemText) bytes in them; narrow the object down, or filter it")
        }
        items.append(item)
    }

    /// Notes something that was looked at and that the object's filters keep out; `item` shows it.
    mutating func reject(_ item: () -> Item?) { filteredOut.add(item) }

    /// What was found: incomplete where something could not be read.
    func collected(_ problems: SearchProblems = SearchProblems()) -> Collected {
        var collected = problems.count > 0 ? Collected(.incomplete, items, messages: problems.messages) : Collected(all: items)
        collected.filteredOut = filteredOut
        return collected
    }
}
