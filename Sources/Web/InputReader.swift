import CivilTime
import Documents
import HTTPServer
import ServiceHours

/// Reads what a query or a JSON body says, by what its route declares, and gathers all that is wrong with it
/// before it refuses with 422.
struct InputReader {
  private let source: Source
  private let declared: [any DeclaredField]
  private(set) var errors: [WebProblem.FieldError] = []

  private enum Source {
    case query([HTTPParameter])
    /// Without the members that are null: they count as not given.
    case body([SentJSON.Member])
  }

  /// A `+` is a blank, as in what forms and most programs send; in a time it is put back.
  init(queryOf request: HTTPRequest, _ declared: [any DeclaredField]) {
    let query = Array((request.rawQuery ?? "").utf8)
    source = .query(HTTPParameter.list(of: query, plusIsBlank: true) ?? request.query)
    self.declared = declared
  }

  /// No body at all counts as an empty object, as a bare `curl -X POST` sends none.
  ///
  /// - Throws: 400 or 415.
  init(bodyOf request: HTTPRequest, _ declared: [any DeclaredField]) throws(WebProblem) {
    self.declared = declared
    guard !request.body.isEmpty else {
      source = .body([])
      return
    }
    guard MediaType.of(request) == MediaType.json else {
      throw WebProblem(415, "send \(MediaType.json)")
    }
    guard case .object(let members) = try SentJSON(request.body) else {
      throw WebProblem(400, "the body must be a JSON object")
    }
    source = .body(members.filter { $0.value != .null })
  }

  func isGiven(_ field: any DeclaredField) -> Bool {
    switch source {
    case .query(let parameters): parameters.contains { $0.name == field.name }
    case .body(let members): members.contains { $0.name == field.name }
    }
  }

  /// Nil when it is not given, or is refused: what is missing, given twice or can't be read.
  mutating func value<Value>(of field: Field<Value>) -> Value? {
    assert(
      declared.contains { $0.name == field.name }, "the route does not declare \(field.name)")
    let found: [Value?] =
      switch source {
      case .query(let parameters):
        parameters.filter { $0.name == field.name }.map { field.kind.ofText($0.value) }
      case .body(let members):
        members.filter { $0.name == field.name }.map { field.kind.ofJSON($0.value) }
      }
    guard let value = found.first else {
      if field.isRequired { refuse(field, "this is missing") }
      return nil
    }
    guard found.count == 1 else {
      refuse(field, "this is given more than once")
      return nil
    }
    if value == nil { refuse(field, "this must be \(field.kind.words)") }
    return value
  }

  /// A time within the calendar, by the desk's date.
  mutating func calendarMoment(
    of field: Field<Moment>, in zone: TimeZoneRules
  ) -> Moment? {
    calendarMoment(of: field, in: zone) { $0 }
  }

  /// The same of what stands for a time.
  mutating func calendarMoment<Value>(
    of field: Field<Value>, in zone: TimeZoneRules, _ moment: (Value) -> Moment
  ) -> Moment? {
    guard let moment = value(of: field).map(moment) else { return nil }
    guard PublicHolidays.years.contains(zone.local(at: moment).date.year) else {
      refuse(field, "\(OutsideCalendar())")
      return nil
    }
    return moment
  }

  mutating func refuse(_ field: any DeclaredField, _ detail: String) {
    let place: WebProblem.FieldError.Place =
      switch source {
      case .query: .parameter(field.name)
      case .body: .pointer("/" + field.name)
      }
    errors.append(WebProblem.FieldError(place: place, detail: detail))
  }

  func finish() throws(WebProblem) {
    if !errors.isEmpty { throw problem }
  }

  /// Finishes, and gives what a required field has.
  func finish<Value>(with required: Value?) throws(WebProblem) -> Value {
    guard errors.isEmpty, let required else { throw problem }
    return required
  }

  private var problem: WebProblem {
    let what =
      switch source {
      case .query: "query"
      case .body: "body"
      }
    return WebProblem(422, "the \(what) is understood, but not acceptable", errors: errors)
  }
}
