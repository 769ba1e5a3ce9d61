public import CivilTime
public import Rota

/// What a person does with a callback (spec: callbacks.md, "A callback's life").
public enum CallbackAction: Equatable, Sendable {
  case acknowledge
  case attempt(AttemptReport)

  /// A person rang: how it went, when, and how long it took.
  public struct AttemptReport: Equatable, Sendable {
    public let outcome: AttemptOutcome
    /// Nil: now less `minutes`.
    public let at: Moment?
    public let minutes: Int?
    public let note: String?

    public init(outcome: AttemptOutcome, at: Moment?, minutes: Int?, note: String?) {
      self.outcome = outcome
      self.at = at
      self.minutes = minutes
      self.note = note
    }
  }

  /// A talk may last a day; more is a slip of the pen.
  public static let minutesMax = 24 * 60
  public static let noteScalarsMax = 4000
}

/// Who acts, and by which door.
public struct Actor: Equatable, Sendable {
  public let person: Name
  public let door: Door

  public init(person: Name, door: Door) {
    self.person = person
    self.door = door
  }
}

/// Why an action can't be done; the description is the sentence for the person.
public enum CallbackRefusal: Error, Equatable, Sendable {
  /// The callback's state does not allow it (409).
  case over(CallbackStatus)
  /// Unreachable comes only after three attempts without success (409).
  case triedTooSeldom(attempts: Int)
  /// An attempt before the caller called, or ahead of now (422).
  case attemptBeforeArrival, attemptAheadOfNow

  public var detail: String {
    switch self {
    case .over(let status):
      "this callback is \(status.rawValue): nothing more can be done with it"
    case .triedTooSeldom(let attempts):
      "\(attempts) of \(CallbackRefusal.attemptsBeforeUnreachable) attempts without success are "
        + "written down; ring again before giving the caller up"
    case .attemptBeforeArrival: "the attempt is said to be before the call came; check the time"
    case .attemptAheadOfNow: "the attempt is said to be in the future; check the time"
    }
  }

  public static let attemptsBeforeUnreachable = 3
}

/// What an action changes; equal to what stood when nothing does.
public struct ActionDecision: Equatable, Sendable {
  public var callback: Callback
  /// New attempts and changed ones; an attempt is known by its callback, its person and `recordedAt`.
  public var attempt: Attempt?
  /// The attempt that the new one replaces: a `ringing` by the same person.
  public var replaced: Attempt?
  /// The time that the attempt took.
  public var time: TimeEntry?
  public var history: [HistoryEntry]
}

extension CallbackAction {
  /// Decides an action on a ticket's latest callback.
  ///
  /// - Parameter arrival: when the call for which the callback was made arrived.
  public func decide(
    on callback: Callback, attempts: [Attempt], arrival: Moment, by actor: Actor, now: Moment
  ) throws(CallbackRefusal) -> ActionDecision {
    guard callback.status.isOpen else { throw .over(callback.status) }
    switch self {
    case .acknowledge:
      return acknowledge(callback, by: actor, now: now)
    case .attempt(let report):
      return try attempt(
        report, on: callback, attempts: attempts, arrival: arrival, by: actor, now: now)
    }
  }

  private func acknowledge(
    _ callback: Callback, by actor: Actor, now: Moment
  ) -> ActionDecision {
    guard callback.holder != actor.person else {
      return ActionDecision(callback: callback, history: [])
    }
    var next = callback
    next.hold(by: actor.person, now: now)
    let from = callback.holder.map { "taken over from \($0.text)" }
    return ActionDecision(
      callback: next, history: [entry("acknowledged", from, callback, actor, now)])
  }

  private func attempt(
    _ report: AttemptReport, on callback: Callback, attempts: [Attempt], arrival: Moment,
    by actor: Actor, now: Moment
  ) throws(CallbackRefusal) -> ActionDecision {
    let at = report.at ?? max(now - .minutes(report.minutes ?? 0), min(arrival, now))
    guard at <= now else { throw .attemptAheadOfNow }
    guard at >= arrival || report.at == nil else { throw .attemptBeforeArrival }
    let failed = attempts.count { $0.isWithoutSuccess(at: now) }
    if report.outcome == .unreachable, failed < CallbackRefusal.attemptsBeforeUnreachable {
      throw .triedTooSeldom(attempts: failed)
    }
    var next = callback
    if callback.holder != actor.person { next.hold(by: actor.person, now: now) }
    if at >= callback.dueSetAt && at < callback.dueAt { next.attemptedInTime = true }
    if report.outcome == .reached || report.outcome == .unreachable {
      next.status = .completed
      next.completedAt = now
      next.outcome = report.outcome
    }
    let attempt = Attempt(
      callback: callback.id, at: at, person: actor.person, outcome: report.outcome,
      minutes: report.minutes, note: report.note, recordedAt: now)
    let ringing = attempts.last { $0.person == actor.person }
    let replaced = ringing.flatMap { $0.isRinging(at: now) ? $0 : nil }
    let note = [report.outcome.rawValue, report.note].compactMap { $0 }.joined(separator: ": ")
    return ActionDecision(
      callback: next, attempt: attempt, replaced: replaced,
      time: TimeEntry(attempt, ticket: callback.ticket),
      history: [entry("attempt", note, callback, actor, now)])
  }

  private func entry(
    _ what: String, _ note: String?, _ callback: Callback, _ actor: Actor, _ now: Moment
  ) -> HistoryEntry {
    HistoryEntry(
      ticket: callback.ticket, callback: callback.id, at: now, by: actor.person.text,
      door: actor.door, what: what, note: note)
  }
}

extension Callback {
  mutating func hold(by person: Name, now: Moment) {
    status = .acknowledged
    holder = person
    acknowledgedBy = person
    acknowledgedAt = now
  }

  /// A rise of urgency: the deadline becomes the moment of the rise plus the new target if that is sooner.
  /// A promised time stays, and so does a desk deadline while the desk is open.
  mutating func raiseUrgency(
    to urgency: Urgency, at rise: Moment, deskIsOpen: Bool, within target: Duration
  ) {
    self.urgency = urgency
    guard !isPromised, owner == .onCall || !deskIsOpen else { return }
    if urgency == .urgent { owner = .onCall }
    if rise + target < dueAt { setDue(rise + target, since: rise) }
  }
}

extension Attempt {
  /// After two hours a ringing that nobody told the end of counts as no answer.
  public static let ringingLasts = Duration.hours(2)

  func isRinging(at now: Moment) -> Bool {
    outcome == .ringing && now - at < Attempt.ringingLasts
  }

  /// Rang, and did not reach the caller.
  func isWithoutSuccess(at now: Moment) -> Bool {
    switch outcome {
    case .noAnswer, .leftMessage, .busy, .wrongNumber: true
    case .ringing: !isRinging(at: now)
    case .reached, .unreachable: false
    }
  }

  /// What it counts as at that moment.
  public func outcome(at now: Moment) -> AttemptOutcome {
    outcome == .ringing && !isRinging(at: now) ? .noAnswer : outcome
  }
}
