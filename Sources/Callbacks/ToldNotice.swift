public import CivilTime
public import Rota

/// A notice about a ticket with what became of it on each channel, for a ticket's story.
public struct ToldNotice: Equatable, Sendable {
  public let kind: NoticeKind
  public let recipient: Recipient
  public let at: Moment
  /// In the order in which the channels are used; none when the files name none for the person.
  public let channels: [OnChannel]

  public struct OnChannel: Equatable, Sendable {
    public let channel: Name
    public let delivery: Delivery

    public init(channel: Name, delivery: Delivery) {
      self.channel = channel
      self.delivery = delivery
    }
  }

  public init(kind: NoticeKind, recipient: Recipient, at: Moment, channels: [OnChannel]) {
    self.kind = kind
    self.recipient = recipient
    self.at = at
    self.channels = channels
  }
}
