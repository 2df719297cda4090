import Testing

@testable import PackageDB

@Suite("Signatures in headers of rpm")
struct RPMSignatureTests {
    /// A version 4 signature whose signed part has a time and the issuer's fingerprint, the other part the issuer's id.
    static let version4: [UInt8] =
        [0x89, 0, 49, 4, 0, 1, 8, 0, 29, 5, 2, 1, 2, 3, 4, 22, 33, 4] + fingerprint + [0, 10, 9, 16] + issuer + [0, 0]
    static let fingerprint: [UInt8] = (1...20).map { $0 }
    static let issuer: [UInt8] = [0x19, 0x9e, 0x2f, 0x91, 0xfd, 0x43, 0x1d, 0x51]

    static func signature(_ added: [(tag: UInt32, value: RPMHeaderBuilder.Value)]) throws -> RPMSignature {
        var builder = RPMHeaderBuilder(name: "a")
        builder.added = added
        return try RPMHeaderTests.header(builder).signature
    }

    @Test("The key is that of the issuer's fingerprint or id, in packets of either format and every version")
    func issuers() {
        #expect(openPGPIssuer(Self.version4) == "0d0e0f1011121314")
        // Only the id, in the part that is not signed; a packet of the new format.
        #expect(openPGPIssuer([0xc2, 18, 4, 0, 1, 8, 0, 0, 0, 10, 9, 16] + Self.issuer) == "199e2f91fd431d51")
        #expect(openPGPIssuer([0xc2, 0xff, 0, 0, 0, 18, 4, 0, 1, 8, 0, 0, 0, 10, 9, 16] + Self.issuer) == "199e2f91fd431d51")
        // Version 3, as signed packages of RHEL 5 are.
        #expect(openPGPIssuer([0x88, 19, 3, 5, 0, 1, 2, 3, 4] + Self.issuer + [1, 2, 0, 0]) == "199e2f91fd431d51")
        // Version 6: areas with lengths of four bytes, and the start of a fingerprint of 32.
        #expect(openPGPIssuer([0xc2, 47, 6, 0, 27, 10, 0, 0, 0, 35, 34, 33, 6] + (1...32) + [0, 0, 0, 0]) == "0102030405060708")
        #expect(openPGPIssuer([]) == nil)
        #expect(openPGPIssuer([0x99, 0, 1, 4]) == nil)
        #expect(openPGPIssuer(Array(Self.version4.dropLast(20))) == nil)
    }

    @Test("Each tag that can hold a signature is looked at, and one that names no key is not taken for none")
    func tags() throws {
        let issuer = [0xc2, 18, 4, 0, 1, 8, 0, 0, 0, 10, 9, 16] + Self.issuer
        for tag: UInt32 in [259, 262, 267, 268] {
            #expect(try Self.signature([(tag, .binary(issuer))]) == .key("199e2f91fd431d51"))
        }
        #expect(try Self.signature([(259, .binary(issuer)), (268, .binary(Self.version4))]) == .key("0d0e0f1011121314"))
        #expect(try Self.signature([(278, .strings(["whIEAAEIAAAACgkQGZ4vkf1DHVE="]))]) == .key("199e2f91fd431d51"))
        #expect(try Self.signature([]) == .none)
        #expect(try Self.signature([(268, .binary([1, 2, 3]))]) == .unreadable)
        #expect(try Self.signature([(278, .strings(["*"]))]) == .unreadable)
    }
}
