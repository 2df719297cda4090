extension JSONValue {
    /// A list, or `nil` where it is empty: lists of OSCAL have at least one element.
    init?(listed values: [JSONValue]) {
        if values.isEmpty { return nil }
        self = .array(values)
    }

    /// A text, or `nil` where there is none, so that the member is left out.
    init?(stated text: String?) {
        guard let text, !text.isEmpty else { return nil }
        self = .string(text)
    }
}
