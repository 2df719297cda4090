import Testing
import XCCDF
import XML

@Suite("Text is shown with its values")
struct TextTests {
    static let values = """
        <plain-text id="pt">plain</plain-text>
        <Profile id="p"><title>p</title><refine-value idref="v" selector="s"/></Profile>
        <Value id="v"><title>Title of v</title><value>1</value><value selector="s">2 &lt; 3</value></Value>
        """

    static func text(_ description: String) throws -> (BenchmarkText, XMLElement) {
        let benchmark = try Sample.benchmark(values + "<Rule id=\"r\"><description>\(description)</description></Rule>")
        let element = try #require(benchmark.rules[0].descriptionElement)
        return try (BenchmarkText(SelectedRules(benchmark, profile: "p")), element)
    }

    @Test(
        "Plain text: values put in, blocks on lines of their own",
        arguments: [
            (
                #"is <sub idref="v" use="legacy"/>, <sub idref="v" use="title"/>, <sub idref="pt"/>, <sub idref="none"/>"#,
                "is 2 < 3, Title of v, plain, none"
            ),
            ("two\n  lines\n", "two\n  lines"),
            ("<h:p>one\n two</h:p><h:p>three</h:p>", "one two\nthree"),
            ("see <h:code>x</h:code><h:br/>next <h:sub>2</h:sub>", "see x\nnext 2"),
            ("<h:ul><h:li>a</h:li><h:li><h:b>b</h:b></h:li></h:ul>", "- a\n- b"),
            ("run:<h:pre>a  b\n  c</h:pre>end", "run:\na  b\n  c\nend"),
            ("a<h:script>bad()</h:script>b", "ab"),
        ])
    func plain(description: String, expected: String) throws {
        let (text, element) = try Self.text(description)
        #expect(text.plainText(of: element) == expected)
    }

    @Test(
        "Markup: only what formats text, only links to the web",
        arguments: [
            (
                #"<h:a href="https://x/?a=1" onclick="x()">l</h:a>"#,
                #"<a href="https://x/?a=1" rel="noopener noreferrer">l</a>"#
            ),
            (#"<h:a href=" JavaScript:alert(1)">l</h:a>"#, "<a>l</a>"),
            (#"<h:a href="data:text/html,x">l</h:a>"#, "<a>l</a>"),
            ("<h:SCRIPT>x</h:SCRIPT><h:style>y</h:style><h:iframe src=\"z\"/>t", "t"),
            ("<h:img src=\"http://x\"/><h:unknown>t</h:unknown>", "t"),
            (#"<h:p style="x" class="y">a &lt;b&gt; &amp; <sub idref="v"/></h:p><h:br/>"#, "<p>a &lt;b&gt; &amp; 2 &lt; 3</p><br/>"),
        ])
    func html(description: String, expected: String) throws {
        let (text, element) = try Self.text(description)
        #expect(text.htmlFragment(of: element) == expected)
    }

    @Test("A fix keeps its white space")
    func fix() throws {
        let benchmark = try Sample.benchmark(
            Self.values + "<Rule id=\"r\"><fix>\nvar='<sub idref=\"v\"/>'\n  on <instance context=\"host\"/></fix></Rule>")
        let text = try BenchmarkText(SelectedRules(benchmark))
        #expect(text.script(of: benchmark.rules[0].fixes[0].element) == "\nvar='1'\n  on <host>")
    }
}
