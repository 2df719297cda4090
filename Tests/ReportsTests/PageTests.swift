import Foundation
import Reports
import Testing

/// A page as the tags that it is made of.
private struct Page {
    struct Tag {
        var name: String
        var attributes: [String: String]
        var isEnd: Bool
    }

    let text: String
    let tags: [Tag]

    init(_ text: String) throws {
        self.text = text
        let body = text.replacing(/(?s)<(script|style)>.*?<\/(script|style)>/, with: "")
        tags = body.matches(of: /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*\/?>/).map { match in
            let attributes = match.output.3.matches(of: /([a-zA-Z-]+)(?:="([^"]*)")?/).map {
                (String($0.output.1), String($0.output.2 ?? ""))
            }
            return Tag(
                name: String(match.output.2), attributes: Dictionary(attributes, uniquingKeysWith: { first, _ in first }),
                isEnd: !match.output.1.isEmpty)
        }
    }

    func all(_ name: String) -> [Tag] { tags.filter { $0.name == name && !$0.isEnd } }
    var ids: [String] { tags.compactMap { $0.attributes["id"] } }
}

/// Every page that `reports` makes, of a sample with every element.
private let pages: [(name: String, sample: String)] = [
    ("html/report.html.xsl", "sample.xml"), ("html/controls.html.xsl", "sample.xml"), ("diff/diff.html.xsl", "diff/sample.xml"),
    ("site/index.html.xsl", "site/sample.xml"),
]

private func page(_ name: String, _ sample: String, banner: String? = nil) throws -> Page {
    try Page(Sample.render(name, Sample.text(sample), banner.map { ["banner": $0] } ?? [:]))
}

