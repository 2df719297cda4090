import ImageFS
import OVAL

extension Probe {
    /// `runlevel`: whether a service of System V is started or stopped in a runlevel, by the links in `/etc/rcN.d`.
    ///
    /// OVAL 5.11.2, unix-definitions, `runlevel_object`: a service is a script in `/etc/init.d`; a link `SNNname` starts it and `KNNname` stops
    /// it, whatever it is called, if it leads to the script.
    public static let runlevel = Probe(
        .unix, "runlevel",
        object: ["service_name", "runlevel"],
        item: ["service_name", "runlevel", "start", "kill"]
    ) { object, context throws(CollectionFailure) in
        guard let service = EntityMatcher(object.entity("service_name")), let level = EntityMatcher(object.entity("runlevel")) else {
            throw CollectionFailure(.error, "\(object.object.id): service_name or runlevel is missing")
        }
        var found = ItemGathering(object, context)
        // Red Hat's layout first: there the other one is made of links to it.
        var scripts: [(name: String, file: FileID)] = []
        for path in ["/etc/rc.d/init.d", "/etc/init.d"] as [ImagePath] where scripts.isEmpty { scripts = try context.entries(of: path) }
        for number in ["0", "1", "2", "3", "4", "5", "6"] where try level.admits(number) {
            var links: [(isStart: Bool, name: String, target: FileID?)] = []
            for path in [ImagePath("/etc/rc.d/rc\(number).d"), ImagePath("/etc/rc\(number).d")] where links.isEmpty {
                for (name, _) in try context.entries(of: path) {
                    guard let parts = name.wholeMatch(of: /([SK])[0-9][0-9](.+)/) else { continue }
                    links.append((parts.1 == "S", String(parts.2), try context.target(of: path.appending(Array(name.utf8)))))
                }
            }
            for (name, file) in scripts where try service.admits(name) {
                let own = links.filter { $0.target.map { $0 == file } ?? ($0.name == name) }
                try found.add(
                    Item(
                        object.object.kind,
                        [
                            ItemEntity("service_name", name), ItemEntity("runlevel", number),
                            .boolean("start", own.contains(where: \.isStart)), .boolean("kill", own.contains { !$0.isStart }),
                        ]))
            }
        }
        return found.collected()
    }
}
