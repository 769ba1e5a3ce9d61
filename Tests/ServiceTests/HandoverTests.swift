import Callbacks
import CivilTime
import Mail
import Reports
import Rota
import Testing

@testable import Service
@testable import Store

/// What the desk finds, and is told at its opening: the same (spec: billing.md, "The handover").
struct HandoverTests {
  private static let files = RotaText.text(desk: "    notify voice")
  private let moana = "moana@harbour.example.nz"

  private func handover(_ night: Night, at text: String? = nil) throws -> Handover {
    try Handover(
      from: night.core.store, at: text.map(night.moment) ?? night.now,
      timeline: night.core.timeline(since: night.now - .days(16)))
  }

  private func told(_ night: Night) -> [String] {
    night.tries.filter { $0.kind == .morningHandover }.map(\.text)
  }

  /// The ticket of an afternoon, answered at night; a caller who is reached, one who is not, and one who
  /// wrote.
  private func night() throws -> Night {
    let night = try Night("2026-07-16 15:00", files: Self.files)
    try night.mail(from: moana, subject: "Till", "It beeps.")
    let sent = try #require(night.mailer.all.last?.message)
    try night.go(to: "2026-07-16 22:00")
    try night.started("c1", from: "021 555 0201")
    try night.started("c2", from: "021 555 0202")
    try night.rang("ben", .reached, minutes: 0, on: 1002)
    try night.mail(from: moana, "It beeps again.", fields: ["In-Reply-To: \(sent.messageID)"])
    try night.mail(from: "tui@tui.example.nz", subject: "Printer", "It smokes.")
    return night
  }

  @Test func `the notice says what the report says, worked out by hand`() throws {
    let night = try night()
    try night.go(to: "2026-07-17 08:00")
    let handover = try handover(night)
    #expect(handover.closed?.hasEnded == true)
    #expect(night.local(handover.closed?.range.lowerBound) == "2026-07-16T17:00:00+12:00")
    #expect(handover.open.map(\.ticket.number.value) == [1003])
    #expect(handover.ended.map(\.ticket.number.value) == [1002])
    #expect(handover.waiting.map(\.number.value) == [1001, 1002, 1004])
    #expect(
      told(night) == [
        "The desk opens: 1 callback waits, 1 overdue, 0 held by the on-call people. "
          + "Since it closed: 2 calls, 1 caller reached, 3 tickets for the desk."
      ])
    #expect(told(night) == [handover.notice])
  }

  @Test func `what is asked about later is told as it was left, and what came after is not in it`()
    throws
  {
    let night = try night()
    try night.go(to: "2026-07-17 09:00")
    try night.started("c3", from: "021 555 0203")
    try night.rang("kiri", .reached, minutes: 0, on: 1003)
    let before = try handover(night, at: "2026-07-17 08:30")
    #expect(before.open.map(\.ticket.number.value) == [1003])
    let now = try handover(night)
    #expect(now.open.isEmpty)
    #expect(now.ended.map(\.ticket.number.value) == [1002, 1003])
    #expect(now.calls.map(\.callID) == ["c1", "c2"])
    #expect(try handover(night, at: "2026-07-16 17:30").calls.isEmpty)
  }

  @Test func `a quiet night is one sentence`() throws {
    let night = try Night("2026-07-16 22:00", files: Self.files)
    try night.go(to: "2026-07-17 08:00")
    #expect(told(night) == ["The desk opens: no callback waits."])
  }

  @Test func `a closing by hand has a handover of its own`() throws {
    let night = try Night("2026-07-16 07:00", files: Self.files)
    try night.started("c1")
    try night.go(to: "2026-07-16 10:00")
    try night.close(until: "2026-07-16 11:00", reason: "Fire drill")
    try night.started("c2", from: "021 555 0202")
    try night.go(to: "2026-07-16 11:00")
    let handover = try handover(night)
    #expect(night.local(handover.closed?.range.lowerBound) == "2026-07-16T10:00:00+12:00")
    #expect(handover.calls.map(\.callID) == ["c2"])
    #expect(handover.open.count == 2)
    #expect(told(night).count == 2)
    #expect(told(night).last == handover.notice)
  }

  @Test func `hours that an edit has changed meanwhile count as they were`() throws {
    let night = try Night("2026-07-16 13:00", files: Self.files)
    try night.go(to: "2026-07-16 22:00")
    try night.edit(Self.files.replacing("08:00 to 17:00", with: "07:00 to 12:00"))
    try night.go(to: "2026-07-17 07:00")
    let handover = try handover(night)
    #expect(night.local(handover.closed?.range.lowerBound) == "2026-07-16T17:00:00+12:00")
    #expect(night.local(handover.closed?.range.upperBound) == "2026-07-17T07:00:00+12:00")
  }

  @Test func `a row that can't be read keeps no desk from being told that it opens`() throws {
    let night = try night()
    try night.core.store.connection.execute("UPDATE calls SET route = 'x' WHERE call_id = 'c1'")
    try night.go(to: "2026-07-17 08:00")
    #expect(told(night) == [ServiceCore.openingWithoutHandover])
    #expect(night.log.contains { $0.hasPrefix("event=wake handover result=failed") })
  }
}