@Suite("Every page can be read by everyone: Section 508, offline, without scripts")
struct PageTests {
    @Test("headings begin with one h1 and leave out no level", arguments: pages)
    func headings(name: String, sample: String) throws {
        let levels = try page(name, sample).tags.filter { !$0.isEnd }.compactMap {
            $0.name.wholeMatch(of: /h([1-6])/).flatMap { Int($0.output.1) }
        }
        #expect(levels.count { $0 == 1 } == 1 && levels.first == 1)
        for (before, next) in zip(levels, levels.dropFirst()) { #expect(next <= before + 1, "h\(next) after h\(before)") }
    }

    @Test("every header cell has a scope, every row one header at most, and every table a head", arguments: pages)
    func tables(name: String, sample: String) throws {
        let page = try page(name, sample)
        for cell in page.all("th") { #expect(["col", "row"].contains(cell.attributes["scope"] ?? "")) }
        #expect(page.all("table").count == page.all("thead").count && !page.all("table").isEmpty)
        for table in page.text.matches(of: /(?s)<table.*?<\/table>/) where !table.output.dropFirst(6).contains("<table") {
            let columns = table.output.matches(of: /scope="col"/).count
            let body = table.output.split(separator: "<tbody>").last ?? ""
            for row in body.matches(of: /(?s)<tr.*?<\/tr>/) {
                #expect(row.output.matches(of: /<t[hd][ >]/).count == columns, "\(row.output)")
            }
        }
    }

    @Test("links lead to a place in the page or a report beside it, ids are unique, and nothing is fetched", arguments: pages)
    func links(name: String, sample: String) throws {
        let page = try page(name, sample)
        #expect(Set(page.ids).count == page.ids.count)
        for link in page.all("a") {
            let target = try #require(link.attributes["href"])
            if target.hasPrefix("#") {
                #expect(page.ids.contains(String(target.dropFirst())), "\(target)")
            } else {
                #expect(target.wholeMatch(of: /(\.\/)?[a-z\/]*report\.html(#.*)?/) != nil, "\(target)")
            }
        }
        for word in ["aria-labelledby", "aria-describedby", "for"] {
            for tag in page.tags { if let id = tag.attributes[word] { #expect(page.ids.contains(id), "\(id)") } }
        }
        for tag in page.tags {
            #expect(tag.attributes["src"] == nil && !["link", "img", "iframe", "object", "embed", "base"].contains(tag.name))
            for attribute in tag.attributes.keys { #expect(!attribute.hasPrefix("on"), "\(attribute)") }
        }
        for address in ["http://", "https://", "@import", "url("] { #expect(!page.text.contains(address), "\(address)") }
    }

    @Test("the language, a title, landmarks and a way past the navigation are there", arguments: pages)
    func landmarks(name: String, sample: String) throws {
        let page = try page(name, sample)
        #expect(page.all("html").first?.attributes["lang"] == "en")
        #expect(page.all("main").count == 1 && page.all("header").count == 1 && page.all("footer").count == 1)
        #expect(page.all("nav").first?.attributes["aria-label"] == "Contents")
        #expect(page.text.firstMatch(of: /<title>[^<]+<\/title>/) != nil)
        #expect(page.all("a").first?.attributes["class"] == "skip")
        for tag in page.tags { #expect(tag.attributes["tabindex"] == nil, "the order of the page is the order of the keyboard") }
    }

    @Test("every field has a name, and without scripts all stands open and no field is shown", arguments: pages)
    func fields(name: String, sample: String) throws {
        let page = try page(name, sample)
        var isInLabel = false
        for tag in page.tags {
            if tag.name == "label" { isInLabel = !tag.isEnd }
            if ["input", "select"].contains(tag.name) && !tag.isEnd { #expect(isInLabel || tag.attributes["aria-label"] != nil) }
        }
        for form in page.all("form") { #expect(form.attributes["hidden"] != nil) }
        for part in page.all("details") { #expect(part.attributes["open"] != nil) }
    }

    @Test("the policy allows the page's own script and nothing else", arguments: pages)
    func policy(name: String, sample: String) throws {
        let text = try page(name, sample).text
        let script = try #require(text.firstMatch(of: /(?s)<script>(.*?)<\/script>/)).output.1
        let hash = Data(SHA256.hash(Array(String(script).utf8))).base64EncodedString()
        #expect(text.contains("default-src 'none'") && text.contains("script-src 'sha256-\(hash)';"), "common/script.xsl: sha256-\(hash)")
        #expect(text.matches(of: /<script/).count == 1)
    }

    @Test("the banner stands above and below, as text", arguments: pages)
    func banner(name: String, sample: String) throws {
        let page = try page(name, sample, banner: "CUI // <b>SAMPLE</b>")
        #expect(page.text.contains("<div class=\"banner above\">CUI // &lt;b&gt;SAMPLE&lt;/b&gt;</div>"))
        #expect(page.text.contains("<div class=\"banner below\">CUI // &lt;b&gt;SAMPLE&lt;/b&gt;</div>"))
    }
}

/// The colours of `common/style.xsl`.
private struct Palette {
    var colours: [String: String]

    /// Those of `:root`, and of the block inside `condition`.
    init(_ style: String, condition: String?) throws {
        func read(_ block: Substring) -> [String: String] {
            Dictionary(
                block.matches(of: /--([a-z-]+): (#[0-9a-f]{3,6});/).map { (String($0.output.1), String($0.output.2)) },
                uniquingKeysWith: { $1 })
        }
        let root = try #require(style.firstMatch(of: /(?s):root \{(.*?)\}/)).output.1
        colours = read(root)
        guard let condition else { return }
        let start = try #require(style.range(of: condition)).upperBound
        let block = try #require(style[start...].firstMatch(of: /(?s):root \{(.*?)\}/)).output.1
        colours.merge(read(block)) { $1 }
    }

    private func rgb(_ name: String) throws -> [Double] {
        var digits = String(try #require(colours[name], "no colour --\(name)").dropFirst())
        if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
        let value = try #require(Int(digits, radix: 16))
        return [value >> 16, value >> 8 & 0xff, value & 0xff].map { Double($0) / 255 }
    }

    /// WCAG 2.1, "contrast ratio"; a text that is partly see-through is mixed with its ground.
    func contrast(_ text: String, on ground: String, opacity: Double = 1) throws -> Double {
        let back = try rgb(ground)
        let front = zip(try rgb(text), back).map { $0 * opacity + $1 * (1 - opacity) }
        func luminance(_ rgb: [Double]) -> Double {
            let linear = rgb.map { $0 <= 0.03928 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        let (a, b) = (luminance(front), luminance(back))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
}

@Suite("Colours can be told apart")
struct ContrastTests {
    @Test("text has a contrast of 4.5 or more on its ground", arguments: [nil, "@media (prefers-color-scheme: dark)", "@media print"])
    func contrast(condition: String?) throws {
        let style = try Sample.text("common/style.xsl")
        let palette = try Palette(style, condition: condition)
        // Pairs that one rule of the stylesheet sets together, and those that inherit one of the two.
        var pairs = Set(
            style.matches(of: /\{[^{}]*\}/).flatMap { block -> [[String]] in
                guard let text = block.output.firstMatch(of: /[ {;]color: var\(--([a-z-]+)\)/),
                    let ground = block.output.firstMatch(of: /background(?:-color)?: var\(--([a-z-]+)\)/)
                else { return [] }
                return [[String(text.output.1), String(ground.output.1)]]
            })
        #expect(pairs.count >= 7)
        for text in ["text", "soft", "link", "open"] { for ground in ["ground", "panel"] { pairs.insert([text, ground]) } }
        for ground in ["open-ground", "warn-ground", "good-ground", "calm-ground", "mark"] { pairs.insert(["text", ground]) }
        for pair in pairs.sorted(by: { $0.joined() < $1.joined() }) {
            let ratio = try palette.contrast(pair[0], on: pair[1])
            #expect(ratio >= 4.5, "\(pair[0]) on \(pair[1]): \(ratio)")
        }
        for opacity in style.matches(of: /opacity: (\.[0-9]+)/).compactMap({ Double("0\($0.output.1)") }) {
            #expect(try palette.contrast("head-text", on: "head", opacity: opacity) >= 4.5)
        }
        #expect(try palette.contrast("link", on: "ground") >= 3, "the outline of what has the focus")
    }
}
