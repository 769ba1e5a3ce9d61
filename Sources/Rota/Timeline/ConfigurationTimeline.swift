public import CivilTime
public import ServiceHours

/// What was in force when: each set of files from the moment at which it came into force until the next did.
///
/// Every question about the past is answered from what was really in force then; what lies ahead, and what
/// lies before the first set, from the files of now (spec: http-api.md, "Hours, holidays, rotas").
public struct ConfigurationTimeline: Sendable {
  /// When each set came into force, rising; the last of them is in force now.
  private let sinces: [Moment]
  private let load: @Sendable (Int) -> Configuration?
  private let present: Configuration

  /// - Parameters:
  ///   - sinces: when each set came into force, rising.
  ///   - present: the last of them.
  ///   - load: gives the set of an index; nil for one that this program can't read any more.
  public init(
    sinces: [Moment], present: Configuration, load: @escaping @Sendable (Int) -> Configuration?
  ) {
    self.sinces = sinces
    self.present = present
    self.load = load
  }

  /// A stretch of time, and the set that was in force in it.
  public struct Piece: Sendable {
    public let range: Range<Moment>
    public let configuration: Configuration
  }

  /// The set in force at a moment.
  public func configuration(at moment: Moment) -> Configuration {
    configuration(of: sinces.partitioningIndex { $0 > moment } - 1)
  }

  /// The range in stretches of one set each, in order.
  public func pieces(of range: Range<Moment>) -> [Piece] {
    var pieces: [Piece] = []
    var start = range.lowerBound
    var index = sinces.partitioningIndex { $0 > start } - 1
    while start < range.upperBound {
      let end =
        index + 1 < sinces.count ? min(sinces[index + 1], range.upperBound) : range.upperBound
      if start < end {
        pieces.append(Piece(range: start..<end, configuration: configuration(of: index)))
      }
      start = end
      index += 1
    }
    return pieces
  }

  private func configuration(of index: Int) -> Configuration {
    guard index >= 0, index < sinces.count - 1 else { return present }
    return load(index) ?? present
  }
}

// MARK: - The desk's hours

extension ConfigurationTimeline {
  /// Nil outside the calendar.
  public func isOpen(at moment: Moment) -> Bool? {
    configuration(at: moment).hours.isOpen(at: moment)
  }

  /// - Throws: ``OutsideCalendar``.
  public func state(at moment: Moment) throws(OutsideCalendar) -> DeskState {
    let state = try configuration(at: moment).hours.state(at: moment)
    guard let next = sinces.first(where: { $0 > moment }) else { return state }
    if let change = state.nextChange, change < next { return state }
    return state.with(nextChange: nextChange(from: next, wasOpen: state.isOpen))
  }

  /// The open windows that overlap the range, cut to it; windows that touch are one.
  public func windows(in range: Range<Moment>) -> [Range<Moment>] {
    var windows: [Range<Moment>] = []
    for piece in pieces(of: range) {
      for window in piece.configuration.hours.windows(in: piece.range) {
        if let last = windows.last, last.upperBound == window.lowerBound {
          windows[windows.count - 1] = last.lowerBound..<window.upperBound
        } else {
          windows.append(window)
        }
      }
    }
    return windows
  }

  public func split(_ range: Range<Moment>) -> ServiceSplit {
    pieces(of: range).reduce(ServiceSplit(service: .zero, afterHours: .zero)) { sum, piece in
      let split = piece.configuration.hours.split(piece.range)
      return ServiceSplit(
        service: sum.service + split.service, afterHours: sum.afterHours + split.afterHours)
    }
  }

  /// The earliest instant at which so much service time has passed since `from`; nil when there is none
  /// within 20 years.
  public func deadline(after serviceTime: Duration, from moment: Moment) -> Moment? {
    var left = serviceTime
    var start = moment
    for next in sinces where next > moment {
      let hours = configuration(at: start).hours
      if let deadline = hours.deadline(after: left, from: start), deadline <= next {
        return deadline
      }
      left -= hours.split(start..<next).service
      start = next
    }
    return present.hours.deadline(after: left, from: start)
  }

  /// The first change from a moment on at which a new set came into force.
  private func nextChange(from moment: Moment, wasOpen: Bool) -> Moment? {
    var start = moment
    while true {
      guard let state = try? configuration(at: start).hours.state(at: start) else { return nil }
      if state.isOpen != wasOpen { return start }
      guard let next = sinces.first(where: { $0 > start }) else { return state.nextChange }
      if let change = state.nextChange, change < next { return change }
      start = next
    }
  }
}

// MARK: - Who is on call

extension ConfigurationTimeline {
  /// The final schedule, joined over the sets: by rota, then by start.
  public func schedule(in range: Range<Moment>, rota: Name? = nil) -> [ScheduledShift] {
    let pieces = pieces(of: range)
    let shifts = pieces.flatMap { $0.configuration.schedule(in: $0.range, rota: rota) }
    guard pieces.count > 1 else { return shifts }
    var joined: [ScheduledShift] = []
    let ordered = shifts.sorted {
      ($0.rota, $0.range.lowerBound) < ($1.rota, $1.range.lowerBound)
    }
    for shift in ordered {
      if let last = joined.last, last.continues(shift) {
        joined[joined.count - 1] = last.until(shift.range.upperBound)
      } else {
        joined.append(shift)
      }
    }
    return joined
  }

  /// Who was or is on call in a rota; nil when the set in force then has no rota of that name.
  public func onCall(in rota: Name, at moment: Moment) -> OnCall? {
    let configuration = configuration(at: moment)
    guard let answer = configuration.onCall(in: rota, at: moment) else { return nil }
    return bounded(answer, at: moment, zone: configuration.desk.definition.zone)
  }

  /// Of each rota of the set in force then, in the order of their names.
  public func onCall(at moment: Moment) -> [OnCall] {
    let configuration = configuration(at: moment)
    let zone = configuration.desk.definition.zone
    return configuration.onCall(at: moment).map { bounded($0, at: moment, zone: zone) }
  }

  /// With the bounds that the schedule of all sets gives it.
  private func bounded(_ answer: OnCall, at moment: Moment, zone: TimeZoneRules) -> OnCall {
    let reach = TwoYears.around(moment, in: zone)
    guard pieces(of: reach).count > 1 else { return answer }
    let shifts = schedule(in: reach, rota: answer.rota)
    let index = shifts.partitioningIndex { $0.range.upperBound > moment }
    let holds = index < shifts.count && shifts[index].range.contains(moment)
    let since =
      holds ? shifts[index].range.lowerBound : index > 0 ? shifts[index - 1].range.upperBound : nil
    let until =
      holds
      ? shifts[index].range.upperBound
      : index < shifts.count ? shifts[index].range.lowerBound : nil
    return OnCall(
      rota: answer.rota, person: answer.person, because: answer.because,
      insteadOf: answer.insteadOf, since: since.flatMap { $0 > reach.lowerBound ? $0 : nil },
      until: until.flatMap { $0 < reach.upperBound ? $0 : nil })
  }
}

extension ScheduledShift {
  fileprivate func continues(_ next: ScheduledShift) -> Bool {
    rota == next.rota && person == next.person && because == next.because
      && insteadOf == next.insteadOf && range.upperBound == next.range.lowerBound
  }

  fileprivate func until(_ end: Moment) -> ScheduledShift {
    ScheduledShift(
      rota: rota, person: person, range: range.lowerBound..<end, because: because,
      insteadOf: insteadOf)
  }
}
