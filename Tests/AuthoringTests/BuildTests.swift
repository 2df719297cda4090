import Authoring
import Testing

@Suite("A folder of requirements becomes documents")
struct BuildTests {
    @Test("an empty folder is refused by the name of the file that is missing")
    func empty() throws {
        #expect(ContentBuild.names == ["ds.xml", "xccdf-1.1.4.xml", "xccdf-1.2.xml"])
    }
}
