import CivilTime

/// A point on the desk's wall clock, as `CivilDateTime.wallSeconds` counts.
///
/// Rules are worked out on this line and not on that of instants: turns, leave and overrides are
/// written in local time, and the reading of local times (spec: rotas.md, "Time") never puts a
/// later one before an earlier one. So a range of wall seconds [a, b) holds at an instant exactly
/// when the latest wall second whose meaning has come, ``TimeZoneRules/wallReached(at:)``, lies in
/// it; what the clock springs over comes to nothing when the edges are turned into instants at the
/// end.
typealias WallSecond = Int64

/// What holds at a wall second, and up to which it is sure to hold (that one excluded).
struct Lasting<Value> {
  let value: Value
  let until: WallSecond
}

extension Lasting: Sendable where Value: Sendable {}

extension WallSecond {
  static let never = WallSecond.max
  static let day: WallSecond = 86_400
  static let week: WallSecond = 7 * 86_400
}

extension TimeZoneRules {
  /// The latest wall second whose meaning, the first of a fold, is not later than this instant:
  /// what the clock shows, but when it runs through an hour for the second time: then that hour's
  /// last second.
  func wallReached(at moment: Moment) -> WallSecond {
    let shown = local(at: moment)
    guard self.moment(of: shown).seconds < moment.seconds else { return shown.wallSeconds }
    let day = Duration.days(2)
    guard let change = changes(in: moment - day..<moment + .seconds(1)).last else {
      return shown.wallSeconds
    }
    return change.seconds + Int64(offsetSeconds(at: change - .seconds(1))) - 1
  }

  /// The instant that a wall second means.
  func moment(ofWall wall: WallSecond) -> Moment { moment(of: CivilDateTime(wallSeconds: wall)) }

  /// What the clock springs over, in time order: a range inside one of these comes to nothing.
  func wallGaps() -> [ClosedRange<WallSecond>] {
    changes(in: Moment(microseconds: .min)..<Moment(microseconds: .max)).compactMap { change in
      let before = change.seconds + Int64(offsetSeconds(at: change - .seconds(1)))
      let after = change.seconds + Int64(offsetSeconds(at: change))
      return after > before ? before...after : nil
    }
  }
}

/// Ranges of wall seconds that don't touch, rising: somebody's leave.
struct WallRanges: Sendable {
  private(set) var ranges: [Range<WallSecond>] = []

  /// Joins those that overlap or touch.
  init(joining written: [Range<WallSecond>] = []) {
    for range in written.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] =
          last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  func holds(at wall: WallSecond) -> Lasting<Bool> {
    let next = ranges.partitioningIndex { $0.upperBound > wall }
    guard next < ranges.count else { return Lasting(value: false, until: .never) }
    let range = ranges[next]
    return range.lowerBound <= wall
      ? Lasting(value: true, until: range.upperBound)
      : Lasting(value: false, until: range.lowerBound)
  }
}

/// One line of shifts or overrides: whose it is, and where it stands in the configuration's list.
struct Assignment: Sendable {
  let range: Range<WallSecond>
  let person: Int32
  let line: Int
}

/// Assignments of one rota; as the files' check has it, no two overlap.
struct Assignments: Sendable {
  let rising: [Assignment]

  init(_ assignments: [Assignment]) {
    rising = assignments.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  func holds(at wall: WallSecond) -> Lasting<Assignment?> {
    let next = rising.partitioningIndex { $0.range.upperBound > wall }
    guard next < rising.count else { return Lasting(value: nil, until: .never) }
    let assignment = rising[next]
    return assignment.range.lowerBound <= wall
      ? Lasting(value: assignment, until: assignment.range.upperBound)
      : Lasting(value: nil, until: assignment.range.lowerBound)
  }
}

extension LocalRange {
  var wall: Range<WallSecond> {
    start.wallSeconds..<Swift.max(start.wallSeconds, end.wallSeconds)
  }
}
