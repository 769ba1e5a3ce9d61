/// A time zone's clock changes, read from the system's time-zone database.
///
/// One place turns a local time into an instant: ``reading(of:)``, which says whether that time
/// exists once, twice or not at all.
public struct TimeZoneRules: Hashable, Sendable {
  /// The IANA name, such as `Pacific/Auckland`.
  public let name: String

  /// The instants at which the offset changes, rising; the offset after change i stands in
  /// `offsets[i + 1]`.
  let changes: [Int64]
  /// Seconds east of UTC; `offsets[0]` holds before the first change.
  let offsets: [Int32]

  init(name: String, changes: [Int64], offsets: [Int32]) {
    self.name = name
    self.changes = changes
    self.offsets = offsets
  }
}

/// What a local time means in a zone.
public enum LocalTimeReading: Hashable, Sendable {
  /// It exists once.
  case exact(Moment)
  /// It doesn't exist: the clock springs over it. `after` is the first instant after the gap.
  case gap(after: Moment)
  /// It occurs twice: the clock is put back over it.
  case fold(first: Moment, second: Moment)

  /// The reading of rotas.md ("Time"): the first instant after a gap, the first of a fold.
  public var first: Moment {
    switch self {
    case .exact(let moment), .gap(let moment), .fold(let moment, _): moment
    }
  }
}

extension TimeZoneRules {
  /// Seconds east of UTC at that instant.
  public func offsetSeconds(at moment: Moment) -> Int {
    Int(offsets[changesUpTo(moment.seconds)])
  }

  /// What the clock on the wall shows, whole seconds (what is finer belongs to the second begun).
  public func local(at moment: Moment) -> CivilDateTime {
    CivilDateTime(wallSeconds: moment.seconds + Int64(offsetSeconds(at: moment)))
  }

  /// Where on the time line a local time lies: once, twice or nowhere.
  public func reading(of local: CivilDateTime) -> LocalTimeReading {
    let wall = local.wallSeconds
    // No offset is a full day, so what holds a day before and a day after frames every candidate.
    let first = changesUpTo(wall - TimeZoneRules.offsetSecondsMax)
    let last = changesUpTo(wall + TimeZoneRules.offsetSecondsMax)
    var found: [Moment] = []
    for piece in first...last {
      let instant = wall - Int64(offsets[piece])
      guard piece == 0 || instant >= changes[piece - 1] else { continue }
      guard piece == changes.count || instant < changes[piece] else { continue }
      if found.isEmpty && piece == last { return .exact(Moment(seconds: instant)) }
      found.append(Moment(seconds: instant))
    }
    if let once = found.first, let twice = found.dropFirst().first {
      return .fold(first: once, second: twice)
    }
    if let once = found.first { return .exact(once) }
    return .gap(after: gapEnd(over: wall, among: first..<last))
  }

  /// The instant of a local time as rota files mean it: see ``LocalTimeReading/first``.
  public func moment(of local: CivilDateTime) -> Moment { reading(of: local).first }

  /// The first instant of a date: 00:00, or the end of the gap that swallowed it.
  public func start(of date: CivilDate) -> Moment { moment(of: CivilDateTime(date)) }

  /// The clock changes inside a range, each at the instant from which the new offset holds.
  public func changes(in range: Range<Moment>) -> [Moment] {
    let first = changes.partitioningIndex { $0 >= range.lowerBound.seconds }
    return changes[first...].prefix { $0 < range.upperBound.seconds }.map { Moment(seconds: $0) }
  }

  /// The change that springs over `wall`: local clocks show it neither before nor after.
  private func gapEnd(over wall: Int64, among pieces: Range<Int>) -> Moment {
    for piece in pieces {
      let change = changes[piece]
      let wallBefore = change + Int64(offsets[piece])
      let wallAfter = change + Int64(offsets[piece + 1])
      if wallBefore <= wall && wall < wallAfter { return Moment(seconds: change) }
    }
    return Moment(seconds: wall - Int64(offsets[pieces.upperBound]))
  }

  /// How many changes have happened at that instant: the index of the offset that holds.
  private func changesUpTo(_ seconds: Int64) -> Int {
    changes.partitioningIndex { $0 > seconds }
  }

  static let offsetSecondsMax: Int64 = 26 * 3600
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element fulfils a condition that, once true, stays true; else the end.
  package func partitioningIndex(_ belongsToLaterPart: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if belongsToLaterPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
