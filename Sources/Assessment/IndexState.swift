public import ImageFacts

/// What absence may be claimed from in an image.
///
/// That something was not found proves nothing by itself: an empty directory has no telnet server either. It proves something where all
/// that could have held it is known and was read.
public struct IndexState: Sendable, Hashable {
    /// Whether the kind of the image (its operating system) is known and it holds files. What could not be read of them is said by each object.
    public var filesAreComplete: Bool
    /// Whether a dpkg database was read whole and no package database of another kind is there.
    public var dpkgIsComplete: Bool
    /// The same of rpm.
    public var rpmIsComplete: Bool
    /// Whether uid, gid and access control lists are those of the image, not of whoever unpacked it.
    public var ownersAreKnown: Bool
    /// Whether `/etc/passwd` and `/etc/shadow` are the only files that hold accounts.
    public var accountsAreComplete: Bool
    /// Whether a kernel or its modules are in the image; `nil` where nobody knows. Without one the kernel, and how it starts, are the host's.
    public var hasKernel: Bool?
    /// Scripts of System V init; systemd makes units of them when it starts, so such a unit is not absent for want of a file. `nil` where
    /// they could not be listed.
    public var initScripts: [String]?
    /// Components whose programs are in the image though no package brings them: that there is no package does not prove that they are absent.
    public var unpackaged: [FoundComponent] = []

    /// What is known of the indexes of an image.
    public init(
        filesAreComplete: Bool, dpkgIsComplete: Bool = false, rpmIsComplete: Bool = false, ownersAreKnown: Bool = false,
        accountsAreComplete: Bool = false, hasKernel: Bool? = nil, initScripts: [String]? = nil
    ) {
        self.filesAreComplete = filesAreComplete
        self.dpkgIsComplete = dpkgIsComplete
        self.rpmIsComplete = rpmIsComplete
        self.ownersAreKnown = ownersAreKnown
        self.accountsAreComplete = accountsAreComplete
        self.hasKernel = hasKernel
        self.initScripts = initScripts
    }

    /// Nothing may be claimed.
    public static let unknown = IndexState(filesAreComplete: false)
}

/// Why something proves nothing.
public enum EvidenceGap: String, Sendable, Hashable, CaseIterable {
    /// No operating system is recognised, or there are no files.
    case unknownImage = "the kind of the image is not known"
    /// The tree was unpacked without root.
    case unknownOwners = "the owners of its files are not known"
    /// None, several, an empty one, or one that cannot be read.
    case unknownPackages = "no package database of that kind is the one of the image, read whole"
    /// A program of that name or content lies in the image without a package.
    case unpackagedProgram = "a program of that package is in the image without it"
    /// There are further databases of accounts.
    case unknownAccounts = "accounts may stand in other files than /etc/passwd"
    /// systemd makes units of more than unit files.
    case unknownUnits = "such a unit can be made when the system starts"
    /// Below `/proc`, `/sys` and `/dev` nothing is the image's.
    case runtimeFiles = "such files are made when the system runs"
    /// Below `/boot` and the directories of modules nothing is to be expected of an image without a kernel.
    case noKernel = "the image has no kernel"
    /// An entity refers to a variable that has no value, or to one whose value proves nothing.
    case unresolvedVariable = "a variable of the check has no value from the image"
    /// Collecting failed, or nothing collects it.
    case notCollected = "what it asks for was not collected whole"
    /// A constant, the family of the operating system, an object of which any number will do.
    case asksNothing = "the check asks nothing of the image"
}
