import CivilTime
import Documents
import ServiceHours

/// A kind of value that can be sent, declared once: how it is read from a body or a query, what is said of
/// one that can't be, and the schema that tells it in advance.
struct Kind<Value: Sendable>: Sendable {
  let schema: JSON
  /// What stands after "this must be".
  let words: String
  let ofJSON: @Sendable (SentJSON) -> Value?
  let ofText: @Sendable (String) -> Value?
}

extension Kind {
  /// A kind that is a text in a body too.
  init(schema: JSON, words: String, ofText: @escaping @Sendable (String) -> Value?) {
    self.init(
      schema: schema, words: words,
      ofJSON: { value in
        guard case .string(let text) = value else { return nil }
        return ofText(text)
      }, ofText: ofText)
  }
}

extension Kind<String> {
  /// Lengths are in Unicode scalars, as everywhere in the interface.
  static func text(scalars: ClosedRange<Int>) -> Kind {
    Kind(
      schema: [
        "type": "string", "minLength": .integer(Int64(scalars.lowerBound)),
        "maxLength": .integer(Int64(scalars.upperBound)),
      ],
      words: "a text of \(scalars.lowerBound) to \(scalars.upperBound) characters"
    ) { text in
      scalars.contains(text.unicodeScalars.count) ? text : nil
    }
  }

  /// Any text at all; what it means is asked of the files.
  static let anyText = Kind(schema: Schema.text, words: "a text") { $0 }
}

extension Kind<Int> {
  static func integer(in range: ClosedRange<Int>, standard: Int? = nil) -> Kind {
    let schema: JSON = [
      "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
      "maximum": .integer(Int64(range.upperBound)),
    ]
    return Kind(
      schema: standard.map { schema.adding("default", .integer(Int64($0))) } ?? schema,
      words: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      ofJSON: { value in
        // `5.0` is as whole a number to JSON as `5`.
        guard case .number(let text) = value,
          let number = Int(text) ?? Double(text).flatMap(Int.init(exactly:))
        else { return nil }
        return range.contains(number) ? number : nil
      },
      ofText: { text in
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
          return nil
        }
        return range.contains(number) ? number : nil
      })
  }
}

extension Kind<Bool> {
  static let truth = Kind(
    schema: Schema.truth, words: "true or false",
    ofJSON: { value in
      guard case .bool(let truth) = value else { return nil }
      return truth
    }, ofText: { ["true": true, "false": false][$0] })
}

extension Kind<Moment> {
  static let moment = Kind(
    schema: Schema.time, words: "a time with its offset, such as 2026-12-25T02:10:00+13:00"
  ) { RFC3339.moment($0) }

  /// A time for which the calendar has an answer; whether it has, is asked in the desk's zone
  /// (``InputReader/calendarMoment(of:in:)``).
  static let calendarMoment = Kind(
    schema: Schema.time.adding("pattern", "^(200[4-9]|20[1-9][0-9]|2100)-"),
    words: moment.words, ofText: moment.ofText)
}

extension Kind where Value: RawRepresentable<String> & CaseIterable {
  static func word(_ type: Value.Type) -> Kind {
    Kind(
      schema: Schema.word(type),
      words: "one of " + type.allCases.map(\.rawValue).joined(separator: ", ")
    ) { Value(rawValue: $0) }
  }
}

/// A parameter of a query or a member of a body, as its route declares it.
struct Field<Value: Sendable>: DeclaredField {
  let name: String
  let kind: Kind<Value>
  /// For the document: what it is.
  let words: String
  let isRequired: Bool

  init(_ name: String, _ kind: Kind<Value>, _ words: String, isRequired: Bool = false) {
    self.name = name
    self.kind = kind
    self.words = words
    self.isRequired = isRequired
  }

  var schema: JSON { kind.schema }
}

protocol DeclaredField: Sendable {
  var name: String { get }
  var words: String { get }
  var isRequired: Bool { get }
  var schema: JSON { get }
}
