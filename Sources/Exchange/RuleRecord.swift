/// A rule of an assessment: what it asks, its result, and what that rests on.
public struct RuleRecord: Codable, Sendable, Hashable {
    /// Id of the rule.
    public var id: String
    /// Id of the group that holds it, in DISA's content the V-number; `nil` at the top of a benchmark.
    public var group: String?
    /// Title of that group, in DISA's content the SRG id.
    public var groupTitle: String?
    /// The version, in DISA's content the STIG id.
    public var version: String?
    /// The title, plain.
    public var title: String
    /// `high`, `medium`, `low`, `unknown`, `info`.
    public var severity: String
    /// CAT I, II or III as 1, 2, 3: that of the severity, or that of an answer which asks for another and holds.
    public var category: Int
    /// The weight in the scores.
    public var weight: Double
    /// In the words of XCCDF 1.2, `resultEnumType`; what counts, after answers.
    public var result: String
    /// What the specifications and the content's own platform checks alone say.
    public var literal: String
    /// `observed`, `absence`, `vacuous`, `answer` or `none`.
    public var evidence: String
    /// SHA-256 of the evidence, hexadecimal.
    public var evidenceHash: String?
    /// `image`, `component`, `host-kernel`, `host-service`, `platform`, `organisation`, `inherent`.
    public var responsibility: String?
    /// Who provides the control where the image does not, and where that is to be verified.
    public var provider: String?
    /// What the deployer has to do.
    public var deployer: String?
    /// How the image meets the requirement, in the content's words.
    public var response: String?
    /// Of a rule that does not apply: what was consulted.
    public var proof: String?
    /// Whether that rests on what is known of the image.
    public var isProven: Bool
    /// One line for a person.
    public var sentence: String
    /// CCIs, e.g. `CCI-000366`.
    public var ccis: [String]
    /// References to SP 800-53 as the content writes them.
    public var nist: [String]
    /// Further names in other systems.
    public var idents: [Ident]
    /// Older ids of the rule and its group.
    public var legacyIDs: [String]
    /// The discussion, plain.
    public var discussion: String
    /// What a person has to look at, plain.
    public var check: String
    /// What to do, plain.
    public var fix: String
    /// Id of the fix, in DISA's content `F-…_fix`.
    public var fixID: String?
    /// URI of the check's system: OVAL's, or in DISA's manual content `C-…_chk`.
    public var checkSystem: String?
    /// What the check refers to: the document, and the name in it.
    public var checkReference: CheckReference?
    /// The same texts and warnings with their mark-up: XHTML fragments, escaped and harmless.
    public var texts: [Prose]
    /// Tests that decided, or that could not be decided.
    public var tests: [TestRecord]
    /// Ids of the definitions that were asked.
    public var definitions: [String]
    /// The decision of a person that was applied or refused.
    public var answer: AnswerRecord?

    /// XCCDF 1.2, `checkContentRefType`.
    public struct CheckReference: Codable, Sendable, Hashable {
        /// The document.
        public var href: String
        /// The name in it; `nil` for all of it.
        public var name: String?
        /// Takes every part as it is.
        public init(href: String, name: String?) {
            self.href = href
            self.name = name
        }
    }

    /// A name in another system.
    public struct Ident: Codable, Sendable, Hashable {
        /// The scheme the identifier belongs to, a URI.
        public var system: String
        /// The identifier.
        public var value: String
        /// Takes every part as it is.
        public init(system: String, value: String) {
            self.system = system
            self.value = value
        }
    }

    /// A text with its heading.
    public struct Prose: Codable, Sendable, Hashable {
        /// The heading above the text.
        public var title: String
        /// The text, as well-formed XHTML fragments.
        public var html: String
        /// Takes every part as it is.
        public init(title: String, html: String) {
            self.title = title
            self.html = html
        }
    }

    /// A decision by a person.
    public struct AnswerRecord: Codable, Sendable, Hashable {
        /// The result before.
        public var before: String
        /// `inherited`, `shared`, `customer`, `inherently_meets`, `false_positive`, `risk_accepted`, `attested`, `does_not_meet`.
        public var `as`: String
        /// Why the answer holds, in the words of its author.
        public var justification: String
        /// Who answered.
        public var by: String
        /// Who approved the answer.
        public var approvedBy: String?
        /// ISO 8601 dates.
        public var date: String
        /// The last day on which the answer counts, `YYYY-MM-DD`.
        public var expires: String?
        /// Where the decision is filed: a ticket, a memorandum.
        public var reference: String?
        /// Severity asked for instead, and why it is in the justification.
        public var severity: String?
        /// Why it does not hold: the result it answers is another, the evidence changed, it expired; `nil` where it is applied.
        public var voidBecause: String?
        /// The result that the answer asks for, applied or not, in the words of XCCDF.
        public var asked: String?
        /// What the result before rested on: `observed`, `absence`, `vacuous` or `none`.
        public var evidenceBefore: String?
        /// Whose control it is.
        public var provider: String?
        /// Where the answer stands, `file:line`.
        public var location: String?
        /// Takes every part as it is.
        public init(
            before: String, as kind: String, justification: String, by: String, approvedBy: String? = nil, date: String,
            expires: String? = nil, reference: String? = nil, severity: String? = nil, voidBecause: String? = nil,
            asked: String? = nil, evidenceBefore: String? = nil, provider: String? = nil, location: String? = nil
        ) {
            self.before = before
            self.as = kind
            self.justification = justification
            self.by = by
            self.approvedBy = approvedBy
            self.date = date
            self.expires = expires
            self.reference = reference
            self.severity = severity
            self.voidBecause = voidBecause
            self.asked = asked
            self.evidenceBefore = evidenceBefore
            self.provider = provider
            self.location = location
        }
    }

