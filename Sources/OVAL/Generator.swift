/// What wrote a document.
///
/// OVAL 5.11.2, oval-common, `GeneratorType`.
public struct Generator: Sendable, Hashable {
    /// A CPE name or the name of the program.
    public var productName: String
    /// The version of the program.
    public var productVersion: String
    /// When, as `xsd:dateTime`: `2026-01-31T23:59:59`.
    public var time: String

    /// A program, its version and the time of writing.
    public init(productName: String, productVersion: String, time: String) {
        self.productName = productName
        self.productVersion = productVersion
        self.time = time
    }
}
