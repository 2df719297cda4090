import ImageFS

extension RPMHeader {
    /// How many files the package has.
    public var fileCount: Int { blob.count(of: .baseNames) ?? blob.count(of: .oldFileNames) ?? 0 }

    /// How the digests of the files were made; `nil` where it is a way that is not known.
    public var fileDigestAlgorithm: RPMDigestAlgorithm? {
        get throws(PackageDBError) {
            try reading { header throws(RPMDamage) in
                // Headers from before there was a choice do not say.
                guard let number = try header.number(.fileDigestAlgo) else { return .md5 }
                return RPMDigestAlgorithm(rawValue: number)
            }
        }
    }

    /// The files of the package, in the package's order. They are read each time; nothing of them is kept.
    public func files() throws(PackageDBError) -> [RPMFile] { try reading(Self.files) }

    func reading<Value>(_ read: (RPMHeaderBlob) throws(RPMDamage) -> Value) throws(PackageDBError) -> Value {
        do throws(RPMDamage) { return try read(blob) } catch {
            throw PackageDBError(origin, .damaged("header \(instance) (\(name)): \(error.what)"))
        }
    }

    private static func files(_ header: RPMHeaderBlob) throws(RPMDamage) -> [RPMFile] {
        let paths = try paths(header)
        guard !paths.isEmpty else { return [] }
        func counted<Value>(_ tag: RPMTag, _ values: [Value]?) throws(RPMDamage) -> [Value] {
            guard let values, values.count == paths.count else {
                throw RPMDamage("its tag \(tag.rawValue) (\(tag)) is not there for each of its \(paths.count) files")
            }
            return values
        }
        func optional<Value>(_ tag: RPMTag, _ values: [Value]?, else value: Value) throws(RPMDamage) -> [Value] {
            try values == nil ? Array(repeating: value, count: paths.count) : counted(tag, values)
        }
        let modes = try counted(.fileModes, header.numbers(.fileModes, as: UInt16.self))
        let users = try counted(.fileUserName, header.strings(.fileUserName))
        let groups = try counted(.fileGroupName, header.strings(.fileGroupName))
        let times = try counted(.fileMTimes, header.numbers(.fileMTimes, as: UInt32.self))
        let digests = try counted(.fileDigests, header.strings(.fileDigests))
        // Packages with a file of 4 GiB or more have the sizes of all as 64-bit numbers.
        let sizes =
            try header.has(.longFileSizes)
            ? counted(.longFileSizes, header.numbers(.longFileSizes, as: UInt64.self))
            : counted(.fileSizes, header.numbers(.fileSizes, as: UInt32.self)).map { UInt64($0) }
        let links = try optional(.fileLinkTos, header.strings(.fileLinkTos), else: [])
        let flags = try optional(.fileFlags, header.numbers(.fileFlags, as: UInt32.self), else: 0)
        let devices = try optional(.fileRDevs, header.numbers(.fileRDevs, as: UInt16.self), else: 0)
        let capabilities = try optional(.fileCaps, header.strings(.fileCaps), else: [])
        let states = try optional(.fileStates, header.numbers(.fileStates, as: Int8.self), else: RPMFile.State.missing.rawValue)
        let verify = try optional(.fileVerifyFlags, header.numbers(.fileVerifyFlags, as: UInt32.self), else: .max)
        var files: [RPMFile] = []
        files.reserveCapacity(paths.count)
        for (place, path) in paths.enumerated() {
            guard let state = RPMFile.State(rawValue: states[place]) else {
                throw RPMDamage("its file \(path) is in the unknown state \(states[place])")
            }
            files.append(
                RPMFile(
                    path: path, mode: modes[place], user: String(decoding: users[place], as: UTF8.self),
                    group: String(decoding: groups[place], as: UTF8.self), size: sizes[place], modificationTime: Int64(times[place]),
                    digest: String(decoding: digests[place], as: UTF8.self), linkTarget: Array(links[place]),
                    flags: RPMFile.Flags(rawValue: flags[place]), device: devices[place],
                    capabilities: String(decoding: capabilities[place], as: UTF8.self), state: state,
                    verify: RPMFile.VerifyFlags(rawValue: verify[place])))
        }
        return files
    }

    /// The paths, put together from names and the list of directories, or whole as rpm 3 had them.
    private static func paths(_ header: RPMHeaderBlob) throws(RPMDamage) -> [ImagePath] {
        guard let names = try header.strings(.baseNames) else {
            return try (header.strings(.oldFileNames) ?? []).map { ImagePath(bytes: Array($0)) }
        }
        guard let directories = try header.strings(.dirNames), let indexes = try header.numbers(.dirIndexes, as: UInt32.self),
            indexes.count == names.count
        else { throw RPMDamage("its files have no directories") }
        var paths: [ImagePath] = []
        paths.reserveCapacity(names.count)
        var total = 0
        for (name, index) in zip(names, indexes) {
            guard Int(index) < directories.count else { throw RPMDamage("its directory \(index) does not exist") }
            let directory = directories[Int(index)]
            // One long directory and many names could otherwise make gigabytes of paths out of a small header.
            total += directory.count + name.count
            guard total <= 1 << 28 else { throw RPMDamage("the paths of its files are longer than 256 MiB") }
            paths.append(ImagePath(bytes: Array(directory + name)))
        }
        return paths
    }
}
