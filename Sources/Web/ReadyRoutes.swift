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
        exchange.service.write { core in
          try core.beat()
        } then: { result in
          switch result {
          case .success: reply(.json(["status": "ready"]))
          case .failure(let fault): reply(WebProblem(fault: fault).response)
          }
        }
      })
  ]
}