    /// A rule; everything but identity and result has a default.
    public init(
        id: String, group: String? = nil, groupTitle: String? = nil, version: String? = nil, title: String, severity: String,
        category: Int, weight: Double = 1, result: String, literal: String? = nil, evidence: String, evidenceHash: String? = nil,
        responsibility: String? = nil, provider: String? = nil, deployer: String? = nil, response: String? = nil, proof: String? = nil,
        isProven: Bool = false, sentence: String = "", ccis: [String] = [], nist: [String] = [], idents: [Ident] = [],
        legacyIDs: [String] = [], discussion: String = "", check: String = "", fix: String = "", fixID: String? = nil,
        checkSystem: String? = nil, checkReference: CheckReference? = nil, texts: [Prose] = [],
        tests: [TestRecord] = [], definitions: [String] = [], answer: AnswerRecord? = nil
    ) {
        self.id = id
        self.group = group
        self.groupTitle = groupTitle
        self.version = version
        self.title = title
        self.severity = severity
        self.category = category
        self.weight = weight
        self.result = result
        self.literal = literal ?? result
        self.evidence = evidence
        self.evidenceHash = evidenceHash
        self.responsibility = responsibility
        self.provider = provider
        self.deployer = deployer
        self.response = response
        self.proof = proof
        self.isProven = isProven
        self.sentence = sentence
        self.ccis = ccis
        self.nist = nist
        self.idents = idents
        self.legacyIDs = legacyIDs
        self.discussion = discussion
        self.check = check
        self.fix = fix
        self.fixID = fixID
        self.checkSystem = checkSystem
        self.checkReference = checkReference
        self.texts = texts
        self.tests = tests
        self.definitions = definitions
        self.answer = answer
    }
}

/// What one test expected and found, for people.
public struct TestRecord: Codable, Sendable, Hashable {
    /// Id of the test.
    public var id: String
    /// The kind, e.g. `textfilecontent54`.
    public var kind: String
    /// The content's words on it.
    public var comment: String
    /// In the words of OVAL's `ResultEnumeration`.
    public var result: String
    /// What was asked, as a phrase.
    public var expected: String
    /// What was looked for, where nothing was found.
    public var searched: String?
    /// What was found, what fails first; a sample of ``foundCount``.
    public var found: [Found]
    /// How many things were found.
    public var foundCount: Int
    /// Why it could not be decided, and the like.
    public var messages: [String]

    /// One thing that was found.
    public struct Found: Codable, Sendable, Hashable {
        /// A path or another name.
        public var path: String
        /// The line of the file, where the item is a line; counted from 1.
        public var line: Int?
        /// In the words of OVAL's `ResultEnumeration`; that of the test where it has none of its own.
        public var result: String
        /// Entities and their values, shortened.
        public var values: [Value]
        /// What was found, as one sentence.
        public var sentence: String
        /// What the collection said of the item, where it said something.
        public var message: String?

        /// An entity.
        public struct Value: Codable, Sendable, Hashable {
            /// The name of the entity, as the schema of the item spells it.
            public var name: String
            /// Its value as text.
            public var value: String
            /// Takes every part as it is.
            public init(name: String, value: String) {
                self.name = name
                self.value = value
            }
        }

        /// Takes every part as it is.
        public init(path: String, line: Int?, result: String, values: [Value], sentence: String, message: String?) {
            self.path = path
            self.line = line
            self.result = result
            self.values = values
            self.sentence = sentence
            self.message = message
        }
    }

    /// Takes every part as it is.
    public init(
        id: String, kind: String, comment: String, result: String, expected: String, searched: String?, found: [Found], foundCount: Int,
        messages: [String]
    ) {
        self.id = id
        self.kind = kind
        self.comment = comment
        self.result = result
        self.expected = expected
        self.searched = searched
        self.found = found
        self.foundCount = foundCount
        self.messages = messages
    }
}
