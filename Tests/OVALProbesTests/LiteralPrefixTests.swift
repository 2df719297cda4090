import Testing

@testable import OVALProbes

@Suite("What a pattern must begin with is found only where it is certain")
struct LiteralPrefixTests {
    @Test(arguments: [
        ("^/etc/ssh/sshd_config$", "/etc/ssh/sshd_config", true),
        ("^/etc/ssh/.*", "/etc/ssh/", false),
        ("^\\/etc\\/cron\\.d$", "/etc/cron.d", true),
        ("^/etc/ab*", "/etc/a", false), ("^/etc/ab?$", "/etc/a", false), ("^/etc/ab{0}", "/etc/a", false), ("^/etc/ab+", "/etc/a", false),
        ("^/(|s)bin", "/", false), ("^/etc/[ab]", "/etc/", false), ("^/etc\\w", "/etc", false), ("^/etc\\Z", "/etc", false),
        ("/etc/passwd", "", false), ("", "", false), ("^", "", false), ("(?i)^/etc", "", false),
        ("^/etc/a|/usr/b", "", false), ("^/etc/(a|b)$", "/etc/", false), ("^/etc/[|]", "/etc/", false), ("^/etc/a\\|b", "/etc/a|b", false),
        ("^/etc/[]|]x", "/etc/", false), ("^/a\\Q|\\E", "", false), ("^/etc$|", "", false), ("^/etc$\n", "/etc", false),
        ("^/etc\\", "/etc", false),
    ])
    func prefix(pattern: String, text: String, isWhole: Bool) {
        let prefix = LiteralPrefix(pattern)
        #expect(String(decoding: prefix.text, as: UTF8.self) == text)
        #expect(prefix.isWhole == isWhole)
    }
}
