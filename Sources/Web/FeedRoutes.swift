import CivilTime
import Documents
import HTTPServer
import Rota
import Service

/// A person's shifts for their own calendar program (spec: http-api.md, `/v1/schedule.ics`).
enum FeedRoutes {
  static let routes = [
    Route(
      "GET", "/v1/schedule.ics",
      "One person's shifts, as a feed for calendar programs; its key opens nothing else.",
      roles: nil, query: [key],
      answers: [
        Route.Answer(
          status: 200, words: "An iCalendar object (RFC 5545).",
          media: [Route.Media(MediaType.calendar, Schema.text)]),
        .problem(404, "The key opens no feed."),
      ], .now(feed)),
    Route(
      "GET", "/v1/schedule-feed", "The address and key of the token's person's feed.",
      roles: CallbackRoutes.staff,
      answers: [
        .json(200, "Whoever has it can read that person's shifts.", "ScheduleFeed"),
        .problem(404, "None has been made yet."), .problem(422, "The token names no person."),
      ], .now(address)),
    Route(
      "POST", "/v1/schedule-feed", "Makes a new key; the one before opens nothing any more.",
      roles: CallbackRoutes.staff, body: .members([]), takesKey: true,
      answers: [.json(201, "Made; GET shows it.", "ScheduleFeedMade")], .later(make)),
  ]

  static let schemas = [
    JSON.Member(
      "ScheduleFeed", Schema.object(["path": Schema.text, "key": Schema.text])),
    JSON.Member("ScheduleFeedMade", Schema.object(["person": Schema.text])),
  ]

  private static let key = Field(
    "key", .text(scalars: 1...200), "What `/v1/schedule-feed` shows.", isRequired: true)

  private static func feed(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    let given = query.value(of: key)
    let text = try query.finish(with: given)
    guard let person = try exchange.service.person(ofFeedKey: text) else {
      throw WebProblem(404, "this key opens no feed; ask for a new one")
    }
    let (inForce, now) = (exchange.service.inForce, exchange.service.now)
    let range = now - .days(ScheduleFeed.daysBack)..<now + .days(ScheduleFeed.daysAhead)
    let shifts = try exchange.service.timeline().schedule(in: range, rota: nil)
      .filter { $0.person == person.name }
    let calendar = ScheduleFeed(
      ScheduleFeed.whole(shifts, cutTo: range, by: inForce.onCall), of: person,
      configuration: inForce.configuration, now: now)
    return HTTPResponse(
      status: 200,
      fields: [
        "Content-Type": MediaType.calendar + "; charset=utf-8", "Cache-Control": "no-store",
      ], body: calendar.bytes)
  }

  private static func person(_ exchange: Exchange) throws(WebProblem) -> Name {
    guard let person = exchange.visitor?.person else {
      throw WebProblem(422, "the token names no person, and each feed is one person's")
    }
    return person
  }

  private static func address(_ exchange: Exchange) throws -> HTTPResponse {
    guard let key = try exchange.service.feedKey(of: person(exchange)) else {
      throw WebProblem(404, "no key has been made yet; POST here makes one")
    }
    return .json(["path": .string("/v1/schedule.ics?key=" + key), "key": .string(key)])
  }

  private static func make(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    let person = try person(exchange)
    let body = try exchange.body()
    try body.finish()
    try exchange.write(reply) { core, _ in
      try core.makeFeedKey(for: person)
      let made: JSON = ["person": .string(person.text)]
      return PostReply(status: 201, body: made.text)
    }
  }
}
