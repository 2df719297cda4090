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
        // `OPENSSL_CONF= openssl list -providers` answers with the default provider.
        let empty = try #require(read(effectiveConfiguration, environment: ["OPENSSL_CONF": ""]))
        #expect(empty.obstacles.first == "OPENSSL_CONF is set and empty, so no configuration is read")
        let relative = try #require(read(effectiveConfiguration, environment: ["OPENSSL_CONF": "etc/ssl/openssl.cnf"]))
        #expect(!relative.isEffective)
    }

    @Test("includes: relative ones by OPENSSL_CONF_INCLUDE, directories by ending, circles end")
    func includes() throws {
        let relative = effectiveConfiguration.replacing("/etc/ssl/fipsmodule.cnf", with: "fipsmodule.cnf")
        #expect(try #require(read(relative)).obstacles.contains { $0.contains("relative") })
        #expect(
            try #require(read(relative, environment: ["OPENSSL_CONF_INCLUDE": ""])).problems.first == "/fipsmodule.cnf is not in the image")
        let pragma = ".pragma includedir:/etc/ssl\n" + relative
        #expect(try #require(read(pragma)).isEffective)
        #expect(try #require(read(pragma, environment: ["OPENSSL_CONF_INCLUDE": "/etc"])).isEffective == false)
        #expect(try #require(read(".pragma abspath:on\n" + relative)).obstacles.contains { $0.contains("abspath forbids") })
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
            ps = "fips"`_sect`
            [fips_sect]
            activate = yes
            """
        let configuration = try #require(read(text, environment: ["LIST": "provider_sect"]))
        #expect(configuration.initialization == "openssl_init")
        #expect(configuration.providers.map(\.name) == ["fips"])
        #expect(configuration.providers.first?.isActivated == true)
    }

    /// Lines that OpenSSL refuses or reads in its own way, and what then keeps FIPS from being in effect. openssl(1) 3.0 answers to each
    /// with its default provider, or with the ones that are named.
    static let refused: [(from: String, to: String, why: String)] = [
        ("[base_sect]", "; a comment of other formats\n[base_sect]", "neither a section nor a setting"),
        ("[base_sect]", "[base_sect", "closing bracket"), ("base = base_sect", "base = $nothing", "the variable nothing has no value"),
        ("base = base_sect", "base = ${base_sect", "closing brace"),
        ("providers = provider_sect", "bogus = x\nproviders = provider_sect", "bogus is no module"),
        ("default_properties = fips=yes", "default_properties = fips=yes\nother = 1", "other is no setting of alg_section"),
        ("providers = provider_sect", "providers = provider_sect\nproviders.2 = more\n[more]\n1.default = base_sect", "default provider"),
        ("fips = fips_sect", "fips = fips_sect\nx = y\n[y]\nidentity = legacy\na.activate = 1\n[provider_sect]", "legacy provider"),
        ("fips = fips_sect", "fips = fips_sect\nvendor = base_sect", "the vendor provider is active too"),
        ("fips = fips_sect", "fips = nowhere", "the provider fips has the section nowhere, which is not there"),
        ("default_properties = fips=yes", "default_properties = \"fips=yes,a(b=c\"", "is no property query"),
        ("default_properties = fips=yes", "default_properties = fips=yes,fips=no", "do not ask for fips=yes"),
        ("default_properties = fips=yes", "default_properties = fips=yes\nfips_mode = no", "do not ask for fips=yes"),
        ("providers = provider_sect", "providers = provider_sect\nengines = e\n[e]\nx = y\n[openssl_init]", "engines are configured"),
        ("alg_section = algorithm_sect", "alg_section = nowhere", "alg_section names the section nowhere"),
        ("[base_sect]", "[base_sect]\nx = default", "lead back to themselves"),
        ("[base_sect]\nactivate = 1", "[base_sect]\nactivate = Yes", "base provider is not active"),
        ("default_properties = fips=yes", "default_properties = '\\$x'\n", "do not ask for fips=yes"),
        ("[algorithm_sect]", "default = base_sect \\\n[algorithm_sect]", "do not ask for fips=yes"),
    ]

    @Test("what OpenSSL refuses or reads otherwise than it looks is no FIPS mode", arguments: refused.indices)
    func refuses(_ index: Int) throws {
        let example = Self.refused[index]
        #expect(effectiveConfiguration.contains(example.from))
        let configuration = try #require(read(effectiveConfiguration.replacing(example.from, with: example.to)))
        #expect(!configuration.isEffective)
        #expect(configuration.obstacles.contains { $0.contains(example.why) }, "\(configuration.obstacles)")
    }

    /// Other ways to write what is in effect.
    static let accepted: [(from: String, to: String)] = [
        ("default_properties = fips=yes", "default_properties = 'fips = yes'"), ("default_properties = fips=yes", "fips_mode = yes"),
        ("default_properties = fips=yes", "default_properties = \"fips\""), ("fips = fips_sect", "1.fips = fips_sect"),
        ("base = base_sect", "base = base_\\\nsect # the base"), ("[openssl_init]", "[ openssl_init ]\nssl_conf = s\n[s]\n[openssl_init]"),
        ("openssl_conf = openssl_init", "\u{FEFF}x = openssl\nopenssl_conf = $(x)_init"),
        ("[base_sect]", "legacy::activate = 1\n[base_sect]"), ("providers = provider_sect", "providers.x = provider_sect"),
    ]

    @Test("other spellings are the same", arguments: accepted.indices)
    func accepts(_ index: Int) throws {
        let example = Self.accepted[index]
        let configuration = try #require(read(effectiveConfiguration.replacing(example.from, with: example.to)))
        #expect(configuration.isEffective, "\(configuration.obstacles)")
    }

    @Test("two files of an included directory that contradict each other leave it to the file system")
    func directoryOrder() throws {
        let main = effectiveConfiguration.replacing("/etc/ssl/fipsmodule.cnf", with: "/etc/ssl/d")
        func read(_ second: String) -> OpenSSLConfiguration? {
            let image = MemoryImage([
                "/etc/ssl/openssl.cnf": .file(main), "/etc/ssl/d/a.cnf": .file(module), "/etc/ssl/d/b.CONF": .file(second),
                "/etc/ssl/d/e/c.cnf": .file("["),
            ])
            return OpenSSLConfigurationReader.effective(in: image, directory: "/etc/ssl", environment: [:])
        }
        #expect(try #require(read("[fips_sect]\nactivate = 1\n")).isEffective)
        #expect(try #require(read("[fips_sect]\nactivate = 0\n")).obstacles.contains { $0.contains("the file system's choice") })
        // A directory inside is passed over.
        #expect(try #require(read(".include /etc/ssl/d/e\n[fips_sect]\n")).isEffective)
    }

    @Test("values that grow by each other, and endless lines, end")
    func bombs() throws {
        let bomb = "a = x\n" + (0..<40).map { "a = $a$a$a$a\nb\($0) = $a\n" }.joined()
        #expect(try #require(read(bomb)).obstacles.contains { $0.contains("64 KiB") })
        let large = "a = \(String(repeating: "x", count: 60_000))\n" + (0..<400).map { "b\($0) = $a\n" }.joined()
        #expect(try #require(read(large)).obstacles.contains { $0.contains("8 MiB") })
        let wide = (0..<5000).map { "p\($0) = s\n" }.joined()
        let many = "openssl_conf = i\n[i]\nproviders = p\n[p]\n\(wide)[s]\n\(wide)"
        #expect(try #require(read(many)).obstacles.contains { $0.contains("more than 200 providers") })
        let deep =
            "openssl_conf = i\n[i]\nproviders = p\n[p]\nx = s0\n" + (0..<60).map { "[s\($0)]\na = s\($0 + 1)\nb = s\($0 + 1)\n" }.joined()
        #expect(try #require(read(deep)).obstacles.contains { $0.contains("lead back") })
        #expect(try #require(read(String(repeating: "a=\n", count: 200_000))).initialization == nil)
    }
}
