import XCCDF
import XML

/// Small benchmarks written by hand.
enum Sample {
    static func element(_ text: String, name: String = "benchmark.xml") throws -> XMLElement {
        try XMLDocument(Array(text.utf8), name: name).root
    }

    static func benchmark(_ content: String, attributes: String = "", namespace: String = "http://checklists.nist.gov/xccdf/1.2") throws
        -> Benchmark
    {
        try Benchmark(
            element(
                """
                <Benchmark xmlns="\(namespace)" xmlns:h="http://www.w3.org/1999/xhtml" id="xccdf_t_benchmark_b" \(attributes)>
                <status>draft</status><title>T</title><version>1</version>\(content)</Benchmark>
                """))
    }

    static func tailoring(_ content: String) throws -> Tailoring {
        try Tailoring(
            element(
                """
                <Tailoring xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_t_tailoring_t">\
                <benchmark href="b.xml" id="xccdf_t_benchmark_b"/><version time="2025-01-01T00:00:00">1</version>\(content)</Tailoring>
                """, name: "tailoring.xml"))
    }
}
