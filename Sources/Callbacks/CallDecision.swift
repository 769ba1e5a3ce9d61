import CivilTime
public import Rota
import PhoneNumbers
import ServiceHours

/// What a call event changes, and what the telephony system is told. Pure: the same call, requests,
/// files and `now` give the same decision.
public struct CallDecision: Equatable, Sendable {
  public var call: Call
  /// New, changed or as it was; nil when the call has none.
  public var request: Request?
  /// Another ticket, marked as perhaps the same caller's.
  public var alike: Ticket?
  public var notices: [NoticeOrder]
  public var history: [HistoryEntry]
  public var answer: CallAnswer
}

extension CallHearing {
  /// Decides what is owed (spec: callbacks.md, "When a callback is owed").
  ///
  /// - Parameter eventID: the event's id, made from its content when it has none of its own.
  /// - Parameter poster: the name of the token that posted it.
  public func decide(known: KnownRequests, eventID: String, poster: String) -> CallDecision {
    var draft = CallDraft(hearing: self, known: known, poster: poster)
    draft.decide()
    return CallDecision(
      call: draft.call, request: draft.request, alike: draft.alike, notices: draft.notices,
      history: draft.history, answer: draft.answer(eventID: eventID))
  }
}

/// The decision in the making: each step looks at what stands and adds what the rules ask for.
private struct CallDraft {
  let hearing: CallHearing
  let known: KnownRequests
  let poster: String
  var call: Call
  var request: Request?
  var alike: Ticket?
  var notices: [NoticeOrder] = []
  var history: [HistoryEntry] = []

  init(hearing: CallHearing, known: KnownRequests, poster: String) {
    self.hearing = hearing
    self.known = known
    self.poster = poster
    call = hearing.call
    request = known.own
  }

  mutating func decide() {
    tellEvent()
    followDetails()
    moveArrival()
    if let urgency = heard.event.urgency { raiseUrgency(to: urgency) }
    cancelWhenAnsweredAfterAll()
    if !hearing.isIgnored {
      showOnOpenRequest()
      oweCallback()
      makeTicketOfDetails()
    }
    markAlike()
    makeReady()
    tellClient()
  }
}

// MARK: - What the event says of a request that stands

extension CallDraft {
  private mutating func tellEvent() {
    guard request != nil, hearing.before != nil else { return }
    switch heard.event.type {
    case .started: tell("started", nil)
    case .details: tell("details", nil)
    case .ended: tell("ended", call.outcome?.value.rawValue)
    }
  }

  /// The ticket that this call made says what its caller said last; a joined call keeps its words
  /// to itself.
  private mutating func followDetails() {
    guard var standing = request else { return }
    if call.madeTicket { standing.ticket.follow(call, client: known.client) }
    if var callback = standing.callback, callback.call == call.key {
      callback.callerKey = call.callerKey ?? callback.callerKey
      callback.warnings = call.warnings
      standing.callback = callback
    }
    request = standing
  }

  /// An arrival that turns out earlier (or, by a late start, later): the billing group follows it,
  /// and the deadline may become sooner, never later.
  private mutating func moveArrival() {
    guard var standing = request, let before = hearing.before, before.arrival != call.arrival,
      call.madeTicket || standing.callback?.call == call.key
    else { return }
    if call.madeTicket, !standing.ticket.billing.isSetByPerson {
      standing.ticket.billing = billing
    }
    if var callback = standing.callback, callback.call == call.key, callback.status.isOpen,
      !callback.isPromised, let due = dueByArrival(callback, before: before)
    {
      callback.firstDueAt = min(callback.firstDueAt, due)
      if due < callback.dueAt {
        callback.setDue(
          due, since: min(call.arrival, heard.receivedAt), attempts: known.attempts)
      }
      standing.callback = callback
    }
    request = standing
    tell("arrival", billing.reason)
  }

  private func dueByArrival(_ callback: Callback, before: Call) -> Moment? {
    if !hearing.isOpen(at: before.arrival) {
      return callback.firstDueAt - (before.arrival - call.arrival)
    }
    guard !hearing.isOpen(at: call.arrival) else { return nil }
    return call.arrival + targets.within(callback.urgency)
  }

  /// The deadline becomes the moment of the rise plus the new target, if that is sooner.
  private mutating func raiseUrgency(to urgency: Urgency) {
    guard var standing = request else { return }
    if var callback = standing.callback {
      guard callback.status.isOpen, urgency > callback.urgency else { return }
      callback.raiseUrgency(
        to: urgency, at: heard.at, now: heard.receivedAt,
        deskIsOpen: hearing.isOpen(at: heard.receivedAt), attempts: known.attempts,
        configuration: hearing.configuration)
      standing.callback = callback
    } else {
      guard urgency > standing.ticket.urgency else { return }
    }
    standing.ticket.urgency = urgency
    request = standing
    tell("urgency", urgency.rawValue)
  }

