public import CivilTime
public import Rota
import ServiceHours

/// A callback with what its decisions look at.
public struct CallbackContext: Sendable {
  public var callback: Callback
  public var ticket: Ticket
  /// The call for which it was made; nil for a request logged by hand.
  public var call: Call?
  public var attempts: [Attempt]
  public let configuration: Configuration
  /// Whether the desk takes calls now.
  public let deskIsOpen: Bool

  public init(
    _ record: CallbackRecord, configuration: Configuration, deskIsOpen: Bool
  ) {
    callback = record.callback
    ticket = record.ticket
    call = record.call
    attempts = record.attempts
    self.configuration = configuration
    self.deskIsOpen = deskIsOpen
  }

  /// When the caller called.
  public var arrival: Moment { call?.arrival ?? callback.createdAt }

  func text(now: Moment) -> NoticeText {
    NoticeText(
      callback: callback, ticket: ticket, caller: ticket.caller(of: call),
      summary: call?.summary?.value ?? ticket.summary, zone: configuration.desk.definition.zone,
      now: now)
  }

  func order(
    _ kind: NoticeKind, to person: Name, _ text: String, step: NoticeOrder.StepReference? = nil
  ) -> NoticeOrder {
    NoticeOrder(
      kind: kind, recipient: .person(person), text: text, ticket: ticket.number,
      callback: callback.id, step: step)
  }

  func entry(
    _ what: String, _ note: String?, by: String = "clock", door: Door = .clock, now: Moment
  )
    -> HistoryEntry
  {
    HistoryEntry(
      ticket: ticket.number, callback: callback.id, at: now, by: by, door: door, what: what,
      note: note)
  }
}

/// What came due: the callback afterwards, whom to tell, and what stands in the history.
public struct WakeDecision: Equatable, Sendable {
  public var callback: Callback
  public var notices: [NoticeOrder] = []
  public var history: [HistoryEntry] = []
}

extension Callback {
  /// The next moment at which something is due of itself; nil when there is none, as for what is over.
  public var wakeAt: Moment? {
    guard status.isOpen else { return nil }
    let overdueAt = attemptedInTime || overdueToldFor == dueAt ? nil : dueAt
    return [
      readyDueAt, escalation?.nextAt, acknowledgementEndsAt, remindAt, promiseRemindAt,
      ringingEndsAt, overdueAt,
    ].compactMap { $0 }.min()
  }

  /// Does what is due first, if it is due by `now`; whoever calls goes on until nothing is.
  ///
  /// - Parameter people: whom a WHO of the files reaches at `now`.
  public func wake(
    in context: CallbackContext, now: Moment, people: (Who) -> [Person]
  ) -> WakeDecision? {
    guard let due = wakeAt, due <= now else { return nil }
    var context = context
    context.callback = self
    var decision = WakeDecision(callback: self)
    if readyDueAt == due {
      decision.callback.makeReady(context.configuration, now: now)
    } else if escalation?.nextAt == due {
      decision.takeStep(context, now: now, people: people)
    } else if ringingEndsAt == due {
      decision.callback.ringingEndsAt = nil
      decision.callback.remind(from: due)
    } else if remindAt == due {
      decision.remind(context, now: now)
    } else if promiseRemindAt == due {
      decision.callback.promiseRemindAt = nil
      if dueAt > now, let holder {
        decision.notices = [context.order(.reminder, to: holder, context.text(now: now).promised())]
      }
    } else if acknowledgementEndsAt == due {
      decision.callback.release(context.configuration, now: now)
      decision.history = [context.entry("acknowledgement_ended", holder?.text, now: now)]
    } else {
      decision.tellOverdue(context, now: now, people: people)
    }
    return decision
  }
}

extension WakeDecision {
  fileprivate mutating func takeStep(
    _ context: CallbackContext, now: Moment, people: (Who) -> [Person]
  ) {
    guard var run = callback.escalation else { return }
    let (index, who) = run.takeStep(context.configuration.escalation, now: now)
    callback.escalation = run
    let reached = people(who).map(\.name)
    let step = NoticeOrder.StepReference(round: run.round, index: index)
    let text = context.text(now: now)
    if reached.isEmpty {
      let lastResort = context.configuration.escalation.lastResort
      notices = [context.order(.callbackReady, to: lastResort, text.lastResort(), step: step)]
      history = [
        context.entry("last_resort", "step \(index + 1) reaches nobody: \(lastResort)", now: now)
      ]
    } else {
      notices = reached.map {
        context.order(.callbackReady, to: $0, text.callbackReady(), step: step)
      }
      let names = reached.map(\.text).joined(separator: ", ")
      history = [context.entry("step", "step \(index + 1): \(names)", now: now)]
    }
  }

  fileprivate mutating func remind(_ context: CallbackContext, now: Moment) {
    let due = callback.remindAt
    callback.remindersLeft -= 1
    callback.remindAt =
      callback.remindersLeft > 0 ? due.map { $0 + Callback.reminderEvery } : nil
    // A reminder of what has passed while the service was down is not sent.
    guard let due, now - due <= EscalationRun.lateAfter, let holder = callback.holder else {
      return
    }
    notices = [context.order(.reminder, to: holder, context.text(now: now).reminder())]
  }

