import Callbacks
import CivilTime
import Glibc
import Rota
import Store
import TestSupport
import Testing

@testable import Service

/// A year of an average desk in the simulated world. `SIMULATION_YEAR` gives how many calls it gets; 5,000 is
/// the average desk's, and then it says how long that took.
struct YearTests {
  static let callsUsually = 20
  static let averageCalls = 5000
  static let seed: UInt64 = 2026

  @Test func `a year of calls is dealt with, to the last`() async throws {
    try await onAThread {
      let asked = getenv("SIMULATION_YEAR").flatMap { Int(String(cString: $0)) }
      let start = ContinuousClock.now
      try year(calls: asked ?? YearTests.callsUsually)
      if let asked {
        let took = ContinuousClock.now - start
        say("a year of \(asked) calls took \(took)\n")
        #expect(asked != YearTests.averageCalls || took < .seconds(10))
      }
    }
  }

  private func year(calls: Int) throws {
    let start = try #require(RFC3339.moment("2026-01-05T08:00:00+13:00"))
    let world = try World(seed: YearTests.seed, start: start)
    let between = Int(Duration.days(365).wholeSeconds) / calls
    for call in 0..<calls {
      let next =
        start + .seconds(between * call + Int.random(in: 0..<between / 2, using: &world.random))
      try world.advance(max(next - world.clock.now, .zero))
      try world.wholeCall(call)
      if call % 1000 == 999 || call == calls - 1, let broken = try world.brokenPromise() {
        Issue.record("seed \(YearTests.seed), call \(call): \(broken)")
        return
      }
    }
    // Where a crash swallowed an answer nobody posts or acts again: what is still open is few.
    let open = try world.core.store.openCallbackCounts(now: world.clock.now).count
    #expect(open <= calls / 20, "\(open) are still open")
    #expect(world.answered.count > calls)
  }

  private func say(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  }
}

extension World {
  /// A call from beginning to end, and what the desk or whoever is on call does about it.
  fileprivate func wholeCall(_ number: Int) throws {
    let call = "year-\(number)"
    let from = "021 5\(String(1_000_000 + number % 700_000).dropFirst())"
    let isAnswered = Int.random(in: 0..<10, using: &random) < 6
    try post(event(.started, call, ["from": from]))
    try advance(.seconds(Int.random(in: 10...50, using: &random)))
    if Bool.random(using: &random) {
      try post(event(.details, call, ["caller.name": "Moana", "summary": "The till is stuck."]))
    }
    try post(event(.ended, call, ["outcome": isAnswered ? "answered" : "voicemail"]))
    try advance(.minutes(Int.random(in: 1...14, using: &random)))
    for action in [
      CallbackAction.acknowledge,
      .attempt(.init(outcome: .noAnswer, at: nil, minutes: nil, note: nil)),
      .attempt(.init(outcome: .reached, at: nil, minutes: 5, note: nil)),
    ] {
      let open = try core.store.callbacks(CallbackFilter(), now: clock.now)
      for callback in open { try act(action, on: callback, by: "ben") }
      try advance(.minutes(6))
    }
  }

  private func event(_ type: CallEventType, _ call: String, _ more: [String: String]) -> CallPost {
    var fields = more.mapValues { FieldValue.text($0) }
    fields["event_id"] = .text("\(call)-\(type.rawValue)")
    fields["call_id"] = .text(call)
    fields["type"] = .text(type.rawValue)
    guard let event = try? CallEvent(fields: fields) else { preconditionFailure("a good event") }
    let text = more.sorted { $0.key < $1.key }.map { $0.key + $0.value }.joined(separator: "\n")
    return CallPost(
      event: event, content: CallContent(text: "\(call) \(type.rawValue) " + text), poster: "pbx")
  }
}
