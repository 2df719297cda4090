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
    /// `sccs`, unix-definitions (deprecated).
    public static let sccs = notYet(
        .unix, "sccs", object: [.file],
        item: [
            "filepath", "path", "filename", "module_name", "module_type", "release", "level", "branch", "sequence", "what_string",
        ],
        because: "files of SCCS are not read")
}
