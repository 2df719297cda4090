import Exchange
import Testing

@Suite("Ids that are the same for the same input")
struct UUIDv5Tests {
    @Test("the id of a name is that of RFC 9562, appendix A.4")
    func published() {
        #expect(UUIDv5.string("www.example.com", in: "6ba7b810-9dad-11d1-80b4-00c04fd430c8") == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test("parts do not run into each other, and another order is another id")
    func parts() {
        let ids = [
            UUIDv5.id("a", "bc"), UUIDv5.id("ab", "c"), UUIDv5.id("abc"), UUIDv5.id("bc", "a"), UUIDv5.id("a/2:bc"), UUIDv5.id("", "abc"),
        ]
        #expect(Set(ids).count == ids.count)
        #expect(UUIDv5.id("a", "bc") == ids[0])
    }
}
