public import CivilTime
import ServiceHours

/// A stretch in which another set of files has somebody else on call in a rota, or nobody where
/// there was somebody. Why somebody is on call makes no difference here: who is, does.
public struct ScheduleChange: Hashable, Sendable {
  public let rota: Name
  public let range: Range<Moment>
  /// Nil for nobody.
  public let before, after: Name?
}

extension ScheduleChange {
  /// What the second set changes within a range, by start, then by rota. One of the sets' rotas
  /// that the other doesn't have counts there as one with nobody.
  public static func between(
    _ old: OnCallTable, _ new: OnCallTable, in range: Range<Moment>
  ) -> [ScheduleChange] {
    var changes: [ScheduleChange] = []
    let names = Set((old.roster.rotas + new.roster.rotas).map(\.name)).sorted()
    for rota in names {
      let before = old.schedule(in: range, rota: rota).map { ($0.range, $0.person) }
      let after = new.schedule(in: range, rota: rota).map { ($0.range, $0.person) }
      changes += Differences.of(before, after).map {
        ScheduleChange(rota: rota, range: $0.range, before: $0.before, after: $0.after)
      }
    }
    return changes.sorted {
      ($0.range.lowerBound, $0.rota) < ($1.range.lowerBound, $1.rota)
    }
  }

  /// The same of two configurations.
  public static func between(
    _ old: Configuration, _ new: Configuration, in range: Range<Moment>
  ) -> [ScheduleChange] {
    let nothing = range.lowerBound..<range.lowerBound
    return between(OnCallTable(old, in: nothing), OnCallTable(new, in: nothing), in: range)
  }
}

/// What changes for one person: what a notice of kind `shifts_changed` tells.
public struct PersonalChanges: Hashable, Sendable {
  public let person: Name
  /// In the order of their starts.
  public let gains, losses: [ScheduleChange]

  /// Of everybody whom any of the changes touches, in the order of their names.
  public static func of(_ changes: [ScheduleChange]) -> [PersonalChanges] {
    let people = Set(changes.flatMap { [$0.before, $0.after].compactMap { $0 } })
    return people.sorted().map { person in
      PersonalChanges(
        person: person, gains: changes.filter { $0.after == person },
        losses: changes.filter { $0.before == person })
    }
  }
}

/// A stretch in which the desk is open by one set of files and closed by another.
public struct HoursChange: Hashable, Sendable {
  public let range: Range<Moment>
  /// By the second set.
  public let isOpen: Bool

  /// In time order.
  public static func between(
    _ old: Configuration, _ new: Configuration, in range: Range<Moment>
  ) -> [HoursChange] {
    let before = old.hours.windows(in: range).map { ($0, true) }
    let after = new.hours.windows(in: range).map { ($0, true) }
    return Differences.of(before, after).map {
      HoursChange(range: $0.range, isOpen: $0.after != nil)
    }
  }
}

/// Where two courses of something over time differ. Each is a list of stretches in rising order,
/// none of which overlaps the next; between them there is nothing.
enum Differences {
  struct Difference<Value> {
    var range: Range<Moment>
    let before, after: Value?
  }

  /// In time order; neighbours that differ alike are one.
  static func of<Value: Equatable>(
    _ before: [(Range<Moment>, Value)], _ after: [(Range<Moment>, Value)]
  ) -> [Difference<Value>] {
    var found: [Difference<Value>] = []
    var (left, right) = (Course(before), Course(after))
    let edges = (before + after).flatMap { [$0.0.lowerBound, $0.0.upperBound] }
    let times = Set(edges).sorted()
    for (start, end) in zip(times, times.dropFirst()) {
      let (was, becomes) = (left.value(at: start), right.value(at: start))
      guard was != becomes else { continue }
      if let last = found.last, last.range.upperBound == start, last.before == was,
        last.after == becomes
      {
        found[found.count - 1].range = last.range.lowerBound..<end
      } else {
        found.append(Difference(range: start..<end, before: was, after: becomes))
      }
    }
    return found
  }

  /// Asked at rising moments.
  private struct Course<Value> {
    private let stretches: [(Range<Moment>, Value)]
    private var next = 0

    init(_ stretches: [(Range<Moment>, Value)]) { self.stretches = stretches }

    mutating func value(at moment: Moment) -> Value? {
      while next < stretches.count, stretches[next].0.upperBound <= moment { next += 1 }
      guard next < stretches.count, stretches[next].0.contains(moment) else { return nil }
      return stretches[next].1
    }
  }
}
