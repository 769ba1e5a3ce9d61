public import Rota

/// What a notice's link opens: one callback, for one person, while it is open (spec: board.md, "Notice
/// links").
public struct NoticeLink: Equatable, Sendable {
  public let person: Name
  public let callback: CallbackID
  public let ticket: TicketNumber

  public init(person: Name, callback: CallbackID, ticket: TicketNumber) {
    self.person = person
    self.callback = callback
    self.ticket = ticket
  }
}
