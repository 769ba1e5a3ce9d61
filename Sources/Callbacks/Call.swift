public import CivilTime
public import PhoneNumbers

/// All that is known of one call: its events put together, in whatever order they came
/// (spec: callbacks.md, "Arrival order does not matter").
public struct Call: Equatable, Sendable {
  public var key: CallKey
  /// The telephony system's id.
  public var callID: String
  /// When the server first and last heard of it, by the server's clock.
  public var firstHeardAt: Moment
  public var lastHeardAt: Moment
  /// The `at` of its start; until that has come, the earliest `at` of its events.
  public var arrival: Moment
  public var hasStarted: Bool
  /// Where the caller was sent, by the first event that was seen; it never changes.
  public var route: Route
  public var from: Stamped<WrittenNumber>?
  public var to: Stamped<String>?
  public var name: Stamped<String>?
  public var organisation: Stamped<String>?
  public var email: Stamped<String>?
  public var phone: Stamped<WrittenNumber>?
  public var summary: Stamped<String>?
  public var recordingURL: Stamped<String>?
  public var outcome: Stamped<CallOutcome>?
  public var sentTo: Stamped<SentTo>?
  public var urgency: Urgency
  /// Whether a `call.details` has come: an answered desk call with details makes a ticket.
  public var hasDetails: Bool
  /// Whether a callback is owed for it as far as is known, made or joined.
  public var isOwed: Bool
  /// The ticket that it made, joined, or is shown on.
  public var ticket: TicketNumber?
  /// False when it joined a ticket of the same caller's.
  public var madeTicket: Bool
  public var warnings: [Warning]

  public init(
    key: CallKey, callID: String, firstHeardAt: Moment, lastHeardAt: Moment, arrival: Moment,
    hasStarted: Bool, route: Route, from: Stamped<WrittenNumber>? = nil,
    to: Stamped<String>? = nil, name: Stamped<String>? = nil,
    organisation: Stamped<String>? = nil, email: Stamped<String>? = nil,
    phone: Stamped<WrittenNumber>? = nil, summary: Stamped<String>? = nil,
    recordingURL: Stamped<String>? = nil, outcome: Stamped<CallOutcome>? = nil,
    sentTo: Stamped<SentTo>? = nil, urgency: Urgency, hasDetails: Bool, isOwed: Bool,
    ticket: TicketNumber? = nil, madeTicket: Bool, warnings: [Warning]
  ) {
    self.key = key
    self.callID = callID
    self.firstHeardAt = firstHeardAt
    self.lastHeardAt = lastHeardAt
    self.arrival = arrival
    self.hasStarted = hasStarted
    self.route = route
    self.from = from
    self.to = to
    self.name = name
    self.organisation = organisation
    self.email = email
    self.phone = phone
    self.summary = summary
    self.recordingURL = recordingURL
    self.outcome = outcome
    self.sentTo = sentTo
    self.urgency = urgency
    self.hasDetails = hasDetails
    self.isOwed = isOwed
    self.ticket = ticket
    self.madeTicket = madeTicket
    self.warnings = warnings
  }
}

/// A value and when it was said: later ones win, by receipt when alike.
public struct Stamped<Value: Equatable & Sendable>: Equatable, Sendable {
  public var value: Value
  public var at: Moment

  public init(_ value: Value, at: Moment) {
    self.value = value
    self.at = at
  }
}

extension Call {
  /// The number to ring: the one the caller named, else the one that rang, unless it was withheld.
  public var number: WrittenNumber? {
    if let phone, phone.value.reading != .withheld { return phone.value }
    if let from, from.value.reading != .withheld { return from.value }
    return nil
  }

  /// What two callers are compared by; nil: like no other call's.
  public var callerKey: String? { number?.comparisonKey }

  public var caller: CallerDetails {
    CallerDetails(
      name: name?.value, organisation: organisation?.value, email: email?.value, phone: number)
  }

  /// Warned of before anybody rings.
  public var numberWarnings: [Warning] { Call.warnings(of: number) }

  static func warnings(of number: WrittenNumber?) -> [Warning] {
    guard let number else { return [.noNumber] }
    guard let phone = number.number else { return [.unknownNumber] }
    var warnings: [Warning] = []
    if phone.isPremiumRate { warnings.append(.premiumRateNumber) }
    if phone.isForeign { warnings.append(.foreignNumber) }
    return warnings
  }

