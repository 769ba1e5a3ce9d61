import Callbacks
import CivilTime
import HTTPServer
import Service

/// What a monitoring system reads (spec: http-api.md, "For those who run it").
enum MetricsRoutes {
  static let routes = [
    Route(
      "GET", "/metrics", "How the service fares, in the text format of Prometheus.",
      roles: [.monitor, .manager],
      answers: [
        Route.Answer(
          status: 200, words: "Prometheus's text format, version 0.0.4.",
          media: [Route.Media(MediaType.text, Schema.text)])
      ], .now(metrics))
  ]

  private static func metrics(_ exchange: Exchange) throws -> HTTPResponse {
    let text = MetricsText(
      try exchange.service.standing(), requests: exchange.requests.all,
      notices: exchange.service.noticeCounts.all, inForce: exchange.service.inForce,
      now: exchange.service.now)
    return HTTPResponse(
      status: 200, fields: ["Content-Type": MetricsText.type], body: Array(text.text.utf8))
  }
}

/// The measures as text. Labels hold our own words, routes' templates and channels' names from the files,
/// and nothing that anybody sent.
struct MetricsText {
  static let type = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var text = ""

  init(
    _ standing: Standing, requests: [(kind: RequestCounts.Kind, times: RequestCounts.Times)],
    notices: [(kind: NoticeCounts.Kind, count: Int)], inForce: InForce, now: Moment
  ) {
    add("ringback_calls_total", "counter", "Calls that were heard of.", [([], standing.calls)])
    add("ringback_tickets_total", "counter", "Tickets that were made.", [([], standing.tickets)])
    let events = MetricsText.events(requests)
    add(
      "ringback_call_events_total", "counter", "Call events since the start, by result.",
      ["duplicate", "kept", "not_kept", "refused"].map { ([("result", $0)], events[$0] ?? 0) })
    add(
      "ringback_callbacks_open", "gauge", "Callbacks that are owed, by owner.",
      Owner.allCases.map { owner in
        ([("owner", owner.rawValue)], standing.open[owner] ?? 0)
      })
    add(
      "ringback_callbacks_overdue", "gauge",
      "Open callbacks whose deadline passed with no attempt.", [([], standing.overdue)])
    add(
      "ringback_notice_tries_total", "counter",
      "Tries to hand a notice to a channel since the start, by result.",
      notices.map {
        ([("channel", $0.kind.channel), ("result", $0.kind.result)], Int64($0.count))
      })
    let late = standing.nextWake.map { max(now - $0, .zero) } ?? .zero
    add(
      "ringback_clockwork_lag_seconds", "gauge",
      "How long what is due has waited to be done.", [([], late.wholeSeconds)])
    add(
      "ringback_files_in_force_timestamp_seconds", "gauge",
      "When the rota files in force came into force: the last good reload.",
      [([], inForce.since.seconds)])
    add(
      "ringback_files_faulty", "gauge", "1 while the folder holds files that can't be used.",
      [([], inForce.pending == nil ? 0 : 1)])
    addTimes(requests)
  }

  private static func events(
    _ requests: [(kind: RequestCounts.Kind, times: RequestCounts.Times)]
  ) -> [String: Int64] {
    var found: [String: Int64] = [:]
    for (kind, times) in requests where kind.route == "/v1/call-events" {
      let result =
        switch kind.status {
        case 201: "kept"
        case 200: "duplicate"
        case 500...: "not_kept"
        default: "refused"
        }
      found[result, default: 0] += Int64(times.count)
    }
    return found
  }

  private mutating func add(
    _ name: String, _ type: String, _ help: String,
    _ samples: [(labels: [(String, String)], value: Int64)]
  ) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    for (labels, value) in samples { sample(name, labels, "\(value)") }
  }

  private mutating func addTimes(
    _ requests: [(kind: RequestCounts.Kind, times: RequestCounts.Times)]
  ) {
    let name = "ringback_request_duration_seconds"
    text += "# HELP \(name) From a request's coming to its answer.\n# TYPE \(name) histogram\n"
    for (kind, times) in requests {
      let labels = [
        ("method", kind.method), ("route", kind.route), ("status", "\(kind.status)"),
      ]
      var count = 0
      for (bound, inBucket) in zip(RequestCounts.boundsMicroseconds, times.buckets) {
        count += inBucket
        sample(name + "_bucket", labels + [("le", MetricsText.seconds(bound))], "\(count)")
      }
      sample(name + "_bucket", labels + [("le", "+Inf")], "\(times.count)")
      sample(name + "_sum", labels, MetricsText.seconds(times.sumMicroseconds))
      sample(name + "_count", labels, "\(times.count)")
    }
  }

  private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: String) {
    let pairs = labels.map { "\($0)=\"\(MetricsText.escaped($1))\"" }.joined(separator: ",")
    text += pairs.isEmpty ? "\(name) \(value)\n" : "\(name){\(pairs)} \(value)\n"
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  /// Exact, unlike a quotient of floating point.
  private static func seconds(_ microseconds: Int) -> String {
    let digits = String(microseconds % 1_000_000 + 1_000_000).dropFirst()
    return "\(microseconds / 1_000_000).\(digits)"
  }
}
