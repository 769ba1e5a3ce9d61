import Callbacks
import CivilTime
import Rota
import Store
import Testing

@testable import Service

/// A desk call with no end, and an `answered` that comes late (spec: callbacks.md, "The same caller again").
struct EndNotKnownTests {
  private func endless(_ night: Night) throws -> [String] {
    try night.core.store.callsWithoutEnd(now: night.now).map(\.callID)
  }

  @Test func `a desk call without an end is shown two hours after its start, until it ends`() throws
  {
    let night = try Night("2026-07-16 09:00")
    try night.started()
    try night.go(to: "2026-07-16 10:59:59")
    #expect(try endless(night) == [])
    try night.go(to: "2026-07-16 11:00")
    #expect(try endless(night) == ["c1"])
    #expect(try night.call().isEndUnknown(at: night.now))
    try night.ended("c1", "answered")
    #expect(try endless(night) == [])
  }

  @Test func `a call on the on-call route, or sent elsewhere, is none of them`() throws {
    let night = try Night("2026-07-16 07:00")
    try night.started("night")
    try night.go(to: "2026-07-16 09:00")
    try night.started("fallback", from: "021 555 0299", ["sent_to": "fallback"])
    try night.started("desk", from: "021 555 0298", ["sent_to": "desk"])
    try night.go(to: "2026-07-16 12:00")
    #expect(try endless(night) == ["desk"])
    #expect(try !night.call("night").isEndUnknown(at: night.now))
    #expect(try !night.call("fallback").isEndUnknown(at: night.now))
  }

  @Test func `after a week it is shown no more`() throws {
    let night = try Night("2026-07-16 09:00")
    try night.started()
    let week = Call.endlessShown
    #expect(try night.core.store.callsWithoutEnd(now: night.now + week).count == 1)
    #expect(try night.core.store.callsWithoutEnd(now: night.now + week + .seconds(1)).isEmpty)
  }

  /// A desk call that ended unanswered, to which a person then did something or nothing.
  private func answeredLate(_ action: CallbackAction?) throws -> CallbackStatus {
    let night = try Night("2026-07-16 09:00")
    try night.started()
    try night.ended()
    #expect(try night.callback().owner == .desk)
    if let action { try night.act("ben", action) }
    try night.ended("c1", "answered")
    return try night.callback().status
  }

  @Test func `an answer that comes late cancels a desk callback on which nobody has acted`() throws
  {
    #expect(try answeredLate(nil) == .cancelled)
  }

  @Test(arguments: [
    CallbackAction.handOver(.desk, note: nil), .urgency(.urgent, note: nil),
    .urgency(.low, note: "no hurry"),
  ])
  func `handed over or made more urgent by a person, it stays`(action: CallbackAction) throws {
    #expect(try answeredLate(action) == .pending)
  }
}
