import Callbacks
import CivilTime
import Rota
import Testing

@testable import Service

/// Whoever's coming shifts an edit changes is told (spec: callbacks.md, "Notices").
struct ShiftChangeTests {
  private func text(_ night: Night, _ person: String) -> String? {
    night.tries.last { $0.kind == .shiftsChanged && $0.person == person }?.text
  }

  private func edited(_ rest: String, start: String = "2026-07-16 22:00") throws -> Night {
    let night = try Night(start)
    try night.go(to: "2026-07-16 22:05")
    try night.edit(RotaText.text(rest: rest))
    return night
  }

  @Test func `both whom an override concerns are told, and nobody else`() throws {
    let night = try edited("override primary 2026-07-18 08:00 to 2026-07-19 09:30 by ben")
    #expect(try night.told(.shiftsChanged).sorted() == ["22:05 aroha", "22:05 ben"])
    #expect(
      text(night, "ben")
        == "Your coming shifts have changed:"
        + " new: primary, Sat 18 Jul 8 am to Sun 19 Jul 9:30 am (was aroha).")
    #expect(
      text(night, "aroha")
        == "Your coming shifts have changed:"
        + " gone: primary, Sat 18 Jul 8 am to Sun 19 Jul 9:30 am (now ben).")
    try night.pass(.minutes(5))
    #expect(try night.told(.shiftsChanged).count == 2)
  }

  @Test func `what begins now, ends on its day, or goes on is said so`() throws {
    let night = try edited("leave aroha 2026-07-16 to 2026-09-01")
    #expect(
      text(night, "aroha")
        == "Your coming shifts have changed: gone: primary, from now on (now nobody).")
    try night.pass(.minutes(1))
    try night.edit(RotaText.text(rest: "leave aroha 2026-07-20 08:00 to 2026-09-01 08:00"))
    #expect(
      text(night, "aroha")
        == "Your coming shifts have changed: new: primary, now to Mon 20 Jul 8 am (was nobody).")
    try night.pass(.minutes(1))
    try night.edit(RotaText.text(rest: "leave aroha 2026-07-20 08:00 to 12:00"))
    #expect(
      text(night, "aroha")
        == "Your coming shifts have changed: new: primary, from Mon 20 Jul noon (was nobody).")
  }

  @Test func `what lies more than fourteen days ahead or in the past tells nobody`() throws {
    func told(_ range: String) throws -> [String] {
      try edited("override primary \(range) by ben").told(.shiftsChanged).sorted()
    }
    #expect(try told("2026-07-30 22:05 to 2026-07-30 23:00") == [])
    #expect(try told("2026-07-16 08:00 to 22:05") == [])
    #expect(try told("2026-07-30 22:04 to 23:00") == ["22:05 aroha", "22:05 ben"])
    #expect(try told("2026-07-16 08:00 to 22:06") == ["22:05 aroha", "22:05 ben"])
  }

  @Test func `many changes are counted, and the words stay short`() throws {
    let lines = (17...27).map { "override primary 2026-07-\($0) 18:00 to 19:00 by ben" }
    let night = try edited(lines.joined(separator: "\n"))
    let words = try #require(text(night, "ben"))
    #expect(words.unicodeScalars.count <= 220)
    #expect(words.hasSuffix("; and 8 more."))
  }

  @Test func `an edit made while the service was away is told of at its start, once`() throws {
    let night = try Night("2026-07-16 22:00")
    night.editUnseen(RotaText.text(rest: "override primary 2026-07-18 by ben"))
    try night.stop(until: "2026-07-16 23:00")
    #expect(try night.told(.shiftsChanged).sorted() == ["23:00 aroha", "23:00 ben"])
    try night.stop(until: "2026-07-16 23:30")
    #expect(try night.told(.shiftsChanged).count == 2)
  }

  @Test func `a faulty edit tells nobody, and its mending tells of what it really changed`() throws
  {
    let night = try Night("2026-07-16 22:00")
    try night.edit("person\n")
    try night.go(to: "2026-07-16 22:01")
    try night.edit(RotaText.plain)
    #expect(try night.told(.shiftsChanged) == [])
    try night.edit(RotaText.text(rest: "leave chen 2026-07-17"))
    #expect(try night.told(.shiftsChanged) == ["22:01 chen"])
  }

  @Test func `somebody who has left the files is not told`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.go(to: "2026-07-16 22:01")
    let others = RotaText.text().split(separator: "\n").map {
      String($0).replacing("aroha", with: "dana")
    }
    try night.edit(others.joined(separator: "\n"))
    #expect(night.filesAreSound)
    #expect(try night.told(.shiftsChanged) == ["22:01 dana"])
  }
}

extension String {
  fileprivate func replacing(_ word: String, with other: String) -> String {
    split(separator: word, omittingEmptySubsequences: false).joined(separator: other)
  }
}
