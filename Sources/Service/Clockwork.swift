import Callbacks
public import CivilTime
import Reports
import Rota
import Store

/// What the clockwork leaves to be done after its commit.
public struct WakeResult: Sendable {
  /// To be handed to their channels.
  public var sends: [Sending]
  /// To be handed to the mailer.
  public var mails: [MailSending] = []
  /// When something is due next; at the latest then it is called again.
  public var next: Moment?
  /// The log has pages with what was wiped from them; it is to be emptied.
  public var hasOldLog = false
  /// Whether something is on disk that wasn't there before.
  var hasCommitted = false
}

/// A notice that was claimed for its channel.
public struct Sending: Sendable {
  public let delivery: Int64
  public let message: NoticeMessage
}

extension ServiceCore {
  /// Does all that is due, in order, and says when it must be called again. Every future moment is a row, so
  /// that it goes on where it was after any stop.
  public func wake() throws -> WakeResult {
    let now = freezeNow()
    if turn.clockWasSetBack { try store.hastenDeliveries(now: now) }
    try moveDesk(now: now)
    try tellOfShifts(now: now)
    try tellOfShiftChanges(now: now)
    try tellOfFilesFault(now: now)
    var soon = try store.nextMoments()
    func isDue(_ moment: Moment?) -> Bool { moment.map { $0 <= now } ?? false }
    if isDue(soon.callback) || isDue(soon.earliestSolved.map(ServiceCore.closing)) {
      try wakeCallbacks(now: now)
      try closeTickets(now: now)
      soon = try store.nextMoments()
    }
    try wipeDetails(now: now)
    let mails = try isDue(soon.mail) ? claimMails(now: now) : (sends: [], isCrowded: false)
    let notices =
      try isDue(soon.delivery) ? claimDeliveries(now: now) : (sends: [], isCrowded: false)
    if isDue(soon.mail) || isDue(soon.delivery) { soon = try store.nextMoments() }
    // What waits for room in its channel is looked at again when one is told of, or soon; not at once.
    if isDue(soon.delivery), notices.isCrowded, notices.sends.isEmpty {
      soon.delivery = now + ServiceCore.waitForRoom
    }
    if isDue(soon.mail), mails.isCrowded, mails.sends.isEmpty {
      soon.mail = now + ServiceCore.waitForRoom
    }
    let next = [
      soon.callback, soon.delivery, soon.mail, soon.earliestSolved.map(ServiceCore.closing),
      try nextWiping(now: now), try nextOfItself(now: now),
    ]
    return WakeResult(
      sends: notices.sends, mails: mails.sends, next: next.compactMap { $0 }.min(),
      hasOldLog: try isMarked(.oldLog) && !isMarked(.oldWords))
  }

  static let waitForRoom = Duration.seconds(5)

  /// Called once, before the first wake: what was being sent when the process ended is sent again.
  public func recover() throws {
    let now = freezeNow()
    try store.reviveDeliveries(now: now)
    try store.hastenDeliveries(now: now)
    try store.reviveMails(now: now)
    for mark in [Mark.desk, .shifts] where try store.clockworkMoment(mark.rawValue) == nil {
      try set(mark, to: now)
    }
    if try store.clockworkMoment(Mark.deskWasOpen.rawValue) == nil {
      try setDeskWasOpen(inForce.desk.takesCalls(at: now))
    }
  }

  private func wakeCallbacks(now: Moment) throws {
    for id in try store.callbackIDsDue(by: now, limit: ServiceCore.wakesMax) {
      try apart("callback=\(id.value)") {
        // Read again each time: a step may have failed meanwhile and moved the next one.
        while let callback = try store.callback(id), let record = try store.record(of: callback),
          let decision = callback.wake(
            in: context(record, now: now), now: now,
            people: { inForce.onCall.people(of: $0, at: now) })
        {
          try save(decision, now: now)
        }
      } orElse: {
        try store.putOff(id, until: now + ServiceCore.damagedRests)
      }
    }
  }

  /// One piece of the clockwork's work: what goes wrong with it, as with a damaged row, is undone, logged and
  /// put off, and the others go on.
  ///
  /// - Throws: only what ends the whole transaction.
  func apart(
    _ name: String, _ work: () throws -> Void, orElse putOff: () throws -> Void
  ) throws {
    do {
      try store.savepoint(work)
    } catch let fault as StoreFault where fault.endsTransaction || !store.isInTransaction {
      throw fault
    } catch {
      let kind = (error as? StoreFault).map { "\($0.kind)" } ?? "other"
      edges.log("event=wake \(name) result=failed fault=\(kind)", .error)
      try putOff()
    }
  }

