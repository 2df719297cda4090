import ImageFS
import Testing

@testable import CryptoFacts

private let module = "[fips_sect]\nactivate = 1\nmodule-mac = AA:BB\n"

@Suite("The configuration of OpenSSL that is in effect")
struct OpenSSLConfigurationTests {
    private func read(_ main: String, module: String = module, environment: [String: String] = [:]) -> OpenSSLConfiguration? {
        let image = MemoryImage(["/etc/ssl/openssl.cnf": .file(main), "/etc/ssl/fipsmodule.cnf": .file(module)])
        return OpenSSLConfigurationReader.effective(in: image, directory: "/etc/ssl", environment: environment)
    }

    @Test("with the provider and base active and fips=yes asked of every algorithm, FIPS is in effect")
    func effective() throws {
        let configuration = try #require(read(effectiveConfiguration))
        #expect(configuration.isEffective, "\(configuration.obstacles)")
        #expect(configuration.files.map(\.description) == ["/etc/ssl/openssl.cnf", "/etc/ssl/fipsmodule.cnf"])
        #expect(configuration.sections["fips_sect"]?["module-mac"] == "AA:BB")
    }

    /// What is changed in the configuration, and what then keeps FIPS from being in effect.
    static let obstacles: [(from: String, to: String, why: String)] = [
        ("openssl_conf = openssl_init", "#", "no openssl_conf"), ("fips = fips_sect", "", "fips provider is not listed"),
        ("base = base_sect", "", "base provider is not active"),
        ("base = base_sect", "base = base_sect\ndefault = base_sect", "default provider is active too"),
        ("base = base_sect", "base = base_sect\nlegacy = base_sect", "legacy provider is active too"),
        ("default_properties = fips=yes", "", "do not ask for fips=yes"),
        ("default_properties = fips=yes", "default_properties = ?fips=yes", "do not ask for fips=yes"),
        ("providers = provider_sect", "", "no provider is listed"),
        ("[base_sect]\nactivate = 1", "[base_sect]", "base provider is not active"),
    ]

    @Test("each thing that is missing is said", arguments: obstacles.indices)
    func obstacle(_ index: Int) throws {
        let example = Self.obstacles[index]
        #expect(effectiveConfiguration.contains(example.from))
        let configuration = try #require(read(effectiveConfiguration.replacing(example.from, with: example.to)))
        #expect(!configuration.isEffective)
        #expect(configuration.obstacles.contains { $0.contains(example.why) }, "\(configuration.obstacles)")
    }

    @Test("activate = 0 is read differently by versions of OpenSSL, so it proves nothing")
    func zero() throws {
        let configuration = try #require(read(effectiveConfiguration, module: "[fips_sect]\nactivate = 0\n"))
        #expect(configuration.providers.first { $0.name == "fips" }?.isActivated == .some(nil))
        #expect(!configuration.isEffective)
        #expect(configuration.problems.contains { $0.contains("activate = 0") })
    }

    @Test("OPENSSL_CONF of the image's configuration replaces the file, also by one that is not there")
    func environment() throws {
        let other = try #require(read(effectiveConfiguration, environment: ["OPENSSL_CONF": "/nowhere.cnf"]))
        #expect(!other.isEffective)
        #expect(other.problems.contains { $0.contains("/nowhere.cnf is not in the image") })
        #expect(other.reason.contains("OPENSSL_CONF"))
        let empty = try #require(read(effectiveConfiguration, environment: ["OPENSSL_CONF": ""]))
        #expect(empty.isEffective)
    }

    @Test("includes: relative ones by OPENSSL_CONF_INCLUDE, directories by ending, circles end")
    func includes() throws {
        let relative = effectiveConfiguration.replacing("/etc/ssl/fipsmodule.cnf", with: "fipsmodule.cnf")
        #expect(try #require(read(relative)).problems.contains { $0.contains("relative") })
        #expect(try #require(read(relative, environment: ["OPENSSL_CONF_INCLUDE": "/etc/ssl"])).isEffective)
        let directory = MemoryImage([
            "/etc/ssl/openssl.cnf": .file(effectiveConfiguration.replacing("/etc/ssl/fipsmodule.cnf", with: "/etc/ssl/d")),
            "/etc/ssl/d/a.cnf": .file(module),
            "/etc/ssl/d/b.txt": .file("[base_sect]\nactivate = 0\n"),
        ])
        #expect(OpenSSLConfigurationReader.effective(in: directory, directory: "/etc/ssl", environment: [:])?.isEffective == true)
        let circle = MemoryImage(["/etc/ssl/openssl.cnf": .file(".include /etc/ssl/openssl.cnf\n")])
        let configuration = try #require(OpenSSLConfigurationReader.effective(in: circle, directory: "/etc/ssl", environment: [:]))
        #expect(configuration.problems.contains { $0.contains("too deep") })
    }

    @Test("variables, quotes, continuations and comments")
    func syntax() throws {
        let text = """
            name = openssl_init # not this
            openssl_conf = $name
            [openssl_init]
            providers = ${ENV::LIST}
            [provider_sect]
            fi\\
            ps = "fips_sect"
            [fips_sect]
            activate = yes
            """
        let configuration = try #require(read(text, environment: ["LIST": "provider_sect"]))
        #expect(configuration.initialization == "openssl_init")
        #expect(configuration.providers.map(\.name) == ["fips"])
        #expect(configuration.providers.first?.isActivated == true)
    }
}
