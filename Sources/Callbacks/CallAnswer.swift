public import CivilTime

/// What the telephony system is told at once (spec: http-api.md, "Call events"). It is kept with the event,
/// so that a repeat gets the first answer.
public struct CallAnswer: Equatable, Sendable {
  public var eventID: String
  public var isDuplicate: Bool
  public var route: Route
  /// As written in the files; nil when there is none.
  public var dial: String?
  /// Nil when the caller need be told nothing.
  public var say: String?
  public var desk: DeskAnswer
  public var ticket: TicketNumber?
  public var callback: CallbackAnswer?
  /// The codes of the warnings.
  public var warnings: [String]

  public init(
    eventID: String, isDuplicate: Bool, route: Route, dial: String?, say: String?, desk: DeskAnswer,
    ticket: TicketNumber?, callback: CallbackAnswer?, warnings: [String]
  ) {
    self.eventID = eventID
    self.isDuplicate = isDuplicate
    self.route = route
    self.dial = dial
    self.say = say
    self.desk = desk
    self.ticket = ticket
    self.callback = callback
    self.warnings = warnings
  }

  public struct DeskAnswer: Equatable, Sendable {
    public var isOpen: Bool
    public var reason: String
    public var publicHoliday: String?
    public var nextChange: Moment?

    public init(isOpen: Bool, reason: String, publicHoliday: String?, nextChange: Moment?) {
      self.isOpen = isOpen
      self.reason = reason
      self.publicHoliday = publicHoliday
      self.nextChange = nextChange
    }
  }

  public struct CallbackAnswer: Equatable, Sendable {
    public var ticket: TicketNumber
    public var status: CallbackStatus
    public var dueAt: Moment
    public var owner: Owner
    /// The names of those whom the first step reaches now.
    public var onCall: [String]

    public init(
      ticket: TicketNumber, status: CallbackStatus, dueAt: Moment, owner: Owner, onCall: [String]
    ) {
      self.ticket = ticket
      self.status = status
      self.dueAt = dueAt
      self.owner = owner
      self.onCall = onCall
    }
  }
}
