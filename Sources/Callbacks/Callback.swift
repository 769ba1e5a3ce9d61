public import CivilTime
public import Rota

/// The promise to ring somebody back by a deadline (spec: callbacks.md, "A callback's life").
public struct Callback: Equatable, Sendable {
  public var id: CallbackID
  public var ticket: TicketNumber
  /// The call for which it was made; nil when a person logged the request.
  public var call: CallKey?
  public var status: CallbackStatus
  public var owner: Owner
  /// Who has acknowledged it.
  public var holder: Name?
  public var dueAt: Moment
  public var firstDueAt: Moment
  /// Since when that deadline holds: an attempt counts for it from then on.
  public var dueSetAt: Moment
  /// Agreed on with the caller: neither urgency nor an event changes it.
  public var isPromised: Bool
  /// Whether somebody rang between `dueSetAt` and `dueAt`.
  public var attemptedInTime: Bool
  public var createdAt: Moment
  /// When the people on call are told.
  public var readyAt: Moment?
  public var acknowledgedBy: Name?
  public var acknowledgedAt: Moment?
  /// When it was completed or cancelled.
  public var completedAt: Moment?
  public var outcome: AttemptOutcome?
  public var urgency: Urgency
  /// How many calls it answers.
  public var calls: Int
  /// By which the same caller's next call finds it.
  public var callerKey: String?
  /// What was warned of when its calls' events came in.
  public var warnings: [Warning]
  /// When it is ready at the latest; nil once it is.
  public var readyDueAt: Moment?
  /// Nil while nobody need be told: it is held, the desk's, or not ready.
  public var escalation: EscalationRun?
  /// How often the list has been started, over all.
  public var listsStarted: Int
  public var acknowledgementEndsAt: Moment?
  public var remindAt: Moment?
  public var remindersLeft: Int
  public var promiseRemindAt: Moment?
  /// When a ringing that nobody told the end of counts as no answer.
  public var ringingEndsAt: Moment?
  /// The deadline for which it was told that it had passed.
  public var overdueToldFor: Moment?

  public init(
    id: CallbackID, ticket: TicketNumber, call: CallKey? = nil, status: CallbackStatus,
    owner: Owner, holder: Name? = nil, dueAt: Moment, firstDueAt: Moment, dueSetAt: Moment,
    isPromised: Bool, attemptedInTime: Bool, createdAt: Moment, readyAt: Moment? = nil,
    acknowledgedBy: Name? = nil, acknowledgedAt: Moment? = nil, completedAt: Moment? = nil,
    outcome: AttemptOutcome? = nil, urgency: Urgency, calls: Int, callerKey: String? = nil,
    warnings: [Warning], readyDueAt: Moment? = nil, escalation: EscalationRun? = nil,
    listsStarted: Int = 0, acknowledgementEndsAt: Moment? = nil, remindAt: Moment? = nil,
    remindersLeft: Int = 0, promiseRemindAt: Moment? = nil, ringingEndsAt: Moment? = nil,
    overdueToldFor: Moment? = nil
  ) {
    self.id = id
    self.ticket = ticket
    self.call = call
    self.status = status
    self.owner = owner
    self.holder = holder
    self.dueAt = dueAt
    self.firstDueAt = firstDueAt
    self.dueSetAt = dueSetAt
    self.isPromised = isPromised
    self.attemptedInTime = attemptedInTime
    self.createdAt = createdAt
    self.readyAt = readyAt
    self.acknowledgedBy = acknowledgedBy
    self.acknowledgedAt = acknowledgedAt
    self.completedAt = completedAt
    self.outcome = outcome
    self.urgency = urgency
    self.calls = calls
    self.callerKey = callerKey
    self.warnings = warnings
    self.readyDueAt = readyDueAt
    self.escalation = escalation
    self.listsStarted = listsStarted
    self.acknowledgementEndsAt = acknowledgementEndsAt
    self.remindAt = remindAt
    self.remindersLeft = remindersLeft
    self.promiseRemindAt = promiseRemindAt
    self.ringingEndsAt = ringingEndsAt
    self.overdueToldFor = overdueToldFor
  }
}

/// One try to ring the caller.
public struct Attempt: Equatable, Sendable {
  public var callback: CallbackID
  public var at: Moment
  public var person: Name
  public var outcome: AttemptOutcome
  /// How long it took, in minutes.
  public var minutes: Int?
  public var note: String?
  /// When it was written down, by the server's clock.
  public var recordedAt: Moment

  public init(
    callback: CallbackID, at: Moment, person: Name, outcome: AttemptOutcome, minutes: Int?,
    note: String?, recordedAt: Moment
  ) {
    self.callback = callback
    self.at = at
    self.person = person
    self.outcome = outcome
    self.minutes = minutes
    self.note = note
    self.recordedAt = recordedAt
  }
}

extension Callback {
  /// The deadline passed with no attempt since it was set; one that was cancelled before is not late.
  public func isOverdue(at now: Moment) -> Bool {
    !attemptedInTime && dueAt <= min(now, completedAt ?? now)
  }

  /// Sets a deadline that counts from `since`: the attempts made from then on and before it count for it,
  /// those written down already too.
  mutating func setDue(_ moment: Moment, since: Moment, attempts: [Attempt]) {
    dueAt = moment
    dueSetAt = since
    attemptedInTime = attempts.contains { $0.at >= since && $0.at < moment }
  }
}

/// One line of a ticket's history: who did what when, by which door. Nothing rewrites it.
public struct HistoryEntry: Equatable, Sendable {
  public let ticket: TicketNumber
  public let callback: CallbackID?
  public let at: Moment
  public let by: String
  public let door: Door
  /// A short word for what was done: `made`, `called_again`, `acknowledged`, `attempt`.
  public let what: String
  /// The rest, in words.
  public let note: String?

  public init(
    ticket: TicketNumber, callback: CallbackID?, at: Moment, by: String, door: Door, what: String,
    note: String?
  ) {
    self.ticket = ticket
    self.callback = callback
    self.at = at
    self.by = by
    self.door = door
    self.what = what
    self.note = note
  }
}
