import CivilTime

/// A range of local times and where it stands.
struct PlacedRange {
  let range: LocalRange
  /// From its first word to its last.
  let place: SourcePlace
}

extension WordReader {
  /// A DATE, a range of dates or a range of times; only the last where `timesOnly` (spec: rotas.md, "Time").
  ///
  /// Nil for a range that isn't right, which has been told.
  mutating func range(timesOnly: Bool = false) throws(Told) -> PlacedRange? {
    let start = index
    let firstDate = try date()
    if let next, CivilDate(next.text) != nil { throw refuse(.keyword("to")) }
    let range: LocalRange?
    if next?.looksLikeTime == true {
      range = try rangeOfTimes(from: firstDate)
    } else {
      range = try rangeOfDates(from: firstDate, at: start, timesOnly: timesOnly)
    }
    return range.map { PlacedRange(range: $0, place: statement.place(of: start..<index)) }
  }

  private mutating func rangeOfTimes(from firstDate: CivilDate?) throws(Told) -> LocalRange? {
    let startTime = try time()
    try keyword("to")
    let endStart = index
    var lastDate = firstDate
    if let next, next.looksLikeDate(before: peek(1)) {
      lastDate = try date()
      guard self.next?.looksLikeTime == true else {
        tell(RotaFault.timeOnOneSide, at: statement.place(of: endStart..<index))
        throw Told()
      }
    }
    let endTime = try time(asEnd: true)
    guard let firstDate, let startTime, let lastDate, let endTime else { return nil }
    let start = CivilDateTime(firstDate, startTime)
    let end = CivilDateTime(lastDate, endTime)
    guard start < end else {
      let isNextDay = firstDate == lastDate && endTime != startTime
      tell(
        RotaFault.endBeforeStart(
          end: isNextDay ? "\(endTime)" : "\(lastDate) \(endTime)",
          start: isNextDay ? "\(startTime)" : "\(start)",
          right: isNextDay
            ? "\(start) to \(CivilDateTime(firstDate.adding(days: 1), endTime))" : nil),
        at: statement.place(of: endStart..<index))
      return nil
    }
    return LocalRange(start: start, end: end)
  }

  private mutating func rangeOfDates(
    from firstDate: CivilDate?, at start: Int, timesOnly: Bool
  ) throws(Told) -> LocalRange? {
    var lastDate = firstDate
    var endStart = start
    if takes("to") {
      endStart = index
      if let next, let day = number(next.text), next.text.utf8.count <= 2,
        !next.looksLikeDate(before: peek(1))
      {
        // `2026-12-01 to 05`
        let right = firstDate.flatMap { CivilDate(year: $0.year, month: $0.month, day: day) }
        tell(ValueFault.dateForm(next.text, right: right), at: next)
        throw Told()
      }
      if let next, next.looksLikeTime, !next.looksLikeDate(before: peek(1)) {
        tell(RotaFault.timeOnOneSide, at: next)
        throw Told()
      }
      lastDate = try date()
      if let next, next.looksLikeTime {
        tell(RotaFault.timeOnOneSide, at: next)
        throw Told()
      }
    }
    if timesOnly {
      if hasFiller { throw refuse(.time) }
      tell(RotaFault.timesWanted, at: statement.place(of: start..<index))
      throw Told()
    }
    guard let firstDate, let lastDate else { return nil }
    guard firstDate <= lastDate else {
      tell(
        RotaFault.endBeforeStart(end: "\(lastDate)", start: "\(firstDate)", right: nil),
        at: statement.place(of: endStart..<index))
      return nil
    }
    return LocalRange(start: CivilDateTime(firstDate), end: CivilDateTime(lastDate.adding(days: 1)))
  }
}

extension Word {
  /// Written as a time, rightly or not; names begin with a letter and dates have other marks.
  fileprivate var looksLikeTime: Bool {
    guard kind == .bare else { return false }
    return text.first?.isNumber == true || TimeForm.lenient(text) != nil
  }

  fileprivate func looksLikeDate(before next: Word?) -> Bool {
    guard kind == .bare, TimeOfDay(text) == nil else { return false }
    switch DateForm.read(text) {
    case .date, .notThere: return true
    case .otherForm, .withoutYear:
      return text.contains { "-/".contains($0) } || TimeForm.lenient(text) == nil
    case .notADate:
      guard let next else { return false }
      return DateForm.readWords([self, next]) != nil
    }
  }
}
