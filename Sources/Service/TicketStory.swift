public import Callbacks
import CivilTime
import Rota
import Store

extension CallbackService {
  /// A ticket with all that belongs to it, and what became of each notice about it; nil when there is none of
  /// that number.
  public func ticketStory(
    _ number: TicketNumber
  ) throws -> (whole: WholeTicket, notices: [ToldNotice])? {
    try read { store in
      guard let whole = try store.wholeTicket(number) else { return nil }
      let notices = try store.notices(of: number).map { notice in
        ToldNotice(
          kind: notice.order.kind, recipient: notice.order.recipient, at: notice.createdAt,
          channels: try store.deliveries(of: notice.id).map {
            ToldNotice.OnChannel(channel: $0.channel, delivery: $0.delivery)
          })
      }
      return (whole, notices)
    }
  }
}
