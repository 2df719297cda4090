import PackageDB
import Testing

private let raw: UInt64 = 1 << 13
private let admin: UInt64 = 1 << 12

private func set(_ permitted: UInt64 = 0, inheritable: UInt64 = 0, effective: UInt64 = 0) -> FileCapabilities {
    var set = FileCapabilities()
    (set.permitted, set.inheritable, set.effective) = (permitted, inheritable, effective)
    return set
}

/// Words with the lowest byte first.
private func bytes(_ words: UInt32...) -> [UInt8] {
    words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) } }
}

@Suite("Capabilities of files")
struct FileCapabilitiesTests {
    @Test(
        "A text says which capabilities are in which set",
        arguments: [
            ("", set()), ("=", set()), ("cap_net_raw=ep", set(raw, effective: raw)), ("cap_net_raw+ep", set(raw, effective: raw)),
            ("= cap_net_raw+p", set(raw)), ("CAP_NET_RAW=p", set(raw)), ("13=p", set(raw)),
            ("cap_net_admin,cap_net_raw=eip", set(raw | admin, inheritable: raw | admin, effective: raw | admin)),
            ("cap_net_raw=eip cap_net_raw-i", set(raw, effective: raw)), ("cap_net_raw=p-p+i", set(inheritable: raw)),
            ("cap_chown=i cap_net_raw+ep", set(raw, inheritable: 1, effective: raw)),
            ("all=p", set((1 << 41) - 1)), ("=p cap_chown-p", set((1 << 41) - 2)), ("cap_checkpoint_restore=p", set(1 << 40)),
            ("cap_net_raw=ep cap_net_raw=i", set(inheritable: raw)),
        ])
    func text(_ text: String, _ capabilities: FileCapabilities) { #expect(FileCapabilities(text: text) == capabilities) }

    @Test(
        "What is no such text has no capabilities, and not none",
        arguments: [
            "cap_net_raw", "cap_net_rawer=ep", "cap_net_raw=x", "+ep", "cap_net_raw+", "64=p", "-1=p", "cap_chown,=p", "cap_chown=e,p",
        ])
    func noText(_ text: String) { #expect(FileCapabilities(text: text) == nil) }

    @Test(
        "An attribute says the same in each of its revisions",
        arguments: [
            (bytes(0x0100_0001, 1 << 13, 0), set(raw, effective: raw)), (bytes(0x0200_0000, 1 << 13, 0, 0, 0), set(raw)),
            (bytes(0x0200_0001, 1 << 13, 1, 1 << 8, 0), set(raw | 1 << 40, inheritable: 1, effective: raw | 1 << 40 | 1)),
            (bytes(0x0300_0001, 1 << 13, 0, 0, 0, 100_000), set(raw, effective: raw)), (bytes(0x0200_0001, 0, 0, 0, 0), set()),
        ])
    func attribute(_ bytes: [UInt8], _ capabilities: FileCapabilities) { #expect(FileCapabilities(attribute: bytes) == capabilities) }

    @Test(
        "What is no attribute of Linux has none",
        arguments: [
            [], [0], bytes(0x0200_0001), bytes(0x0200_0001, 1, 0), bytes(0x0400_0001, 1, 0, 0, 0, 0), bytes(0x0100_0001, 1, 0, 0, 0),
            bytes(0x0200_0001, 1, 0, 0, 0) + [0],
        ])
    func noAttribute(_ bytes: [UInt8]) { #expect(FileCapabilities(attribute: bytes) == nil) }
}