  /// When it ended, and how; nil while it goes on, as far as is known.
  public var isUnanswered: Bool {
    guard let outcome else { return false }
    return outcome.value != .answered
  }

  /// The caller heard our fallback, or the message box, though the desk was to take the call.
  public var wasSentElsewhere: Bool {
    guard let sentTo else { return false }
    return sentTo.value != .desk
  }

  /// A new call of which this event is the first; its route is decided by the event's own time.
  static func new(_ event: HeardEvent, key: CallKey, route: Route) -> Call {
    Call(
      key: key, callID: event.event.callID, firstHeardAt: event.receivedAt,
      lastHeardAt: event.receivedAt, arrival: event.at, hasStarted: event.event.type == .started,
      route: route, urgency: event.event.urgency ?? .normal, hasDetails: false, isOwed: false,
      madeTicket: false, warnings: []
    ).hearing(event, isFirst: true)
  }

  /// The call with what the event says put in.
  func hearing(_ heard: HeardEvent, isFirst: Bool = false) -> Call {
    let (event, at) = (heard.event, heard.at)
    var call = self
    call.lastHeardAt = max(lastHeardAt, heard.receivedAt)
    call.hearArrival(event.type, at)
    call.hearFrom(event.from, at)
    Call.put(event.to, at, into: &call.to)
    Call.put(event.caller.name, at, into: &call.name)
    Call.put(event.caller.organisation, at, into: &call.organisation)
    Call.put(event.caller.email, at, into: &call.email)
    Call.put(event.caller.phone, at, into: &call.phone)
    Call.put(event.summary, at, into: &call.summary)
    Call.put(event.recordingURL, at, into: &call.recordingURL)
    Call.put(event.outcome, at, into: &call.outcome)
    Call.put(event.sentTo, at, into: &call.sentTo)
    if let urgency = event.urgency, !isFirst { call.urgency = max(call.urgency, urgency) }
    call.hasDetails = hasDetails || event.type == .details
    for warning in heard.warnings where !call.warnings.contains(warning) {
      call.warnings.append(warning)
    }
    return call
  }

  /// The start counts; of two, the earlier. Before it has come, the earliest of what has.
  private mutating func hearArrival(_ type: CallEventType, _ at: Moment) {
    if type == .started {
      arrival = hasStarted ? min(arrival, at) : at
      hasStarted = true
    } else if !hasStarted {
      arrival = min(arrival, at)
    }
  }

  /// A withheld number tells nothing: it takes no known one's place, however late it comes, and any
  /// known one takes its.
  private mutating func hearFrom(_ number: WrittenNumber?, _ at: Moment) {
    guard let number else { return }
    let isKnown = number.reading != .withheld
    let wasKnown = from.map { $0.value.reading != .withheld }
    switch (wasKnown, isKnown) {
    case (true, false): return
    case (false, true): from = Stamped(number, at: at)
    default: Call.put(number, at, into: &from)
    }
  }

  private static func put<Value>(
    _ value: Value?, _ at: Moment, into stamped: inout Stamped<Value>?
  ) {
    guard let value else { return }
    if let present = stamped, present.at > at { return }
    stamped = Stamped(value, at: at)
  }
}

/// An event with its time settled by the server's clock (spec: callbacks.md, "A wrong clock").
public struct HeardEvent: Equatable, Sendable {
  public let event: CallEvent
  public let receivedAt: Moment
  /// When it happened, as far as it is believed.
  public let at: Moment
  public let warnings: [Warning]

  public init(_ event: CallEvent, receivedAt now: Moment) {
    self.event = event
    receivedAt = now
    guard let stated = event.statedAt else {
      at = now
      warnings = event.warnings
      return
    }
    if stated > now + HeardEvent.believedAhead {
      at = now
      warnings = event.warnings + [.clockAhead]
    } else if stated < now - HeardEvent.believedBehind {
      at = now
      warnings = event.warnings + [.clockBehind]
    } else {
      at = stated
      warnings =
        stated < now - HeardEvent.unremarkableBehind
        ? event.warnings + [.clockBehind] : event.warnings
    }
  }

  /// Five minutes to the second are believed.
  public static let believedAhead = Duration.minutes(5)
  public static let unremarkableBehind = Duration.minutes(5)
  public static let believedBehind = Duration.days(30)
  /// A `call.started` for a call last heard of longer ago than this begins a new one.
  public static let sameCall = Duration.hours(24)
}