  /// So long a row that can't be read is let rest, before it is told of again.
  static let damagedRests = Duration.minutes(5)

  /// So many callbacks in one transaction, so that posts are answered meanwhile.
  static let wakesMax = 200

  /// What comes without a row of its own: the desk's edges and the coming shifts.
  private func nextOfItself(now: Moment) throws -> Moment? {
    let faults = try [Mark.filesFaultDue, .clientsFaultDue].compactMap {
      try store.clockworkMoment($0.rawValue)
    }
    return
      ([inForce.desk.nextChange(after: now), nextShiftNotice(after: now)].compactMap { $0 }
      + faults.filter { $0 > now }).min()
  }
}

// MARK: - What the clockwork has dealt with

extension ServiceCore {
  /// Names of moments that are kept.
  enum Mark: String {
    /// Up to when the desk's openings and closings have been dealt with.
    case desk
    /// Whether it was open then: the epoch's second 1 or 0.
    case deskWasOpen = "desk_was_open"
    /// Up to which start shifts have been told of.
    case shifts
    /// When a fault in the files is to be told.
    case filesFaultDue = "files_fault_due"
    case clientsFaultDue = "clients_fault_due"
    /// Since when the set of files is in force of which all are told whom it concerns.
    case shiftChanges = "shift_changes"
    /// When personal details are wiped next.
    case wiping
    /// Since when the index of words holds what was wiped, and the store's log does; the epoch: not.
    case oldWords = "old_words"
    case oldLog = "old_log"
  }

  func set(_ mark: Mark, to moment: Moment) throws {
    try store.setClockworkMoment(mark.rawValue, to: moment)
  }

  private func setDeskWasOpen(_ isOpen: Bool) throws {
    try set(.deskWasOpen, to: Moment(seconds: isOpen ? 1 : 0))
  }

  private func deskWasOpen() throws -> Bool {
    try store.clockworkMoment(Mark.deskWasOpen.rawValue) == Moment(seconds: 1)
  }

  /// The openings and closings since the last time, in order; by the files, by hand, or by an edit.
  private func moveDesk(now: Moment) throws {
    let view = inForce.desk
    let dealtBefore = try store.clockworkMoment(Mark.desk.rawValue) ?? now
    // A clock that was put back: what has been dealt with is not dealt with again.
    guard dealtBefore <= now else { return }
    let wasOpenBefore = try deskWasOpen()
    var (dealt, wasOpen) = (dealtBefore, wasOpenBefore)
    func move(to moment: Moment) throws {
      let isOpen = view.takesCalls(at: moment)
      if isOpen != wasOpen { try deskMoved(isOpen: isOpen, at: moment, now: now) }
      wasOpen = isOpen
    }
    while let change = view.nextChange(after: dealt), change <= now {
      dealt = change
      try move(to: change)
    }
    try move(to: now)
    if dealt != dealtBefore { try set(.desk, to: dealt) }
    if wasOpen != wasOpenBefore { try setDeskWasOpen(wasOpen) }
  }

  private func deskMoved(isOpen: Bool, at moment: Moment, now: Moment) throws {
    for id in try isOpen ? store.callbackIDsForDesk() : store.urgentDeskCallbackIDs() {
      try apart("callback=\(id.value)") {
        guard let callback = try store.callback(id), let record = try store.record(of: callback)
        else { return }
        let context = context(record, now: now)
        let decision =
          isOpen
          ? callback.deskOpens(in: context, now: now)
          : callback.deskCloses(in: context, at: moment, now: now)
        if let decision { try save(decision, now: now) }
      } orElse: {
      }
    }
    if isOpen {
      // A row of the night that can't be read keeps no desk from being told that it opens.
      try apart("handover") {
        try tellHandover(at: moment, now: now)
      } orElse: {
        try tellDesk(ServiceCore.openingWithoutHandover, from: moment, now: now)
      }
    }
  }

  /// The morning handover, to the desk's own channels.
  private func tellHandover(at opening: Moment, now: Moment) throws {
    guard !inForce.configuration.desk.notify.isEmpty, now - opening < ServiceCore.handoverStale
    else { return }
    let handover = try Handover(
      from: store, at: now, timeline: timeline(since: now - ClosedStretch.usualReach))
    try tellDesk(handover.notice, from: opening, now: now)
  }

  private func tellDesk(_ text: String, from opening: Moment, now: Moment) throws {
    try tell(
      [
        NoticeOrder(
          kind: .morningHandover, recipient: .desk, text: text,
          endsAt: opening + ServiceCore.handoverStale)
      ], now: now)
  }

  static let openingWithoutHandover =
    "The desk opens. What happened meanwhile can't be put together: look at the board."

