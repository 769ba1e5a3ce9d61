import Callbacks
import CivilTime
import Rota
import Testing

@testable import Service
@testable import Store

/// One bad row never stops the others: it is set aside and told (spec: callbacks.md, "After a stop").
struct DamagedRowTests {
  private func night(_ channels: [String: SendResult] = [:]) throws -> Night {
    let night = try Night("2026-07-16 22:00")
    night.channels = channels
    for (call, number) in [("c1", "021 555 0201"), ("c2", "021 555 0202")] {
      try night.started(call, from: number)
      try night.ended(call)
    }
    return night
  }

  private func damage(_ statement: String, _ night: Night) throws {
    try night.core.store.connection.execute(statement)
  }

  @Test func `a callback that can't be read stops no other, and is told of again and again`() throws
  {
    let night = try night()
    try damage("UPDATE callbacks SET list_steps = 'x' WHERE id = 1", night)
    try night.go(to: "2026-07-16 22:26")
    #expect(
      try night.told(.callbackReady).suffix(6) == [
        "22:10 ben", "22:10 kiri", "22:25 aroha", "22:25 ben", "22:25 chen", "22:25 kiri",
      ])
    let told = night.log.filter { $0.hasPrefix("event=wake callback=1 result=failed") }
    #expect(told.count == 4)
    #expect(!night.log.contains { $0.contains("555") })
    try damage("UPDATE callbacks SET list_steps = '0 ben' WHERE id = 1", night)
    try night.go(to: "2026-07-16 22:31")
    #expect(night.log.count { $0.hasPrefix("event=wake callback=1") } == 4)
  }

  @Test func `a notice that can't be read stops no other`() throws {
    let night = try night(["sms": .failed])
    try night.go(to: "2026-07-16 22:10")
    try damage("UPDATE notices SET kind = 'x' WHERE person = 'ben'", night)
    try damage("UPDATE deliveries SET state = 'x' WHERE notice = 1", night)
    let before = night.tries.count
    try night.go(to: "2026-07-16 22:25")
    #expect(night.tries[before...].contains { $0.person == "chen" })
    #expect(
      night.log.contains { $0.hasPrefix("event=wake delivery=1 result=failed") })
  }

  @Test func `the desk opens for all but the damaged one`() throws {
    let night = try Night("2026-07-16 07:50")
    for (call, number) in [("c1", "021 555 0201"), ("c2", "021 555 0202")] {
      try night.started(call, from: number)
      try night.ended(call)
    }
    try damage("UPDATE callbacks SET urgency = 'x' WHERE id = 1", night)
    try night.go(to: "2026-07-16 08:01")
    #expect(try night.callback(1002).owner == .desk)
  }
}
