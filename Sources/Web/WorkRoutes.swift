import Callbacks
import CivilTime
import Documents
import HTTPServer
import Rota
import Service

/// Time and materials on a ticket (spec: billing.md; http-api.md, "Tickets").
enum WorkRoutes {
  static let routes = [
    Route(
      "POST", "/v1/tickets/{ticket}/time",
      "Writes down time that a person worked: two of start, end and minutes.",
      roles: CallbackRoutes.staff, body: .members([start, end, minutes, person, note]),
      takesKey: true, answers: [.json(201, "The ticket as it is now.", "Ticket")], .later(time)),
    Route(
      "POST", "/v1/tickets/{ticket}/materials", "Writes down what was used and is paid for.",
      roles: CallbackRoutes.staff, body: .members([description, quantity, unitPrice, date]),
      takesKey: true, answers: [.json(201, "The ticket as it is now.", "Ticket")],
      .later(material)),
  ]

  private static let start = Field("start", .calendarMoment, "When the work began.")
  private static let end = Field("end", .calendarMoment, "When it ended; not ahead of now.")
  private static let minutes = Field(
    "minutes", .integer(in: 1...Int(TimeEntry.spanMax.wholeSeconds / 60)), "How long it took.")
  fileprivate static let person = Field(
    "person", .text(scalars: 1...200), "Who worked; without it, the token's person.")
  private static let note = Field(
    "note", .text(scalars: 0...CallbackAction.noteScalarsMax), "In words.")

  private static let description = Field(
    "description", .text(scalars: 1...Material.descriptionScalarsMax), "What it is.",
    isRequired: true)
  private static let quantity = Field(
    "quantity", .integer(in: Material.quantities), "How many.", isRequired: true)
  private static let unitPrice = Field(
    "unit_price_cents", .integer(in: Material.unitPriceCentsRange), "What one costs, in cents.",
    isRequired: true)
  private static let date = Field("date", .date, "By the desk's date; without it, today.")

  private static func time(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    let number = try exchange.ticketNumber()
    var body = try exchange.body()
    let worker = try exchange.worker(&body)
    let note = body.value(of: note)
    let range = range(&body, in: exchange.service.inForce.zone, now: exchange.service.now)
    let worked = try body.finish(with: range)
    let entry = TimeEntry(
      ticket: number, person: try body.finish(with: worker), start: worked.lowerBound,
      end: worked.upperBound, note: note, recordedAt: exchange.service.now)
    let by = exchange.author
    try exchange.write(reply) { core, documents in
      guard let whole = try core.addTime(entry, by: by) else {
        return PostReply(WebProblem.noTicket)
      }
      return PostReply(status: 201, body: documents.ticket(whole).text)
    }
  }

  /// From two of the three, whichever they are.
  private static func range(
    _ body: inout InputReader, in zone: TimeZoneRules, now: Moment
  ) -> Range<Moment>? {
    let (from, to) = (
      body.calendarMoment(of: start, in: zone), body.calendarMoment(of: end, in: zone)
    )
    let long = body.value(of: minutes)
    guard [body.isGiven(start), body.isGiven(end), body.isGiven(minutes)].count(where: { $0 }) == 2
    else {
      body.refuse(minutes, "give two of start, end and minutes, no more and no fewer")
      return nil
    }
    let span = long.map { Duration.minutes($0) }
    guard let began = from ?? to.flatMap({ to in span.map { to - $0 } }),
      let ended = to ?? from.flatMap({ from in span.map { from + $0 } })
    else { return nil }
    let last: any DeclaredField = body.isGiven(end) ? end : minutes
    guard began < ended else {
      body.refuse(last, "the work must end after it began")
      return nil
    }
    guard ended - began <= TimeEntry.spanMax else {
      body.refuse(last, "one entry holds 24 hours at most; write down several")
      return nil
    }
    guard ended <= now else {
      body.refuse(last, "work that lies ahead can't be written down")
      return nil
    }
    return began..<ended
  }

  private static func material(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    let number = try exchange.ticketNumber()
    var body = try exchange.body()
    let (now, zone) = (exchange.service.now, exchange.service.inForce.zone)
    let (description, quantity) = (body.value(of: description), body.value(of: quantity))
    let (price, date) = (body.value(of: unitPrice), body.value(of: date))
    let material = Material(
      ticket: number, date: date ?? zone.local(at: now).date,
      description: try body.finish(with: description), quantity: try body.finish(with: quantity),
      unitPriceCents: try body.finish(with: price), by: exchange.author, recordedAt: now)
    try exchange.write(reply) { core, documents in
      guard let whole = try core.addMaterial(material) else {
        return PostReply(WebProblem.noTicket)
      }
      return PostReply(status: 201, body: documents.ticket(whole).text)
    }
  }
}

extension Exchange {
  /// For the history: the token's person, else the token's name.
  fileprivate var author: String { visitor?.person?.text ?? visitor?.name ?? "" }

  /// Whose time it was: an engineer's own; of a manager's token anybody's of the files.
  fileprivate func worker(_ body: inout InputReader) throws(WebProblem) -> Name? {
    let field = WorkRoutes.person
    guard let named = body.value(of: field) else {
      if let own = visitor?.person { return own }
      if !body.isGiven(field) {
        body.refuse(field, "this is missing: the manager's token names no person")
      }
      return nil
    }
    let found = service.inForce.person(named)?.name
    if visitor?.role != .manager, found != visitor?.person {
      throw WebProblem(403, "only a manager may write down another person's time")
    }
    if found == nil { body.refuse(field, "this names nobody in the rota files") }
    return found
  }
}

extension Kind<CivilDate> {
  static let date = Kind(schema: Schema.date, words: "a date such as 2026-12-25") { text in
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}
