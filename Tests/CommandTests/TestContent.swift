/// Small content made for these tests; every id ends in what the thing is for.
enum TestContent {
    static let prefix = "xccdf_org.example_"

    static func rule(_ name: String) -> String { "\(prefix)rule_\(name)" }
    static func definition(_ number: Int) -> String { "oval:org.example:def:\(number)" }

    /// Rules with every kind of result, two profiles, a value for OVAL, references, and a platform.
    static let benchmark = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="\(prefix)benchmark_test" resolved="true" xml:lang="en">
          <status date="2026-01-01">draft</status>
          <title>Rules for tests</title>
          <reference href="https://example.org/policy">policy</reference>
          <reference href="https://example.org/guide">guide</reference>
          <version>1</version>
          <Profile id="\(prefix)profile_standard"><title>Standard</title><description>What everybody does.</description>
            <select idref="\(rule("present"))" selected="true"/><select idref="\(rule("manual"))" selected="true"/>
            <set-value idref="\(prefix)value_shell">/bin/sh</set-value></Profile>
          <Profile id="\(prefix)profile_strict"><title>Strict</title>
            <select idref="\(rule("present"))" selected="true"/><select idref="\(rule("missing"))" selected="true"/></Profile>
          <Value id="\(prefix)value_shell" type="string"><title>Shell</title><value>/bin/bash</value></Value>
          <Rule id="\(rule("present"))" selected="false" severity="high"><title>The accounts\n    are there</title><reference href="https://example.org/policy">P-1</reference><reference href="https://public.cyber.mil/stigs/srg-stig-tools/">SV-1r1_rule</reference>
            <ident system="https://example.org/ids">EX-1</ident><ident system="https://example.org/other">EX-1b</ident>\(check(1))</Rule>
          <Rule id="\(rule("missing"))" selected="false" severity="medium"><title>The missing file is there</title><reference href="https://example.org/policy">P-2</reference>\(check(2))</Rule>
          <Rule id="\(rule("manual"))" selected="false" severity="low"><title>Somebody has looked</title></Rule>
          <Rule id="\(rule("shell"))" selected="false"><title>Root has the shell</title>\(check(3, exports: "<check-export value-id=\"\(prefix)value_shell\" export-name=\"oval:org.example:var:1\"/>"))</Rule>
          <Rule id="\(rule("environment"))" selected="false"><title>The path is set</title>\(check(4))</Rule>
          <Rule id="\(rule("elsewhere"))" selected="false"><title>Only elsewhere</title><platform idref="cpe:/o:example:elsewhere"/>\(check(1))</Rule>
          <Rule id="\(rule("dangling"))" selected="false"><title>Nobody wrote the check</title>\(check(99))</Rule>
        </Benchmark>
        """

    private static func check(_ number: Int, exports: String = "") -> String {
        """
        <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5">\(exports)<check-content-ref href="test-oval.xml" name="\(definition(number))"/></check>
        """
    }

    static let definitions = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent" xmlns:unix="http://oval.mitre.org/XMLSchema/oval-definitions-5#unix">
          <generator><oval:schema_version>5.11.2</oval:schema_version><oval:timestamp>2026-01-01T00:00:00Z</oval:timestamp></generator>
          <definitions>\(definition(1, "The accounts are there"))\(definition(2, "The missing file is there"))\(definition(3, "Root has the shell"))\(definition(4, "The path is set"))
            <definition class="compliance" id="\(definition(5))" version="1"><metadata><title>Both</title><description>Both.</description></metadata>
              <criteria><extend_definition definition_ref="\(definition(1))"/><extend_definition definition_ref="\(definition(2))"/></criteria></definition></definitions>
          <tests>
            <unix:file_test id="oval:org.example:tst:1" version="1" check="all" comment="accounts"><unix:object object_ref="oval:org.example:obj:1"/></unix:file_test>
            <unix:file_test id="oval:org.example:tst:2" version="1" check="all" comment="missing"><unix:object object_ref="oval:org.example:obj:2"/></unix:file_test>
            <unix:password_test id="oval:org.example:tst:3" version="1" check="all" comment="shell"><unix:object object_ref="oval:org.example:obj:3"/><unix:state state_ref="oval:org.example:ste:3"/></unix:password_test>
            <ind:environmentvariable58_test id="oval:org.example:tst:4" version="1" check="all" comment="path"><ind:object object_ref="oval:org.example:obj:4"/></ind:environmentvariable58_test>
          </tests>
          <objects>
            <unix:file_object id="oval:org.example:obj:1" version="1"><unix:filepath>/etc/passwd</unix:filepath></unix:file_object>
            <unix:file_object id="oval:org.example:obj:2" version="1"><unix:filepath>/etc/missing</unix:filepath></unix:file_object>
            <unix:password_object id="oval:org.example:obj:3" version="1"><unix:username>root</unix:username></unix:password_object>
            <ind:environmentvariable58_object id="oval:org.example:obj:4" version="1"><ind:pid xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" datatype="int"/><ind:name>PATH</ind:name></ind:environmentvariable58_object>
          </objects>
          <states><unix:password_state id="oval:org.example:ste:3" version="1"><unix:login_shell var_ref="oval:org.example:var:1"/></unix:password_state></states>
          <variables><external_variable id="oval:org.example:var:1" version="1" datatype="string" comment="shell"/></variables>
        </oval_definitions>
        """

