import OVAL

/// Kinds whose answer is with a server, not in an image. Each is `not collected`, and says so.
extension Probe {
    /// `ldap`, independent-definitions.
    public static let ldap = elsewhere(
        .independent, "ldap", object: ["suffix", "relative_dn", "attribute"],
        item: ["suffix", "relative_dn", "attribute", "object_class", "ldaptype", "value"],
        because: "no directory is asked: nothing but the image is read")
    /// `ldap57`, independent-definitions.
    public static let ldap57 = elsewhere(
        .independent, "ldap57", object: ["suffix", "relative_dn", "attribute"],
        item: ["suffix", "relative_dn", "attribute", "object_class", "ldaptype", "value"],
        because: "no directory is asked: nothing but the image is read")
    /// `sql`, independent-definitions (deprecated).
    public static let sql = elsewhere(
        .independent, "sql", object: ["engine", "version", "connection_string", "sql"],
        item: ["engine", "version", "connection_string", "sql", "result"],
        because: "no database is asked: nothing but the image is read")
    /// `sql57`, independent-definitions.
    public static let sql57 = elsewhere(
        .independent, "sql57", object: ["engine", "version", "connection_string", "sql"],
        item: ["engine", "version", "connection_string", "sql", "result"],
        because: "no database is asked: nothing but the image is read")
}
