import Documents
import HTTPServer
import Service

/// Whether the service does what it is there for (spec: http-api.md, "For those who run it").
enum HealthRoutes {
  static let routes = [
    Route(
      "GET", "/healthz", "Whether it does what it is there for.", roles: nil,
      answers: [
        .json(200, "What is written reaches the disk.", "Health"),
        .problem(503, "Something does not work; `parts` says what."),
      ], .later(health))
  ]

  /// 200 while a commit reaches the disk, else 503 with the part that does not work.
  private static func health(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) {
    let files = exchange.service.inForce.pending == nil ? "ok" : "faulty"
    exchange.service.write { core in
      try core.beat()
    } then: { result in
      switch result {
      case .success:
        reply(.json(["status": "ok", "parts": ["store": "ok", "rota_files": .string(files)]]))
      case .failure(let fault):
        var problem = WebProblem(fault: fault)
        problem.more = [
          JSON.Member("parts", ["store": "failing", "rota_files": .string(files)])
        ]
        reply(problem.response)
      }
    }
  }
}
