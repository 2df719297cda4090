import ImageFS
import OVAL

extension Probe {
    /// `inetd`: the services of `/etc/inetd.conf`.
    ///
    /// OVAL 5.11.2, unix-definitions, `inetd_object`; inetd.conf(5): name, type of socket, protocol, wait or nowait, user, program, arguments.
    public static let inetd = Probe(
        .unix, "inetd",
        object: ["protocol", "service_name"],
        item: ["protocol", "service_name", "server_program", "server_arguments", "endpoint_type", "exec_as_user", "wait_status"]
    ) { object, context throws(CollectionFailure) in
        guard let protocolName = EntityMatcher(object.entity("protocol")), let service = EntityMatcher(object.entity("service_name")) else {
            throw CollectionFailure(.error, "\(object.object.id): protocol or service_name is missing")
        }
        var found = ItemGathering(object, context)
        for line in try context.lines(of: "/etc/inetd.conf") where !line.hasPrefix("#") {
            let fields = line.split { $0 == " " || $0 == "\t" }.map(String.init)
            guard fields.count >= 6, try protocolName.admits(fields[2]), try service.admits(fields[0]) else { continue }
            // `nowait.60` bounds how often a service is started.
            let wait = fields[3].split(separator: ".").first.map(String.init) ?? fields[3]
            // The user may have a group and a login class.
            let user = fields[4].split { $0 == ":" || $0 == "." || $0 == "/" }.first.map(String.init) ?? fields[4]
            try found.add(
                Item(
                    object.object.kind,
                    [
                        ItemEntity("protocol", fields[2]), ItemEntity("service_name", fields[0]), ItemEntity("server_program", fields[5]),
                        ItemEntity("server_arguments", fields.dropFirst(6).joined(separator: " ")), ItemEntity("endpoint_type", fields[1]),
                        ItemEntity("exec_as_user", user), ItemEntity("wait_status", wait),
                    ]))
        }
        return found.collected()
    }
}
