import OVAL
import Synchronization
import Testing

/// Answers every object with what a test wrote down for it, in tenths of a line of code.
final class WrittenDown: ObjectCollector {
    let answers: [String: Collected]
    private let asked = Mutex<[String]>([])
    private let resolved = Mutex<[String: [[String]]]>([:])

    init(_ answers: [String: Collected] = [:]) { self.answers = answers }

    /// Ids of the objects that were asked for, in the order of asking.
    var order: [String] { asked.withLock { $0 } }
    /// The values of each entity of an object, as it came.
    func values(of id: String) -> [[String]]? { resolved.withLock { $0[id] } }

    func collect(_ object: ResolvedObject) -> Collected {
        asked.withLock { $0.append(object.object.id) }
        resolved.withLock { $0[object.object.id] = object.entities.map(\.values) }
        var answer = answers[object.object.id] ?? Collected(.notCollected, messages: [Message(.warning, "nothing is written down")])
        // As a collector of many items does: leaves out what the filters do not admit.
        answer.items = answer.items.filter(object.admits)
        return answer
    }
}

/// An item of `unix:file` with entities given as `name: value`; `nil` for one that does not exist.
func fileItem(_ entities: KeyValuePairs<String, String?>, status: Status = .exists) -> Item {
    Item(
        TestKind("unix", "file"),
        entities.map { name, value in value.map { ItemEntity(name, $0) } ?? .absent(name) }, status: status)
}

/// Evaluates all definitions of a document.
func evaluate(
    _ definitions: Definitions, _ collector: any ObjectCollector = WrittenDown(), external: [String: [String]] = [:], now: Int64 = 0,
    workers: Int = 1, select: [String]? = nil
) async -> OVALResults {
    await OVALSession.run(
        definitions: definitions, select: select, external: external, collector: collector, systemInfo: .init(osName: "test"), now: now,
        workers: workers)
}

/// `unix:file_test` 1 of object 1, asked for by definition 1.
func fileTest(_ attributes: String = #"check="all""#, states: [Int] = []) -> String {
    #"<unix:file_test id="oval:x:tst:1" version="1" comment="t" \#(attributes)><unix:object object_ref="oval:x:obj:1"/>"#
        + states.map { #"<unix:state state_ref="oval:x:ste:\#($0)"/>"# }.joined() + "</unix:file_test>"
}

func fileObject(_ id: Int, _ inside: String = "<unix:filepath>/etc/a</unix:filepath>") -> String {
    #"<unix:file_object id="oval:x:obj:\#(id)" version="1">\#(inside)</unix:file_object>"#
}

func fileState(_ id: Int, _ inside: String, _ attributes: String = "") -> String {
    #"<unix:file_state id="oval:x:ste:\#(id)" version="1" \#(attributes)>\#(inside)</unix:file_state>"#
}

/// Definition 1, true where test 1 is.
let ofTest1 = definition(1, #"<criteria><criterion test_ref="oval:x:tst:1"/></criteria>"#)
