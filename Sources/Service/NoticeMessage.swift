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
  /// The secret part of its link, for a notice to a person about a callback.
  public let linkToken: String?
  /// What it is about, as it stands at ``at``, with the ticket's history.
  public let callback: CallbackRecord?
  public let history: [HistoryEntry]
  public let createdAt: Moment
  /// When it was handed over, and the files that are in force then.
  public let at: Moment
  public let inForce: InForce

  public init(
    id: String, kind: NoticeKind, text: String, channel: Name, recipient: Recipient,
    ticket: TicketNumber?, callback: CallbackRecord?, history: [HistoryEntry], createdAt: Moment,
    at: Moment, inForce: InForce, linkToken: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.text = text
    self.channel = channel
    self.recipient = recipient
    self.ticket = ticket
    self.callback = callback
    self.history = history
    self.createdAt = createdAt
    self.at = at
    self.inForce = inForce
    self.linkToken = linkToken
  }

  public enum Recipient: Sendable {
    case person(Person)
    case desk(name: String, email: String?)
  }
}

/// How a try went.
public enum SendResult: Equatable, Sendable {
  case sent
  case failed
  /// The server knows no channel of that name, its program is missing, or it can't reach this person: the
  /// next one is used at once.
  case noSuchChannel
}
