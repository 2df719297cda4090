internal import ImageFS
public import ImageFacts

extension Target {
    /// Looks at everything in the image, so that platforms are decided by what is in it, and absence of a package only counts where the program is
    /// absent too.
    ///
    /// - Parameter stated: What the user says the image is.
    /// - Returns: How platforms are decided; ``Assessment/ApplicabilityMode/facts(_:)`` takes it.
    public mutating func survey(stated: ImageNature.Statement = .auto) -> PlatformFacts {
        let known = imageFacts ?? ImageFacts(image)
        imageFacts = known
        let problem = known.packageDatabases.value?.lazy.compactMap(\.error).first
        let survey = ImageSurvey(image, packages: known.packages, databaseProblem: problem)
        let found = survey.components.value ?? []
        index.unpackaged = found.filter(\.isUnpackaged)
        let nature = ImageNature(
            source: identity.source, facts: known, bootable: found.filter { $0.component.group == .bootable }, stated: stated)
        facts.append(Fact("run as", nature.kind.map { "\($0.rawValue): \(nature.reason)" } ?? "unknown: \(nature.reason)"))
        let bills = survey.billsOfMaterials.value ?? []
        if !bills.isEmpty {
            let shown = bills.prefix(3).map(\.description).joined(separator: ", ")
            facts.append(Fact("software bill of materials", bills.count > 3 ? "\(bills.count) files: \(shown), …" : shown))
        }
        return PlatformFacts(facts: known, survey: survey, nature: nature)
    }
}
