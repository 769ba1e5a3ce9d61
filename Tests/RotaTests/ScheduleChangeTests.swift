import CivilTime
import ServiceHours
import TestSupport
import Testing

@testable import Rota

/// Spec: cli.md, `diff`: what the second set of files changes in who is on call, shift by shift.
@Suite struct ScheduleChangeTests {
  private let range = at("2026-11-02 00:00")..<at("2026-12-07 00:00")

  private func weekly(_ names: String) -> Draft {
    var draft = Draft()
    draft.turns("primary", .weeks(1), at: "08:00", on: .monday, ("2026-11-02", names))
    draft.step("primary")
    return draft
  }

  /// `primary 11-09 08:00 to 11-16 08:00: ben, then chen`.
  private func words(_ changes: [ScheduleChange]) -> [String] {
    let zone = Draft.zone("Pacific/Auckland")
    let text = { (moment: Moment) in
      String(zone.local(at: moment).description.dropFirst(5).prefix(11))
    }
    return changes.map { change in
      "\(change.rota) \(text(change.range.lowerBound)) to \(text(change.range.upperBound)): "
        + "\(change.before?.text ?? "nobody"), then \(change.after?.text ?? "nobody")"
    }
  }

  @Test func `the same files change nothing, and neither does why somebody is on call`() throws {
    let old = try weekly("aroha ben").configuration()
    #expect(ScheduleChange.between(old, old, in: range) == [])
    var draft = weekly("aroha ben")
    draft.override("primary", "2026-11-10 08:00 to 2026-11-11 08:00", by: "ben")
    #expect(ScheduleChange.between(old, try draft.configuration(), in: range) == [])
  }

  @Test func `each shift that goes to somebody else is one change`() throws {
    let old = try weekly("aroha ben").configuration()
    let new = try weekly("aroha chen").configuration()
    #expect(
      words(ScheduleChange.between(old, new, in: range)) == [
        "primary 11-09 08:00 to 11-16 08:00: ben, then chen",
        "primary 11-23 08:00 to 11-30 08:00: ben, then chen",
      ])
    var swap = weekly("aroha ben")
    swap.override("primary", "2026-11-15 08:00 to 2026-11-17 08:00", by: "kiri")
    #expect(
      words(ScheduleChange.between(old, try swap.configuration(), in: range)) == [
        "primary 11-15 08:00 to 11-16 08:00: ben, then kiri",
        "primary 11-16 08:00 to 11-17 08:00: aroha, then kiri",
      ])
  }

  @Test func `a rota that comes or goes changes each of its shifts`() throws {
    let old = try weekly("aroha ben").configuration()
    var draft = weekly("aroha ben")
    draft.shifts("shutdown", ("2026-11-20 08:00 to 2026-11-21 08:00", "dana"))
    let new = try draft.configuration()
    let shift = "shutdown 11-20 08:00 to 11-21 08:00: "
    #expect(words(ScheduleChange.between(old, new, in: range)) == [shift + "nobody, then dana"])
    #expect(words(ScheduleChange.between(new, old, in: range)) == [shift + "dana, then nobody"])
    let half = at("2026-11-20 20:00")..<range.upperBound
    #expect(
      words(ScheduleChange.between(old, new, in: half)) == [
        "shutdown 11-20 20:00 to 11-21 08:00: nobody, then dana"
      ])
    #expect(ScheduleChange.between(old, new, in: at("2026-11-21 08:00")..<range.upperBound) == [])
  }

  @Test func `each person is told what they gain and what they lose`() throws {
    let old = try weekly("aroha ben").configuration()
    let new = try weekly("ben aroha chen").configuration()
    let changes = PersonalChanges.of(ScheduleChange.between(old, new, in: range))
    #expect(changes.map(\.person.text) == ["aroha", "ben", "chen"])
    #expect(changes.map(\.gains.count) == [1, 1, 1])
    #expect(changes.map(\.losses.count) == [2, 1, 0])
    for change in changes {
      #expect(change.gains.allSatisfy { $0.after == change.person })
      #expect(change.losses.allSatisfy { $0.before == change.person })
    }
  }

  @Test func `the desk's hours that change are told`() throws {
    let old = try weekly("aroha").configuration()
    var draft = weekly("aroha")
    draft.closures = [
      .init(start: local("2026-11-10 12:00"), end: local("2026-11-10 20:00"), words: nil)
    ]
    let new = try draft.configuration()
    let changed = at("2026-11-10 12:00")..<at("2026-11-10 17:00")
    #expect(HoursChange.between(old, new, in: range) == [.init(range: changed, isOpen: false)])
    #expect(HoursChange.between(new, old, in: range) == [.init(range: changed, isOpen: true)])
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `at every quarter of an hour it says what both sets say`(_ seed: UInt64) throws {
    let made = RandomDraft(seed: seed)
    let other = RandomDraft(seed: seed + 1000)
    var edited = made.draft
    edited.leave = Array(edited.leave.dropFirst())
    edited.overrides = other.draft.overrides
    edited.rotas = [made.draft.rotas[0]] + (seed % 3 == 0 ? [] : [other.draft.rotas[1]])
    edited.steps = [EscalationStep(after: .zero, who: .everyone, place: place(1))]
    let (old, new) = (try made.draft.configuration(), try edited.configuration())
    let zone = made.draft.zone
    let window =
      zone.start(of: made.window.lowerBound)..<zone.start(of: made.window.upperBound)
    let changes = ScheduleChange.between(old, new, in: window)
    let empty = window.lowerBound..<window.lowerBound
    let (left, right) = (OnCallTable(old, in: empty), OnCallTable(new, in: empty))
    for second in stride(from: window.lowerBound.seconds, to: window.upperBound.seconds, by: 900) {
      let moment = Moment(seconds: second)
      for rota in Set((old.rotas + new.rotas).map(\.name)) {
        let was = left.onCall(in: rota, at: moment)?.person
        let becomes = right.onCall(in: rota, at: moment)?.person
        let found = changes.filter { $0.rota == rota && $0.range.contains(moment) }
        #expect(found.count == (was == becomes ? 0 : 1), "seed \(seed), \(rota), \(moment)")
        if let change = found.first {
          #expect(change.before == was && change.after == becomes, "seed \(seed), \(moment)")
        }
      }
    }
  }
}
