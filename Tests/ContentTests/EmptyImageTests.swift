import Foundation
import OVAL
import Testing
import YAML

@Suite("Nothing passes where nothing can be known")
struct EmptyImageTests {
    /// Images about which no claim from absence may be made.
    static let images: [(name: String, listing: String)] = [
        ("an empty image", ""),
        ("an image of unknown kind", "/app/server 0755\n| program\n/app/config\n| port = 8080\n"),
        ("an unreadable database of dpkg", "/etc/os-release\n| ID=debian\n| VERSION_ID=\"13\"\n/var/lib/dpkg/status unreadable\n"),
        ("a damaged database of rpm", "/etc/os-release\n| ID=fedora\n| VERSION_ID=43\n/var/lib/rpm/rpmdb.sqlite\n| this is no database\n"),
        ("an unreadable database of apk", "/etc/os-release\n| ID=alpine\n| VERSION_ID=3.23.0\n/lib/apk/db/installed unreadable\n"),
        ("an empty database of apk", "/etc/os-release\n| ID=wolfi\n/usr/lib/apk/db/installed\n"),
    ]

    @Test(arguments: images.indices)
    func noCheckIsTrue(_ place: Int) async throws {
        let image = Self.images[place]
        let definitions = try OurContent.definitions()
        let results = try await evaluate(definitions, nil, on: Array(image.listing.utf8))
        // A release that is in support is so by os-release, whatever became of the packages.
        let byRelease = Set(definitions.definitions.all.filter { $0.title == "the operating system is in its vendor's support" }.map(\.id))
        for requirement in try OurContent.requirements() {
            for list in ["oval", "guard"] {
                let checks = requirement.list(list)
                guard !checks.isEmpty, !Set(checks).isSubset(of: byRelease) else { continue }
                let isMet = checks.allSatisfy { results.definitionResults[$0]?.result == .true }
                #expect(!isMet, "\(requirement.file) passes on \(image.name)")
            }
        }
        for definition in definitions.definitions.all where definition.class == .compliance && !byRelease.contains(definition.id) {
            #expect(
                results.definitionResults[definition.id]?.result != .true, "\(definition.id) \(definition.title) on \(image.name)")
        }
    }
}
