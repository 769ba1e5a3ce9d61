import Callbacks
import CivilTime
import HTTPServer

/// Reads the members of a JSON body and gathers all that is wrong with them before it refuses.
struct BodyReader {
  private let members: [String: SentJSON]
  private(set) var errors: [WebProblem.FieldError] = []

  /// No body at all counts as an empty object, as a bare `curl -X POST` sends none.
  ///
  /// - Throws: 400 or 415.
  init(of request: HTTPRequest) throws(WebProblem) {
    guard !request.body.isEmpty else {
      members = [:]
      return
    }
    guard MediaType.of(request) == "application/json" else {
      throw WebProblem(415, "send application/json")
    }
    guard case .object(let members) = try SentJSON(request.body) else {
      throw WebProblem(400, "the body must be a JSON object")
    }
    self.members = members.filter { $0.value != .null }
  }

  func finish() throws(WebProblem) {
    guard errors.isEmpty else {
      throw WebProblem(422, "the body is understood, but not acceptable", errors: errors)
    }
  }

  mutating func text(_ name: String, scalarsMax: Int) -> String? {
    guard let value = members[name] else { return nil }
    guard case .string(let text) = value else {
      refuse(name, "this must be a text")
      return nil
    }
    guard text.unicodeScalars.count <= scalarsMax else {
      refuse(name, "at most \(scalarsMax) characters are taken")
      return nil
    }
    return text
  }

  mutating func requiredText(_ name: String, scalarsMax: Int) -> String {
    let before = errors.count
    if let text = text(name, scalarsMax: scalarsMax), !text.isEmpty { return text }
    if errors.count == before { refuse(name, "this is missing") }
    return ""
  }

  mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = members[name] else { return nil }
    guard case .number(let text) = value, let number = Int(text), range.contains(number) else {
      refuse(
        name, "this must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  mutating func moment(_ name: String) -> Moment? {
    guard let value = members[name] else { return nil }
    guard case .string(let text) = value, let moment = RFC3339.moment(text) else {
      refuse(name, "this must be a time with its offset, such as 2026-12-25T02:10:00+13:00")
      return nil
    }
    return moment
  }

  mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ kind: Word.Type
  ) -> Word? {
    guard let value = members[name] else { return nil }
    guard case .string(let text) = value, let word = Word(rawValue: text) else {
      refuse(name, "this must be one of " + kind.allCases.map(\.rawValue).joined(separator: ", "))
      return nil
    }
    return word
  }

  mutating func refuse(_ name: String, _ detail: String) {
    errors.append(WebProblem.FieldError(place: .pointer("/" + name), detail: detail))
  }
}
