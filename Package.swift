// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(["-warnings-as-errors"]),
]

/// A Swift module of ours; what it may import is exactly what stands here (Tests/ArchitectureTests compares).
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
    name: "stigready",
    products: [
        .executable(name: "stigready", targets: ["stigready"]),
        .library(name: "XCCDF", targets: ["XCCDF"]),
        .library(name: "OVAL", targets: ["OVAL", "OVALProbes"]),
        .library(name: "CPE", targets: ["CPE"]),
        .library(name: "SCAP", targets: ["SCAP"]),
        .library(name: "RMF", targets: ["RMF"]),
        .library(name: "ImageFS", targets: ["ImageFS", "PackageDB", "ImageFacts"]),
        .library(name: "Assessment", targets: ["Assessment"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // C libraries of the system: a module map and a shim header, nothing else.
        system("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        system("CLibXSLT", pkgConfig: "libexslt", apt: "libxslt1-dev"),
        system("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev"),
        system("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        system("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        system("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
        system("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        system("CXLSXWriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev"),
        .target(name: "CLinux"),

        // Leaves.
        module("Diagnostics"),
        module("Digest", ["CCrypto"]),
        module("XML", ["CLibXML2", "Diagnostics"]),
        module("PerlRegex", ["CPCRE2"]),
        module("ImageFS", ["CLinux"]),
        module("PackageDB", ["CSQLite", "Digest", "ImageFS"]),
        module("Reports", ["CLibXML2", "CLibXSLT"]),
        module("YAML", ["CYAML"]),
        module("Calendar"),
        module("Zip", ["CArchive", "Diagnostics"]),

        // The specifications.
        module("CPE", ["Diagnostics", "XML"]),
        module("XCCDF", ["Diagnostics", "XML"]),
        module("OVAL", ["Diagnostics", "PerlRegex", "XML"]),

        // Over them.
        module("OVALProbes", ["Digest", "ImageFS", "OVAL", "PackageDB", "PerlRegex", "XML", "YAML"]),
        module("SCAP", ["CPE", "Diagnostics", "OVAL", "XCCDF", "XML"]),
        module("RMF", ["XML"]),
        module("ImageFacts", ["ImageFS", "PackageDB"]),
        module("OCI", ["CArchive", "Digest", "ImageFS"]),
        module("CryptoFacts", ["Calendar", "Digest", "ImageFS", "PackageDB", "Zip"]),
        module("Answers", ["Calendar", "Diagnostics", "YAML"]),
        module("Library", ["CPE", "Diagnostics", "Digest", "ImageFS", "ImageFacts", "OVAL", "SCAP", "XCCDF", "XML", "YAML", "Zip"]),

        // The run, and what leaves it.
        module(
            "Assessment",
            [
                "CPE", "Calendar", "CryptoFacts", "Diagnostics", "Digest", "Exchange", "ImageFS", "ImageFacts", "OVAL", "OVALProbes",
                "PackageDB", "RMF", "SCAP", "XCCDF", "XML",
            ]),
        module("Exchange", ["Answers", "Calendar", "Diagnostics", "Digest", "RMF", "XML", "YAML"]),
        module("Workbooks", ["CLibXML2", "CXLSXWriter", "Diagnostics", "Exchange", "Zip"]),
        module(
            "Authoring",
            [
                "Assessment", "CPE", "Calendar", "Diagnostics", "ImageFS", "ImageFacts", "OVAL", "PackageDB", "PerlRegex", "RMF", "SCAP",
                "XCCDF", "XML", "YAML",
            ]),
        .executableTarget(
            name: "stigready",
            dependencies: [
                "Answers",
                "Assessment",
                "Authoring",
                "Calendar",
                "CryptoFacts",
                "Diagnostics",
                "Exchange",
                "ImageFS",
                "ImageFacts",
                "Library",
                "OCI",
                "OVAL",
                "OVALProbes",
                "PackageDB",
                "RMF",
                "Reports",
                "SCAP",
                "Workbooks",
                "XCCDF",
                "XML",
                "Zip",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        tests("DigestTests", ["Digest"]),
        tests("DiagnosticsTests", ["Diagnostics"]),
        tests("XMLTests", ["Diagnostics", "XML"]),
        tests("PerlRegexTests", ["PerlRegex"]),
        tests("ImageFSTests", ["ImageFS"]),
        tests("PackageDBTests", ["Digest", "ImageFS", "PackageDB"]),
        tests("ReportsTests", ["Reports", "XML"]),
        tests("CPETests", ["CPE", "Diagnostics", "XML"]),
        tests("XCCDFTests", ["CPE", "Diagnostics", "XCCDF", "XML"]),
        tests("OVALTests", ["Diagnostics", "OVAL", "PerlRegex", "XML"]),
        tests("OVALProbesTests", ["Diagnostics", "ImageFS", "OVAL", "OVALProbes", "PackageDB", "PerlRegex", "XML"]),
        tests("SCAPTests", ["CPE", "Diagnostics", "OVAL", "SCAP", "XCCDF", "XML"]),
        tests("RMFTests", ["RMF", "XML"]),
        tests("YAMLTests", ["YAML"]),
        tests("OCITests", ["Digest", "ImageFS", "OCI"]),
        tests("AnswersTests", ["Answers", "Calendar", "Diagnostics"]),
        tests("CryptoFactsTests", ["CryptoFacts", "Diagnostics", "Digest", "ImageFS", "PackageDB", "Zip"]),
        tests("LibraryTests", ["CArchive", "Diagnostics", "ImageFacts", "ImageFS", "Library", "Zip"]),
        tests(
            "AuthoringTests",
            ["Assessment", "Authoring", "CPE", "Diagnostics", "ImageFS", "ImageFacts", "OVAL", "RMF", "SCAP", "XCCDF", "XML", "Zip"]),
        tests("ExchangeTests", ["Answers", "Calendar", "Diagnostics", "Digest", "Exchange", "RMF", "XML"]),
        tests("WorkbooksTests", ["Exchange", "RMF", "Workbooks", "Zip"]),
        tests("ImageFactsTests", ["ImageFS", "ImageFacts", "PackageDB"]),
        tests(
            "AssessmentTests",
            ["Assessment", "CPE", "Diagnostics", "Exchange", "ImageFS", "ImageFacts", "OVAL", "RMF", "Reports", "SCAP", "XCCDF", "XML"]),
        tests("CommandTests", []),
        tests(
            "ContentTests",
            [
                "Assessment", "Authoring", "CryptoFacts", "Diagnostics", "ImageFS", "ImageFacts", "OVAL", "OVALProbes", "RMF", "SCAP",
                "XCCDF",
                "XML", "YAML",
            ],
            exclude: ["cases", "images"] + ["nginx", "httpd", "postgresql", "mariadb", "redis", "tomcat", "openssh"].map { "cases-\($0)" }),
        tests("DifferentialTests", ["XML"], exclude: ["differences.txt"]),
        tests("ArchitectureTests", []),
    ]
)