  fileprivate mutating func tellOverdue(
    _ context: CallbackContext, now: Moment, people: (Who) -> [Person]
  ) {
    callback.overdueToldFor = callback.dueAt
    let escalation = context.configuration.escalation
    let who = escalation.overdue ?? escalation.steps[escalation.steps.count - 1].who
    var told = people(who).map(\.name)
    if told.isEmpty { told = [escalation.lastResort] }
    let text = context.text(now: now).overdue()
    notices = told.map { context.order(.overdue, to: $0, text) }
    history = [
      context.entry("overdue", told.map(\.text).joined(separator: ", "), now: now)
    ]
  }
}

extension Callback {
  /// The people on call are told from now on; a desk callback stands on the desk's board.
  mutating func makeReady(_ configuration: Configuration, now: Moment) {
    readyDueAt = nil
    if readyAt == nil { readyAt = now }
    if owner == .onCall, status == .pending { startList(configuration, now: now) }
  }

  /// The escalation from its first step, with the steps as the files have them now.
  mutating func startList(_ configuration: Configuration, now: Moment) {
    escalation = .start(
      configuration.escalation, at: now, round: (escalation?.round ?? listsStarted) + 1)
    listsStarted = escalation?.round ?? listsStarted
  }

  mutating func stopList() {
    listsStarted = max(listsStarted, escalation?.round ?? 0)
    escalation = nil
  }

  /// Nobody holds it any more.
  mutating func release(_ configuration: Configuration, now: Moment) {
    status = .pending
    holder = nil
    acknowledgementEndsAt = nil
    (remindAt, promiseRemindAt, ringingEndsAt, remindersLeft) = (nil, nil, nil, 0)
    if owner == .onCall { startList(configuration, now: now) }
  }

  /// From an attempt that did not reach the caller: every 15 minutes, three times.
  mutating func remind(from moment: Moment) {
    remindersLeft = Callback.remindersMax
    remindAt = moment + Callback.reminderEvery
  }

  /// Nothing more comes of itself.
  mutating func close(_ status: CallbackStatus, at now: Moment) {
    self.status = status
    completedAt = now
    stopList()
    (readyDueAt, acknowledgementEndsAt) = (nil, nil)
    (remindAt, promiseRemindAt, ringingEndsAt, remindersLeft) = (nil, nil, nil, 0)
  }

  public static let reminderEvery = Duration.minutes(15)
  public static let remindersMax = 3
  public static let promiseRemindedBefore = Duration.minutes(10)
  /// An on-call callback is ready this long after the server first heard of its call, at the latest.
  public static let readyWithin = Duration.seconds(60)
}

// MARK: - The desk opens and closes

extension Callback {
  /// When the desk opens, what nobody holds becomes the desk's; the deadline stays.
  public func deskOpens(in context: CallbackContext, now: Moment) -> WakeDecision? {
    guard status == .pending, owner == .onCall else { return nil }
    var decision = WakeDecision(callback: self)
    decision.callback.owner = .desk
    decision.callback.stopList()
    decision.callback.readyDueAt = nil
    if readyAt == nil { decision.callback.readyAt = now }
    decision.history = [context.entry("desk_opened", "the desk's from now on", now: now)]
    return decision
  }

  /// When it closes, an urgent one becomes an on-call one; the others wait for the next opening.
  public func deskCloses(
    in context: CallbackContext, at closing: Moment, now: Moment
  ) -> WakeDecision? {
    guard status.isOpen, owner == .desk, urgency == .urgent else { return nil }
    var decision = WakeDecision(callback: self)
    decision.callback.owner = .onCall
    let due = closing + context.configuration.targets.urgent
    if due < dueAt, !isPromised {
      decision.callback.setDue(due, since: closing, attempts: context.attempts)
    }
    if status == .pending { decision.callback.startList(context.configuration, now: now) }
    decision.history = [
      context.entry("desk_closed", "urgent: the on-call people's from now on", now: now)
    ]
    return decision
  }

  /// When all of a step's channels have failed: the next step is taken at once, and after the last the last
  /// resort is told.
  public func stepFailed(
    _ step: NoticeOrder.StepReference, in context: CallbackContext, now: Moment
  ) -> WakeDecision? {
    guard var run = escalation, run.round == step.round, run.next == step.index + 1 else {
      return nil
    }
    var decision = WakeDecision(callback: self)
    let note = "no channel took the notices of step \(step.index + 1)"
    decision.history = [context.entry("step_failed", note, now: now)]
    if run.next < run.steps.count {
      run.nextAt = now
      decision.callback.escalation = run
    } else {
      let lastResort = context.configuration.escalation.lastResort
      decision.notices = [
        context.order(.callbackReady, to: lastResort, context.text(now: now).lastResort())
      ]
    }
    return decision
  }
}
