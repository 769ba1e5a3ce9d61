public import CivilTime

/// Something that was written on a ticket after it was made (spec: callbacks.md, "Tickets").
public struct TicketUpdate: Equatable, Sendable {
  public var ticket: TicketNumber
  public var at: Moment
  /// A person's name, or the address that a client wrote from.
  public var by: String
  public var door: Door
  /// The requester is told of it, and may read it; else it is a note among the staff.
  public var isPublic: Bool
  public var text: String

  public init(
    ticket: TicketNumber, at: Moment, by: String, door: Door, isPublic: Bool, text: String
  ) {
    self.ticket = ticket
    self.at = at
    self.by = by
    self.door = door
    self.isPublic = isPublic
    self.text = text
  }

  /// What a person writes; a message that comes by email has the limit of its reader.
  public static let textScalarsMax = 20_000
}

/// A file that came with an email, as a ticket names it.
public struct TicketAttachment: Equatable, Sendable {
  public let id: Int64
  public let at: Moment
  public let name: String
  public let byteCount: Int
  /// Not when it was too large.
  public let isKept: Bool

  public init(id: Int64, at: Moment, name: String, byteCount: Int, isKept: Bool) {
    self.id = id
    self.at = at
    self.name = name
    self.byteCount = byteCount
    self.isKept = isKept
  }
}

/// Why a ticket can't be changed so; the detail is the sentence for the person.
public enum TicketRefusal: Error, Equatable, Sendable {
  /// Solved for more than ``Ticket/closesAfter``.
  case closed
  /// Somebody is still owed a call.
  case callbackOwed

  public var detail: String {
    switch self {
    case .closed: "this ticket is closed; log a new one, and name this one in it"
    case .callbackOwed:
      "a callback is still owed on this ticket: ring the caller and write it down, or cancel it first"
    }
  }
}
