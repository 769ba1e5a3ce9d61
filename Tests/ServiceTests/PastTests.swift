import Callbacks
import CivilTime
import Reports
import Rota
import TestSupport
import Testing

@testable import Service
@testable import Store

/// What the service does again and again costs no more after many years than on its first day.
struct PastTests {
  @Test func `neither a start nor a call nor a turn of the clockwork reads through the past`()
    throws
  {
    let short = try rowsScanned(past: 3)
    let long = try rowsScanned(past: 40)
    for (statement, rows) in long.sorted(by: { $0.key < $1.key }) {
      #expect(rows <= short[statement, default: 0], "\(rows) rows: \(statement)")
    }
  }

  /// Of everything from a start on, after so many calls that have been dealt with.
  private func rowsScanned(past: Int) throws -> [String: Int] {
    let night = try Night("2026-07-06 20:00")
    for number in 0..<past {
      try wholeCall(night, 1001 + Int64(number))
      if number % 2 == 0 {
        try night.change(1001 + Int64(number)) { ($0.status, $0.solvedAt) = (.solved, night.now) }
      }
    }
    try night.stop(until: "2026-07-10 02:00")
    try wholeCall(night, 1001 + Int64(past))
    try night.started("open", from: "021 555 0999")
    try night.ended("open")
    try night.set(by: .minutes(-5))
    let store = night.core.store
    for isOverdue in [nil, true, false] {
      var filter = CallbackFilter()
      filter.isOverdue = isOverdue
      _ = try store.callbacks(filter, now: night.now)
      filter.person = Name("ben")
      _ = try store.callbacks(filter, now: night.now)
    }
    _ = try store.openCallbackCounts(now: night.now)
    _ = try store.callsWithoutEnd(now: night.now)
    _ = try store.ticketsSpokenOn()
    _ = try store.wholeTicket(TicketNumber(1001))
    _ = try store.standing(now: night.now)
    _ = try Handover(from: store, at: night.now, timeline: night.core.timeline(since: night.now))
    return store.connection.rowsScanned
  }

  private func wholeCall(_ night: Night, _ ticket: Int64) throws {
    let call = "c\(ticket)"
    try night.started(call, from: "021 555 \(ticket)")
    try night.details(call, ["caller.name": "Moana"])
    try night.ended(call)
    try night.pass(.minutes(5))
    try night.act("aroha", .acknowledge, on: ticket)
    try night.rang("aroha", .reached, minutes: 5, on: ticket)
  }
}
