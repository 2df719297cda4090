internal import ImageFS

/// By what libraries and copies of cryptographic code are recognized, besides the modules that are looked at more closely.
enum CryptoSignatures {
    /// Libraries by the beginning of their file names.
    static let libraries: [(prefix: String, kind: FIPSModule.Kind, title: String)] = [
        ("libgcrypt.so", .libgcrypt, "Libgcrypt"), ("libgnutls.so", .gnutls, "GnuTLS"), ("libnettle.so", .nettle, "Nettle"),
        ("libhogweed.so", .nettle, "Nettle's public keys"), ("libsoftokn3.so", .nss, "NSS"), ("libfreeblpriv3.so", .nss, "NSS"),
        ("libfreebl3.so", .nss, "NSS"), ("libmbedcrypto.so", .kernelHMAC, "Mbed TLS"), ("libtfpsacrypto.so", .kernelHMAC, "Mbed TLS"),
        ("libsodium.so", .kernelHMAC, "libsodium"), ("libsodium-", .kernelHMAC, "libsodium"), ("_sodium.abi3.so", .kernelHMAC, "libsodium"),
        ("libbotan-", .kernelHMAC, "Botan"), ("libwolfssl.so", .kernelHMAC, "wolfSSL without FIPS"),
        ("libtomcrypt.so", .kernelHMAC, "LibTomCrypt"), ("libcryptopp.so", .kernelHMAC, "Crypto++"),
        ("libcrypto++.so", .kernelHMAC, "Crypto++"), ("libmcrypt.so", .kernelHMAC, "mcrypt"),
        ("libgcrypt-", .libgcrypt, "Libgcrypt"), ("_raw_aes", .kernelHMAC, "PyCryptodome"), ("_bcrypt.abi3.so", .kernelHMAC, "bcrypt"),
    ]

    /// Rust crates by what stays of them in a program: symbols, or the path of their sources in messages.
    static let crates: [(text: StaticString, title: String)] = [
        ("ring_core_0_", "the Rust crate ring"), ("/ring-0.", "the Rust crate ring"), ("/aes-0.", "the Rust crate aes"),
        ("/aes-gcm-0.", "the Rust crate aes-gcm"), ("/sha2-0.", "the Rust crate sha2"),
        ("/chacha20poly1305-0.", "the Rust crate chacha20poly1305"), ("/ed25519-dalek-", "the Rust crate ed25519-dalek"),
        ("/curve25519-dalek-", "the Rust crate curve25519-dalek"),
    ]

    /// Sources of BoringSSL as messages of its users name them.
    static let boring: [StaticString] = [
        "boringssl/crypto/", "boringssl/src/crypto/", "boringssl-with-bazel/crypto/", "boringssl-with-bazel/src/crypto/",
    ]

    /// Whether tables of AES stand in it: the S-box, or the first words of the table that joins it with the columns, in either order of bytes.
    static func holdsAES(_ bytes: [UInt8]) -> Bool {
        let tables: [[UInt8]] = [
            [0x63, 0x7c, 0x77, 0x7b, 0xf2, 0x6b, 0x6f, 0xc5, 0x30, 0x01, 0x67, 0x2b, 0xfe, 0xd7, 0xab, 0x76],
            [0xa5, 0x63, 0x63, 0xc6, 0x84, 0x7c, 0x7c, 0xf8, 0x99, 0x77, 0x77, 0xee, 0x8d, 0x7b, 0x7b, 0xf6],
            [0xc6, 0x63, 0x63, 0xa5, 0xf8, 0x7c, 0x7c, 0x84, 0xee, 0x77, 0x77, 0x99, 0xf6, 0x7b, 0x7b, 0x8d],
        ]
        return tables.contains { bytes.holds($0) }
    }

    /// The variable by which a library is put into FIPS mode without the host, where its own bytes know that variable.
    static func switches(_ kind: FIPSModule.Kind) -> (text: StaticString, name: String, isOn: (String) -> Bool)? {
        switch kind {
        case .libgcrypt: ("LIBGCRYPT_FORCE_FIPS_MODE", "LIBGCRYPT_FORCE_FIPS_MODE", { _ in true })
        case .gnutls, .nettle: ("GNUTLS_FORCE_FIPS_MODE", "GNUTLS_FORCE_FIPS_MODE", { $0 == "1" })
        case .nss: ("NSS_FIPS", "NSS_FIPS", { ["1", "fips", "FIPS", "true", "TRUE", "on", "ON"].contains($0) })
        case .opensslLibrary, .opensslProvider: ("OPENSSL_FORCE_FIPS_MODE", "OPENSSL_FORCE_FIPS_MODE", { $0 != "0" })
        default: nil
        }
    }

    /// Copies of OpenSSL and of what descends from it say which they are, with a date where it is a whole version.
    static let openssl: [StaticString] = [
        "OpenSSL 3.", "OpenSSL 4.", "OpenSSL 1.", "OpenSSL 0.9.", "LibreSSL 2.", "LibreSSL 3.", "LibreSSL 4.",
    ]

    /// `OpenSSL 3.0.17` of `OpenSSL 3.0.17 1 Jul 2025`; programs that only compare versions have no date beside it.
    static func opensslVersion(_ object: ELFObject) -> String? {
        guard object.bytes.holds("OpenSSL ") || object.bytes.holds("LibreSSL ") else { return nil }
        for start in openssl {
            for text in object.texts(from: start) {
                let words = text.split(separator: " ").map(String.init)
                if words[0] == "LibreSSL", words.count == 2, words[1].allSatisfy({ $0.isNumber || $0 == "." }) { return text }
                guard words.count >= 5, words[1].contains("."), words.contains(where: { Int($0).map { $0 > 1990 } ?? false }) else {
                    continue
                }
                return "\(words[0]) \(words[1])"
            }
        }
        return nil
    }
}
