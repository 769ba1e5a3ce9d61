import CivilTime
import Documents
import HTTPServer
import Testing

@testable import Web

/// Spec: http-api.md, "For those who run it".
@Suite struct MetricsTests {
  let house: House

  init() throws { house = try House() }

  private func sample(_ name: String) throws -> String? {
    let answer = try house.ask("GET", "/metrics", as: .monitor)
    #expect(answer.status == 200)
    let lines = answer.text.split(separator: "\n")
    return lines.first { $0.hasPrefix(name + " ") }.map { String($0.dropFirst(name.count + 1)) }
  }

  @Test func `calls, events by result and open callbacks are counted`() throws {
    let event = "{\"type\":\"call.started\",\"call_id\":\"a\",\"from\":\"021 555 0199\"}"
    for _ in 1...3 { _ = try house.post(event) }
    _ = try house.post("{\"type\":\"call.started\"}")
    #expect(try sample("ringback_calls_total") == "1")
    #expect(try sample("ringback_tickets_total") == "1")
    #expect(try sample("ringback_call_events_total{result=\"kept\"}") == "1")
    #expect(try sample("ringback_call_events_total{result=\"duplicate\"}") == "2")
    #expect(try sample("ringback_call_events_total{result=\"refused\"}") == "1")
    #expect(try sample("ringback_callbacks_open{owner=\"on_call\"}") == "1")
    #expect(try sample("ringback_callbacks_open{owner=\"desk\"}") == "0")
    #expect(try sample("ringback_callbacks_overdue") == "0")
  }

  @Test func `requests are counted by route and status, never by path`() throws {
    _ = try house.ask("GET", "/v1/tickets/4711", as: .engineer)
    _ = try house.ask("GET", "/nowhere/4711", as: .engineer)
    let text = try house.ask("GET", "/metrics", as: .monitor).text
    let name = "ringback_request_duration_seconds_count"
    #expect(
      text.contains("\(name){method=\"GET\",route=\"/v1/tickets/{ticket}\",status=\"404\"} 1\n"))
    #expect(text.contains("\(name){method=\"GET\",route=\"none\",status=\"404\"} 1\n"))
    #expect(!text.contains("4711"))
  }

  @Test func `a histogram's buckets add up, and the last holds all`() {
    let counts = RequestCounts()
    let kind = RequestCounts.Kind(method: "GET", route: "/v1/x", status: 200)
    for microseconds in [500, 501, 5_000_000, 5_000_001] {
      counts.count(kind, microseconds: microseconds)
    }
    let times = counts.all[0].times
    #expect(times.count == 4)
    #expect(times.buckets.first == 1 && times.buckets[1] == 1 && times.buckets.last == 1)
    #expect(times.sumMicroseconds == 10_001_002)
  }

  @Test func `each answer bears an id of its own`() throws {
    let ids = try (1...3).map { _ in
      try #require(try house.ask("GET", "/healthz", as: .engineer)["X-Request-Id"])
    }
    #expect(Set(ids).count == 3)
    #expect(ids.allSatisfy { $0.count == 2 * RequestTrace.idBytes })
  }

  @Test(arguments: [
    ("127.0.0.1", ["203.0.113.9"], "203.0.113.9"),
    ("127.0.0.1", ["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
    ("127.0.0.1", ["203.0.113.9, 10.0.0.2"], "203.0.113.9"),
    ("127.0.0.1", ["203.0.113.9", "10.0.0.2"], "203.0.113.9"),
    ("127.0.0.1", ["[2001:db8::1]"], "2001:db8::1"), ("127.0.0.1", [], "127.0.0.1"),
    ("127.0.0.1", ["10.0.0.2"], "127.0.0.1"),
    ("192.0.2.7", ["203.0.113.9"], "192.0.2.7"),
  ])
  func `who a proxy names counts from trusted ones alone`(
    peer: String, forwarded: [String], address: String
  ) {
    var request = HTTPRequest(
      method: "GET", target: "/", path: "/", peer: HTTPAddress(ip: peer, port: 1))
    for value in forwarded { request.fields.add("X-Forwarded-For", value) }
    #expect(ClientAddress.of(request, trusting: ["127.0.0.1", "10.0.0.2"]) == address)
  }
}
