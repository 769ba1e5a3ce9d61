public import Callbacks
public import CivilTime
public import Rota
import ServiceHours

/// Who bears the nights, the weekends and the public holidays: what was, and beside it what is planned
/// (spec: billing.md, "The on-call report"; http-api.md, "Reports").
public struct OnCallReport: Equatable, Sendable {
  /// What has passed: by the files that were in force then.
  public let done: Range<Moment>
  /// What lies ahead: by the files of now.
  public let planned: Range<Moment>
  /// By name: whoever stands in a rota of the first step now, was or will be on call, was woken, or worked
  /// after hours.
  public let people: [Row]
  /// Out of service hours, while the first step reached nobody.
  public let nobodyDone, nobodyPlanned: DutyHours
  /// What each of those who share the first step has of the hours, done and planned, when all have the same.
  public let evenShare: Duration?

  public struct Row: Equatable, Sendable {
    public let person: Name
    public internal(set) var done = DutyHours()
    public internal(set) var planned = DutyHours()
    /// Clock hours between 22:00 and 07:00 in which a notice was sent to them.
    public internal(set) var hoursWoken = 0
    /// Written down as worked, out of service hours.
    public internal(set) var worked = Duration.zero
    /// Stands in a rota of the first step now, or has hours.
    public internal(set) var shares = false

    public var total: Duration { (done + planned).total }
  }

  /// How much more than an even share; less is negative, nil for who shares no rota.
  public func aboveEven(_ row: Row) -> Duration? {
    guard row.shares, let evenShare else { return nil }
    return row.total - evenShare
  }

  /// - Parameters:
  ///   - sent: whom a notice was sent to, and when.
  ///   - work: time that was written down in the range.
  public init(
    _ range: Range<Moment>, timeline: ConfigurationTimeline, now: Moment,
    sent: [(person: Name, at: Moment)], work: [TimeEntry]
  ) {
    let present = min(max(now, range.lowerBound), range.upperBound)
    let passed = range.lowerBound..<present
    done = passed
    planned = present..<range.upperBound
    let configuration = timeline.configuration(at: now)
    var rows = Rows()
    for name in configuration.peopleOfFirstStep { rows[name].shares = true }
    nobodyDone = rows.add(\.done, timeline.pieces(of: done))
    nobodyPlanned = rows.add(\.planned, timeline.pieces(of: planned))
    let zone = configuration.desk.definition.zone
    rows.addWoken(sent.filter { passed.contains($0.at) }, in: zone)
    for entry in work {
      let after = entry.pieces.filter { !$0.isInServiceHours }
      guard !after.isEmpty else { continue }
      rows[entry.person].worked += after.map { $0.range.upperBound - $0.range.lowerBound }
        .reduce(.zero, +)
    }
    people = rows.byName
    let sharing = people.filter(\.shares)
    evenShare =
      sharing.isEmpty
      ? nil : .microseconds(sharing.map(\.total.microseconds).reduce(0, +) / Int64(sharing.count))
  }
}

private struct Rows {
  private var rows: [Name: OnCallReport.Row] = [:]

  subscript(person: Name) -> OnCallReport.Row {
    get { rows[person] ?? OnCallReport.Row(person: person) }
    set { rows[person] = newValue }
  }

  var byName: [OnCallReport.Row] { rows.values.sorted { $0.person < $1.person } }

  /// - Returns: the hours of nobody.
  mutating func add(
    _ part: WritableKeyPath<OnCallReport.Row, DutyHours>, _ pieces: [ConfigurationTimeline.Piece]
  ) -> DutyHours {
    var nobody = DutyHours()
    for piece in pieces {
      let hours = piece.configuration.hours
      let table = OnCallTable(piece.configuration, in: piece.range)
      for stretch in table.firstStepStretches(in: piece.range, hours: hours)
      where !stretch.isOpen {
        let divided = DutyHours(stretch.range, hours: hours)
        if stretch.people.isEmpty { nobody = nobody + divided }
        for person in stretch.people {
          self[person.name][keyPath: part] = self[person.name][keyPath: part] + divided
          self[person.name].shares = true
        }
      }
    }
    return nobody
  }

  /// However many notices come in an hour, it is one hour woken.
  mutating func addWoken(_ sent: [(person: Name, at: Moment)], in zone: TimeZoneRules) {
    var hours: [Name: Set<Moment>] = [:]
    for notice in sent {
      guard let hour = Night.hour(of: notice.at, in: zone) else { continue }
      hours[notice.person, default: []].insert(hour)
    }
    for (person, woken) in hours { self[person].hoursWoken = woken.count }
  }
}

extension Configuration {
  /// Whoever takes turns, or has a shift, in a rota that the first step names; and whom it names itself.
  fileprivate var peopleOfFirstStep: Set<Name> {
    guard case .chains(let chains) = escalation.steps.first?.who else { return [] }
    let named = Set(chains.joined())
    let inRotas = rotas.filter { named.contains($0.name) }.flatMap { rota in
      switch rota.sort {
      case .turns(let turns): turns.orders.last.map(\.names) ?? []
      case .shifts(let shifts): shifts.map(\.person)
      }
    }
    return named.intersection(people.map(\.name)).union(inRotas)
  }
}
