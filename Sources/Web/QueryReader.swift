import CivilTime
import HTTPServer

/// Reads a query's parameters and gathers all that is wrong with them before it refuses with 422.
struct QueryReader {
  private let parameters: [HTTPParameter]
  private(set) var errors: [WebProblem.FieldError] = []

  init(of request: HTTPRequest) { parameters = request.query }

  func finish() throws(WebProblem) {
    guard errors.isEmpty else {
      throw WebProblem(422, "the query is understood, but not acceptable", errors: errors)
    }
  }

  func text(_ name: String) -> String? { parameters.last { $0.name == name }?.value }

  /// A time with its offset. A blank before the offset was a `+` that nobody encoded.
  mutating func moment(_ name: String) -> Moment? {
    guard let text = text(name) else { return nil }
    guard let moment = RFC3339.moment(text) else {
      refuse(name, "this must be a time with its offset, such as 2026-12-25T02:10:00+13:00")
      return nil
    }
    return moment
  }

  mutating func requiredMoment(_ name: String) -> Moment {
    if text(name) == nil { refuse(name, "this is missing") }
    return moment(name) ?? Moment(seconds: 0)
  }

  /// - Parameter fallback: when the parameter isn't there; nil when it must be.
  mutating func integer(_ name: String, in range: ClosedRange<Int>, default fallback: Int?) -> Int {
    guard let text = text(name) else {
      if fallback == nil { refuse(name, "this is missing") }
      return fallback ?? range.lowerBound
    }
    let isDigits = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isDigits, let number = Int(text), range.contains(number) else {
      refuse(
        name, "this must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return range.lowerBound
    }
    return number
  }

  mutating func bool(_ name: String) -> Bool? {
    switch text(name) {
    case nil: return nil
    case "true": return true
    case "false": return false
    default:
      refuse(name, "this must be true or false")
      return nil
    }
  }

  mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ kind: Word.Type
  ) -> Word? {
    guard let text = text(name) else { return nil }
    guard let word = Word(rawValue: text) else {
      refuse(name, "this must be one of " + kind.allCases.map(\.rawValue).joined(separator: ", "))
      return nil
    }
    return word
  }

  mutating func refuse(_ name: String, _ detail: String) {
    errors.append(WebProblem.FieldError(place: .parameter(name), detail: detail))
  }
}
