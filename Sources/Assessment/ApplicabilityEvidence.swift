internal import CPE
internal import OVAL

extension ApplicabilityProof {
    /// What it rests on that this does not hold.
    ///
    /// A name that no dictionary knows, and a definition that could not be evaluated or that looked at nothing, make a platform not apply
    /// just as well; they prove nothing.
    ///
    /// - Parameter evidence: The class of an inventory definition.
    func evidenceOfNotHolding(_ evidence: (InventoryCheck) -> EvidenceClass) -> EvidenceClass {
        (holds ? nil : ground(evidence)) ?? .vacuous
    }

    /// The class of what decides, whether it holds or not.
    private func ground(_ evidence: (InventoryCheck) -> EvidenceClass) -> EvidenceClass? {
        switch subject {
        case .nothing: return .vacuous
        case .fact(_, _, let ground): return ground == .observed ? .observed : .absence
        case .check(let check, let result):
            switch result {
            case .true, .false: return evidence(check)
            default: return .vacuous
            }
        case .platform: return EvidenceClass.allOf(because.map { $0.ground(evidence) })
        case .test(let combine, let negate):
            return ground(anyHolding: combine == .or, isTrue: holds != negate, evidence)
        case .name, .item:
            return ground(anyHolding: true, isTrue: holds, evidence)
        }
    }

    private func ground(anyHolding: Bool, isTrue: Bool, _ evidence: (InventoryCheck) -> EvidenceClass) -> EvidenceClass? {
        let deciding = because.filter { $0.holds == isTrue }.map { $0.ground(evidence) }
        // One that holds decides an OR, one that does not decides an AND.
        return anyHolding == isTrue ? EvidenceClass.anyOne(deciding) : EvidenceClass.allOf(deciding)
    }
}

extension DefinitionEvidence {
    /// The class of an inventory definition.
    ///
    /// A marker of a container engine says how an image was handled, not what it is: alone it proves something only where the image has no
    /// kernel, so that it cannot be a machine's.
    static func ofInventory(_ id: String, in results: OVALResults, index: IndexState) -> EvidenceClass {
        let evidence = DefinitionEvidence(of: id, in: results, index: index)
        let objects = evidence.tests.filter { $0.evidenceClass != nil }
            .compactMap { results.definitions.tests[$0.id]?.object.flatMap { results.definitions.objects[$0] } }
        let areMarkers =
            !objects.isEmpty
            && objects.allSatisfy { object in
                object.entities.contains { $0.name == "filepath" && ["/.dockerenv", "/run/.containerenv"].contains($0.value) }
            }
        guard areMarkers, evidence.evidenceClass != .none else { return evidence.evidenceClass }
        return index.filesAreComplete && index.hasKernel == false ? .absence : .vacuous
    }
}