    private static func definition(_ number: Int, _ title: String) -> String {
        """
        <definition class="compliance" id="\(definition(number))" version="1"><metadata><title>\(title)</title><description>\(title).</description></metadata>
        <criteria><criterion test_ref="oval:org.example:tst:\(number)" comment="\(title)"/></criteria></definition>
        """
    }

    static let tailoring = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Tailoring xmlns="http://checklists.nist.gov/xccdf/1.2" id="\(prefix)tailoring_test">
          <benchmark href="test-xccdf.xml"/><version time="2026-01-01T00:00:00Z">1</version>
          <Profile id="\(prefix)profile_tailored" extends="\(prefix)profile_standard"><title>Tailored</title>
            <select idref="\(rule("manual"))" selected="false"/><select idref="\(rule("missing"))" selected="true"/></Profile>
        </Tailoring>
        """

    /// Says that the platform of one rule is the image's, by the definition of the accounts.
    static let dictionary = """
        <?xml version="1.0" encoding="UTF-8"?>
        <cpe-list xmlns="http://cpe.mitre.org/dictionary/2.0"><cpe-item name="cpe:/o:example:elsewhere"><title>Elsewhere</title>
          <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5" href="test-oval.xml">\(definition(1))</check></cpe-item></cpe-list>
        """

    static let variables = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oval_variables xmlns="http://oval.mitre.org/XMLSchema/oval-variables-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5">
          <generator><oval:schema_version>5.11.2</oval:schema_version><oval:timestamp>2026-01-01T00:00:00Z</oval:timestamp></generator>
          <variables><variable id="oval:org.example:var:1" datatype="string" comment="shell"><value>/bin/sh</value></variable></variables>
        </oval_variables>
        """

    /// Only what is false in full, true ones by their result, nothing else.
    static let directives = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oval_directives xmlns="http://oval.mitre.org/XMLSchema/oval-directives-5" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" xmlns:res="http://oval.mitre.org/XMLSchema/oval-results-5">
          <generator><oval:schema_version>5.11.2</oval:schema_version><oval:timestamp>2026-01-01T00:00:00Z</oval:timestamp></generator>
          <directives include_source_definitions="false">
            <res:definition_true reported="true" content="thin"/><res:definition_false reported="true" content="full"/><res:definition_unknown reported="false"/>
            <res:definition_error reported="false"/><res:definition_not_evaluated reported="false"/><res:definition_not_applicable reported="false"/>
          </directives>
        </oval_directives>
        """

    /// Two data streams with the same checklist, and the tailoring as a component.
    static var dataStream: String {
        func bare(_ document: String) -> String { document.split(separator: "\n").dropFirst().joined(separator: "\n") }
        func stream(_ name: String) -> String {
            """
            <ds:data-stream id="scap_org.example_datastream_\(name)" scap-version="1.3" use-case="CONFIGURATION" timestamp="2026-01-01T00:00:00Z">
              <ds:checklists>
                <ds:component-ref id="scap_org.example_cref_\(name)-xccdf.xml" xlink:href="#scap_org.example_comp_xccdf.xml"><cat:catalog><cat:uri name="test-oval.xml" uri="#scap_org.example_cref_\(name)-oval.xml"/></cat:catalog></ds:component-ref>
                <ds:component-ref id="scap_org.example_cref_\(name)-tailoring.xml" xlink:href="#scap_org.example_comp_tailoring.xml"/>
              </ds:checklists>
              <ds:checks><ds:component-ref id="scap_org.example_cref_\(name)-oval.xml" xlink:href="#scap_org.example_comp_oval.xml"/></ds:checks>
            </ds:data-stream>
            """
        }
        func component(_ name: String, _ document: String) -> String {
            "<ds:component id=\"scap_org.example_comp_\(name).xml\" timestamp=\"2026-01-01T00:00:00Z\">\(bare(document))</ds:component>"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <ds:data-stream-collection xmlns:ds="http://scap.nist.gov/schema/scap/source/1.2" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:cat="urn:oasis:names:tc:entity:xmlns:xml:catalog" id="scap_org.example_collection_test" schematron-version="1.3">
            \(stream("first"))\(stream("second"))\(component("xccdf", benchmark))\(component("tailoring", tailoring))\(component("oval", definitions))
            </ds:data-stream-collection>
            """
    }

    /// Every document in `folder`, and a root.
    static func make() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makeRoot()
        try folder.write(benchmark, to: "test-xccdf.xml")
        try folder.write(definitions, to: "test-oval.xml")
        try folder.write(tailoring, to: "tailoring.xml")
        try folder.write(dictionary, to: "dictionary.xml")
        try folder.write(variables, to: "variables.xml")
        try folder.write(directives, to: "directives.xml")
        try folder.write(dataStream, to: "test-ds.xml")
        return folder
    }
}