  /// The desk answered after all: a desk callback on which nobody has acted is not owed any more.
  private mutating func cancelWhenAnsweredAfterAll() {
    guard call.isOwed, !hearing.owesCallback, call.outcome?.value == .answered,
      var standing = request, var callback = standing.callback,
      callback.call == call.key
    else { return }
    call.isOwed = false
    guard callback.owner == .desk, callback.status == .pending, !known.hasPersonActed,
      callback.calls == 1
    else { return }
    callback.close(.cancelled, at: heard.receivedAt)
    standing.callback = callback
    request = standing
    tell("cancelled", "the desk answered the call after all")
  }
}

// MARK: - What is owed

extension CallDraft {
  /// A call from a number that has an open callback joins that ticket, on whichever route it came.
  private mutating func showOnOpenRequest() {
    guard request == nil, var other = known.sameCaller, var callback = other.callback else {
      return
    }
    callback.calls += 1
    other.callback = callback
    call.ticket = other.ticket.number
    request = other
    tell("called_again", "\(ordinal(callback.calls)) call")
    tellCalledAgain()
    raiseUrgency(to: call.urgency)
  }

  /// The holder is told, else whoever was told of it.
  private mutating func tellCalledAgain() {
    guard let request, let callback = request.callback else { return }
    let whom = callback.holder.map { [$0] } ?? known.told
    let text = NoticeText(
      callback: callback, ticket: request.ticket, caller: request.ticket.requester,
      summary: request.ticket.summary, zone: hearing.configuration.desk.definition.zone,
      now: heard.receivedAt
    ).calledAgain()
    notices += whom.map { person in
      NoticeOrder(
        kind: .calledAgain, recipient: .person(person), text: text,
        ticket: request.ticket.number, callback: callback.id)
    }
  }

  private mutating func oweCallback() {
    guard hearing.owesCallback, !call.isOwed else { return }
    call.isOwed = true
    if let callback = request?.callback, callback.status.isOpen { return }
    var standing = request ?? (hearing.isAfterHours ? known.recent : nil) ?? newRequest()
    // A call is owed on it: a ticket that was solved meanwhile is not.
    if let again = try? standing.ticket.reopened(
      by: poster, door: .telephony, now: heard.receivedAt)
    {
      standing.ticket = again.ticket
      history += again.history
    }
    standing.callback = newCallback(on: standing.ticket.number)
    standing.ticket.urgency = call.urgency
    standing.calledAt = call.arrival
    call.ticket = standing.ticket.number
    request = standing
    tell("made", standing.ticket.billing.reason)
  }

  /// An answered desk call with details is a request all the same, though nobody need ring back.
  private mutating func makeTicketOfDetails() {
    guard request == nil, call.hasDetails, call.outcome?.value == .answered else { return }
    request = newRequest()
    tell("made", request?.ticket.billing.reason)
  }

  /// Once a call has made a ticket it joins no other: the two are marked.
  private mutating func markAlike() {
    guard var standing = request, call.madeTicket, let other = known.sameCaller,
      other.ticket.number != standing.ticket.number,
      standing.ticket.alike != other.ticket.number
    else { return }
    standing.ticket.alike = other.ticket.number
    request = standing
    tellAlike(of: standing.ticket, other.ticket)
    guard other.ticket.alike == nil else { return }
    var marked = other.ticket
    marked.alike = standing.ticket.number
    alike = marked
    tellAlike(of: marked, standing.ticket)
  }

  /// Told when it is first known, and when it has changed.
  private mutating func tellClient() {
    guard let ticket = request?.ticket, call.madeTicket, !ticket.warnings.isEmpty,
      ticket.partner != known.own?.ticket.partner || ticket.client != known.own?.ticket.client,
      let story = known.client?.story()
    else { return }
    tell(story.what, story.note)
  }

  /// The people on call are told once, with the caller's words: when the details have come or the
  /// call has ended.
  private mutating func makeReady() {
    guard var standing = request, var callback = standing.callback, callback.readyAt == nil,
      callback.status.isOpen
    else { return }
    guard callback.owner == .desk || call.hasDetails || call.outcome != nil else { return }
    callback.makeReady(hearing.configuration, now: heard.receivedAt)
    standing.callback = callback
    request = standing
  }

  private mutating func newRequest() -> Request {
    call.ticket = known.nextTicket
    call.madeTicket = true
    var ticket = Ticket(
      number: known.nextTicket, status: .open, subject: Ticket.subject(of: call),
      summary: call.summary?.value, requester: call.caller, urgency: call.urgency,
      billing: billing, source: .phone, createdAt: heard.receivedAt)
    ticket.recognise(known.client)
    return Request(ticket: ticket, callback: nil, calledAt: call.arrival)
  }

