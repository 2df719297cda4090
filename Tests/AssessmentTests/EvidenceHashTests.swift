import OVAL
import Testing

@testable import Assessment

@Suite("The hash of evidence")
struct EvidenceHashTests {
    private static let oval = OVALText(
        definitions: OVALText.definition(
            1, #"<criteria><criterion test_ref="oval:x:tst:1"/><criterion test_ref="oval:x:tst:2"/></criteria>"#),
        tests: (1...2).map {
            #"<unix:file_test id="oval:x:tst:\#($0)" version="1" comment="t" check="all"><unix:object object_ref="oval:x:obj:\#($0)"/></unix:file_test>"#
        }.joined(),
        objects: (1...2).map {
            #"<unix:file_object id="oval:x:obj:\#($0)" version="1"><unix:filepath>/\#($0)</unix:filepath></unix:file_object>"#
        }.joined())

    private func item(_ entities: KeyValuePairs<String, String?>) -> Item {
        Item(TestKind("unix", "file"), entities.map { name, value in value.map { ItemEntity(name, $0) } ?? .absent(name) })
    }

    private func hash(_ items: [Item], _ flag: Flag = .complete, tests: [String] = ["oval:x:tst:1"]) async throws -> String? {
        let collector = WrittenDown(answers: ["oval:x:obj:1": Collected(flag, items), "oval:x:obj:2": Collected(.doesNotExist)])
        let results = await OVALSession.run(
            definitions: try Self.oval.definitionsOfDocument(), select: nil, external: [:], collector: collector, systemInfo: .init(),
            now: 0, workers: 1)
        return hashOfEvidence(tests, in: results)
    }

    @Test("is the SHA-256 of its lines")
    func formula() async throws {
        let lines = "oval:x:obj:1\t/1\tfilepath\t/1\noval:x:obj:1\t/1\tuser_id\t0\noval:x:obj:1\tcomplete"
        #expect(try await hash([item(["filepath": "/1", "user_id": "0"])]) == SHA256.hex(Array(lines.utf8)))
    }

    @Test("does not depend on the order of items, entities and tests")
    func order() async throws {
        let one = item(["filepath": "/1", "user_id": "0"])
        let two = item(["filepath": "/2", "user_id": "1"])
        #expect(try await hash([one, two]) == hash([two, one]))
        #expect(try await hash([one]) == hash([item(["user_id": "0", "filepath": "/1"])]))
        #expect(try await hash([one], tests: ["oval:x:tst:1", "oval:x:tst:2"]) == hash([one], tests: ["oval:x:tst:2", "oval:x:tst:1"]))
    }

    @Test("times do not count, nor does the size of a directory, which differs from file system to file system")
    func times() async throws {
        #expect(
            try await hash([item(["filepath": "/1", "m_time": "1"])])
                == hash([item(["filepath": "/1", "m_time": "2", "c_time": "5", "a_time": "6"])]))
        #expect(
            try await hash([item(["path": "/1", "type": "directory", "size": "1"])])
                == hash([item(["path": "/1", "type": "directory", "size": "2"])]))
    }

    @Test("everything else counts: values, names, flags, objects")
    func differences() async throws {
        let base = try await hash([item(["filepath": "/1", "user_id": "0"])])
        #expect(try await hash([item(["filepath": "/1", "user_id": "1"])]) != base)
        #expect(try await hash([item(["filepath": "/1", "group_id": "0"])]) != base)
        #expect(try await hash([item(["filepath": "/1", "user_id": "0"])], .incomplete) != base)
        #expect(try await hash([item(["filepath": "/1", "user_id": "0"])], tests: ["oval:x:tst:1", "oval:x:tst:2"]) != base)
        #expect(try await hash([item(["filepath": "/1", "size": "1"])]) != hash([item(["filepath": "/1", "size": "2"])]))
        #expect(try await hash([item(["filepath": "/1", "user_id": ""])]) != hash([item(["filepath": "/1", "user_id": nil])]))
    }

    @Test("a value with line ends or tabs cannot pass for several lines")
    func forged() async throws {
        let forged = item(["filepath": "/1", "text": "a\noval:x:obj:1\t/1\tuser_id\t0"])
        #expect(try await hash([forged]) != hash([item(["filepath": "/1", "text": "a", "user_id": "0"])]))
    }

    @Test("without tests there is none")
    func empty() async throws { #expect(try await hash([], tests: []) == nil) }
}
