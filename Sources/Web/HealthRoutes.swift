import Documents
import HTTPServer
import Service

/// Whether the service does what it is there for (spec: http-api.md, "For those who run it").
enum HealthRoutes {
  static let routes = [
    Route(
      "GET", "/healthz", "Whether it does what it is there for.", roles: nil,
      answers: [
        .json(200, "What is written reaches the disk, and what is due is done.", "Health"),
        .problem(503, "Something does not work; `parts` says what."),
      ],
      .later { exchange, reply in
        exchange.service.health { reply(response(to: $0)) }
      })
  ]

  /// A machine that stands by has one part alone, `service`.
  static let parts: JSON = [
    "type": "object",
    "properties": [
      "store": ["enum": ["ok", "failing", "stalled"]],
      "clockwork": Schema.word(ClockworkState.self),
      "rota_files": ["enum": ["ok", "faulty"]], "service": ["enum": ["standby"]],
    ],
  ]

  static func response(to health: Health) -> HTTPResponse {
    guard !health.isWell else { return .json(["status": "ok", "parts": parts(of: health)]) }
    var problem = problem(of: health)
    problem.more = [JSON.Member("parts", parts(of: health))]
    return problem.response
  }

  /// What does not work, the store first: without it the clockwork can't work either.
  static func problem(of health: Health) -> WebProblem {
    switch (health.writeFault, health.clockwork) {
    case (.fault(let fault)?, _): WebProblem(fault: fault)
    case (.stalled?, _):
      .unavailable("a commit has not come back from the disk for some seconds; look at the disk")
    case (.defect?, _): .unavailable("the store does not take writes; the log has the cause")
    case (nil, .late): .unavailable("what is due is done too late; the log may have the cause")
    case (nil, _): .unavailable("the clockwork's last turn failed; the log has the cause")
    }
  }

  private static func parts(of health: Health) -> JSON {
    let store =
      switch health.writeFault {
      case nil: "ok"
      case .stalled: "stalled"
      case .fault, .defect: "failing"
      }
    return [
      "store": .string(store), "clockwork": .string(health.clockwork.rawValue),
      "rota_files": .string(health.filesAreFaulty ? "faulty" : "ok"),
    ]
  }
}
