internal import Diagnostics
internal import PerlRegex
internal import XML

/// The patterns of objects, states and variables, which an engine compiles only when it comes to them.
enum OVALPatterns {
    /// What is wrong with those inside an element that has an id.
    static func problems(_ element: XMLElement) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        func look(_ inner: XMLElement, depth: Int) {
            var pattern: String?
            if inner.attribute("operation") == "pattern match", inner.attribute("var_ref") == nil { pattern = inner.text }
            if inner.localName == "regex_capture" { pattern = inner.attribute("pattern") }
            if let pattern {
                do throws(PerlRegex.SyntaxError) { _ = try PerlRegex(pattern) } catch {
                    problems.append(Diagnostic(.error, at: inner.location, about: element.attribute("id"), "the \(error); correct it"))
                }
            }
            if depth < 50 { for child in inner.children { look(child, depth: depth + 1) } }
        }
        look(element, depth: 0)
        return problems
    }
}
