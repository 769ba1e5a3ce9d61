public import CivilTime
public import Rota

/// Time that a person worked on a ticket (spec: billing.md).
public struct TimeEntry: Equatable, Sendable {
  public var ticket: TicketNumber
  public var person: Name
  public var start: Moment
  public var end: Moment
  public var note: String?
  /// When it was written down, by the server's clock.
  public var recordedAt: Moment
  /// How it divides at the edges of service hours as they were then; none until it is kept.
  public var pieces: [TimePiece]

  public init(
    ticket: TicketNumber, person: Name, start: Moment, end: Moment, note: String?,
    recordedAt: Moment, pieces: [TimePiece] = []
  ) {
    self.ticket = ticket
    self.person = person
    self.start = start
    self.end = end
    self.note = note
    self.recordedAt = recordedAt
    self.pieces = pieces
  }

  /// A longer one is a slip of the pen.
  public static let spanMax = Duration.hours(24)
}

extension TimeEntry {
  /// What an attempt of so many minutes makes: time from when they rang.
  init?(_ attempt: Attempt, ticket: TicketNumber) {
    guard let minutes = attempt.minutes, minutes > 0 else { return nil }
    self.init(
      ticket: ticket, person: attempt.person, start: attempt.at,
      end: attempt.at + .minutes(minutes), note: attempt.note, recordedAt: attempt.recordedAt)
  }
}
