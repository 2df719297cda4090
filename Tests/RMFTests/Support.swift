import Foundation
import RMF

/// The tables of `content/nist`.
enum Tables {
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../content/nist")
        return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    static func catalog() throws -> ControlCatalog {
        try ControlCatalog(
            cci: bytes("cci.tsv"), revision5: bytes("sp800-53-r5.tsv"), revision4: bytes("sp800-53-r4.tsv"), families: bytes("families.tsv")
        )
    }
}
