import Callbacks
import Documents
import PhoneNumbers

// Who asks for something, in a body: an object of texts. Nothing in it is guessed: what can't be kept is
// refused, since a person is there to write it again.

extension Kind<CallerChange> {
  /// What is put right; a member that is null goes.
  static let callerChange = Kind(schema: CallerMembers.schema, words: CallerMembers.words) {
    members in
    var change = CallerChange()
    guard let read = CallerMembers(members) else { return nil }
    if let value = read["name"] { change.name = value.map { .set($0) } ?? .removed }
    if let value = read["organisation"] { change.organisation = value.map { .set($0) } ?? .removed }
    if let value = read["email"] { change.email = value.map { .set($0) } ?? .removed }
    if let value = read["phone"] {
      change.phone = value.map { .set(WrittenNumber($0)) } ?? .removed
    }
    return change
  }
}

extension Kind<CallerDetails> {
  /// One of them at least.
  static let caller = Kind(
    schema: CallerMembers.schema.adding("minProperties", 1), words: CallerMembers.words
  ) { members in
    guard let read = CallerMembers(members) else { return nil }
    let caller = CallerDetails(
      name: read["name"] ?? nil, organisation: read["organisation"] ?? nil,
      email: read["email"] ?? nil, phone: (read["phone"] ?? nil).map { WrittenNumber($0) })
    return caller == CallerDetails() ? nil : caller
  }
}

extension Kind {
  /// A kind that is an object in a body, and stands in no query.
  init(
    schema: JSON, words: String, ofMembers: @escaping @Sendable ([SentJSON.Member]) -> Value?
  ) {
    self.init(
      schema: schema, words: words,
      ofJSON: { value in
        guard case .object(let members) = value else { return nil }
        return ofMembers(members)
      }, ofText: { _ in nil })
  }
}

/// The members of a caller, each read or the whole refused.
private struct CallerMembers {
  private var values: [String: String?] = [:]

  init?(_ members: [SentJSON.Member]) {
    for member in members {
      guard values[member.name] == nil else { return nil }
      switch member.value {
      case .null: values[member.name] = .some(nil)
      case .string(let text):
        guard CallerMembers.isAcceptable(text, as: member.name) else { return nil }
        values[member.name] = text.allSatisfy(\.isWhitespace) ? .some(nil) : text
      default:
        // What this program does not know is left out, as in a call event.
        guard !CallerMembers.names.contains(member.name) else { return nil }
      }
    }
  }

  subscript(name: String) -> String?? { values[name] }

  private static let names: Set = ["name", "organisation", "email", "phone"]

  private static func isAcceptable(_ text: String, as name: String) -> Bool {
    switch name {
    case "email": text.isEmpty || EmailAddress.isPlausible(text)
    case "phone": text.unicodeScalars.count <= CallEventLimits.numberScalarsMax
    default: text.unicodeScalars.count <= CallEventLimits.nameScalarsMax
    }
  }

  static let words =
    "an object of name, organisation, email and phone: an email address that can be one, a name of "
    + "\(CallEventLimits.nameScalarsMax) characters at most"

  static let schema: JSON = [
    "type": "object",
    "properties": [
      "name": text(CallEventLimits.nameScalarsMax),
      "organisation": text(CallEventLimits.nameScalarsMax),
      "email": text(CallEventLimits.emailBytesMax),
      "phone": text(CallEventLimits.numberScalarsMax),
    ],
  ]

  private static func text(_ scalarsMax: Int) -> JSON {
    ["type": ["string", "null"], "maxLength": .integer(Int64(scalarsMax))]
  }
}
