public import CivilTime

/// What the telephony system is told at once (spec: http-api.md, "Call events"). It is kept with the event,
/// so that a repeat gets the first answer.
public struct CallAnswer: Equatable, Decodable, Sendable {
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

  public struct DeskAnswer: Equatable, Decodable, Sendable {
    public var isOpen: Bool
    public var reason: String
    public var publicHoliday: String?
    public var nextChange: Moment?
  }

  public struct CallbackAnswer: Equatable, Decodable, Sendable {
    public var ticket: TicketNumber
    public var status: CallbackStatus
    public var dueAt: Moment
    public var owner: Owner
    /// The names of those whom the first step reaches now.
    public var onCall: [String]
  }
}

extension Route: Decodable {}
extension CallbackStatus: Decodable {}
extension Owner: Decodable {}
extension TicketNumber: Decodable {
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(Int64.self))
  }
}
