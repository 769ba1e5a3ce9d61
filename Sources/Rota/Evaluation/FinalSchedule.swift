public import CivilTime

/// The final schedule of one rota over a range, as a table: who is on call at an instant costs a binary
/// search (spec: rotas.md, "Rotas"; http-api.md, `/v1/schedule`).
public struct FinalSchedule: Sendable {
  public let rota: Name
  /// The instants that it can answer for.
  public let range: Range<Moment>
  private let zone: TimeZoneRules
  private let people: [Person]
  /// Rising; the first is the range's start.
  private let starts: [Moment]
  private let answers: [Answer]
  /// Where the first stretch really starts and the last one really ends; nil when that is more than two
  /// years outside the range.
  private let firstStart, lastEnd: Moment?

  /// - Parameter range: not empty.
  init(_ roster: Roster, rota plan: RotaPlan, in range: Range<Moment>) {
    let stretches = roster.stretches(of: plan, in: range)
    rota = plan.name
    self.range = range
    zone = roster.zone
    people = roster.people
    starts = stretches.map(\.start)
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
    guard range.contains(moment) else { return nil }
    let next = starts.partitioningIndex { $0 > moment }
    let answer = answers[next - 1]
    let since = next == 1 ? firstStart : starts[next - 1]
    let until = next < starts.count ? starts[next] : lastEnd
    return OnCall(
      rota: rota, person: name(answer.person), because: answer.because,
      insteadOf: name(answer.insteadOf),
      since: since.flatMap { TwoYears.reach(from: moment, backTo: $0, in: zone) ? $0 : nil },
      until: until.flatMap { TwoYears.reach(from: moment, to: $0, in: zone) ? $0 : nil })
  }

  /// The shifts that overlap a part of ``range``, cut to it, gaps left out, in time order.
  public func shifts(in part: Range<Moment>) -> [ScheduledShift] {
    let cut = part.clamped(to: range)
    guard !cut.isEmpty else { return [] }
    let first = starts.partitioningIndex { $0 > cut.lowerBound } - 1
    let end = starts.partitioningIndex { $0 >= cut.upperBound }
    return (first..<end).compactMap { index in
      let answer = answers[index]
      guard let person = name(answer.person) else { return nil }
      let stops = index + 1 < starts.count ? starts[index + 1] : range.upperBound
      return ScheduledShift(
        rota: rota, person: person,
        range: max(starts[index], cut.lowerBound)..<min(stops, cut.upperBound),
        because: answer.because, insteadOf: name(answer.insteadOf))
    }
  }

  /// The number of the person on call, -1 for nobody; only inside ``range``.
  func personNumber(at moment: Moment) -> Int32 {
    let next = starts.partitioningIndex { $0 > moment }
    return next > 0 ? answers[next - 1].person : -1
  }

  private func name(_ person: Int32) -> Name? { person < 0 ? nil : people[Int(person)].name }
}
