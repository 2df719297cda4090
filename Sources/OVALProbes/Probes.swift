public import OVAL

extension Probe {
    /// The test kinds that are known, in the order of the documentation: schema by schema, names in order.
    ///
    /// A new kind is a file in the folder of its schema and a line here.
    public static let all: [Probe] = [
        // independent
        environmentvariable,
        environmentvariable58,
        family,
        filehash,
        filehash58,
        filemd5,
        ldap,
        ldap57,
        sql,
        sql57,
        textfilecontent,
        textfilecontent54,
        variable,
        xmlfilecontent,
        yamlfilecontent,
        // unix
        dnscache,
        file,
        fileextendedattribute,
        gconf,
        inetd,
        interface,
        password,
        process,
        process58,
        routingtable,
        runlevel,
        sccs,
        shadow,
        symlink,
        sysctl,
        uname,
        xinetd,
        // linux
        apparmorstatus,
        dpkginfo,
        iflisteners,
        inetlisteningservers,
        partition,
        rpminfo,
        rpmverify,
        rpmverifyfile,
        rpmverifypackage,
        selinuxboolean,
        selinuxsecuritycontext,
        slackwarepkginfo,
        systemdunitdependency,
        systemdunitproperty,
    ]

    /// Kinds of test that have no object, so that nothing is collected for them.
    ///
    /// independent-definitions, `unknown_test`: its result is always unknown.
    public static let withoutObject: [TestKind] = [TestKind("independent", "unknown")]
}
