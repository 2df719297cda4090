import ImageFS
import OVAL

/// The units of systemd in an image, as far as files and links tell.
///
/// systemd.unit(5): "Unit File Load Path"; `systemctl enable` and `systemctl mask` are links, and those are read here.
struct SystemdUnits: Sendable {
    /// A unit, by the file that wins.
    struct Unit: Sendable {
        var name: String
        /// The file or link, in the directory that comes first.
        var path: [UInt8]
        /// Masked: it cannot be started, by anything.
        var isMasked: Bool
        /// Whether its file has an `[Install]` section.
        var hasInstall: Bool
    }

    /// By name.
    private(set) var units: [String: Unit] = [:]
    /// What a unit wants and requires: by links, and by `Wants=` and `Requires=` of its file.
    private(set) var dependencies: [String: Set<String>] = [:]
    /// Those that a link below `/etc` or `/run` enables.
    private var enabledByLink: Set<String> = []
    /// What could not be read.
    private(set) var problems = SearchProblems()

    private static let directories: [ImagePath] = [
        "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system",
    ]
    private static let suffixes = [
        ".service", ".socket", ".target", ".timer", ".path", ".mount", ".automount", ".swap", ".device", ".slice", ".scope",
    ]

    /// Reads the directories of units.
    init(_ context: ProbeContext) {
        let image = context.image
        var seen: Set<FileID> = []
        for path in Self.directories {
            do throws(ImageError) {
                // /lib is a link to usr/lib in most images: the same directory is read once.
                guard let directory = try image.resolve(path), seen.insert(directory).inserted else { continue }
                for file in try image.children(of: directory) {
                    // A unit that cannot be read does not hide the others.
                    do throws(ImageError) { try read(file, in: path, context) } catch { problems.note(error) }
                }
            } catch {
                problems.note(error)
            }
        }
        let wanted = dependencies.values.reduce(into: Set()) { $0.formUnion($1) }
        for name in wanted where units[name] == nil { addInstance(name) }
    }

    private mutating func read(_ file: FileID, in directory: ImagePath, _ context: ProbeContext) throws(ImageError) {
        let image = context.image
        let bytes = image.name(of: file)
        let name = String(decoding: bytes, as: UTF8.self)
        let isConfiguration = directory == Self.directories[0] || directory == Self.directories[1]
        for suffix in [".wants", ".requires"] where name.hasSuffix(suffix) {
            for link in try image.children(of: file) {
                let wanted = String(decoding: image.name(of: link), as: UTF8.self)
                guard Self.isUnit(wanted) else { continue }
                dependencies[String(name.dropLast(suffix.count)), default: []].insert(wanted)
                if isConfiguration { enabledByLink.insert(wanted) }
            }
            return
        }
        guard Self.isUnit(name), units[name] == nil else { return }
        var unit = Unit(name: name, path: directory.appending(bytes).bytes, isMasked: false, hasInstall: false)
        var target: FileID? = file
        if try image.metadata(of: file).kind == .symbolicLink {
            unit.isMasked = Self.isDevNull(try image.linkTarget(of: file), from: directory)
            target = unit.isMasked ? nil : try image.resolve(image.path(of: file))
        }
        if let target {
            let metadata = try image.metadata(of: target)
            guard metadata.kind == .regular else { return }
            // systemd.unit(5): an empty file masks as well.
            if metadata.size == 0 { unit.isMasked = true } else { readText(try context.text(of: target), of: &unit) }
        } else if !unit.isMasked {
            // A link that leads nowhere is no unit.
            return
        }
        units[name] = unit
    }

    private mutating func readText(_ text: FileText, of unit: inout Unit) {
        var section: [UInt8] = []
        for line in text.bytes.split(separator: UInt8(ascii: "\n")) {
            if line.first == UInt8(ascii: "[") {
                section = Array(line)
                if line.starts(with: "[Install]".utf8) { unit.hasInstall = true }
            } else if section.starts(with: "[Unit]".utf8) {
                for key in ["Wants=", "Requires="] where line.starts(with: key.utf8) {
                    for word in line.dropFirst(key.utf8.count).split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) {
                        let wanted = String(decoding: word, as: UTF8.self)
                        if Self.isUnit(wanted) { dependencies[unit.name, default: []].insert(wanted) }
                    }
                }
            }
        }
    }

    /// `name@instance.service` is made of `name@.service`.
    private mutating func addInstance(_ name: String) {
        guard let at = name.firstIndex(of: "@"), let dot = name.lastIndex(of: "."), at < dot else { return }
        guard var unit = units[String(name[...at]) + String(name[dot...])] else { return }
        unit.name = name
        units[name] = unit
    }

    /// The states by which a unit answers `UnitFileState`.
    ///
    /// systemctl(1), `is-enabled`.
    func unitFileState(of unit: Unit) -> String {
        if unit.isMasked { return "masked" }
        if enabledByLink.contains(unit.name) { return "enabled" }
        return unit.hasInstall ? "disabled" : "static"
    }

    /// What a unit wants or requires, and what those targets do in turn.
    func allDependencies(of name: String) -> Set<String> {
        var found: Set<String> = []
        var pending = [name]
        while let next = pending.popLast() {
            for dependency in dependencies[next] ?? [] where found.insert(dependency).inserted && dependency.hasSuffix(".target") {
                pending.append(dependency)
            }
        }
        return found
    }

    private static func isUnit(_ name: String) -> Bool { suffixes.contains { name.hasSuffix($0) && name != $0 } }

    /// Whether a link's text means /dev/null, which need not be in an image.
    private static func isDevNull(_ target: [UInt8], from directory: ImagePath) -> Bool {
        var names: [[UInt8]] = target.first == slash ? [] : directory.components
        for name in ImagePath(bytes: target).components {
            if name == Array("..".utf8) { _ = names.popLast() } else if name != Array(".".utf8) { names.append(name) }
        }
        return names == [Array("dev".utf8), Array("null".utf8)]
    }
}
