import Mail
import Synchronization

@testable import Service

/// The machine's mailer, simulated: what it was handed, and how it answers.
final class MailHand: Sendable {
  private let sent = Mutex<[MailSending]>([])
  private let answers = Mutex<Bool>(true)

  static let settings = MailSettings(
    from: "desk@desk.example.nz", support: "support@desk.example.nz",
    knowledgeBaseURL: "https://kb.example.nz")

  /// Whether it takes what it is handed.
  var works: Bool {
    get { answers.withLock { $0 } }
    set { answers.withLock { $0 = newValue } }
  }

  var all: [MailSending] { sent.withLock { $0 } }

  func take(_ sending: MailSending) { sent.withLock { $0.append(sending) } }

  /// `made moana@harbour.example.nz`, in the order in which they were handed over.
  var told: [String] { all.map { "\($0.kind) \($0.recipient)" } }
}
