import CivilTime

/// A stretch of one rota: it runs from its start to the next stretch's, or to the end of what was
/// swept.
struct Stretch: Sendable {
  let start: Moment
  let answer: Answer
}

extension Roster {
  /// What a rota answers over a range, neighbours alike joined. The first stretch starts at the
  /// range's start; nothing for an empty range.
  ///
  /// Asks the one rule at a wall second, and again at the first wall second at which the answer
  /// might differ, until the range is done.
  ///
  /// - Parameters:
  ///   - joins: which neighbours are alike; the final schedule's ``Answer/joins(_:)`` unless said
  ///     otherwise.
  ///   - rule: ``RotaPlan/answer(at:leave:)`` unless said otherwise.
  func stretches(
    of rota: RotaPlan, in range: Range<Moment>,
    joining joins: (Answer, Answer) -> Bool = { $0.joins($1) },
    by rule: (RotaPlan) -> (WallSecond, [WallRanges]) -> Lasting<Answer> = RotaPlan.answer
  ) -> [Stretch] {
    var stretches: [Stretch] = []
    var wall = zone.wallReached(at: range.lowerBound)
    var start = range.lowerBound
    let ask = rule(rota)
    while start < range.upperBound {
      let answer = ask(wall, leave)
      let ends = answer.until > Roster.lastWall
      let end = ends ? range.upperBound : zone.moment(ofWall: answer.until)
      // What the clock springs over comes to nothing.
      if start < end {
        let isLikeLast = stretches.last.map { joins($0.answer, answer.value) } ?? false
        if !isLikeLast { stretches.append(Stretch(start: start, answer: answer.value)) }
        start = end
      }
      wall = answer.until
    }
    return stretches
  }

  /// The final schedule's bound between what a rota answers just before a moment and what came
  /// before that; nil when it lies more than two years before.
  func start(of answer: Answer, of rota: RotaPlan, before moment: Moment) -> Moment? {
    let limit = TwoYears.before(moment, in: zone)
    for look in [moment - Roster.nearBy, limit - .seconds(1)] {
      guard let last = stretches(of: rota, in: look..<moment).last else { return nil }
      guard last.answer.joins(answer) else { return moment }
      if last.start > look { return last.start < limit ? nil : last.start }
    }
    return nil
  }

  /// The final schedule's bound at the end of what a rota answers up to a moment; nil when it lies
  /// more than two years after.
  func end(of answer: Answer, of rota: RotaPlan, after moment: Moment) -> Moment? {
    let limit = TwoYears.after(moment, in: zone)
    for look in [moment + Roster.nearBy, limit + .seconds(1)] {
      let next = stretches(of: rota, in: moment..<look)
      guard let first = next.first else { return nil }
      guard first.answer.joins(answer) else { return moment }
      if next.count > 1 { return next[1].start > limit ? nil : next[1].start }
    }
    return nil
  }

  /// Most shifts end within that time: it is looked through first.
  private static let nearBy = Duration.days(8)
  /// Past the last date there is nothing to turn into an instant.
  private static let lastWall = CivilDateTime(CivilDate(dayNumber: .max)).wallSeconds
}
