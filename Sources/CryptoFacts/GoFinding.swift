internal import ImageFS

/// A Go program with what its bytes say besides its build information.
struct GoProgramBytes {
    var path: ImagePath
    var info: GoBuildInfo
    var sha256: String
    /// Code of BoringCrypto, as `GOEXPERIMENT=boringcrypto` links it.
    var holdsBoring: Bool
    /// Code that loads OpenSSL's library: golang-fips, Microsoft's Go.
    var loadsOpenSSL: Bool

    /// What is known of it, and whether a module answers in it.
    ///
    /// - Parameters:
    ///   - environment: What the configuration of the image sets: `GODEBUG` goes before what is built in.
    ///   - opensslIsEffective: Whether OpenSSL's FIPS provider is in effect in the image.
    func finding(environment: [String: String], opensslIsEffective: Bool) -> FIPSDossier.GoProgram {
        let module = info.settings["GOFIPS140"] ?? ""
        let (mode, origin) = mode(environment)
        var finding: String
        var usesModule = false
        if module == "latest" {
            finding = "GOFIPS140=latest: the module of its own Go release, which is not validated"
        } else if !module.isEmpty, module != "off" {
            switch mode {
            case "on", "only", "debug":
                usesModule = true
                finding = "module \(module), fips140=\(mode)\(origin)"
            case "auto":
                usesModule = true
                finding = "module \(module), fips140=auto\(origin): on where the host says so"
            case "": finding = "built with module \(module), but fips140=on is not among its defaults (DefaultGODEBUG)"
            default: finding = "built with module \(module), but fips140=\(mode) is \(origin.isEmpty ? "its default" : "set\(origin)")"
            }
        } else {
            (finding, usesModule) = withoutModule(opensslIsEffective)
            if !usesModule, ["on", "only"].contains(mode) {
                finding += "; fips140=\(mode)\(origin) then uses the module of its own Go release, which is not validated"
            }
        }
        if usesModule, let version = info.modules["golang.org/x/crypto"] {
            finding += "; golang.org/x/crypto \(version) is linked: what it computes itself is outside of the module"
        }
        return .init(path: path, version: info.version, fips140: module, mode: mode, finding: finding, usesModule: usesModule)
    }

    private func mode(_ environment: [String: String]) -> (mode: String, origin: String) {
        let set = (environment["GODEBUG"] ?? "").split(separator: ",").last { $0.hasPrefix("fips140=") }
        if let set { return (String(set.dropFirst("fips140=".count)), " by GODEBUG of the image's configuration") }
        return (info.fips140, "")
    }

    private func withoutModule(_ opensslIsEffective: Bool) -> (finding: String, usesModule: Bool) {
        let experiments = Set((info.settings["GOEXPERIMENT"] ?? "").split(separator: ",").map(String.init))
        let hasC = info.settings["CGO_ENABLED"] != "0"
        if holdsBoring { return ("BoringCrypto (GOEXPERIMENT=boringcrypto)", true) }
        if experiments.contains("boringcrypto") { return ("GOEXPERIMENT=boringcrypto, but no code of BoringCrypto is in it", false) }
        let named = experiments.intersection(["strictfipsruntime", "systemcrypto", "opensslcrypto"]).sorted()
        if loadsOpenSSL || !named.isEmpty {
            let how = named.isEmpty ? "" : " (GOEXPERIMENT=\(named.joined(separator: ",")))"
            if !hasC, !loadsOpenSSL { return ("built for the OpenSSL of the image\(how), but without cgo", false) }
            let state = opensslIsEffective ? "its FIPS provider is in effect" : "its FIPS provider is not in effect"
            return ("the OpenSSL of the image\(how): \(state)", opensslIsEffective)
        }
        return (info.version.isEmpty ? "no build settings" : "no module (GOFIPS140 is not set)", false)
    }

    /// `v1.0.0` of `v1.0.0-c2097c7c`: what follows the version is a checksum of the module's sources.
    var moduleVersion: String {
        let setting = info.settings["GOFIPS140"] ?? ""
        return setting.hasPrefix("v") ? String(setting.prefix { $0 != "-" }) : setting
    }

    /// Whether it was built with a module of its own.
    var hasModule: Bool { !["", "off"].contains(info.settings["GOFIPS140"] ?? "") }
}
