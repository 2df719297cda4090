import OVAL

/// Kinds that ask about a running system. No image answers them; each is `not applicable`, and says why.
extension Probe {
    /// `dnscache`, unix-definitions.
    public static let dnscache = runtimeOnly(
        .unix, "dnscache", object: ["domain_name"], item: ["domain_name", "ttl", "ip_address"],
        because: "nothing runs in an image, so it has no cache of names")
    /// `interface`, unix-definitions.
    public static let interface = runtimeOnly(
        .unix, "interface", object: ["name"],
        item: ["name", "type", "hardware_addr", "inet_addr", "broadcast_addr", "netmask", "flag"],
        because: "an image has no network interfaces; they are those of whatever will run it")
    /// `process`, unix-definitions (deprecated).
    public static let process = runtimeOnly(
        .unix, "process", object: ["command"],
        item: ["command", "exec_time", "pid", "ppid", "priority", "ruid", "scheduling_class", "start_time", "tty", "user_id"],
        because: "nothing runs in an image, so it has no processes")
    /// `process58`, unix-definitions.
    public static let process58 = runtimeOnly(
        .unix, "process58", object: ["command_line", "pid"],
        item: [
            "command_line", "exec_time", "pid", "ppid", "priority", "ruid", "scheduling_class", "start_time", "tty", "user_id",
            "exec_shield",
            "loginuid", "posix_capability", "selinux_domain_label", "session_id",
        ],
        because: "nothing runs in an image, so it has no processes")
    /// `routingtable`, unix-definitions.
    public static let routingtable = runtimeOnly(
        .unix, "routingtable", object: ["destination"], item: ["destination", "gateway", "flags", "interface_name"],
        because: "an image has no routes; they are those of whatever will run it")
    /// `sysctl`, unix-definitions. Content that also looks at the files of sysctl.d is decided by those.
    public static let sysctl = runtimeOnly(
        .unix, "sysctl", object: ["name"], item: ["name", "value"],
        because: "kernel parameters are those of the kernel that will run the image; only their configuration is in it")
    /// `apparmorstatus`, linux-definitions.
    public static let apparmorstatus = runtimeOnly(
        .linux, "apparmorstatus", object: [],
        item: [
            "loaded_profiles_count", "enforce_mode_profiles_count", "complain_mode_profiles_count", "processes_with_profiles_count",
            "enforce_mode_processes_count", "complain_mode_processes_count", "unconfined_processes_with_profiles_count",
        ],
        because: "profiles are loaded into the kernel that will run the image")
    /// `iflisteners`, linux-definitions.
    public static let iflisteners = runtimeOnly(
        .linux, "iflisteners", object: ["interface_name"],
        item: ["interface_name", "protocol", "hw_address", "program_name", "pid", "user_id"],
        because: "nothing runs in an image, so nothing listens")
    /// `inetlisteningservers`, linux-definitions.
    public static let inetlisteningservers = runtimeOnly(
        .linux, "inetlisteningservers", object: ["protocol", "local_address", "local_port"], itemName: "inetlisteningserver_item",
        item: [
            "protocol", "local_address", "local_port", "local_full_address", "program_name", "foreign_address", "foreign_port",
            "foreign_full_address", "pid", "user_id",
        ],
        because: "nothing runs in an image, so nothing listens")
    /// `selinuxboolean`, linux-definitions.
    public static let selinuxboolean = runtimeOnly(
        .linux, "selinuxboolean", object: ["name"], item: ["name", "current_status", "pending_status"],
        because: "booleans of SELinux are those of the kernel that will run the image")
}
