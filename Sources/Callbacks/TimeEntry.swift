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

  public init(
    ticket: TicketNumber, person: Name, start: Moment, end: Moment, note: String?,
    recordedAt: Moment
  ) {
    self.ticket = ticket
    self.person = person
    self.start = start
    self.end = end
    self.note = note
    self.recordedAt = recordedAt
  }
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
