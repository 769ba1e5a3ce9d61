import Callbacks
import CivilTime
import Store
import TestSupport
import Testing

@testable import Service

/// Events in any order, repeated, with clocks that jump on both sides, and people between them:
/// what must hold after every one of them (spec: callbacks.md).
struct AnyOrderTests {
  static let seeds: [UInt64] = Array(0..<60)
  static let stepsEach = 40

  @Test func `whatever order events come in, nothing is lost and no event puts a deadline off`()
    throws
  {
    for seed in AnyOrderTests.seeds {
      var run = try Run(seed: seed)
      for step in 0..<AnyOrderTests.stepsEach {
        if let broken = try run.step() {
          Issue.record("seed \(seed), step \(step): \(broken)")
          return
        }
      }
    }
  }

  private struct Run {
    let night: Night
    var random: SeededRandom
    /// All that was posted, by its id, and the ticket that was told.
    var posted: [(fields: [String: String], ticket: TicketNumber?)] = []

    init(seed: UInt64) throws {
      random = SeededRandom(seed: seed)
      let starts = [
        "2026-07-10 02:00", "2026-07-13 07:40", "2026-07-13 16:40", "2026-04-05 01:30",
        "2026-09-27 01:30", "2026-12-24 11:50",
      ]
      night = try Night(
        starts[Int(seed) % starts.count],
        files: RotaText.text(callbacks: "    ignore 09 555 0999 \"A fax\""))
    }

    mutating func step() throws -> String? {
      let before = try deadlines()
      var isEvent = true
      var broken: String?
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<11: broken = try post(newEvent())
      case 11..<14:
        if let again = posted.randomElement(using: &random) {
          broken = try repeated(again.fields, again.ticket)
        }
      case 14..<17:
        isEvent = false
        try act()
      default:
        let seconds = Int.random(in: -900...2400, using: &random)
        try night.set(by: .seconds(seconds))
      }
      return try broken ?? (isEvent ? putOff(before) : nil) ?? brokenRequests()
    }

    private mutating func newEvent() -> [String: String] {
      let type = CallEventType.allCases.randomElement(using: &random) ?? .ended
      var fields: [String: String] = [
        "event_id": "e\(posted.count)", "type": type.rawValue,
        "call_id": "c\(Int.random(in: 0..<(3 + posted.count / 4), using: &random))",
      ]
      let numbers = ["021 555 0199", "+64 21 555 0198", "anonymous", "09 555 0999", "", "x12"]
      if Bool.random(using: &random) {
        fields["from"] = numbers.randomElement(using: &random) ?? ""
      }
      if Int.random(in: 0..<4, using: &random) == 0 {
        fields["caller.phone"] = numbers.randomElement(using: &random) ?? ""
      }
      if Bool.random(using: &random) {
        let offset = Int64.random(in: -3600...400, using: &random)
        fields["at"] = String(night.now.seconds + offset)
      }
      if Int.random(in: 0..<3, using: &random) == 0 {
        fields["urgency"] = Urgency.allCases.randomElement(using: &random)?.rawValue ?? ""
      }
      if Int.random(in: 0..<6, using: &random) == 0 {
        fields["sent_to"] = SentTo.allCases.randomElement(using: &random)?.rawValue ?? ""
      }
      fields["outcome"] = CallOutcome.allCases.randomElement(using: &random)?.rawValue ?? ""
      return fields
    }

    private mutating func post(_ fields: [String: String]) throws -> String? {
      guard case .taken(let answer) = try night.send(fields) else {
        return "a new event was refused"
      }
      posted.append((fields, answer.ticket))
      if answer.isDuplicate { return "a new event was taken for a repeat" }
      guard try night.core.store.event(answer.eventID) != nil else { return "an event is lost" }
      guard let call = try call(fields) else { return "a call is lost" }
      if call.ticket != answer.ticket { return "another ticket was told than is kept" }
      let isIgnored = call.callerKey == "+6495550999"
      if call.route == .onCall, call.ticket == nil, !isIgnored {
        return "a night's call has no ticket"
      }
      if call.isOwed, call.ticket == nil { return "a call that is owed has no ticket" }
      guard let ticket = call.ticket, answer.callback != nil else { return nil }
      return try night.core.store.callback(of: ticket)?.status.isOpen == true
        ? nil : "a callback was promised that is not there"
    }

    private func repeated(_ fields: [String: String], _ ticket: TicketNumber?) throws -> String? {
      let before = try everything()
      guard case .taken(let answer) = try night.send(fields) else { return "a repeat was refused" }
      if !answer.isDuplicate { return "a repeat was taken for a new event" }
      if answer.ticket != ticket { return "a repeat got another ticket" }
      return try everything() == before ? nil : "a repeat has changed something"
    }

    private mutating func act() throws {
      let last = try night.core.store.nextTicketNumber().value - 1
      guard last >= 1001 else { return }
      let outcomes: [AttemptOutcome] = [.ringing, .reached, .noAnswer, .busy, .unreachable]
      let outcome = outcomes.randomElement(using: &random) ?? .busy
      let actions: [CallbackAction] = [
        .acknowledge, .attempt(.init(outcome: outcome, at: nil, minutes: nil, note: nil)),
        .cancel(reason: "a test"), .promise(night.now + .hours(3), note: nil),
      ]
      try night.act(
        ["aroha", "ben", "kiri"].randomElement(using: &random) ?? "ben",
        actions.randomElement(using: &random) ?? .acknowledge,
        on: Int64.random(in: 1001...last, using: &random))
    }

    private func call(_ fields: [String: String]) throws -> Call? {
      try night.core.store.call(withID: fields["call_id"] ?? "")
    }

    // MARK: - What must hold

    private func tickets() throws -> [WholeTicket] {
      let next = try night.core.store.nextTicketNumber()
      return try (TicketNumber.first.value..<next.value).compactMap {
        try night.core.store.wholeTicket(TicketNumber($0))
      }
    }

    private func everything() throws -> [[HistoryEntry]] { try tickets().map(\.history) }

    private func deadlines() throws -> [CallbackID: Moment] {
      let all = try tickets().flatMap(\.callbacks).map { ($0.callback.id, $0.callback.dueAt) }
      return Dictionary(uniqueKeysWithValues: all)
    }

    private func putOff(_ before: [CallbackID: Moment]) throws -> String? {
      let after = try deadlines()
      for (id, due) in before {
        guard let now = after[id] else { return "callback \(id.value) is gone" }
        if now > due { return "an event put callback \(id.value) off by \(now - due)" }
      }
      return nil
    }

    private func brokenRequests() throws -> String? {
      for whole in try tickets() {
        let open = whole.callbacks.filter { $0.callback.status.isOpen }
        if open.count > 1 { return "two open callbacks on ticket \(whole.ticket.number.value)" }
        if whole.calls.isEmpty { return "ticket \(whole.ticket.number.value) is nobody's" }
        if whole.calls.count(where: \.madeTicket) != 1 { return "a ticket was made twice" }
        if whole.ticket.billing.reason.isEmpty { return "a billing group without a reason" }
        for record in open where record.callback.firstDueAt < record.callback.dueAt {
          if !record.callback.isPromised { return "a deadline is later than the first one" }
        }
      }
      return nil
    }
  }
}
