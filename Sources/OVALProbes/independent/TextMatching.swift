import ImageFS
import OVAL
import PerlRegex

/// A pattern for the text of files.
struct TextPattern {
    let text: String
    let regex: PerlRegex

    static func compile(_ values: [String], _ options: PerlRegex.Options) throws(CollectionFailure) -> [TextPattern] {
        var patterns: [TextPattern] = []
        for value in values {
            do throws(PerlRegex.SyntaxError) {
                patterns.append(TextPattern(text: value, regex: try PerlRegex(value, options: options)))
            } catch {
                throw CollectionFailure(.error, error.description)
            }
        }
        return patterns
    }
}

/// Which of the matches in a file are asked for.
///
/// independent-definitions, `instance`: counted from 1; negative numbers count from the end, -1 is the last.
struct InstanceMatcher {
    private let entity: ResolvedEntity
    private let values: [Int]

    init(_ entity: ResolvedEntity) throws(CollectionFailure) {
        self.entity = entity
        var values: [Int] = []
        for value in entity.values {
            guard let number = Int(value) else { throw CollectionFailure(.error, "instance \"\(value)\" is not an integer") }
            values.append(number)
        }
        self.values = values
    }

    /// The instances, from 1, of `total` matches.
    func admitted(of total: Int) throws(CollectionFailure) -> [Int] {
        guard total > 0 else { return [] }
        let fromStart = values.map { String($0 < 0 ? total + 1 + $0 : $0) }
        let resolved: ResolvedEntity
        do throws(PerlRegex.SyntaxError) {
            resolved = try ResolvedEntity(entity.entity, values: fromStart)
        } catch {
            throw CollectionFailure(.error, error.description)
        }
        let matcher = EntityMatcher(resolved)
        var admitted: [Int] = []
        for instance in 1...total where try matcher.admits(instance) { admitted.append(instance) }
        return admitted
    }
}

/// Every match of the patterns in the files that an object asks for; `instances` is `nil` where all are asked for.
func collectText(
    _ object: ResolvedObject, _ context: ProbeContext, patterns: [TextPattern], instances: InstanceMatcher?
) throws(CollectionFailure) -> Collected {
    var found = ItemGathering(object, context)
    var failures: [Message] = []
    let problems = try FileSearch(object, context).find { file throws(CollectionFailure) in
        guard failures.count < 20 else { return }
        do throws(CollectionFailure) {
            guard let text = try text(of: file, context) else { return }
            for pattern in patterns { try match(pattern, text, file, instances, object.object.kind, &found) }
        } catch {
            guard error.flag == .error else { throw error }
            failures.append(Message(.error, error.message))
        }
    }
    guard failures.isEmpty else { return Collected(.error, found.items, messages: failures + problems.messages) }
    return found.collected(problems)
}

/// The text of a regular file or of one that a link leads to; `nil` for everything else, which has no text.
private func text(of file: FoundFile, _ context: ProbeContext) throws(CollectionFailure) -> FileText? {
    do throws(ImageError) {
        var target = file.file
        if try context.image.metadata(of: target).kind == .symbolicLink {
            guard let end = try context.image.resolve(context.image.path(of: target)) else { return nil }
            target = end
        }
        guard try context.image.metadata(of: target).kind == .regular else { return nil }
        let text = try context.text(of: target)
        guard text.isValidUTF8 else {
            throw ImageError(file.description, .unreadable("it is not utf-8, so a pattern may miss what it should find"))
        }
        return text
    } catch {
        if error.reason == .tooManyLinks { return nil }
        throw CollectionFailure(error)
    }
}

private func match(
    _ pattern: TextPattern, _ text: FileText, _ file: FoundFile, _ instances: InstanceMatcher?, _ kind: TestKind,
    _ found: inout ItemGathering
) throws(CollectionFailure) {
    let matches: [PerlRegex.Match]
    do throws(PerlRegex.MatchError) {
        matches = try pattern.regex.matches(in: text.bytes, isValidUTF8: text.isValidUTF8)
    } catch {
        throw CollectionFailure(error, pattern: pattern.text, on: file.description)
    }
    guard !matches.isEmpty else { return }
    // Older engines and content know the pattern by the name of `line`; both are written.
    let head = file.entities + [ItemEntity("pattern", pattern.text)]
    let line = ItemEntity("line", pattern.text)
    var place = (offset: 0, line: 1)
    for instance in try instances?.admitted(of: matches.count) ?? Array(1...matches.count) {
        let match = matches[instance - 1]
        // Matches come in order, so that each byte is counted once.
        let start = match.range.lowerBound
        if start > place.offset {
            place.line += text.bytes[place.offset..<start].count { $0 == UInt8(ascii: "\n") }
            place.offset = start
        }
        var entities = head
        entities.append(.int("instance", instance))
        entities.append(line)
        // A group that took no part has no subexpression.
        for (place, group) in match.groups.enumerated() {
            guard let group else { continue }
            entities.append(ItemEntity(place == 0 ? "text" : "subexpression", String(decoding: text.bytes[group], as: UTF8.self)))
        }
        try found.add(Item(kind, entities, line: place.line))
    }
}
