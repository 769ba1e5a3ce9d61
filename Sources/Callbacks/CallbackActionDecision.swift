public import CivilTime
import Rota
import ServiceHours

extension CallbackAction {
  /// Decides an action on a ticket's latest callback (the table in callbacks.md, "A callback's life").
  public func decide(
    on context: CallbackContext, by actor: Actor, now: Moment
  ) throws(CallbackRefusal) -> ActionDecision {
    guard context.callback.status.isOpen else { throw .over(context.callback.status) }
    var draft = ActionDraft(context: context, actor: actor, now: now)
    switch self {
    case .acknowledge: draft.acknowledge()
    case .attempt(let report): try draft.attempt(report)
    case .promise(let moment, let note): try draft.promise(moment, note)
    case .handOver(let target, let note): draft.handOver(to: target, note)
    case .cancel(let reason): draft.cancel(reason)
    case .urgency(let urgency, let note): draft.setUrgency(urgency, note)
    }
    return draft.decision
  }
}

private struct ActionDraft {
  let context: CallbackContext
  let actor: Actor
  let now: Moment
  var decision: ActionDecision

  init(context: CallbackContext, actor: Actor, now: Moment) {
    self.context = context
    self.actor = actor
    self.now = now
    decision = ActionDecision(callback: context.callback)
  }

  mutating func acknowledge() {
    guard context.callback.holder != actor.person else { return }
    takeOver()
    decision.callback.hold(by: actor.person, now: now)
    holdOn()
    tell("acknowledged", context.callback.holder.map { "taken over from \($0.text)" })
  }

  mutating func attempt(_ report: CallbackAction.AttemptReport) throws(CallbackRefusal) {
    let arrival = context.arrival
    let at = report.at ?? max(now - .minutes(report.minutes ?? 0), min(arrival, now))
    guard at <= now else { throw .attemptAheadOfNow }
    guard at >= arrival || report.at == nil else { throw .attemptBeforeArrival }
    let failed = context.attempts.count { $0.isWithoutSuccess(at: now) }
    if report.outcome == .unreachable, failed < CallbackRefusal.attemptsBeforeUnreachable {
      throw .triedTooSeldom(attempts: failed)
    }
    if context.callback.holder != actor.person {
      takeOver()
      decision.callback.hold(by: actor.person, now: now)
    }
    if at >= decision.callback.dueSetAt && at < decision.callback.dueAt {
      decision.callback.attemptedInTime = true
    }
    let attempt = Attempt(
      callback: context.callback.id, at: at, person: actor.person, outcome: report.outcome,
      minutes: report.minutes, note: report.note, recordedAt: now)
    decision.attempt = attempt
    decision.replaced = context.attempts.last { $0.person == actor.person }
      .flatMap { $0.isRinging(at: now) ? $0 : nil }
    decision.time = TimeEntry(attempt, ticket: context.ticket.number)
    follow(report.outcome, at: at)
    tell(
      "attempt", [report.outcome.rawValue, report.note].compactMap { $0 }.joined(separator: ": "))
  }

  /// What comes of the attempt: done, or reminders.
  private mutating func follow(_ outcome: AttemptOutcome, at: Moment) {
    (decision.callback.remindAt, decision.callback.ringingEndsAt) = (nil, nil)
    switch outcome {
    case .reached, .unreachable:
      decision.callback.close(.completed, at: now)
      decision.callback.outcome = outcome
      return
    case .ringing: decision.callback.ringingEndsAt = max(at + Attempt.ringingLasts, now)
    case .noAnswer, .leftMessage, .busy, .wrongNumber: decision.callback.remind(from: now)
    }
    holdOn()
  }

  mutating func promise(_ moment: Moment, _ note: String?) throws(CallbackRefusal) {
    guard moment > now else { throw .promiseNotAhead }
    guard moment <= now + CallbackAction.promisedAheadMax else { throw .promiseTooFarAhead }
    if context.callback.holder != actor.person {
      takeOver()
      decision.callback.hold(by: actor.person, now: now)
    }
    decision.callback.setDue(moment, since: now, attempts: context.attempts)
    decision.callback.isPromised = true
    (decision.callback.remindAt, decision.callback.remindersLeft) = (nil, 0)
    decision.callback.remindOfPromise(now: now)
    holdOn()
    let when = RFC3339.text(moment, in: context.configuration.desk.definition.zone)
    tell("promised", [when, note].compactMap { $0 }.joined(separator: ": "))
  }

