/// The filters of an object or a set, their states read once.
struct FilterEvaluation: Sendable {
    /// What filters make of an item.
    enum Admission: Sendable, Hashable {
        case admitted
        case filteredOut
        /// Whether the item belongs to the set cannot be told.
        case undecided(ResultValue, String)
    }

    private let filters: [(action: Filter.Action, state: StateEvaluation)]

    init(_ filters: [Filter], state: (String) -> StateEvaluation) {
        self.filters = filters.map { ($0.action, state($0.state)) }
    }

    var isEmpty: Bool { filters.isEmpty }

    /// What all filters together make of an item; one that filters it out is enough.
    ///
    /// oval-definitions, `FilterActionEnumeration`. An item that is not there, or of which nothing is known, is left to the test.
    func admission(of item: Item) -> Admission {
        guard item.status == .exists else { return .admitted }
        var result = Admission.admitted
        for filter in filters {
            let (state, messages) = filter.state.evaluate(item)
            switch (state, filter.action) {
            case (.true, .exclude), (.false, .include): return .filteredOut
            case (.false, .exclude), (.true, .include): break
            // "All items that match the filter shall be excluded": one of which it is not known whether it matches stays, and is there for
            // a test that wants none; the same item does not come in by a filter that includes "only items that match".
            case (.unknown, .exclude), (.notEvaluated, .exclude), (.notApplicable, .exclude): break
            case (.error, _):
                result = .undecided(.error, "a filter cannot be applied: \(messages.first ?? filter.state.id)")
            case (.unknown, .include), (.notEvaluated, .include), (.notApplicable, .include):
                if case .undecided(.error, _) = result { break }
                result = .undecided(.unknown, "a filter leaves open which items belong to the object: \(messages.first ?? filter.state.id)")
            }
        }
        return result
    }

    /// The items that pass, and the flag that is left.
    ///
    /// An item of which it cannot be told is left out and the flag says that there may be more: `incomplete`, or `error` where nothing is
    /// left and a filter failed. So no test can take it for found, and none can take it for absent.
    func apply<Entry>(
        to entries: [Entry], flag: Flag, item: (Entry) -> Item
    ) -> (entries: [Entry], flag: Flag, message: String?) {
        guard !filters.isEmpty, flag == .complete || flag == .incomplete else { return (entries, flag, nil) }
        var kept: [Entry] = []
        var undecided: (result: ResultValue, message: String)?
        for entry in entries {
            switch admission(of: item(entry)) {
            case .admitted: kept.append(entry)
            case .filteredOut: break
            case .undecided(let result, let message):
                if undecided == nil || undecided?.result == .unknown && result == .error { undecided = (result, message) }
            }
        }
        if let undecided {
            return (kept, undecided.result == .error && kept.isEmpty ? .error : .incomplete, undecided.message)
        }
        return (kept, kept.isEmpty && flag == .complete ? .doesNotExist : flag, nil)
    }
}
