import CivilTime

/// A rota's turns on the wall clock: whose turn it is, by arithmetic and not by a walk from the
/// first turn (spec: rotas.md, "By turns").
struct TurnPlan: Sendable {
  let orders: [OrderPlan]
  let during: WeeklyPattern?

  enum Turn: Sendable {
    /// The order that holds, and the place in it of the name whose turn it is.
    case of(order: Int, place: Int)
    case nobody(Absence)
  }

  func turn(at wall: WallSecond) -> Lasting<Turn> {
    let next = orders.partitioningIndex { $0.start > wall }
    let orderEnd = next < orders.count ? orders[next].start : .never
    guard next > 0 else { return Lasting(value: .nobody(.beforeFirstOrder), until: orderEnd) }
    let order = orders[next - 1]
    let inside = during?.holds(at: wall) ?? Lasting(value: true, until: .never)
    guard inside.value else {
      return Lasting(value: .nobody(.outsideDuring), until: min(orderEnd, inside.until))
    }
    let number = order.numbering.number(at: wall)
    let until = min(orderEnd, inside.until, number.until)
    guard let number = number.value else {
      return Lasting(value: .nobody(.betweenHolidays), until: until)
    }
    return Lasting(value: .of(order: next - 1, place: number % order.names.count), until: until)
  }
}

/// One `from` line.
struct OrderPlan: Sendable {
  /// The handover on its date. It holds until the next order's.
  let start: WallSecond
  let names: [Int32]
  let numbering: TurnNumbering
}

/// Which number a turn of an order bears: 0, 1, 2, …, those wholly outside `during` left out.
enum TurnNumbering: Sendable {
  case regular(RegularTurns)
  case holidays(HolidayTurns)

  /// Nil between public holidays.
  func number(at wall: WallSecond) -> Lasting<Int?> {
    switch self {
    case .regular(let turns): turns.number(at: wall)
    case .holidays(let turns): turns.number(at: wall)
    }
  }
}

/// Turns of N days or weeks, one after another.
struct RegularTurns: Sendable {
  private let start: WallSecond
  private let period: Int64
  /// How many of the first i turns of a cycle are counted. A cycle brings the turns back to the
  /// same weekdays: seven turns, or one of whole weeks.
  private let countedBefore: [Int]
  /// Turns that meet `during` on the wall clock alone, because the clock springs over all of what
  /// they have of it: on that date it is empty, so they lie outside it and bear no number.
  private let emptied: [Int]

  init(
    order: Range<WallSecond>, period: Int64, during: WeeklyPattern?,
    gaps: [ClosedRange<WallSecond>]
  ) {
    start = order.lowerBound
    self.period = period
    guard let during else {
      countedBefore = [0, 1]
      emptied = []
      return
    }
    let first = order.lowerBound
    func range(ofTurn turn: Int) -> Range<WallSecond> {
      let begins = first + Int64(turn) * period
      return begins..<begins + period
    }
    let cycle = period % .week == 0 ? 1 : 7
    countedBefore = (0..<cycle).reduce(into: [0]) { sums, turn in
      sums.append((sums.last ?? 0) + (during.meets(range(ofTurn: turn)) ? 1 : 0))
    }
    let firstGap = gaps.partitioningIndex { $0.upperBound > first }
    let candidates = gaps[firstGap...].prefix { $0.lowerBound < order.upperBound }
      .flatMap { gap -> ClosedRange<Int> in
        let earliest = Int((max(gap.lowerBound, first) - first) / period)
        return earliest...max(earliest, Int((gap.upperBound - first) / period))
      }
    var emptied: [Int] = []
    for turn in candidates where turn != emptied.last {
      let range = range(ofTurn: turn)
      if during.meets(range) && !during.meets(range, gaps: gaps) { emptied.append(turn) }
    }
    self.emptied = emptied
  }

  func number(at wall: WallSecond) -> Lasting<Int?> {
    let turn = Int((wall - start) / period)
    let cycle = countedBefore.count - 1
    let counted = turn / cycle * countedBefore[cycle] + countedBefore[turn % cycle]
    let number = counted - emptied.partitioningIndex { $0 >= turn }
    return Lasting(value: number, until: start + Int64(turn + 1) * period)
  }
}

/// Turns of the dates on which the desk keeps a public holiday.
struct HolidayTurns: Sendable {
  /// The handover on each date, rising.
  private let starts: [WallSecond]
  private let numbers: [Int]

  init(starts: [WallSecond], during: WeeklyPattern?, gaps: [ClosedRange<WallSecond>]) {
    self.starts = starts
    var next = 0
    numbers = starts.map { start in
      defer { if during?.meets(start..<start + .day, gaps: gaps) ?? true { next += 1 } }
      return next
    }
  }

  func number(at wall: WallSecond) -> Lasting<Int?> {
    let next = starts.partitioningIndex { $0 > wall }
    let nextStart = next < starts.count ? starts[next] : .never
    guard next > 0, wall < starts[next - 1] + .day else {
      return Lasting(value: nil, until: nextStart)
    }
    return Lasting(value: numbers[next - 1], until: starts[next - 1] + .day)
  }
}
