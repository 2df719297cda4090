import ImageFS

/// The machine that a program is for.
///
/// System V ABI, "ELF Header": `e_ident`, `e_machine`.
enum ELFMachine {
    /// The machine of the image's programs in the words of `uname -m`: that of the first of the usual programs that is one.
    static func ofPrograms(in image: any ImageFileSystem) -> String? {
        let usual: [ImagePath] = [
            "/bin/sh", "/bin/busybox", "/usr/bin/env", "/usr/bin/dpkg", "/usr/bin/rpm", "/sbin/apk", "/sbin/ldconfig",
            "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1",
        ]
        for path in usual {
            if let file = try? image.resolve(path), let machine = machine(of: file, image) { return machine }
        }
        // An image of one program: the first few files where programs and libraries lie.
        for directory: ImagePath in ["/usr/bin", "/usr/local/bin", "/usr/sbin", "/app", "/ko-app", "/"] {
            guard let files = try? image.resolve(directory).map({ try image.children(of: $0) }) else { continue }
            for file in files.prefix(50) {
                if let machine = machine(of: file, image) { return machine }
            }
        }
        return nil
    }

    private static func machine(of file: FileID, _ image: any ImageFileSystem) -> String? {
        guard let header = try? image.prefix(of: file, count: 20) else { return nil }
        return name(header: header)
    }

    /// The machine of a program that begins with these bytes; `nil` where they are no program, or of a machine unknown here.
    static func name(header: [UInt8]) -> String? {
        guard header.count >= 20, header.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else { return nil }
        let is64 = header[4] == 2
        let isLittle = header[5] == 1
        let machine = isLittle ? UInt16(header[18]) | UInt16(header[19]) << 8 : UInt16(header[19]) | UInt16(header[18]) << 8
        switch machine {
        case 3: return "i686"
        case 8: return is64 ? "mips64" : "mips"
        case 20: return "ppc"
        case 21: return isLittle ? "ppc64le" : "ppc64"
        case 22: return is64 ? "s390x" : "s390"
        case 40: return "armv7l"
        case 62: return "x86_64"
        case 183: return "aarch64"
        case 243: return is64 ? "riscv64" : "riscv32"
        case 258: return "loongarch64"
        default: return nil
        }
    }
}
