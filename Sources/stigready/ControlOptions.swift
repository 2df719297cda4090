internal import ArgumentParser
internal import Diagnostics
internal import Exchange
internal import RMF
internal import SCAP

/// A newer list of CCIs than that of `content/nist`.
struct CCIOption: ParsableArguments {
    @Option(
        name: .customLong("cci"),
        help: ArgumentHelp(
            "DISA's list of CCIs (U_CCI_List.xml, or a table with the columns cci, status, r4, r5) in place of the one that comes along.",
            valueName: "file"))
    var file: String?

    /// The list, `nil` where none was named; its version is said on standard error.
    func list() throws(ContentError) -> CCIList? {
        guard let file else { return nil }
        let loader = ContentLoader.files()
        let bytes = try loader.bytes(file)
        let isXML = bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } == UInt8(ascii: "<")
        let list: CCIList
        do {
            list = isXML ? try CCIList(try loader.document(file)) : try CCIList(table: bytes, name: file)
        } catch let error as ControlTableError {
            throw ContentError(error.description)
        } catch let error as ContentError {
            throw error
        } catch { throw ContentError(about: file, "\(error)") }
        Console.note("note: \(file): \(list.count) CCIs, version \(list.version)")
        return list
    }
}

/// Which controls a report is about.
struct ControlOptions: ParsableArguments {
    @OptionGroup var cci: CCIOption
    @Option(
        name: .customLong("revision"), help: ArgumentHelp("Revision of SP 800-53: 5 or 4.", valueName: "number"))
    var revision = 5
    @Option(
        name: .customLong("baseline"),
        help: ArgumentHelp("Only the controls of a baseline: low, moderate, high, or privacy (revision 5).", valueName: "name"))
    var baseline: String?
    @Option(
        name: .customLong("oscal-profile"),
        help: ArgumentHelp("Only the controls that an OSCAL profile (JSON or XML) imports.", valueName: "file"))
    var profile: String?

    func validate() throws {
        guard [4, 5].contains(revision) else { throw ValidationError("--revision takes 4 or 5") }
        if let baseline {
            guard let known = ControlCatalog.Baseline(rawValue: baseline) else {
                throw ValidationError("--baseline takes \(ControlCatalog.Baseline.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            if known == .privacy && revision == 4 { throw ValidationError("--baseline privacy: revision 4 has no such baseline") }
            if profile != nil { throw ValidationError("--baseline and --oscal-profile exclude each other; name one") }
        }
    }

    /// What the results say of the controls that are asked for.
    func findings(of record: AssessmentRecord, data: DataDirectory) throws(ContentError) -> ControlFindings {
        let catalog = try data.controlCatalog()
        let revision: ControlCatalog.Revision = self.revision == 4 ? .r4 : .r5
        let findings = record.controls(in: catalog, revision: revision)
        guard let selection = try selection(catalog, revision) else { return findings }
        if !selection.unknown.isEmpty {
            Console.note(
                "warning: \(selection.title): \(selection.unknown.count) controls are not in revision \(self.revision): "
                    + selection.unknown.prefix(10).joined(separator: ", "))
        }
        return findings.limited(to: selection)
    }

    private func selection(_ catalog: ControlCatalog, _ revision: ControlCatalog.Revision) throws(ContentError) -> ControlSelection? {
        if let baseline = baseline.flatMap(ControlCatalog.Baseline.init) {
            return ControlSelection(baseline: baseline, catalog: catalog, revision: revision)
        }
        guard let profile else { return nil }
        let loader = ContentLoader.files()
        let bytes = try loader.bytes(profile)
        guard bytes.count <= 16 << 20 else { throw ContentError(about: profile, "has \(bytes.count) bytes; at most \(16 << 20) are read") }
        let isXML = bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } == UInt8(ascii: "<")
        let read: OSCALProfile
        do {
            read = isXML ? try OSCALProfile(try loader.document(profile)) : try OSCALProfile(json: bytes, name: profile)
        } catch let error as ControlTableError {
            throw ContentError(error.description)
        } catch let error as ContentError {
            throw error
        } catch { throw ContentError(about: profile, "\(error)") }
        let selection = ControlSelection(profile: read, catalog: catalog, revision: revision)
        if selection.controls.isEmpty {
            throw ContentError(about: profile, "selects no control of revision \(self.revision); name the other with --revision")
        }
        return selection
    }
}
