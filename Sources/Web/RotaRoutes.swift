import CivilTime
import Documents
import HTTPServer
import Rota
import Service
import Callbacks

/// Who is on call, and the files that say so (spec: http-api.md, "Hours, holidays, rotas").
enum RotaRoutes {
  static let routes = [
    Route("GET", "/v1/on-call", roles: HoursRoutes.readers, .now(onCall)),
    Route("GET", "/v1/schedule", roles: HoursRoutes.readers, .now(schedule)),
    Route("GET", "/v1/configuration", roles: [.engineer, .manager], .now(configuration)),
  ]

  static let scheduleYearsMax = 2

  private static func onCall(_ exchange: Exchange) throws -> HTTPResponse {
    var query = QueryReader(of: exchange.request)
    let inForce = exchange.service.inForce
    let at = query.calendarMoment("at", inForce.zone) ?? exchange.service.now
    try query.finish()
    return .json(
      JSON.onCall(
        at: at, in: inForce.zone,
        steps: inForce.onCall.steps(at: at), lastResort: inForce.configuration.lastResort,
        rotas: inForce.onCall.onCall(at: at)))
  }

  private static func schedule(_ exchange: Exchange) throws -> HTTPResponse {
    let inForce = exchange.service.inForce
    let range = try exchange.range(yearsMax: scheduleYearsMax, in: inForce.zone)
    var query = QueryReader(of: exchange.request)
    let rota = query.text("rota").map { Name($0) }
    if let rota, !inForce.configuration.rotas.contains(where: { $0.name == rota }) {
      query.refuse("rota", "there is no rota of this name")
    }
    try query.finish()
    return .json(
      JSON.schedule(
        inForce.onCall.schedule(in: range, rota: rota), to: range.upperBound, in: inForce.zone))
  }

  private static func configuration(_ exchange: Exchange) throws -> HTTPResponse {
    let inForce = exchange.service.inForce
    return .json([
      "in_force_since": JSON.time(inForce.since, in: inForce.zone),
      "files": JSON(inForce.files),
      "pending": inForce.pending.map { pending in
        [
          "since": JSON.time(pending.since, in: inForce.zone),
          "problems": JSON.problems(pending.problems),
        ]
      } ?? .null,
    ])
  }
}
