/// How DISA writes; what is otherwise is no fault that an importer would find.
enum STIGStyle {
    /// What is not as it should be with a title.
    static func title(_ title: String) -> [String] {
        var remarks: [String] = []
        if !title.hasSuffix(".") || title.split(whereSeparator: \.isWhitespace).count < 3 {
            remarks.append("the title is a sentence with a full stop, as DISA's are")
        }
        if !title.contains("must") { remarks.append("the title says what must be; write it with \"must\"") }
        return remarks
    }

    /// What is not as it should be with what a person looks at.
    static func check(_ check: String) -> String? {
        check.contains("finding") ? nil : "the check does not say what is a finding; end it with \"…, this is a finding.\""
    }
}
