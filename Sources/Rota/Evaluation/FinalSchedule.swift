public import CivilTime

/// The final schedule of one rota over a range, as a table: who is on call at an instant costs a
/// binary search (spec: rotas.md, "Rotas"; http-api.md, `/v1/schedule`).
public struct FinalSchedule: Sendable {
  public let rota: Name
  /// The instants that it can answer for.
  public let range: Range<Moment>
  private let zone: TimeZoneRules
  private let people: [Person]
  /// In microseconds, rising; the first is the range's start.
  private let starts: [Int64]
  private let answers: [Answer]
  /// Where the first stretch really starts and the last one really ends; nil when that is more than
  /// two years outside the range.
  private let firstStart, lastEnd: Moment?

  /// - Parameter range: not empty.
  init(_ roster: Roster, rota plan: RotaPlan, in range: Range<Moment>) {
    let stretches = roster.stretches(of: plan, in: range)
    rota = plan.name
    self.range = range
    zone = roster.zone
    people = roster.people
    starts = stretches.map(\.start.microseconds)
    answers = stretches.map(\.answer)
    firstStart = stretches.first.flatMap {
      roster.start(of: $0.answer, of: plan, before: range.lowerBound)
    }
    lastEnd = stretches.last.flatMap {
      roster.end(of: $0.answer, of: plan, after: range.upperBound)
    }
  }

  /// Who is on call, why and how long; nil outside ``range``.
  public func onCall(at moment: Moment) -> OnCall? {
    guard let index = stretch(at: moment) else { return nil }
    let answer = answers[index]
    let since = index == 0 ? firstStart : Moment(microseconds: starts[index])
    let until =
      index + 1 < starts.count ? Moment(microseconds: starts[index + 1]) : lastEnd
    return OnCall(
      rota: rota, person: name(answer.person), because: answer.because,
      insteadOf: name(answer.insteadOf),
      since: since.flatMap { TwoYears.reach(from: moment, backTo: $0, in: zone) ? $0 : nil },
      until: until.flatMap { TwoYears.reach(from: moment, to: $0, in: zone) ? $0 : nil })
  }

  /// The person alone; nil for nobody, and outside ``range``.
  public func person(at moment: Moment) -> Name? {
    stretch(at: moment).flatMap { name(answers[$0].person) }
  }

  /// The shifts that overlap a part of ``range``, cut to it, gaps left out, in time order.
  public func shifts(in part: Range<Moment>) -> [ScheduledShift] {
    let cut = part.clamped(to: range)
    guard let first = stretch(at: cut.lowerBound), !cut.isEmpty else { return [] }
    return answers[first...].indices.prefix { starts[$0] < cut.upperBound.microseconds }
      .compactMap { index in
        let answer = answers[index]
        guard let person = name(answer.person) else { return nil }
        let begins = Moment(microseconds: starts[index])
        let ends =
          index + 1 < starts.count ? Moment(microseconds: starts[index + 1]) : range.upperBound
        return ScheduledShift(
          rota: rota, person: person,
          range: max(begins, cut.lowerBound)..<min(ends, cut.upperBound),
          because: answer.because, insteadOf: name(answer.insteadOf))
      }
  }

  /// The number of the person on call, -1 for nobody; nil outside ``range``.
  func personNumber(at moment: Moment) -> Int32? {
    stretch(at: moment).map { answers[$0].person }
  }

  /// By a binary search over plain numbers: a search that is generic over another module's elements
  /// takes three times as long, and this is what the routing of a call waits for.
  private func stretch(at moment: Moment) -> Int? {
    let wanted = moment.microseconds
    guard wanted < range.upperBound.microseconds, let first = starts.first, first <= wanted else {
      return nil
    }
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= wanted { low = middle } else { high = middle }
    }
    return low
  }

  private func name(_ person: Int32) -> Name? { person < 0 ? nil : people[Int(person)].name }
}
