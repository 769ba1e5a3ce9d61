import Documents
import HTTPServer
import Service

/// Whether calls may be sent here: what a balancer asks (spec: http-api.md, "For those who run it").
enum ReadyRoutes {
  static let routes = [
    Route(
      "GET", "/health/ready", "Whether calls may be sent here: it has just written something.",
      roles: nil,
      answers: [
        Route.Answer(
          status: 200, words: "A commit has reached the disk.",
          media: [Route.Media(MediaType.json, Schema.object(["status": ["const": "ready"]]))]),
        .problem(503, "It stands by, or can't write now."),
      ],
      .later { exchange, reply in
        exchange.service.health { health in
          reply(
            health.writeFault == nil
              ? .json(["status": "ready"]) : HealthRoutes.problem(of: health).response)
        }
      })
  ]
}
