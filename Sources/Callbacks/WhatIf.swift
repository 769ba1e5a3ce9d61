public import CivilTime
import PhoneNumbers
public import Rota
import ServiceHours

/// What would happen to a call that came at some moment, if nobody acted on it (spec: http-api.md,
/// `/v1/what-if`; cli.md, `what-if`).
///
/// It is the service's own decisions, run ahead of time:
/// ``CallHearing/decide(known:eventID:poster:)`` for the call, ``Callback/wake(in:now:people:)``
/// and ``Callback/deskOpens(in:now:)`` for all that comes of it. There is no second copy of any
/// rule here, only the words for what they decide. Nothing is kept, and nobody told.
///
/// Taken for granted: the files and the manager's hand on the switch stay as they are; of the call
/// no more is heard than its start; the caller has no other ticket; every channel takes its
/// notices.
public struct WhatIf: Equatable, Sendable {
  /// In time order.
  public let events: [Event]

  public struct Event: Equatable, Sendable {
    public let at: Moment
    public let what: What
    /// Whom it concerns: those who are told, or who is on call from then on.
    public let people: [Name]
    /// One sentence or a few, with people's full names.
    public let text: String
  }

  public enum What: String, CaseIterable, Sendable {
    /// Where the caller is sent, why, and what they hear.
    case routed
    /// Calls from this number make no ticket.
    case ignored
    /// For a call to the desk: what follows holds if nobody there answers it.
    case unanswered
    case ticket
    /// A step of the escalation, at its own moment.
    case notice
    /// A step that reaches nobody.
    case lastResort = "last_resort"
    /// A rota of the escalation passes to somebody else on the way.
    case handover
    case deskOpens = "desk_opens"
    case deskCloses = "desk_closes"
    /// By then somebody must have rung back.
    case deadline
    case overdue
    /// The list ends here, what happens doesn't.
    case goesOn = "goes_on"
  }

  /// A call that sets so much going is told so far and no further: a list that repeats every ten
  /// seconds until a deadline that is a month away.
  public static let wakesMax = 1000

  /// - Parameters:
  ///   - urgency: nil for what a call starts with.
  ///   - from: the number as the telephony system would send it; nil for an ordinary one that isn't
  ///     known.
  ///   - closing: the manager's hand on the switch, if it closes the desk.
  ///   - onCall: who is on call by the same configuration.
  ///   - client: whose a caller is, by the list of clients.
  public init(
    callAt moment: Moment, urgency: Urgency? = nil, from: String? = nil,
    configuration: Configuration, closing: ClosingByHand? = nil, onCall: OnCallTable,
    client: @escaping (Call) -> CallerClient? = { _ in nil }
  ) {
    var run = WhatIfRun(configuration, closing, onCall, client)
    run.run(callAt: moment, urgency: urgency, from: from)
    events = run.events
  }
}

/// The service's decisions with a clock of their own, from a call on.
private struct WhatIfRun {
  let configuration: Configuration
  let closing: ClosingByHand?
  let onCall: OnCallTable
  let desk: DeskView
  let words: WhatIfWords
  let client: (Call) -> CallerClient?
  private var found: [(event: WhatIf.Event, rank: Int)] = []

  init(
    _ configuration: Configuration, _ closing: ClosingByHand?, _ onCall: OnCallTable,
    _ client: @escaping (Call) -> CallerClient?
  ) {
    self.client = client
    self.configuration = configuration
    self.closing = closing
    self.onCall = onCall
    desk = DeskView(hours: configuration.hours, closing: closing)
    words = WhatIfWords(configuration)
  }

  /// By time; of one moment what is found later comes later, but for what is said of the whole way.
  var events: [WhatIf.Event] {
    found.enumerated().sorted { left, right in
      (left.element.event.at, left.element.rank, left.offset)
        < (right.element.event.at, right.element.rank, right.offset)
    }.map(\.element.event)
  }

  private mutating func add(
    _ at: Moment, _ what: WhatIf.What, _ text: String, people: [Name] = [], rank: Int = 2
  ) {
    found.append((WhatIf.Event(at: at, what: what, people: people, text: text), rank))
  }
}

// MARK: - The call

extension WhatIfRun {
  mutating func run(callAt moment: Moment, urgency: Urgency?, from: String?) {
    var fields: [String: FieldValue] = ["from": .text(from ?? ordinaryNumber)]
    if let urgency { fields["urgency"] = .text(urgency.rawValue) }
    guard let start = hearing(.started, fields, before: nil, at: moment) else { return }
    var decision = decide(start, own: nil, at: moment)
    add(moment, .routed, words.routed(decision.answer))
    if decision.call.route == .desk, !start.isIgnored {
      let ending = ["outcome": FieldValue.text(CallOutcome.noAnswer.rawValue)]
      guard let end = hearing(.ended, ending, before: decision.call, at: moment) else { return }
      decision = decide(end, own: decision.request, at: moment)
      add(moment, .unanswered, words.unanswered)
    }
    guard let request = decision.request, let callback = request.callback else {
      if start.isIgnored { add(moment, .ignored, words.ignored(start.call)) }
      return
    }
    add(moment, .ticket, words.ticket(request.ticket, callback, decision.answer, at: moment))
    follow(callback, request.ticket, decision.call, from: moment)
  }

