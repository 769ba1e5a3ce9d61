import CivilTime
import Documents
import HTTPServer
import Rota
import Service
import Callbacks

/// Who is on call, and the files that say so (spec: http-api.md, "Hours, holidays, rotas").
enum RotaRoutes {
  static let routes = [
    Route(
      "GET", "/v1/on-call", "Who is on call, step by step and rota by rota.",
      roles: HoursRoutes.readers, query: [HoursRoutes.at],
      answers: [.json(200, "Who is on call at that time.", "OnCall")], .now(onCall)),
    Route(
      "GET", "/v1/schedule", "The final schedule, at most \(scheduleYearsMax) years of it.",
      roles: HoursRoutes.readers, query: [HoursRoutes.from, HoursRoutes.to, rota],
      answers: [.json(200, "The shifts, cut to the range.", "Schedule")], .now(schedule)),
    Route(
      "GET", "/v1/configuration", "The rota files in force, and what is wrong with newer ones.",
      roles: CallbackRoutes.staff,
      answers: [.json(200, "What is in force.", "Configuration")], .now(configuration)),
  ]

  private static let rota = Field("rota", .anyText, "A rota of the files; without it, all.")

  static let scheduleYearsMax = 2

  private static func onCall(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    let inForce = exchange.service.inForce
    let at = query.calendarMoment(of: HoursRoutes.at, in: inForce.zone) ?? exchange.service.now
    try query.finish()
    let timeline = try exchange.service.timeline()
    let then = timeline.configuration(at: at)
    return .json(
      JSON.onCall(
        at: at, in: inForce.zone,
        steps: at < inForce.since ? then.steps(at: at) : inForce.onCall.steps(at: at),
        lastResort: then.lastResort, rotas: timeline.onCall(at: at)))
  }

  private static func schedule(_ exchange: Exchange) throws -> HTTPResponse {
    let inForce = exchange.service.inForce
    var query = exchange.query
    let name = query.value(of: rota).map { Name($0) }
    if let name, !inForce.configuration.rotas.contains(where: { $0.name == name }) {
      query.refuse(rota, "there is no rota of this name")
    }
    let range = try query.range(yearsMax: scheduleYearsMax, in: inForce.zone)
    let shifts =
      try range.lowerBound < inForce.since
      ? exchange.service.timeline().schedule(in: range, rota: name)
      : inForce.onCall.schedule(in: range, rota: name)
    return .json(
      JSON.schedule(
        shifts, to: range.upperBound, in: inForce.zone))
  }

  private static func configuration(_ exchange: Exchange) throws -> HTTPResponse {
    let inForce = exchange.service.inForce
    return .json([
      "in_force_since": JSON.time(inForce.since, in: inForce.zone),
      "files": JSON(inForce.allFiles),
      "pending": inForce.allPending.map { pending in
        [
          "since": JSON.time(pending.since, in: inForce.zone),
          "problems": JSON.problemList(pending.problems),
        ]
      } ?? .null,
      // What the program finds wrong beside the files' own meaning: a channel that the server doesn't know.
      "warnings": JSON.problemList(exchange.service.setUpProblems()),
    ])
  }
}
