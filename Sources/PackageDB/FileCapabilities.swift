/// The capabilities that a program's file gives to who runs it: three sets, a bit for each capability.
///
/// capabilities(7), "File capabilities"; the numbers are those of `linux/capability.h`.
public struct FileCapabilities: Sendable, Hashable {
    /// What a process gets whatever it had.
    public var permitted: UInt64 = 0
    /// What it keeps of what it may hand on.
    public var inheritable: UInt64 = 0
    /// What is in force from the start.
    public var effective: UInt64 = 0

    /// No capabilities.
    public init() {}

    /// The value of the extended attribute `security.capability`; `nil` where it is none that Linux knows.
    ///
    /// `struct vfs_cap_data` of `linux/capability.h`: little-endian words, revision 1 (32 capabilities), 2 (64), and 3 with the user namespace
    /// whose root they are for. The effective set is one flag for all.
    public init?(attribute: [UInt8]) {
        guard attribute.count % 4 == 0 else { return nil }
        let words = stride(from: 0, to: attribute.count, by: 4).map { place in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(attribute[place + $1]) << UInt32(8 * $1) }
        }
        guard let magic = words.first else { return nil }
        let pairs: Int
        switch (magic >> 24, words.count) {
        case (1, 3): pairs = 1
        case (2, 5), (3, 6): pairs = 2
        default: return nil
        }
        for pair in 0..<pairs {
            permitted |= UInt64(words[1 + 2 * pair]) << UInt64(32 * pair)
            inheritable |= UInt64(words[2 + 2 * pair]) << UInt64(32 * pair)
        }
        if magic & 1 != 0 { effective = permitted | inheritable }
    }

    /// What a text such as `cap_net_admin,cap_net_raw=ep cap_chown+i` says; `nil` where it is not such a text.
    ///
    /// cap_from_text(3): clauses apply one after the other; `=` resets the named capabilities in all sets first, and without names it is all.
    /// An empty text is no capabilities.
    public init?(text: String) {
        for clause in text.split(whereSeparator: \.isWhitespace) {
            let names = clause.prefix { !"=+-".contains($0) }
            var rest = clause.dropFirst(names.count)
            guard let first = rest.first, !names.isEmpty || first == "=" else { return nil }
            guard let mask = Self.mask(of: names) else { return nil }
            while let operation = rest.first {
                let flags = rest.dropFirst().prefix { "eip".contains($0) }
                rest = rest.dropFirst(1 + flags.count)
                if operation == "=" {
                    for set in [\Self.permitted, \.inheritable, \.effective] { self[keyPath: set] &= ~mask }
                } else if flags.isEmpty {
                    return nil
                }
                for flag in flags {
                    let set: WritableKeyPath<Self, UInt64> = flag == "e" ? \.effective : flag == "i" ? \.inheritable : \.permitted
                    if operation == "-" { self[keyPath: set] &= ~mask } else { self[keyPath: set] |= mask }
                }
                guard rest.first.map({ "=+-".contains($0) }) ?? true else { return nil }
            }
        }
    }

    /// The bits of a list of names; a name may be a number.
    private static func mask(of names: Substring) -> UInt64? {
        let all = UInt64(1) << UInt64(Self.names.count) - 1
        if names.isEmpty { return all }
        var mask: UInt64 = 0
        for name in names.split(separator: ",", omittingEmptySubsequences: false) {
            let word = name.lowercased()
            if word == "all" {
                mask |= all
            } else if let number = Self.names.firstIndex(where: { "cap_\($0)" == word }) ?? Int(word), (0..<64).contains(number) {
                mask |= 1 << UInt64(number)
            } else {
                return nil
            }
        }
        return mask
    }

    /// In the order of their numbers.
    private static let names = [
        "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "linux_immutable",
        "net_bind_service", "net_broadcast", "net_admin", "net_raw", "ipc_lock", "ipc_owner", "sys_module", "sys_rawio", "sys_chroot",
        "sys_ptrace", "sys_pacct", "sys_admin", "sys_boot", "sys_nice", "sys_resource", "sys_time", "sys_tty_config", "mknod", "lease",
        "audit_write", "audit_control", "setfcap", "mac_override", "mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read",
        "perfmon", "bpf", "checkpoint_restore",
    ]
}
