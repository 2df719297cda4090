/// The machine of an ELF file in the word of `uname -m`, from its first 20 bytes; `nil` where it is no ELF file.
///
/// System V ABI, "ELF Header": `e_ident` and `e_machine`; the numbers are those of elf(5).
func elfMachine(_ header: [UInt8]) -> String? {
    guard header.count >= 20, header.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else { return nil }
    let is64 = header[4] == 2
    let isLittle = header[5] == 1
    let machine = isLittle ? UInt16(header[19]) << 8 | UInt16(header[18]) : UInt16(header[18]) << 8 | UInt16(header[19])
    return switch machine {
    case 3: "i686"
    case 8: is64 ? (isLittle ? "mips64el" : "mips64") : (isLittle ? "mipsel" : "mips")
    case 20: "ppc"
    case 21: isLittle ? "ppc64le" : "ppc64"
    case 22: is64 ? "s390x" : "s390"
    case 40: "arm"
    case 62: "x86_64"
    case 183: "aarch64"
    case 243: is64 ? "riscv64" : "riscv32"
    case 258: "loongarch64"
    default: "elf-machine-\(machine)"
    }
}
