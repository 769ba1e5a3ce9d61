import CivilTime
import PhoneNumbers

extension CallEvent {
  /// Reads a call event from its fields: JSON's and a form's names are the same, dotted.
  ///
  /// Only a missing or unknown type, and a `call_id` or `event_id` that can't be one, refuse it. Any other
  /// fault leaves the field out, with a warning: the caller is owed a call whatever else was garbled.
  public init(fields: [String: FieldValue]) throws(CallEventRefusal) {
    var reader = FieldReader(fields: fields)
    let type = reader.type()
    let callID = reader.identifier("call_id", required: true)
    let id = reader.identifier("event_id", required: false)
    guard let type, let callID, reader.faults.isEmpty else {
      throw CallEventRefusal(faults: reader.faults)
    }
    self.id = id
    self.type = type
    self.callID = callID
    statedAt = reader.moment("at")
    from = reader.phone("from")
    to = reader.text("to", scalarsMax: CallEventLimits.numberScalarsMax)
    caller = reader.caller()
    summary = reader.text("summary", scalarsMax: CallEventLimits.summaryScalarsMax)
    recordingURL = reader.webLink("recording_url")
    urgency = reader.word("urgency")
    outcome = type == .ended ? reader.outcome() : nil
    sentTo = reader.word("sent_to")
    warnings = reader.warnings
  }
}

private struct FieldReader {
  let fields: [String: FieldValue]
  var faults: [CallEventFault] = []
  var warnings: [Warning] = []

  init(fields: [String: FieldValue]) { self.fields = fields }

  mutating func type() -> CallEventType? {
    switch fields["type"] {
    case nil:
      faults.append(.missing(field: "type"))
      return nil
    case .text(let word):
      guard let type = CallEventType(rawValue: word) else {
        faults.append(word.isEmpty ? .missing(field: "type") : .unknownType)
        return nil
      }
      return type
    case .number, .other:
      faults.append(.wrongKind(field: "type"))
      return nil
    }
  }

  /// 1 to 200 characters. An empty one counts as none: dial plans send unset variables so.
  mutating func identifier(_ field: String, required: Bool) -> String? {
    switch fields[field] {
    case nil, .text(""):
      if required { faults.append(.missing(field: field)) }
      return nil
    case .text(let text):
      guard text.unicodeScalars.count <= CallEventLimits.idScalarsMax else {
        faults.append(.tooLong(field: field))
        return nil
      }
      return text
    case .number, .other:
      faults.append(.wrongKind(field: field))
      return nil
    }
  }

  mutating func caller() -> CallerDetails {
    if fields["caller"] != nil { warn("caller") }
    return CallerDetails(
      name: text("caller.name", scalarsMax: CallEventLimits.nameScalarsMax),
      organisation: text("caller.organisation", scalarsMax: CallEventLimits.nameScalarsMax),
      email: email("caller.email"),
      phone: phone("caller.phone").flatMap { $0.reading == .withheld ? nil : $0 })
  }

  /// A text, cut with a warning when it is too long; blank counts as none.
  mutating func text(_ field: String, scalarsMax: Int) -> String? {
    guard let text = plain(field) else { return nil }
    guard text.unicodeScalars.count > scalarsMax else {
      return text.allSatisfy(\.isWhitespace) ? nil : text
    }
    warn(field)
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(scalarsMax)))
  }

  /// An empty number is one that was withheld, so it is kept as such.
  mutating func phone(_ field: String) -> WrittenNumber? {
    guard let text = plain(field) else { return nil }
    guard text.unicodeScalars.count > CallEventLimits.numberScalarsMax else {
      return WrittenNumber(text)
    }
    warn(field)
    return WrittenNumber(
      String(
        String.UnicodeScalarView(text.unicodeScalars.prefix(CallEventLimits.numberScalarsMax))))
  }

  mutating func email(_ field: String) -> String? {
    guard let text = plain(field), !text.isEmpty else { return nil }
    guard EmailAddress.isPlausible(text) else {
      warn(field)
      return nil
    }
    return text
  }

  /// An `http` or `https` link, shown and never fetched.
  mutating func webLink(_ field: String) -> String? {
    guard let text = plain(field), !text.isEmpty else { return nil }
    let folded = text.lowercased()
    let isLink = folded.hasPrefix("http://") || folded.hasPrefix("https://")
    let isClean = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    guard isLink, isClean, text.utf8.count <= CallEventLimits.recordingURLBytesMax else {
      warn(field)
      return nil
    }
    return text
  }

  mutating func word<Word: RawRepresentable<String>>(_ field: String) -> Word? {
    guard let text = plain(field), !text.isEmpty else { return nil }
    guard let word = Word(rawValue: text) else {
      warn(field)
      return nil
    }
    return word
  }

  /// An end that says not how it ended counts as failed: better one callback too many.
  mutating func outcome() -> CallOutcome {
    guard let text = plain("outcome"), let outcome = CallOutcome(rawValue: text) else {
      if !warnings.contains(.badField("outcome")) { warn("outcome") }
      return .failed
    }
    return outcome
  }

  mutating func moment(_ field: String) -> Moment? {
    switch fields[field] {
    case nil, .text(""):
      return nil
    case .text(let text), .number(let text):
      if let moment = RFC3339.moment(text) ?? UnixTime.moment(text) { return moment }
    case .other:
      break
    }
    warn(field)
    return nil
  }

  /// A number where a text is wanted is taken by its digits; anything else is not understood.
  private mutating func plain(_ field: String) -> String? {
    switch fields[field] {
    case nil: return nil
    case .text(let text), .number(let text): return text
    case .other:
      warn(field)
      return nil
    }
  }

  private mutating func warn(_ field: String) {
    warnings.append(.badField(String(field.map { $0 == "." ? "_" : $0 })))
  }
}

/// Unix time in seconds, milliseconds or microseconds, told apart by its size; seconds may have a fraction.
enum UnixTime {
  static func moment(_ text: String) -> Moment? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, let value = digits(whole, countMax: 17) else { return nil }
    guard parts.count == 2 else {
      if value < millisecondsFrom { return Moment(seconds: value) }
      if value < microsecondsFrom { return Moment(microseconds: value * 1000) }
      return Moment(microseconds: value)
    }
    guard value < millisecondsFrom, let fraction = digits(parts[1].prefix(6), countMax: 6),
      parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    var microseconds = fraction
    for _ in 0..<max(0, 6 - parts[1].utf8.count) { microseconds *= 10 }
    return Moment(microseconds: Moment(seconds: value).microseconds + microseconds)
  }

  /// In seconds this is the year 5138; in milliseconds, March 1973.
  private static let millisecondsFrom: Int64 = 100_000_000_000
  private static let microsecondsFrom: Int64 = 100_000_000_000_000

  private static func digits(_ text: Substring, countMax: Int) -> Int64? {
    guard (1...countMax).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int64(text)
  }
}

/// What can be an address at all: enough to keep what can't be one out of a mail's headers. Whether there is
/// a mailbox, only a mail can tell.
public enum EmailAddress {
  public static func isPlausible(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= CallEventLimits.emailBytesMax
    else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.allSatisfy({ !$0.isEmpty }) else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.value > 0x20 && scalar.value != 0x7F
        && !"<>(),;:\\\"[]".unicodeScalars.contains(scalar)
        && !(0x80...0x9F).contains(scalar.value)
    }
  }
}
