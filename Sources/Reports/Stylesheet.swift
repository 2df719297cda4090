import CLibXML2
import CLibXSLT
import Synchronization

/// A report's stylesheet (XSLT 1.0 with EXSLT common, sets, strings, functions and math), compiled once and applied to documents.
///
/// A stylesheet may be anybody's: it reads no other document than the one it is applied to, writes none, opens no connection, and its steps are counted.
/// It has no clock (EXSLT dates is left out), so that one document always gives one report.
///
/// `@unchecked Sendable`: a compiled stylesheet is not written again (libxslt, "threading").
public final class Stylesheet: @unchecked Sendable {
    /// Steps of XSLT and of XPath that one application may take. A report of 1,500 rules takes less than a hundredth.
    private static let mostSteps: UInt = 500_000_000

    /// The stylesheet's path in the reports directory, e.g. `html/report.html.xsl`.
    public let name: String
    private let compiled: xsltStylesheetPtr

    /// Compiles `bytes`, the stylesheet `name` (a path in `baseDirectory`, or a whole one). All that it imports lies below `baseDirectory`.
    public init(_ bytes: [UInt8], name: String, baseDirectory: String) throws(StylesheetError) {
        self.name = name
        _ = libraryIsReady
        let collector = MessageCollector()
        guard let loader = StylesheetLoader(directory: baseDirectory, collector: collector) else {
            throw StylesheetError(stylesheet: name, messages: ["the reports directory \"\(baseDirectory)\" cannot be read"])
        }
        // The documents that are read point to the loader.
        let result: UInt? = withExtendedLifetime(loader) {
            compiling.withLock { _ in collector.gathering { Self.compile(bytes, address: loader.address(of: name), loader, $0) } }
        }
        guard let result, let compiled = xsltStylesheetPtr(bitPattern: result) else {
            throw StylesheetError(stylesheet: name, messages: collector.messages)
        }
        self.compiled = compiled
    }

    private static func compile(
        _ bytes: [UInt8],
        address: String,
        _ loader: StylesheetLoader,
        _ sink: UnsafeMutablePointer<stigready_xslt_sink>
    ) -> UInt? {
        stigready_xslt_compile_messages(sink)
        defer { stigready_xslt_compile_messages(nil) }
        guard let document = loader.parse(bytes, address: address) else { return nil }
        guard let stylesheet = xsltParseStylesheetDoc(document) else {
            xmlFreeDoc(document)
            return nil
        }
        if stylesheet.pointee.errors != 0 {
            xsltFreeStylesheet(stylesheet)
            return nil
        }
        return UInt(bitPattern: stylesheet)
    }

    deinit { xsltFreeStylesheet(compiled) }

    /// The report on `document`, in the encoding and by the method that the stylesheet's `xsl:output` says.
    ///
    /// `parameters` are strings for the stylesheet's top-level `xsl:param`s.
    public func apply(to document: [UInt8], parameters: [String: String] = [:]) throws(StylesheetError) -> [UInt8] {
        let collector = MessageCollector()
        let report = collector.gathering { sink -> [UInt8]? in
            guard let source = parsed(document, address: "document", collector: collector) else { return nil }
            defer { xmlFreeDoc(source) }
            return transform(source, parameters, sink, collector)
        }
        guard let report else { throw StylesheetError(stylesheet: name, messages: collector.messages) }
        return report
    }

    private func transform(
        _ source: xmlDocPtr,
        _ parameters: [String: String],
        _ sink: UnsafeMutablePointer<stigready_xslt_sink>,
        _ collector: MessageCollector
    ) -> [UInt8]? {
        guard let context = xsltNewTransformContext(compiled, source), let preferences = xsltNewSecurityPrefs() else { return nil }
        defer {
            xsltFreeTransformContext(context)
            xsltFreeSecurityPrefs(preferences)
        }
        for option in [
            XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
            XSLT_SECPREF_WRITE_NETWORK,
        ] {
            guard xsltSetSecurityPrefs(preferences, option, xsltSecurityForbid) == 0 else { return nil }
        }
        guard xsltSetCtxtSecurityPrefs(preferences, context) == 0 else { return nil }
        stigready_xslt_transform_messages(context, sink)
        context.pointee.opLimit = Self.mostSteps
        context.pointee.xpathCtxt.pointee.opLimit = Self.mostSteps
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            guard xsltQuoteOneUserParam(context, name, value) == 0 else {
                collector.add("parameter \"\(name)\" cannot be set\n")
                return nil
            }
        }
        let result = xsltApplyStylesheetUser(compiled, source, nil, nil, nil, context)
        defer { xmlFreeDoc(result) }
        // Part of a report is no report: a result is there also where the stylesheet was stopped.
        guard let result, context.pointee.state == XSLT_STATE_OK else { return nil }
        return bytes(of: result)
    }

    private func bytes(of result: xmlDocPtr) -> [UInt8]? {
        var buffer: UnsafeMutablePointer<xmlChar>?
        var count: Int32 = 0
        guard xsltSaveResultToString(&buffer, &count, result, compiled) == 0 else { return nil }
        guard let buffer else { return [] }
        defer { stigready_xml_free(buffer) }
        return Array(UnsafeBufferPointer(start: buffer, count: Int(count)))
    }
}

/// libxslt has one message handler for the process while a stylesheet is compiled.
private let compiling = Mutex(())

/// Done once, before any stylesheet is read: registering EXSLT after a stylesheet that uses it was read ends in a crash.
private let libraryIsReady: Void = {
    xmlInitParser()
    xsltInit()
    exsltCommonRegister()
    exsltSetsRegister()
    exsltStrRegister()
    exsltFuncRegister()
    exsltMathRegister()
    // The stylesheet that imports says, through its document, which loader it came from; a document() has none.
    xsltSetLoaderFunc { address, names, _, context, kind in
        guard kind == XSLT_LOAD_STYLESHEET, let address, let context else { return nil }
        let stylesheet = context.assumingMemoryBound(to: xsltStylesheet.self)
        guard let origin = stylesheet.pointee.doc?.pointee._private else { return nil }
        return Unmanaged<StylesheetLoader>.fromOpaque(origin).takeUnretainedValue().document(at: String(cString: address), names: names)
    }
}()
