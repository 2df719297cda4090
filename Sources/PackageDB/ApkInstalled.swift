public import ImageFS

extension PackageDatabase {
    /// The packages that apk knows, or `nil` where the image has no database of apk in any known place.
    ///
    /// apk-package(5), "installed": a stanza a package, a line a field `X:value`. Only `P` name, `V` version, `A` architecture and `o` origin
    /// are kept.
    public static func apk(in image: any ImageFileSystem) throws(PackageDBError) -> PackageDatabase? {
        let present = try PackageDatabases.present(in: image).filter { $0.kind == .apk }.map(\.path)
        guard !present.isEmpty else { return nil }
        var packages: [Package] = []
        for path in present { packages += try apkPackages(image.database(at: path), at: path) }
        return PackageDatabase(kind: .apk, sources: present, packages: packages)
    }

    private static func apkPackages(_ bytes: [UInt8], at path: ImagePath) throws(PackageDBError) -> [Package] {
        func damaged(_ line: Int, _ what: String) -> PackageDBError { PackageDBError(path, line: line, .damaged(what)) }
        guard bytes.isEmpty || bytes.last == UInt8(ascii: "\n") else {
            throw PackageDBError(path, .damaged("it ends in the middle of a line"))
        }
        var packages: [Package] = []
        var fields: [UInt8: String] = [:]
        var number = 0
        func close() throws(PackageDBError) {
            if fields.isEmpty { return }
            guard let name = fields[UInt8(ascii: "P")], let version = fields[UInt8(ascii: "V")], !name.isEmpty, !version.isEmpty else {
                throw damaged(number, "the stanza that ends here has no name or no version")
            }
            packages.append(
                Package(
                    name: name, version: Package.Version(version), architecture: fields[UInt8(ascii: "A")] ?? "",
                    source: fields[UInt8(ascii: "o")], kind: .apk, origin: path))
            fields = [:]
        }
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard let key = line.first else {
                try close()
                continue
            }
            guard line.count >= 2, line[line.startIndex + 1] == UInt8(ascii: ":") else { throw damaged(number, "a line is no field") }
            let value = kept.contains(key) ? String(decoding: line.dropFirst(2), as: UTF8.self) : ""
            if fields.updateValue(value, forKey: key) != nil, kept.contains(key) { throw damaged(number, "a field stands twice") }
        }
        try close()
        return packages
    }

    private static let kept = Array("PVAo".utf8)
}
