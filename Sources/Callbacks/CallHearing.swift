public import CivilTime
public import Rota
import PhoneNumbers
import ServiceHours

/// An event put into its call, before it is decided what is owed. From it the service knows which requests
/// to look up: the call's own, and those of the same caller.
public struct CallHearing: Sendable {
  public let heard: HeardEvent
  /// The call as it was; nil when this event is the first of it.
  public let before: Call?
  /// The call with this event in it.
  public let call: Call
  /// Calls from this number make no ticket and no notice.
  public let isIgnored: Bool
  let configuration: Configuration
  let desk: DeskView

  /// - Parameter before: the latest call with that id, however long ago it was heard of.
  /// - Parameter closing: the manager's hand on the switch, if it closes the desk.
  public init(
    _ heard: HeardEvent, before: Call?, nextKey: CallKey, configuration: Configuration,
    closing: ClosingByHand? = nil
  ) {
    let isOver =
      heard.event.type == .started
      && before.map { heard.receivedAt - $0.lastHeardAt > HeardEvent.sameCall } == true
    self.heard = heard
    self.before = isOver ? nil : before
    self.configuration = configuration
    desk = DeskView(hours: configuration.hours, closing: closing)
    if let before = self.before {
      call = before.hearing(heard)
    } else {
      call = .new(heard, key: nextKey, route: desk.takesCalls(at: heard.at) ? .desk : .onCall)
    }
    let key = call.callerKey
    isIgnored =
      key != nil && configuration.ignored.contains { $0.number.comparisonKey == key }
  }

  /// The moment since when a completed callback of the same caller is taken up again.
  public var recentSince: Moment { call.arrival - CallHearing.takenUpAgain }

  /// A call after hours within this time of a completed callback goes on with its ticket.
  static let takenUpAgain = Duration.hours(12)

  func isOpen(at moment: Moment) -> Bool { desk.takesCalls(at: moment) }

  /// Whether the call is one of those after hours, by its route or by what a late start has shown.
  var isAfterHours: Bool { call.route == .onCall || !isOpen(at: call.arrival) }

  /// Whether a callback is owed for the call as far as is known (the table in callbacks.md).
  var owesCallback: Bool {
    if call.route == .onCall { return true }
    if call.wasSentElsewhere || call.isUnanswered { return true }
    // A late start may show that the call came after hours, though its first event did not.
    return !isOpen(at: call.arrival) && call.outcome == nil
  }
}

/// A ticket with its latest callback, as the store knows them.
public struct Request: Equatable, Sendable {
  public var ticket: Ticket
  public var callback: Callback?
  /// When the call for which the callback was made arrived.
  public var calledAt: Moment?

  public init(ticket: Ticket, callback: Callback?, calledAt: Moment?) {
    self.ticket = ticket
    self.callback = callback
    self.calledAt = calledAt
  }
}

/// What the store knows beside the call itself when an event is decided.
public struct KnownRequests: Equatable, Sendable {
  /// The call's own ticket.
  public var own: Request?
  /// The attempts of the callback that the call is about: its own, or the same caller's.
  public var attempts: [Attempt]
  /// Another ticket with an open callback for the same number.
  public var sameCaller: Request?
  /// The same number's last ticket, unsolved, its callback completed since ``CallHearing/recentSince``.
  public var recent: Request?
  public var nextTicket: TicketNumber
  public var nextCallback: CallbackID
  /// Whom the escalation's first step reaches now.
  public var firstStep: [Name]
  /// Who has been told of the same caller's open callback.
  public var told: [Name]
  /// Whether a person has done anything with the call's own callback: acknowledged it, handed it over,
  /// set its urgency.
  public var hasPersonActed: Bool
  /// What new callers hear first: the open status notices' words.
  public var says: [String]
  /// Whose the caller is, by the list of clients.
  public var client: CallerClient?

  public init(
    own: Request? = nil, attempts: [Attempt] = [], sameCaller: Request? = nil,
    recent: Request? = nil,
    nextTicket: TicketNumber, nextCallback: CallbackID, firstStep: [Name],
    told: [Name] = [], hasPersonActed: Bool = false, says: [String] = [],
    client: CallerClient? = nil
  ) {
    self.own = own
    self.attempts = attempts
    self.sameCaller = sameCaller
    self.recent = recent
    self.nextTicket = nextTicket
    self.nextCallback = nextCallback
    self.firstStep = firstStep
    self.told = told
    self.hasPersonActed = hasPersonActed
    self.says = says
    self.client = client
  }
}
