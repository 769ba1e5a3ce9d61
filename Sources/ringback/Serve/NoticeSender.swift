import Callbacks
import Live
import Rota
import Service

/// Hands notices to their channels.
enum NoticeSender {
  /// The channel that needs no set-up: one line in the service's log, without anything personal.
  static let logChannel = Name("log")

  static func send(_ message: NoticeMessage, tell: @Sendable (SendResult) -> Void) {
    guard message.channel == logChannel else { return tell(.noSuchChannel) }
    let person: String =
      switch message.recipient {
      case .person(let person): person.name.text
      case .desk: "desk"
      }
    let ticket = message.ticket.map { " ticket=\($0.value)" } ?? ""
    StandardError.write("event=notice_sent kind=\(message.kind.rawValue) person=\(person)\(ticket)")
    tell(.sent)
  }
}
