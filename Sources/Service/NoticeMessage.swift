public import Callbacks
public import CivilTime
public import Rota

/// A notice on its way to one channel.
public struct NoticeMessage: Sendable {
  /// Stays the same on every try, so that who gets it twice can tell.
  public let id: String
  public let kind: NoticeKind
  public let text: String
  public let channel: Name
  public let recipient: Recipient
  public let ticket: TicketNumber?
  /// What it is about, as it stands now.
  public let callback: CallbackRecord?
  public let createdAt: Moment

  public enum Recipient: Sendable {
    case person(Person)
    case desk(name: String, email: String?)
  }
}

/// How a try went.
public enum SendResult: Equatable, Sendable {
  case sent
  case failed
  /// The server knows no channel of that name, or its program is missing: the next one is used at once.
  case noSuchChannel
}
