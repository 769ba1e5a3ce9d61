import Callbacks
import CivilTime
import Store
import Testing

@testable import Service

/// Urgency and the deadline that it gives (spec: callbacks.md, "Urgency").
struct UrgencyTests {
  static let said: [(words: [String], urgency: Urgency)] = [
    (["low", "", ""], .low), (["", "low", ""], .normal), (["low", "normal", ""], .normal),
    (["urgent", "low", "normal"], .urgent), (["", "", "urgent"], .urgent),
    (["low", "urgent", "low"], .urgent), (["normal", "low", "low"], .normal),
  ]

  @Test(arguments: said)
  func `the highest wins, and low counts only in the event that makes the call`(
    _ words: [String], _ urgency: Urgency
  ) throws {
    let night = try Night("2026-07-10 02:00")
    for (type, word) in zip(["started", "details", "ended"], words) {
      try night.post(type, "c", "from=021_555_0199 " + (word.isEmpty ? "" : "urgency=\(word)"))
    }
    #expect(try night.callback().urgency == urgency)
    #expect(try night.ticket().urgency == urgency)
    let target: Duration =
      switch urgency {
      case .urgent: .minutes(15)
      case .normal: .hours(1)
      case .low: .hours(4)
      }
    #expect(try night.callback().dueAt == (try Night.moment("2026-07-10 02:00")) + target)
  }

  @Test(arguments: [("02:30", "02:45"), ("02:45", "03:00"), ("02:50", "03:00")])
  func `a rise counts from its own moment, and only if that is sooner`(
    _ rise: String, _ due: String
  ) throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("started", "c", "from=021_555_0199")
    try night.at("2026-07-10 02:55")
    try night.post("details", "c", "urgency=urgent at=2026-07-10_\(rise)")
    #expect(night.text(try night.callback().dueAt) == due)
    #expect(night.text(try night.callback().firstDueAt) == "03:00")
  }

  @Test func `a promised time is changed by no rise`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("started", "c", "from=021_555_0199")
    try night.act(.promise(try Night.moment("2026-07-10 06:00"), note: nil), by: "ben")
    try night.post("details", "c", "urgency=urgent")
    try night.post("started", "c", "at=2026-07-10_01:50")
    #expect(night.text(try night.callback().dueAt) == "06:00")
    #expect(try night.callback().urgency == .urgent)
  }

  @Test func `while the desk is open a rise changes no desk deadline`() throws {
    let night = try Night("2026-07-13 10:00")
    try night.post("ended", "c", "from=021_555_0199 outcome=busy")
    try night.post("details", "c", "urgency=urgent")
    #expect(night.text(try night.callback().dueAt) == "10:30")
    #expect(try night.callback().owner == .desk)
    #expect(try night.callback().urgency == .urgent)
  }

  @Test func `after closing an urgent rise brings the engineer on call`() throws {
    let night = try Night("2026-07-13 16:50")
    try night.post("ended", "c", "from=021_555_0199 outcome=busy")
    try night.at("2026-07-13 20:00")
    try night.post("details", "c", "urgency=urgent")
    #expect(try night.callback().owner == .onCall)
    #expect(night.text(try night.callback().dueAt) == "20:15")
  }

  @Test func `a person may lower it, and the deadline stays`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("started", "c", "from=021_555_0199 urgency=urgent")
    try night.act(.urgency(.low, note: "a printer"), by: "ben")
    #expect(try night.callback().urgency == .low)
    #expect(try night.ticket().urgency == .low)
    #expect(night.text(try night.callback().dueAt) == "02:15")
  }

  @Test func `a request without a callback has an urgency too`() throws {
    let night = try Night("2026-07-13 10:00")
    try night.post("ended", "c", "from=021_555_0199 outcome=answered")
    try night.post("details", "c", "summary=Printer")
    try night.post("details", "c", "urgency=urgent")
    #expect(try night.ticket().urgency == .urgent)
  }
}
