import CivilTime
import ServiceHours
import TestSupport

@testable import Rota

/// A configuration by chance, with its edges where the rules are hard: at clock changes, at each
/// other, at the edges of turns and of the week.
struct RandomDraft {
  let draft: Draft
  /// The local dates that matter.
  let window: Range<CivilDate>

  private static let pivots = [
    "2026-04-05", "2026-09-27", "2026-04-04", "2026-09-26", "2027-04-04", "2025-09-28",
    "2026-12-25", "2027-02-08", "2027-12-27", "2028-02-29", "2026-07-10",
  ]
  private static let times = [
    "00:00", "02:00", "02:15", "02:30", "02:45", "03:00", "03:15", "03:45", "08:00", "17:00",
    "23:45",
  ]

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var draft = Draft()
    draft.zone = Draft.zone(
      ["Pacific/Auckland", "Pacific/Chatham"].randomElement(using: &random) ?? "")
    let pivot = date(RandomDraft.pivots.randomElement(using: &random) ?? "")
    let first = pivot.adding(days: -Int.random(in: 1...4, using: &random))
    window = first..<first.adding(days: 6)
    if Bool.random(using: &random) {
      draft.proclaimed = [
        ProclaimedHoliday(date: pivot.adding(days: .random(in: -1...1, using: &random)), name: "P")
      ]
    }
    var maker = Maker(random: random, first: first)
    maker.rota(into: &draft, "first")
    maker.rota(into: &draft, "second")
    for _ in 0..<Int.random(in: 0...10, using: &maker.random) {
      draft.leave.append(
        Leave(
          person: maker.person(), range: maker.range(), words: nil, place: place(1)))
    }
    for rota in ["first", "second"] {
      for range in maker.apart(.random(in: 0...2, using: &maker.random), in: draft.zone) {
        draft.overrides.append(
          Override(
            rota: Name(rota), range: range, person: maker.person(), words: nil,
            place: place(300 + draft.overrides.count)))
      }
    }
    draft.step(
      ["first", "first else second", "second, first", "everyone", "first else ben"]
        .randomElement(using: &maker.random) ?? "")
    draft.step(
      after: 10,
      ["second", "first", "second else chen, ben", "first, second"]
        .randomElement(using: &maker.random) ?? "")
    draft.step(after: 20, ["everyone", "kiri", "ben"].randomElement(using: &maker.random) ?? "")
    self.draft = draft
  }

  private struct Maker {
    var random: SeededRandom
    let first: CivilDate

    mutating func time() -> TimeOfDay {
      RotaTests.time(RandomDraft.times.randomElement(using: &random) ?? "")
    }

    mutating func person() -> Name {
      Name(["aroha", "ben", "chen", "dana"].randomElement(using: &random) ?? "")
    }

    mutating func local(days: ClosedRange<Int>) -> CivilDateTime {
      CivilDateTime(first.adding(days: .random(in: days, using: &random)), time())
    }

    mutating func range() -> LocalRange {
      let start = local(days: -3...6)
      switch Int.random(in: 0...3, using: &random) {
      case 0:
        return LocalRange(
          start: CivilDateTime(start.date), end: CivilDateTime(start.date, .endOfDay))
      case 1:
        return LocalRange(start: start, end: CivilDateTime(wallSeconds: start.wallSeconds + 900))
      default:
        let days = Int.random(in: 0...4, using: &random)
        let end = CivilDateTime(start.date.adding(days: days), time())
        return LocalRange(start: min(start, end), end: max(start, end)).orWholeDay
      }
    }

    /// Ranges of which no two overlap and none comes to nothing: what the check lets through.
    mutating func apart(_ count: Int, in zone: TimeZoneRules) -> [LocalRange] {
      var ranges: [LocalRange] = []
      for _ in 0..<count {
        let range = range()
        let clashes = ranges.contains { $0.start < range.end && range.start < $0.end }
        if !clashes && !range.moments(in: zone).isEmpty { ranges.append(range) }
      }
      return ranges
    }

    mutating func weekly() -> WeeklyRange {
      let day = Weekday(index: .random(in: 0...6, using: &random))
      let start = time()
      switch Int.random(in: 0...5, using: &random) {
      case 0: return WeeklyRange(startDay: day, startTime: start, endDay: day, endTime: start)
      case 1:
        return WeeklyRange(
          startDay: .sunday, startTime: RotaTests.time("02:00"), endDay: .sunday,
          endTime: RotaTests.time("03:00"))
      case 2:
        return WeeklyRange(
          startDay: .sunday, startTime: RotaTests.time("02:45"), endDay: .sunday,
          endTime: RotaTests.time("03:15"))
      case 3:
        return WeeklyRange(startDay: day, startTime: start, endDay: .sunday, endTime: .endOfDay)
      default:
        let end = Weekday(index: .random(in: 0...6, using: &random))
        return WeeklyRange(startDay: day, startTime: start, endDay: end, endTime: time())
      }
    }

    mutating func rota(into draft: inout Draft, _ name: String) {
      if Int.random(in: 0...3, using: &random) == 0 {
        let shifts = apart(5, in: draft.zone).map {
          Shift(range: $0, person: person(), place: place(1))
        }
        draft.rotas.append(OnCallRota(name: Name(name), sort: .shifts(shifts), place: place(1)))
        return
      }
      let days = [1, 1, 1, 2, 3, 5, 7].randomElement(using: &random) ?? 1
      let length: TurnLength =
        switch Int.random(in: 0...3, using: &random) {
        case 0: .weeks(.random(in: 1...3, using: &random))
        case 1: .eachPublicHoliday
        default: .days(days)
        }
      let back = Bool.random(using: &random) ? 60 : 600
      var froms: Set<CivilDate> = [first.adding(days: -.random(in: 0...back, using: &random))]
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        froms.insert(first.adding(days: .random(in: -20...4, using: &random)))
      }
      let weekday = Weekday(index: .random(in: 0...6, using: &random))
      if case .weeks = length { froms = Set(froms.map { $0.firstOnOrAfter(weekday) }) }
      let orders = froms.sorted().map { from in
        TurnOrder(
          from: from,
          names: (0..<Int.random(in: 1...4, using: &random)).map { _ in person() },
          place: place(1))
      }
      let during = (0..<Int.random(in: 0...2, using: &random)).map { _ in weekly() }
      draft.rotas.append(
        OnCallRota(
          name: Name(name),
          sort: .turns(
            Turns(
              length: length, handoverWeekday: nil, handoverTime: time(), orders: orders,
              during: during)), place: place(1)))
    }
  }
}

extension LocalRange {
  /// A range that has no length is no range of the files.
  fileprivate var orWholeDay: LocalRange {
    start < end
      ? self
      : LocalRange(start: CivilDateTime(start.date), end: CivilDateTime(start.date, .endOfDay))
  }
}
