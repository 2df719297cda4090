import PerlRegex
import Testing

@testable import OVALProbes

@Suite("What texts must begin with is taken from a pattern only where it is certain")
struct PatternPrefixesTests {
    @Test(arguments: [
        ("^/etc/ssh/sshd_config$", ["/etc/ssh/sshd_config"], true),
        ("^/etc/ssh/.*", ["/etc/ssh/"], false),
        ("^\\/etc\\/cron\\.d$", ["/etc/cron.d"], true),
        ("^/etc/ab*", ["/etc/a"], false), ("^/etc/ab{0}", ["/etc/a"], false), ("^/etc/ab+", ["/etc/a"], false),
        ("^/etc/ab?$", ["/etc/a", "/etc/ab"], true), ("^/etc/ab??", ["/etc/a"], false), ("^/etc/ab?+$", ["/etc/a"], false),
        ("^/(|s)bin", ["/bin", "/sbin"], false), ("^/(?:usr/)?bin/.*$", ["/bin/", "/usr/bin/"], false),
        (
            "^\\/(|s)bin|^\\/usr\\/(|local\\/)(|s)bin|^\\/usr\\/libexec",
            ["/bin", "/sbin", "/usr/bin", "/usr/libexec", "/usr/local/bin", "/usr/local/sbin", "/usr/sbin"], false
        ),
        ("^/etc/(a|b)$", ["/etc/a", "/etc/b"], true), ("^/etc/(a|b.*)x$", ["/etc/ax", "/etc/b"], false),
        ("^/etc/(a$|b)", ["/etc/a", "/etc/b"], false), ("^/etc/(a|b)+c", ["/etc/"], false),
        ("^/etc/[ab]", ["/etc/"], false), ("^/etc\\w", ["/etc"], false), ("^/etc\\Z", ["/etc"], false), ("^/etc$\n", ["/etc"], false),
        ("^/etc/a\\|b", ["/etc/a|b"], false), ("^/etc/[|]x", ["/etc/"], false), ("^/etc/[]|]x", ["/etc/"], false),
        ("^/a(?=x|y)b", ["/a"], false), ("^/etc$|^/usr$", ["/etc", "/usr"], true),
    ])
    func certain(pattern: String, texts: [String], areWhole: Bool) {
        let prefixes = PatternPrefixes(pattern)
        #expect(prefixes.texts?.map { String(decoding: $0, as: UTF8.self) }.sorted() == texts)
        #expect(prefixes.areWhole == areWhole)
    }

    @Test(arguments: [
        "/etc/passwd", "", "^", "^$", "^.*$", "(?i)^/etc", "^/a(?i)|^/B", "^/etc/a|/usr/b", "^/etc|", "^(a|)", "^/a\\Q|\\E",
        "^/a[[:alpha:](]|^/b",
        "^/etc\\", "^/a(", "^/a)|^/b", "^/a[b", "(*UTF)^/a", "^(?(1)a|b)", "^(/a|^/b)",
    ])
    func uncertain(pattern: String) { #expect(PatternPrefixes(pattern).texts == nil) }

    /// Whatever a pattern matches begins with one of its prefixes: tried on all short texts over the characters of interest.
    @Test(arguments: [
        "^/(a|b)?c", "^/a?b?", "^/(|a)(|b)c$", "^(/a|/b)(c|d)?", "^/(a(b|c)|d)e?", "^/a(?:b|c)$", "^/a|^/b", "^/(a|b)c*", "^/a.b",
        "^/ab?c?$",
    ])
    func nothingIsMissed(pattern: String) throws {
        let regex = try PerlRegex(pattern)
        let prefixes = PatternPrefixes(pattern)
        var texts: [[UInt8]] = [[]]
        for _ in 0..<5 {
            texts += texts.filter { $0.count == (texts.last?.count ?? 0) }.flatMap { text in "/abcde".utf8.map { text + [$0] } }
        }
        for text in texts {
            let matches = try regex.firstMatch(in: text, isValidUTF8: true) != nil
            guard let known = prefixes.texts else { continue }
            if matches { #expect(known.contains { text.starts(with: $0) }, "\(String(decoding: text, as: UTF8.self))") }
            if prefixes.areWhole { #expect(matches == known.contains(text), "\(String(decoding: text, as: UTF8.self))") }
        }
    }
}
