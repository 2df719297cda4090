import CLibXML2
import CLibXSLT

/// Gathers what libxslt and libxml2 say while a stylesheet is read or applied. libxslt speaks in fragments, which are joined to lines.
final class MessageCollector {
    private static let most = 100
    private var lines: [String] = []
    private var rest = ""

    /// What was said, blank lines left out.
    var messages: [String] { (lines + [rest]).filter { !$0.isEmpty } }

    func add(_ text: String) {
        for character in text.unicodeScalars {
            if character == "\n" {
                endLine()
            } else if rest.utf8.count < 2_000 {
                rest.unicodeScalars.append(character)
            }
        }
    }

    func endLine() {
        let line = rest.drop { $0 == " " }
        if !line.isEmpty, lines.count < Self.most { lines.append(String(line)) }
        rest = ""
    }

    /// Runs `body` while libxml2's errors of this thread come here; `sink` is for libxslt's handlers.
    func gathering<Value>(_ body: (UnsafeMutablePointer<stigready_xslt_sink>) -> Value) -> Value {
        let address = Unmanaged.passUnretained(self).toOpaque()
        xmlSetStructuredErrorFunc(address) { data, error in
            guard let data, let message = error?.pointee.message else { return }
            let collector = Unmanaged<MessageCollector>.fromOpaque(data).takeUnretainedValue()
            collector.add(String(cString: message))
            collector.endLine()
        }
        defer { xmlSetStructuredErrorFunc(nil, nil) }
        var sink = stigready_xslt_sink(data: address) { data, text in
            guard let data, let text else { return }
            Unmanaged<MessageCollector>.fromOpaque(data).takeUnretainedValue().add(String(cString: text))
        }
        return withExtendedLifetime(self) { withUnsafeMutablePointer(to: &sink) { body($0) } }
    }
}
