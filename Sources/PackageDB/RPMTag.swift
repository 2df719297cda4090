/// The tags of a rpm header that are read.
///
/// rpm's manual, "RPM Tags" (docs/manual/tags.md); those below 1000 come from a package's signature header, "Signature header".
enum RPMTag: UInt32 {
    /// The region that the package's digests and signatures cover.
    case headerImmutable = 63
    case sigPGP = 259
    case sigGPG = 262
    case dsaHeader = 267
    case rsaHeader = 268
    case sha1Header = 269
    case sha256Header = 273
    case openPGP = 278

    case name = 1000
    case version = 1001
    case release = 1002
    case epoch = 1003
    case installTime = 1008
    case arch = 1022
    case oldFileNames = 1027
    case fileSizes = 1028
    case fileStates = 1029
    case fileModes = 1030
    case fileRDevs = 1033
    case fileMTimes = 1034
    case fileDigests = 1035
    case fileLinkTos = 1036
    case fileFlags = 1037
    case fileUserName = 1039
    case fileGroupName = 1040
    case sourceRPM = 1044
    case fileVerifyFlags = 1045
    case provideName = 1047
    case requireFlags = 1048
    case requireName = 1049
    case requireVersion = 1050
    case provideFlags = 1112
    case provideVersion = 1113
    case dirIndexes = 1116
    case baseNames = 1117
    case dirNames = 1118
    case longFileSizes = 5008
    case fileCaps = 5010
    case fileDigestAlgo = 5011
}
