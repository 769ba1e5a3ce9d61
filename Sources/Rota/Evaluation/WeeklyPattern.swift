import CivilTime

/// The `during` lines of a rota on the wall clock (spec: rotas.md, "Rotas").
struct WeeklyPattern: Sendable {
  /// Seconds since Monday 00:00, rising, not touching, held inside one week.
  let pieces: [Range<Int64>]

  /// Nil when there are no lines: the rota always has somebody.
  init?(_ lines: [WeeklyRange]) {
    guard !lines.isEmpty else { return nil }
    let split = lines.flatMap { line -> [Range<Int64>] in
      let start = Int64(line.startDay.index) * .day + Int64(line.startTime.second)
      let end = Int64(line.endDay.index) * .day + Int64(line.endTime.second)
      // One whose end is not later in the week wraps over the week's end.
      return start < end ? [start..<end] : [start..<WallSecond.week, 0..<end]
    }
    pieces = WallRanges(joining: split).ranges
  }

  func holds(at wall: WallSecond) -> Lasting<Bool> {
    let second = WeeklyPattern.secondOfWeek(wall)
    let monday = wall - second
    guard let piece = pieces.first(where: { $0.upperBound > second }) else {
      return Lasting(value: false, until: monday + .week + (pieces.first?.lowerBound ?? 0))
    }
    return piece.lowerBound <= second
      ? Lasting(value: true, until: monday + piece.upperBound)
      : Lasting(value: false, until: monday + piece.lowerBound)
  }

  /// Whether some of a range lies inside; what touches at an edge only doesn't.
  ///
  /// - Parameter gaps: what the clock springs over doesn't count.
  func meets(_ range: Range<WallSecond>, gaps: [ClosedRange<WallSecond>] = []) -> Bool {
    var wall = range.lowerBound
    while wall < range.upperBound {
      let inside = holds(at: wall)
      let end = min(inside.until, range.upperBound)
      if inside.value && !gaps.cover(wall..<end) { return true }
      wall = inside.until
    }
    return false
  }

  static func secondOfWeek(_ wall: WallSecond) -> Int64 {
    // The wall clock's zero, 1970-01-01, was a Thursday.
    (wall + 3 * .day).floorRemainder(by: .week)
  }
}

extension [ClosedRange<WallSecond>] {
  /// Whether a range comes to nothing because the clock springs over all of it.
  func cover(_ range: Range<WallSecond>) -> Bool {
    let next = partitioningIndex { $0.upperBound >= range.upperBound }
    return next < count && self[next].lowerBound <= range.lowerBound
  }
}