  /// What was in force when, as far back as that; before it, the files of now.
  func timeline(since start: Moment) throws -> ConfigurationTimeline {
    let sets = try store.configurationTimes()
    var old: [Int: Configuration] = [:]
    for (index, set) in sets.enumerated().dropLast() where sets[index + 1].since > start {
      old[index] = edges.reading(try store.configurationFiles(set.id)).configuration
    }
    let read = old
    return ConfigurationTimeline(
      sinces: sets.map(\.since), present: inForce.configuration, load: { read[$0] })
  }

  /// A handover that the desk has missed by so much is no news.
  static let handoverStale = Duration.hours(2)
}

// MARK: - Coming shifts

/// The shifts that start soon, worked out once for some days: asking the schedule at each wake would cost
/// more than all else that is done then.
struct ComingShifts {
  let filesSince: Moment
  let range: Range<Moment>
  /// By their start.
  let shifts: [ScheduledShift]

  init(_ inForce: InForce, from moment: Moment) {
    filesSince = inForce.since
    range = moment..<moment + ComingShifts.ahead
    shifts = inForce.onCall.schedule(in: range)
      .filter { $0.range.lowerBound > moment }
      .sorted { ($0.range.lowerBound, $0.rota) < ($1.range.lowerBound, $1.rota) }
  }

  static let ahead = Duration.days(8)
  /// A start is told so long before.
  static let toldBefore = Duration.hours(1)
}

extension ServiceCore {
  /// Somebody's shift starts in an hour.
  private func tellOfShifts(now: Moment) throws {
    let horizon = now + ComingShifts.toldBefore
    let told = try store.clockworkMoment(Mark.shifts.rawValue) ?? horizon
    guard told < horizon else { return }
    let starting = comingShifts(now: now).filter {
      told < $0.range.lowerBound && $0.range.lowerBound <= horizon
    }
    guard !starting.isEmpty else { return }
    // Of a start that has passed meanwhile nobody need be told any more.
    for shift in starting where shift.range.lowerBound > now {
      let start = shift.range.lowerBound
      let when = SpokenTime(start, heardAt: now, in: inForce.zone).dayThenTime
      try tell(
        [
          NoticeOrder(
            kind: .shiftStarts, recipient: .person(shift.person),
            text: "Your shift in \(shift.rota) starts \(when).", endsAt: start)
        ], now: now)
    }
    try set(.shifts, to: horizon)
  }

  /// When the next shift is to be told of; at the latest when the coming days must be worked out again.
  private func nextShiftNotice(after moment: Moment) -> Moment? {
    let from = moment + ComingShifts.toldBefore
    let start = comingShifts(now: moment).first { $0.range.lowerBound > from }?.range.lowerBound
    return (start ?? moment + ComingShifts.ahead / 2) - ComingShifts.toldBefore
  }

  private func comingShifts(now: Moment) -> [ScheduledShift] {
    if let held = coming, held.filesSince == inForce.since, held.range.contains(now),
      held.range.upperBound - now > ComingShifts.ahead / 2
    {
      return held.shifts
    }
    // From a little earlier, so that a clock that was put back still finds them.
    let made = ComingShifts(inForce, from: now - ComingShifts.toldBefore)
    coming = made
    return made.shifts
  }
}

// MARK: - A fault in the files

extension ServiceCore {
  /// Told once a fault, two minutes after the last edit, to those who are told of what is overdue.
  private func tellOfFilesFault(now: Moment) throws {
    try tellOfFault(
      in: inForce.pending, when: .filesFaultDue, "The rota files have",
      "the last good ones stay in force", now: now)
    try tellOfFault(
      in: inForce.clients.pending, when: .clientsFaultDue, "The list of clients has",
      "the last good one stays in force", now: now)
  }

  private func tellOfFault(
    in pending: InForce.Pending?, when mark: Mark, _ subject: String, _ consequence: String,
    now: Moment
  ) throws {
    guard let due = try store.clockworkMoment(mark.rawValue), due <= now,
      due > Moment(seconds: 0)
    else { return }
    try set(mark, to: Moment(seconds: 0))
    guard let pending, let first = pending.problems.first else { return }
    var people = inForce.onCall.overduePeople(at: now).map(\.name)
    if people.isEmpty { people = [inForce.configuration.escalation.lastResort] }
    let place = first.place.map { "\($0.file), line \($0.line): " } ?? ""
    let text =
      "\(subject) \(pending.problems.count == 1 ? "a fault" : "\(pending.problems.count) faults"), "
      + "\(consequence). \(place)\(first.message)"
    try tell(
      people.map { NoticeOrder(kind: .filesFault, recipient: .person($0), text: text) }, now: now)
  }

  static let faultToldAfter = Duration.minutes(2)
}
