import OVAL

/// Kinds that an image could answer but that are not collected. Each is `not collected`, and says so.
extension Probe {
    /// `ldap`, independent-definitions.
    public static let ldap = notYet(
        .independent, "ldap", object: ["suffix", "relative_dn", "attribute"],
        item: ["suffix", "relative_dn", "attribute", "object_class", "ldaptype", "value"],
        because: "no directory is asked: nothing but the image is read")
    /// `ldap57`, independent-definitions.
    public static let ldap57 = notYet(
        .independent, "ldap57", object: ["suffix", "relative_dn", "attribute"],
        item: ["suffix", "relative_dn", "attribute", "object_class", "ldaptype", "value"],
        because: "no directory is asked: nothing but the image is read")
    /// `sql`, independent-definitions (deprecated).
    public static let sql = notYet(
        .independent, "sql", object: ["engine", "version", "connection_string", "sql"],
        item: ["engine", "version", "connection_string", "sql", "result"],
        because: "no database is asked: nothing but the image is read")
    /// `sql57`, independent-definitions.
    public static let sql57 = notYet(
        .independent, "sql57", object: ["engine", "version", "connection_string", "sql"],
        item: ["engine", "version", "connection_string", "sql", "result"],
        because: "no database is asked: nothing but the image is read")
    /// `yamlfilecontent`, independent-definitions.
    public static let yamlfilecontent = notYet(
        .independent, "yamlfilecontent", object: [.oneOf([["filepath"], ["path", "filename"], ["content"]]), "yamlpath"],
        item: ["filepath", "path", "filename", "content", "yamlpath", "value", "windows_view"],
        because: "paths into YAML files are not evaluated yet")
    /// `gconf`, unix-definitions.
    public static let gconf = notYet(
        .unix, "gconf", object: ["key", "source"],
        item: ["key", "source", "type", "is_writable", "mod_user", "mod_time", "is_default", "value"],
        because: "databases of GConf are not read")
    /// `inetd`, unix-definitions.
    public static let inetd = notYet(
        .unix, "inetd", object: ["protocol", "service_name"],
        item: ["protocol", "service_name", "server_program", "server_arguments", "endpoint_type", "exec_as_user", "wait_status"],
        because: "the configuration of inetd is not read")
    /// `runlevel`, unix-definitions.
    public static let runlevel = notYet(
        .unix, "runlevel", object: ["service_name", "runlevel"], item: ["service_name", "runlevel", "start", "kill"],
        because: "links of System V runlevels are not read")
    /// `sccs`, unix-definitions (deprecated).
    public static let sccs = notYet(
        .unix, "sccs", object: [.file],
        item: [
            "filepath", "path", "filename", "module_name", "module_type", "release", "level", "branch", "sequence", "what_string",
        ],
        because: "files of SCCS are not read")
    /// `xinetd`, unix-definitions.
    public static let xinetd = notYet(
        .unix, "xinetd", object: ["protocol", "service_name"],
        item: [
            "protocol", "service_name", "flags", "no_access", "only_from", "port", "server", "server_arguments", "socket_type", "type",
            "user",
            "wait", "disabled",
        ],
        because: "the configuration of xinetd is not read")
    /// `rpmverify`, linux-definitions (deprecated).
    public static let rpmverify = notYet(
        .linux, "rpmverify", object: ["name", "filepath"],
        item: [
            "name", "filepath", "size_differs", "mode_differs", "md5_differs", "device_differs", "link_mismatch", "ownership_differs",
            "group_differs", "mtime_differs", "capabilities_differ", "configuration_file", "documentation_file", "ghost_file",
            "license_file",
            "readme_file",
        ],
        because: "files are not compared with their packages yet")
    /// `rpmverifypackage`, linux-definitions.
    public static let rpmverifypackage = notYet(
        .linux, "rpmverifypackage", object: ["name", "epoch", "version", "release", .optional("arch")],
        item: [
            "name", "epoch", "version", "release", "arch", "extended_name", "dependency_check_passed", "digest_check_passed",
            "verification_script_successful", "signature_check_passed",
        ],
        because: "packages are not verified: that would run their scripts")
    /// `slackwarepkginfo`, linux-definitions.
    public static let slackwarepkginfo = notYet(
        .linux, "slackwarepkginfo", object: ["name"], item: ["name", "version", "architecture", "revision"],
        because: "packages of Slackware are not read")
}
