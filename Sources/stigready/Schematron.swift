internal import Diagnostics
internal import Glibc
internal import Reports
internal import SCAP
internal import XML

/// The rules beyond the schemas, which their authors publish in Schematron; the package openscap-common has them as stylesheets.
enum Schematron {
    /// What the rules find, errors and advice; nothing where there are no rules for such a document.
    ///
    /// Throws where the rules cannot be applied.
    static func findings(in document: XMLDocument, kind: ContentKind) throws(ContentError) -> [Diagnostic] {
        guard let path = path(kind, document), access(path, R_OK) == 0 else { return [] }
        let bytes = try ContentLoader.files().bytes(path)
        let text: [UInt8]
        do throws(StylesheetError) {
            text = try Stylesheet(bytes, name: path, baseDirectory: Validation.schemas).apply(to: document.source)
        } catch { throw ContentError(about: path, error.messages.joined(separator: "; ")) }
        let location = SourceLocation(file: document.name)
        return String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { line in
            let line = Self.plain(XMLElement.trimmed(String(line)))
            if line.isEmpty || line.hasPrefix("<?xml") { return nil }
            for (word, severity) in [("Error: ", Diagnostic.Severity.error), ("Warning: ", .warning)] where line.hasPrefix(word) {
                return Diagnostic(severity, at: location, "schematron: \(line.dropFirst(word.count))")
            }
            // OVAL's rules have no such words.
            return Diagnostic(line.contains("DEPRECATED") ? .warning : .error, at: location, "schematron: \(line)")
        }
    }

    /// The result is XML text.
    private static func plain(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }

    private static func path(_ kind: ContentKind, _ document: XMLDocument) -> String? {
        let head = String(decoding: document.source.prefix(4096), as: UTF8.self)
        func oval(_ names: String...) -> String? {
            let folder = "\(Validation.schemas)/oval/\(Validation.ovalVersion(head))"
            return names.map { "\(folder)/oval-\($0)-schematron.xsl" }.first { access($0, R_OK) == 0 }
        }
        switch kind {
        case .benchmark:
            return document.root.namespace.hasSuffix("/1.2") ? "\(Validation.schemas)/xccdf/1.2/xccdf_1.2-schematron.xsl" : nil
        case .dataStream:
            return head.contains("scap-version=\"1.2\"") ? nil : "\(Validation.schemas)/sds/1.3/source-data-stream-1.3.xsl"
        case .ovalDefinitions: return oval("definitions")
        case .ovalResults: return oval("results")
        // Its name differs between versions.
        case .ovalSystemCharacteristics: return oval("system-characteristics", "system-characteristic")
        case .ovalVariables: return oval("variables")
        case .ovalDirectives: return oval("directives")
        case .testResult, .tailoring, .cpeDictionary, .cpeLanguage, .ocil, .assetReports, .script, .other: return nil
        }
    }
}
