import Documents
import HTTPServer
import Service

/// Whether the service does what it is there for (spec: http-api.md, "For those who run it").
enum HealthRoutes {
  static let routes = [Route("GET", "/healthz", roles: nil, .later(health))]

  /// 200 while a commit reaches the disk, else 503 with the part that does not work.
  private static func health(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) {
    let files = exchange.service.inForce.pending == nil ? "ok" : "faulty"
    exchange.service.write { core in
      try core.beat()
    } then: { result in
      let store: String
      switch result {
      case .success: store = "ok"
      case .failure(let fault as ServiceFault): store = "\(fault)"
      case .failure: store = "failing"
      }
      let isWell = store == "ok"
      reply(
        .json(
          [
            "status": .string(isWell ? "ok" : "failing"),
            "parts": ["store": .string(store), "rota_files": .string(files)],
          ], status: isWell ? 200 : 503))
    }
  }
}
