import Callbacks
import CivilTime
import Rota
import Testing

@testable import Service

/// Each kind of notice, from what causes it to the words on a lock screen (spec: callbacks.md, "Notices").
struct NoticeKindTests {
  /// A call of 22:00, told to aroha, due at 23:00.
  private func night() throws -> Night {
    let files = RotaText.text(
      desk: "    notify voice",
      rest: "override second 2026-07-17 03:00 to 05:00 by ben")
    let night = try Night("2026-07-16 22:00", files: files)
    try night.started("c1", ["caller.name": "Mia", "summary": "The till\nis stuck"])
    try night.ended()
    return night
  }

  private static let about = "Ticket 1001: Mia: The till is stuck"

  struct Case: CustomTestStringConvertible, Sendable {
    let kind: NoticeKind
    let people: [String]
    let text: String
    let cause: @Sendable (Night) throws -> Void

    var testDescription: String { kind.rawValue + ": " + text.prefix(20) }
  }

  static let cases = [
    Case(
      kind: .callbackReady, people: ["aroha"],
      text: "Ring back 021 555 0201 by 11 pm. \(about)", cause: { _ in }),
    Case(
      kind: .calledAgain, people: ["aroha"],
      text: "Called again (2nd call): 021 555 0201, due 11 pm. \(about)",
      cause: { try $0.started("c2") }),
    Case(
      kind: .overdue, people: ["kiri"],
      text: "OVERDUE: 021 555 0201 was to be rung by 11 pm, held by nobody. \(about)",
      cause: { try $0.go(to: "2026-07-16 23:00") }),
    Case(
      kind: .handedOver, people: ["ben"],
      text: "aroha handed you: ring back 021 555 0201 by 11 pm. \(about)",
      cause: { try $0.act("aroha", .handOver(.person(Name("ben")), note: nil)) }),
    Case(
      kind: .reminder, people: ["aroha"],
      text: "Try again: 021 555 0201, due 11 pm. \(about)",
      cause: {
        try $0.rang("aroha", .busy)
        try $0.go(to: "2026-07-16 22:15")
      }),
    Case(
      kind: .reminder, people: ["ben"],
      text: "Promised: ring 021 555 0201 at 1 am. \(about)",
      cause: {
        try $0.act("ben", .promise(try $0.moment("2026-07-17 01:00"), note: nil))
        try $0.go(to: "2026-07-17 00:50")
      }),
    Case(
      kind: .takenOver, people: ["aroha", "ben"],
      text: "ben has taken over from aroha: 021 555 0201, due 11 pm. \(about)",
      cause: {
        try $0.act("aroha", .acknowledge)
        try $0.act("ben", .acknowledge)
      }),
    Case(
      kind: .shiftStarts, people: ["ben"], text: "Your shift in second starts at 3 am.",
      cause: { try $0.go(to: "2026-07-17 02:00") }),
    Case(
      kind: .filesFault, people: ["kiri"],
      text: "The rota files have 4 faults, the last good ones stay in force. all.rota, line 1: ",
      cause: {
        try $0.edit("person\n")
        try $0.go(to: "2026-07-16 22:02")
      }),
    Case(
      kind: .morningHandover, people: ["desk"],
      text: "The desk opens: 1 callback waits, 0 overdue, 1 held by the on-call people. "
        + "Since it closed: 1 call.",
      cause: {
        try $0.act("ben", .promise(try $0.moment("2026-07-17 09:00"), note: nil))
        try $0.go(to: "2026-07-17 08:00")
      }),
  ]

  @Test(arguments: cases)
  func `each kind is told to the right people in words for a lock screen`(_ expected: Case) throws {
    let night = try night()
    try expected.cause(night)
    let tried = night.tries.filter { $0.kind == expected.kind }
    #expect(tried.map(\.person).sorted() == expected.people)
    for notice in tried {
      #expect(notice.text.hasPrefix(expected.text), "\(notice.text)")
      #expect(notice.text.unicodeScalars.count <= 220)
    }
  }

  @Test func `every kind but those of edits and of mail is in the table`() {
    let rest = Set(NoticeKind.allCases).subtracting(NoticeKindTests.cases.map(\.kind))
    #expect(rest.subtracting([.shiftsChanged, .mailKeptAside]).isEmpty)
  }

  @Test func `words of any make are cut to what a lock screen shows`() throws {
    let night = try Night("2026-07-16 22:00")
    // One character to the eye, 400 to a phone.
    let marks = "e" + String(repeating: "\u{301}", count: 400)
    try night.started("c1", ["summary": marks])
    try night.ended()
    let text = try #require(night.tries.first?.text)
    #expect(text.unicodeScalars.count <= 220)
    #expect(text.hasPrefix("Ring back 021 555 0201 by 11 pm. Ticket 1001"))
  }
}