  private func newCallback(on ticket: TicketNumber) -> Callback {
    let promise = firstPromise()
    return Callback(
      id: known.nextCallback, ticket: ticket, call: call.key, status: .pending,
      owner: promise.owner, dueAt: promise.due, firstDueAt: promise.due,
      dueSetAt: min(promise.since, heard.receivedAt),
      isPromised: false, attemptedInTime: false, createdAt: heard.receivedAt,
      urgency: call.urgency, calls: 1, callerKey: call.callerKey, warnings: call.warnings,
      readyDueAt: promise.owner == .onCall ? call.firstHeardAt + Callback.readyWithin : nil)
  }

  /// Who owes the call back and until when (the table in callbacks.md).
  private func firstPromise() -> (owner: Owner, due: Moment, since: Moment) {
    let clockTarget = targets.within(call.urgency)
    let deskIsOpen = hearing.isOpen(at: heard.at)
    let closing = urgentlyPastClosing
    if hearing.isAfterHours {
      let isDesks = call.wasSentElsewhere && deskIsOpen && closing == nil
      let owner: Owner = isDesks ? .desk : .onCall
      return (owner, call.arrival + clockTarget, call.arrival)
    }
    guard deskIsOpen,
      let due = hearing.configuration.hours.deadline(after: targets.desk, from: heard.at)
    else { return (.onCall, heard.at + clockTarget, heard.at) }
    guard let closing else { return (.desk, due, heard.at) }
    return (.onCall, min(due, closing + targets.urgent), closing)
  }

  /// When the desk closed since the event, of an urgent call: nobody would look at it until the next opening,
  /// so it goes the way of those that were the desk's at the closing.
  private var urgentlyPastClosing: Moment? {
    guard call.urgency == .urgent, hearing.isOpen(at: heard.at),
      !hearing.isOpen(at: heard.receivedAt)
    else { return nil }
    return hearing.desk.nextChange(after: heard.at)
  }
}

// MARK: - The answer

extension CallDraft {
  func answer(eventID: String) -> CallAnswer {
    let desk = hearing.configuration.desk
    let dial = call.route == .desk ? desk.dial : desk.afterHoursDial
    let state = try? hearing.configuration.hours.state(at: heard.at)
    return CallAnswer(
      eventID: eventID, isDuplicate: false, route: call.route, dial: dial?.asWritten,
      say: said(state.flatMap(say)),
      desk: CallAnswer.DeskAnswer(
        isOpen: hearing.isOpen(at: heard.at),
        reason: hearing.desk.closing(at: heard.at)?.reason ?? state?.reason.description
          ?? DeskReason.outsideHours.description, publicHoliday: state?.publicHoliday,
        nextChange: hearing.desk.nextChange(after: heard.at)),
      ticket: call.ticket, callback: callbackAnswer, warnings: warnings.map(\.code))
  }

  /// Who rings about what is known to be wrong hears so at once, on whichever route.
  private func said(_ say: String?) -> String? {
    let first: [String?] =
      hearing.before == nil ? known.says + [Say.first(known.client?.partner)] : []
    let parts = (first + [say]).compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private func say(_ state: DeskState) -> String? {
    guard call.route == .onCall else { return nil }
    let say = Say(
      configuration: hearing.configuration, desk: hearing.desk, state: state, at: heard.at,
      now: heard.receivedAt)
    guard let request, let callback = request.callback, callback.status.isOpen else {
      return say.closedOnly
    }
    if callback.call != call.key, let first = request.calledAt {
      return say.joined(callback, firstCallAt: first)
    }
    return say.ownCallback(callback, isWithheld: call.callerKey == nil)
  }

  private var callbackAnswer: CallAnswer.CallbackAnswer? {
    guard let callback = request?.callback, callback.status.isOpen else { return nil }
    return CallAnswer.CallbackAnswer(
      ticket: callback.ticket, status: callback.status, dueAt: callback.dueAt,
      owner: callback.owner, onCall: known.firstStep.map(\.text))
  }

  private var warnings: [Warning] {
    heard.warnings + (request == nil ? [] : call.numberWarnings)
      + (call.madeTicket ? request?.ticket.warnings ?? [] : [])
  }
}

// MARK: - Small words

extension CallDraft {
  private var heard: HeardEvent { hearing.heard }
  private var targets: CallbackTargets { hearing.configuration.targets }

  private var billing: Billing {
    .ofArrival(at: call.arrival, configuration: hearing.configuration)
  }

  private mutating func tellAlike(of ticket: Ticket, _ other: Ticket) {
    history.append(
      HistoryEntry(
        ticket: ticket.number, callback: nil, at: heard.receivedAt, by: poster, door: .telephony,
        what: "perhaps_same_caller",
        note: "perhaps the same caller as ticket \(other.number.value)"))
  }

  private mutating func tell(_ what: String, _ note: String?) {
    guard let request else { return }
    history.append(
      HistoryEntry(
        ticket: request.ticket.number, callback: request.callback?.id, at: heard.receivedAt,
        by: poster, door: .telephony, what: what, note: note))
  }
}

extension CallbackTargets {
  public func within(_ urgency: Urgency) -> Duration {
    switch urgency {
    case .urgent: urgent
    case .normal: normal
    case .low: low
    }
  }
}
