public import Exchange
internal import ImageFS
internal import ImageFacts
internal import OVAL
internal import PackageDB

extension Target {
    /// The target as plain data.
    var record: TargetRecord {
        var record = TargetRecord(
            name: name, source: identity.source.rawValue, digest: identity.manifestDigest,
            configurationDigest: identity.configurationDigest,
            tags: identity.tags, platform: identity.platform, osName: systemInfo.osName, osVersion: systemInfo.osVersion,
            architecture: systemInfo.architecture, facts: facts.map { .init(name: $0.name, value: $0.value, sources: $0.sources) },
            layers: identity.layers.map { .init(digest: $0.digest, size: $0.size, createdBy: $0.createdBy) })
        record.packages = imageFacts.map { Self.present($0.packages) }
        return record
    }

    private static func present(_ packages: [Package]) -> [ImageRecord.Package] {
        packages.filter(\.isPresent).map {
            .init(name: $0.name, version: $0.version.description, architecture: $0.architecture, kind: $0.kind.rawValue)
        }.sorted { ($0.name, $0.version, $0.architecture) < ($1.name, $1.version, $1.architecture) }
    }

    /// All that is known of the image, as plain data.
    public func imageRecord(_ platform: PlatformFacts) -> ImageRecord {
        let known = platform.facts
        let survey = platform.survey
        let system = known.operatingSystem.value
        let accounts = Account.all(in: image)
        var incomplete: [String] = []
        for gap in [
            gap(known.operatingSystem), gap(known.packageDatabases), gap(known.architecture), gap(known.hasKernel), gap(accounts),
            gap(survey.components),
        ] {
            if let gap, !incomplete.contains(gap) { incomplete.append(gap) }
        }
        // The image's own list has them.
        var target = record
        target.packages = nil
        return ImageRecord(
            target: target,
            configuration: identity.configuration.map {
                .init(
                    user: $0.user ?? "", environment: $0.environment, entrypoint: $0.entrypoint, command: $0.command,
                    workingDirectory: $0.workingDirectory, exposedPorts: $0.exposedPorts, volumes: $0.volumes, labels: $0.labels,
                    healthcheck: $0.healthcheck, created: $0.created)
            }, nature: .init(kind: platform.nature.kind?.rawValue ?? "unknown", reason: platform.nature.reason),
            operatingSystem: .init(
                id: system?.id ?? "", version: system?.versionID ?? "", name: system?.prettyName ?? "",
                confidence: system?.confidence.rawValue ?? "unknown",
                sources: system == nil ? [] : known.operatingSystem.sources.map(\.description)),
            packageDatabases: (known.packageDatabases.value ?? []).map {
                .init(kind: $0.kind.rawValue, path: $0.path.description, packages: $0.packages, error: $0.error)
            },
            packages: Self.present(known.packages),
            components: (survey.components.value ?? []).map {
                .init(
                    id: $0.component.id, title: $0.component.title, group: $0.component.group.rawValue, packages: $0.packages,
                    files: $0.files.map(\.description), renamed: $0.renamed.map(\.description), unpackaged: $0.isUnpackaged)
            },
            accounts: (accounts.value ?? []).map { .init(name: $0.name, uid: $0.uid, shell: $0.shell, password: $0.password.rawValue) },
            privileged: (survey.privileged.value ?? []).map {
                .init(path: $0.path.description, mode: Self.octal($0.mode), uid: $0.uid, gid: $0.gid, capabilities: $0.hasCapabilities)
            }, openDirectories: (survey.openDirectories.value ?? []).map(\.description),
            certificateStores: (survey.certificateStores.value ?? []).map(\.description),
            cryptographicFiles: (survey.cryptographicFiles.value ?? []).map(\.description), entries: survey.entries, bytes: survey.bytes,
            incomplete: incomplete)
    }

    private static func octal(_ mode: UInt16) -> String {
        let text = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }
}

/// Why a fact is a floor only.
private func gap<Value>(_ fact: Fact<Value>) -> String? {
    if case .incomplete(let why) = fact.completeness { why } else { nil }
}
