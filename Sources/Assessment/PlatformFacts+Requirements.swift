internal import CPE
internal import ImageFS
internal import ImageFacts
internal import PackageDB

/// The facts that requirements of our own content ask about (`applies`), each with the sentence that proves it.
///
/// The inventory definitions that `content build` generates say the same of the same image, but for programs that only their content gives away,
/// and for images whose form alone says that a host's kernel runs them.
extension PlatformFacts {
    /// What is known of a fact; `nil` where the content's own definition is to say.
    ///
    /// - Parameter literal: What that definition says.
    func answer(_ fact: ApplicabilityFact, literal: Bool) -> Applicability.FactAnswer? {
        switch fact {
        case .component, .group: return components(fact, literal: literal)
        case .nature(let kind):
            return nature.kind.map { .init($0 == kind, "\($0 == kind ? "a" : "no") \(kind.rawValue): \(nature.reason)", .observed) }
        case .loginPath:
            let parts = ApplicabilityFact.loginPathParts.map { components($0, literal: false) }
            // One that is certainly missing decides.
            if let missing = parts.compactMap(\.self).first(where: { !$0.holds }) {
                return literal ? nil : .init(false, "nobody can log in: \(missing.statement)", .absence)
            }
            let found = parts.compactMap(\.self)
            guard found.count == parts.count else { return nil }
            return .init(true, "somebody can log in: \(found.map(\.statement).joined(separator: "; "))", .observed)
        case .accounts:
            let places = facts.accounts.sources.map(\.description).joined(separator: ", ")
            if let count = facts.accounts.value, count > 0 { return .init(true, "\(count) accounts stand in \(places)", .observed) }
            guard !literal, isKnownImage, facts.accounts.isComplete else { return nil }
            return .init(false, "no account stands in \(places)", .absence)
        case .packageDatabase(let kind):
            if let state = facts.packageDatabases.value?.first(where: { $0.kind == kind }) {
                return .init(true, "a package database of \(kind.rawValue) is in it (\(state.path))", .observed)
            }
            guard !literal, isKnownImage, facts.packageDatabases.isComplete else { return nil }
            let places = PackageDatabases.places.first { $0.key == kind }?.value ?? []
            return .init(
                false, "no package database of \(kind.rawValue) is in it: none of \(places.map(\.description).joined(separator: ", "))",
                .absence)
        }
    }

    /// Whether absence may be claimed: there are files, and what image they are is known.
    private var isKnownImage: Bool { facts.isEmpty.value == false && facts.operatingSystem.value != nil }

    private func components(_ fact: ApplicabilityFact, literal: Bool) -> Applicability.FactAnswer? {
        let wanted = fact.components
        for component in wanted {
            guard let found = survey.component(component.id) else { continue }
            return .init(true, Self.presence(found), .observed)
        }
        // What the content's own definition has found is there.
        guard !literal, isKnownImage, survey.components.isComplete else { return nil }
        let name =
            if case .component(let component) = fact { component.title } else {
                fact.title.hasPrefix("a ") ? String(fact.title.dropFirst(2)) : fact.title
            }
        return .init(false, absence(of: wanted, name: "no \(name) is in it"), .absence)
    }
}
