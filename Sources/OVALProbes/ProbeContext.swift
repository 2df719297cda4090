import ImageFS
import OVAL
import PackageDB
import Synchronization

/// The image that probes ask, and what they share: texts of files and databases, each read once.
final class ProbeContext: Sendable {
    /// The image.
    let image: any ImageFileSystem
    /// The variables of the image's configuration; `nil` where they are not known.
    let environment: [String: String]?
    /// What collecting may cost.
    let limits: ProbeLimits
    private let givenArchitecture: String?
    private let texts = Mutex(TextCache())
    private let dpkgRead = Mutex<Once<Result<PackageDatabase?, PackageDBError>>>(.pending)
    private let rpmRead = Mutex<Once<Result<RPMDatabase?, PackageDBError>>>(.pending)
    private let units = Mutex<Once<SystemdUnits>>(.pending)
    private let architectureFound = Mutex<Once<String?>>(.pending)

    init(image: any ImageFileSystem, environment: [String: String]? = nil, architecture: String? = nil, limits: ProbeLimits = .standard) {
        self.image = image
        self.environment = environment
        self.limits = limits
        givenArchitecture = architecture
    }

    /// The text of a regular file, read once while it is kept.
    ///
    /// A file with a NUL byte is no text: a pattern would not see what stands behind it, and nobody would know.
    func text(of file: FileID) throws(ImageError) -> FileText {
        let text: FileText
        if let known = texts.withLock({ $0[file] }) {
            text = known
        } else {
            // Read outside of the lock: two tasks may read the same file, none waits for another's file.
            text = FileText(try image.contents(of: file, limit: limits.textSize))
            texts.withLock { $0.keep(text, of: file, bound: limits.cachedTextSize) }
        }
        guard !text.hasNUL else {
            throw ImageError(image.path(of: file).description, .unreadable("it has a NUL byte, so it is no text"))
        }
        return text
    }

    /// The packages of dpkg; `nil` where the image has no such database.
    var dpkg: Result<PackageDatabase?, PackageDBError> {
        dpkgRead.withLock { read in
            read.value {
                do throws(PackageDBError) { return .success(try PackageDatabase.dpkg(in: image)) } catch { return .failure(error) }
            }
        }
    }

    /// The database of rpm; `nil` where the image has none.
    var rpm: Result<RPMDatabase?, PackageDBError> {
        rpmRead.withLock { read in
            read.value {
                do throws(PackageDBError) { return .success(try RPMDatabase(in: image)) } catch { return .failure(error) }
            }
        }
    }

    /// The units of systemd.
    var systemdUnits: SystemdUnits { units.withLock { $0.value { SystemdUnits(self) } } }

    /// The machine the image's programs are for, in the words of `uname -m`; `nil` where neither configuration nor programs say.
    var architecture: String? {
        if let givenArchitecture { return givenArchitecture }
        return architectureFound.withLock { $0.value { ELFMachine.ofPrograms(in: image) } }
    }
}

/// A value that is found out when it is first asked for.
enum Once<Value: Sendable>: Sendable {
    case pending
    case known(Value)

    /// The value.
    mutating func value(_ find: () -> Value) -> Value {
        switch self {
        case .known(let value): return value
        case .pending:
            let value = find()
            self = .known(value)
            return value
        }
    }
}

/// The bytes of a file and what matching needs to know of them.
final class FileText: Sendable {
    /// The bytes up to the first NUL.
    let bytes: [UInt8]
    /// Whether there is a NUL.
    let hasNUL: Bool
    /// Whether they are UTF-8.
    let isValidUTF8: Bool

    init(_ content: [UInt8]) {
        let end = content.firstIndex(of: 0) ?? content.count
        let text = end == content.count ? content : Array(content[..<end])
        bytes = text
        hasNUL = end < content.count
        isValidUTF8 = text.isValidUTF8
    }
}

/// Texts that were read, up to a bound; the oldest go first.
private struct TextCache: Sendable {
    private var texts: [FileID: FileText] = [:]
    private var order: [FileID] = []
    private var oldest = 0
    private var size = 0

    subscript(file: FileID) -> FileText? { texts[file] }

    mutating func keep(_ text: FileText, of file: FileID, bound: Int) {
        guard texts[file] == nil, text.bytes.count <= bound / 2 else { return }
        texts[file] = text
        order.append(file)
        size += text.bytes.count
        while size > bound, oldest < order.count {
            size -= texts.removeValue(forKey: order[oldest])?.bytes.count ?? 0
            oldest += 1
        }
    }
}

extension [UInt8] {
    /// Whether the bytes are well-formed UTF-8.
    var isValidUTF8: Bool {
        if allSatisfy({ $0 < 0x80 }) { return true }
        return String(validating: self, as: UTF8.self) != nil
    }
}