  /// One that the files don't ignore; which it is is never told.
  private var ordinaryNumber: String {
    let ignored = Set(configuration.ignored.compactMap(\.number.comparisonKey))
    let numbers = (0...ignored.count).lazy.map { "021 555 \(1000 + $0)" }
    return numbers.first { number in
      WrittenNumber(number).comparisonKey.map { !ignored.contains($0) } ?? false
    } ?? ""
  }

  private func hearing(
    _ type: CallEventType, _ fields: [String: FieldValue], before: Call?, at now: Moment
  ) -> CallHearing? {
    var all = fields
    all["type"] = .text(type.rawValue)
    all["call_id"] = .text("what-if")
    guard let event = try? CallEvent(fields: all) else { return nil }
    return CallHearing(
      HeardEvent(event, receivedAt: now), before: before, nextKey: CallKey(1),
      configuration: configuration, closing: closing)
  }

  private func decide(_ hearing: CallHearing, own: Request?, at now: Moment) -> CallDecision {
    hearing.decide(
      known: KnownRequests(
        own: own, nextTicket: .first, nextCallback: CallbackID(1),
        firstStep: onCall.firstStep(at: now).map(\.name), client: client(hearing.call)),
      eventID: "what-if", poster: "what-if")
  }
}

// MARK: - What comes of it

extension WhatIfRun {
  /// In the order in which the service's clockwork does what is due: first the desk, then the
  /// callback.
  private mutating func follow(
    _ first: Callback, _ ticket: Ticket, _ call: Call, from start: Moment
  ) {
    var callback = first
    var now = start
    var wakes = 0
    var lastRound: Int?
    while let next = next(callback, after: now) {
      if wakes == WhatIf.wakesMax || lastRound.map({ endsRound(callback, $0) }) == true {
        add(next, .goesOn, wakes == WhatIf.wakesMax ? words.cutShort : words.goesOn)
        break
      }
      wakes += 1
      let context = CallbackContext(
        CallbackRecord(callback: callback, ticket: ticket, call: call, attempts: []),
        configuration: configuration, deskIsOpen: desk.takesCalls(at: next))
      let deskMoves = desk.nextChange(after: now) == next
      now = next
      if deskMoves { move(&callback, context, at: now) }
      while let decision = callback.wake(
        in: context, now: now, people: { onCall.people(of: $0, at: now) })
      {
        callback = decision.callback
        tell(decision, at: now)
      }
      if lastRound == nil, callback.overdueToldFor == callback.dueAt {
        lastRound = callback.escalation.map { $0.round + 1 }
      }
    }
    add(callback.dueAt, .deadline, words.deadline, rank: 1)
    tellHandovers(after: start)
  }

  /// The next moment at which something is done; nil when nothing more comes of itself.
  private func next(_ callback: Callback, after now: Moment) -> Moment? {
    callback.wakeAt.map { min($0, desk.nextChange(after: now) ?? $0) }
  }

  /// After the deadline the round that runs is told to its end, and one more.
  private func endsRound(_ callback: Callback, _ lastRound: Int) -> Bool {
    callback.escalation.map { $0.round >= lastRound && $0.next >= $0.steps.count } ?? false
  }

  private mutating func move(
    _ callback: inout Callback, _ context: CallbackContext, at now: Moment
  ) {
    let opens = context.deskIsOpen
    let decision =
      opens
      ? callback.deskOpens(in: context, now: now)
      : callback.deskCloses(in: context, at: now, now: now)
    guard let decision else { return }
    callback = decision.callback
    add(
      now, opens ? .deskOpens : .deskCloses,
      opens ? words.deskOpens : words.deskCloses(due: callback.dueAt, at: now))
  }

  private mutating func tell(_ decision: WakeDecision, at now: Moment) {
    let people = decision.notices.compactMap { notice -> Name? in
      guard case .person(let name) = notice.recipient else { return nil }
      return name
    }
    guard !people.isEmpty else { return }
    let isLastResort = decision.history.contains { $0.what == "last_resort" }
    if let step = decision.notices.first?.step {
      let who = decision.callback.escalation?.steps[step.index].who ?? ""
      add(
        now, isLastResort ? .lastResort : .notice,
        words.step(step, who: who, people, isLastResort: isLastResort), people: people)
    } else {
      add(now, .overdue, words.overdue(people), people: people)
    }
  }

  /// Of the rotas that the escalation names, as long as somebody is still told after it.
  private mutating func tellHandovers(after start: Moment) {
    let told = found.map(\.event).filter { [.notice, .lastResort].contains($0.what) }
    guard let end = told.map(\.at).max() else { return }
    let named = configuration.escalation.steps.flatMap { step -> [Name] in
      guard case .chains(let chains) = step.who else { return [] }
      return chains.flatMap { $0 }
    }
    for rota in configuration.rotas.map(\.name) where named.contains(rota) {
      var last = onCall.onCall(in: rota, at: start)
      while let until = last?.until, until <= end, let next = onCall.onCall(in: rota, at: until) {
        if next.person != last?.person {
          add(
            until, .handover, words.handover(rota, from: last?.person, to: next.person),
            people: next.person.map { [$0] } ?? [], rank: 0)
        }
        last = next
      }
    }
  }
}