  mutating func handOver(to target: CallbackAction.HandOverTarget, _ note: String?) {
    switch target {
    case .person(let person):
      decision.callback.hold(by: person, now: now)
      decision.callback.ringingEndsAt = nil
      holdOn()
      if person != actor.person {
        decision.notices.append(
          context.order(.handedOver, to: person, text.handedOver(by: actor.person)))
      }
      tell("handed_over", [person.text, note].compactMap { $0 }.joined(separator: ": "))
    case .rota:
      decision.callback.owner = .onCall
      decision.callback.readyDueAt = nil
      if decision.callback.readyAt == nil { decision.callback.readyAt = now }
      decision.callback.release(context.configuration, now: now)
      tell("handed_over", ["rota", note].compactMap { $0 }.joined(separator: ": "))
    case .desk:
      decision.callback.owner = .desk
      decision.callback.stopList()
      decision.callback.readyDueAt = nil
      if decision.callback.readyAt == nil { decision.callback.readyAt = now }
      decision.callback.release(context.configuration, now: now)
      tell("handed_over", ["desk", note].compactMap { $0 }.joined(separator: ": "))
    }
  }

  mutating func cancel(_ reason: String) {
    decision.callback.close(.cancelled, at: now)
    tell("cancelled", reason)
  }

  /// A person may raise it, by the rule for events, or lower it: then the deadline stays.
  mutating func setUrgency(_ urgency: Urgency, _ note: String?) {
    guard urgency != context.callback.urgency else { return }
    if urgency > context.callback.urgency {
      decision.callback.raiseUrgency(
        to: urgency, at: now, now: now, deskIsOpen: context.deskIsOpen, attempts: context.attempts,
        configuration: context.configuration)
    } else {
      decision.callback.urgency = urgency
    }
    tell("urgency", [urgency.rawValue, note].compactMap { $0 }.joined(separator: ": "))
  }

  /// Both the one who held it and the one who takes it are told.
  private mutating func takeOver() {
    guard let holder = context.callback.holder, holder != actor.person else { return }
    let words = text.takenOver(by: actor.person, from: holder)
    decision.notices += [holder, actor.person].map { context.order(.takenOver, to: $0, words) }
  }

  /// Until when the acknowledgement holds: counted from the latest of the acknowledgement, the last
  /// attempt's third reminder and the promised time.
  private mutating func holdOn() {
    var since = [decision.callback.acknowledgedAt ?? now]
    if let remindAt = decision.callback.remindAt {
      since.append(remindAt + Callback.reminderEvery * (decision.callback.remindersLeft - 1))
    }
    if let ends = decision.callback.ringingEndsAt {
      since.append(ends + Callback.reminderEvery * Callback.remindersMax)
    }
    if decision.callback.isPromised { since.append(decision.callback.dueAt) }
    decision.callback.acknowledgementEndsAt =
      (since.max() ?? now) + context.configuration.escalation.acknowledgementLasts
  }

  private var text: NoticeText {
    var after = context
    after.callback = decision.callback
    return after.text(now: now)
  }

  private mutating func tell(_ what: String, _ note: String?) {
    decision.history.append(
      context.entry(
        what, note?.isEmpty == true ? nil : note, by: actor.person.text, door: actor.door, now: now)
    )
  }
}

extension Callback {
  /// Somebody has it: the list stops, and who is on call is left in peace.
  mutating func hold(by person: Name, now: Moment) {
    status = .acknowledged
    holder = person
    acknowledgedBy = person
    acknowledgedAt = now
    stopList()
    readyDueAt = nil
    if readyAt == nil { readyAt = now }
    (remindAt, remindersLeft) = (nil, 0)
    remindOfPromise(now: now)
  }

  /// Whoever holds it is reminded before the promised time, if that is further off.
  mutating func remindOfPromise(now: Moment) {
    let reminder = dueAt - Callback.promiseRemindedBefore
    promiseRemindAt = isPromised && reminder > now ? reminder : nil
  }

  /// A rise of urgency: the deadline becomes the moment of the rise plus the new target if that is sooner.
  /// A promised time stays, and so does a desk deadline while the desk is open; while it is closed an urgent
  /// one is the on-call people's.
  ///
  /// - Parameter rise: the event's own time, from which the target counts.
  mutating func raiseUrgency(
    to urgency: Urgency, at rise: Moment, now: Moment, deskIsOpen: Bool, attempts: [Attempt],
    configuration: Configuration
  ) {
    self.urgency = urgency
    guard owner == .onCall || !deskIsOpen else { return }
    if urgency == .urgent, owner == .desk {
      owner = .onCall
      if status == .pending { startList(configuration, now: now) }
    }
    let target = configuration.targets.within(urgency)
    if !isPromised, rise + target < dueAt {
      setDue(rise + target, since: rise, attempts: attempts)
    }
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
