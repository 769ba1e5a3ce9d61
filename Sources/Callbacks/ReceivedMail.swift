public import CivilTime

/// A file that came with an email.
public struct KeptAttachment: Equatable, Sendable {
  public let id: Int64
  public let ticket: TicketNumber
  public let at: Moment
  /// A name of a file in a folder: no path in it.
  public let name: String
  /// As its sender says; to be believed no further.
  public let type: String
  public let byteCount: Int
  /// Nil when it was too large to be kept.
  public let bytes: [UInt8]?

  public init(
    id: Int64 = 0, ticket: TicketNumber, at: Moment, name: String, type: String, byteCount: Int,
    bytes: [UInt8]?
  ) {
    self.id = id
    self.ticket = ticket
    self.at = at
    self.name = name
    self.type = type
    self.byteCount = byteCount
    self.bytes = bytes
  }

  /// Of one ticket, over all of its emails; those after are named, and not kept.
  public static let countMax = 200
  public static let bytesOfTicketMax = 100 << 20
}

/// An email of which nothing could be made, kept aside whole.
public struct MailAside: Equatable, Sendable {
  public let at: Moment
  public let poster: String
  public let reason: String
  public let bytes: [UInt8]

  public init(at: Moment, poster: String, reason: String, bytes: [UInt8]) {
    self.at = at
    self.poster = poster
    self.reason = reason
    self.bytes = bytes
  }

  /// The newest are kept, for so long.
  public static let countMax = 100
  public static let keptFor = RefusedBody.keptFor
}
