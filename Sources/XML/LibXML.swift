internal import CLibXML2

/// The library under this module, made ready before its first use.
enum LibXML {
    /// Reading this sets libxml2 up, once for the process.
    ///
    /// Left to itself libxml2 does so on first use, and two threads that come first at the same time (validation beside reading) can wait for
    /// each other for ever.
    static let isReady: Bool = {
        xmlInitParser()
        return true
    }()
}
