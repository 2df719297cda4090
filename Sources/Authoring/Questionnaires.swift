internal import XML

/// What people look at, as OCIL 2.0 (NISTIR 7692): SP 800-126 allows no check of another system beside OVAL, and no text in a check.
struct Questionnaires {
    static let system = "http://scap.nist.gov/schema/ocil/2"
    static let ocil = "http://scap.nist.gov/schema/ocil/2.0"

    let requirements: [Requirement]
    let namespace: String

    /// The id of a requirement's questionnaire, or of a part of it.
    func id(_ requirement: Requirement, _ kind: String = "questionnaire") -> String { "ocil:\(namespace).\(requirement.id):\(kind):1" }

    /// Writes the document. A check text says when there is a finding, so that is what is asked.
    func write(to writer: inout XMLWriter, timestamp: String) {
        writer.element("ocil", namespace: Self.ocil) { writer in
            writer.element("generator") { writer in
                writer.element("product_name", text: "stigready content build")
                writer.element("schema_version", text: "2.0")
                writer.element("timestamp", text: timestamp)
            }
            writer.element("questionnaires") { writer in
                for requirement in self.requirements {
                    writer.element("questionnaire", ["id": self.id(requirement)]) { writer in
                        writer.element("title", text: requirement.title)
                        writer.element("actions") { $0.element("test_action_ref", text: self.id(requirement, "testaction")) }
                    }
                }
            }
            writer.element("test_actions") { writer in
                for requirement in self.requirements {
                    writer.element(
                        "boolean_question_test_action",
                        ["id": self.id(requirement, "testaction"), "question_ref": self.id(requirement, "question")]
                    ) { writer in
                        for (answer, result) in [("when_true", "FAIL"), ("when_false", "PASS")] {
                            writer.element(answer) { $0.element("result", text: result) }
                        }
                    }
                }
            }
            writer.element("questions") { writer in
                for requirement in self.requirements {
                    writer.element("boolean_question", ["id": self.id(requirement, "question")]) { writer in
                        writer.element("question_text", text: requirement.check + "\n\nIs there a finding?")
                    }
                }
            }
        }
    }
}
