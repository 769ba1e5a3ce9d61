public import CivilTime
import PhoneNumbers
public import Rota
import ServiceHours

/// A request that a person logs by hand (spec: http-api.md, `POST /v1/tickets`).
public struct LoggedRequest: Equatable, Sendable {
  public var caller: CallerDetails
  public var summary: String
  public var urgency = Urgency.normal
  /// Nil: by the hour, as for a call that arrives now.
  public var billing: TicketChange.BillingMove?
  public var owesCallback = false
  /// A time agreed on with the caller; a callback is owed then.
  public var callbackAt: Moment?

  public init(caller: CallerDetails, summary: String) {
    self.caller = caller
    self.summary = summary
  }
}

/// What logging a request makes.
public struct LoggedDecision: Equatable, Sendable {
  public var ticket: Ticket
  public var callback: Callback?
  /// Another ticket, marked as perhaps the same caller's.
  public var alike: Ticket?
  public var history: [HistoryEntry] = []
}

extension LoggedRequest {
  /// Group, owner and deadline are those of a call that arrives now.
  ///
  /// - Parameters:
  ///   - sameCaller: another request with an open callback for the same number.
  ///   - client: whose the caller is, by the list of clients.
  /// - Throws: ``CallbackRefusal/promiseNotAhead``, ``CallbackRefusal/promiseTooFarAhead``.
  public func decide(
    ticket number: TicketNumber, callback id: CallbackID, sameCaller: Request?,
    client: CallerClient? = nil,
    configuration: Configuration, desk: DeskView, by actor: Actor, now: Moment
  ) throws(CallbackRefusal) -> LoggedDecision {
    if let callbackAt {
      guard callbackAt > now else { throw .promiseNotAhead }
      guard callbackAt <= now + CallbackAction.promisedAheadMax else { throw .promiseTooFarAhead }
    }
    let group =
      billing.map { Billing(group: $0.group, reason: $0.reason, isSetByPerson: true) }
      ?? .ofArrival(at: now, configuration: configuration)
    var ticket = Ticket(
      number: number, status: .open, subject: Ticket.subject(ofWords: summary) ?? "Request",
      summary: summary, requester: caller, urgency: urgency, billing: group, source: .phone,
      createdAt: now, alike: sameCaller?.ticket.number)
    ticket.recognise(client)
    var decision = LoggedDecision(ticket: ticket)
    func tell(_ ticket: TicketNumber, _ what: String, _ note: String, _ callback: CallbackID?) {
      decision.history.append(
        HistoryEntry(
          ticket: ticket, callback: callback, at: now, by: actor.person.text, door: actor.door,
          what: what, note: note))
    }
    if owesCallback || callbackAt != nil {
      decision.callback = newCallback(id, on: number, configuration, desk, now: now)
    }
    tell(number, "made", group.reason, decision.callback?.id)
    if let story = client?.story() { tell(number, story.what, story.note, nil) }
    if let other = sameCaller?.ticket {
      let words = "perhaps the same caller as ticket "
      tell(number, "perhaps_same_caller", words + "\(other.number.value)", nil)
      if other.alike == nil {
        decision.alike = other
        decision.alike?.alike = number
        tell(other.number, "perhaps_same_caller", words + "\(number.value)", nil)
      }
    }
    return decision
  }

  private func newCallback(
    _ id: CallbackID, on ticket: TicketNumber, _ configuration: Configuration, _ desk: DeskView,
    now: Moment
  ) -> Callback {
    let targets = configuration.targets
    let byDesk =
      desk.takesCalls(at: now)
      ? configuration.hours.deadline(after: targets.desk, from: now) : nil
    let due = callbackAt ?? byDesk ?? now + targets.within(urgency)
    var callback = Callback(
      id: id, ticket: ticket, status: .pending, owner: byDesk == nil ? .onCall : .desk, dueAt: due,
      firstDueAt: due, dueSetAt: now, isPromised: callbackAt != nil, attemptedInTime: false,
      createdAt: now, urgency: urgency, calls: 0, callerKey: caller.phone?.comparisonKey,
      warnings: Call.warnings(of: caller.phone))
    // The words are there: nothing more is waited for.
    callback.makeReady(configuration, now: now)
    return callback
  }
}
