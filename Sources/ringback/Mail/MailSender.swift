import Live
import Mail
import Service
import Synchronization

/// Hands emails to the machine's mailer, on threads of its own: who gives it one never waits.
final class MailSender: Sendable {
  private let ready: BoundedQueue<MailTry>
  private let workers = Mutex<[SystemThread]>([])
  private let log: @Sendable (String) -> Void

  private struct MailTry: Sendable {
    let sending: MailSending
    let tell: @Sendable (SendResult) -> Void
  }

  static let workerCount = 2
  /// More than the service has in hand.
  static let readyMax = 64

  /// - Parameter log: gets lines without personal details.
  /// - Throws: ``SystemThreadFault``.
  init(log: @escaping @Sendable (String) -> Void) throws(SystemThreadFault) {
    self.log = log
    ready = BoundedQueue(itemsMax: MailSender.readyMax)
    var started: [SystemThread] = []
    for _ in 0..<MailSender.workerCount {
      started.append(
        try SystemThread { [self] in
          while let next = ready.take(countMax: 1).first { perform(next) }
        })
    }
    workers.withLock { [started] in $0 = started }
  }

  /// Returns at once; `tell` is called when it is known how it went, on any thread.
  func send(_ sending: MailSending, tell: @escaping @Sendable (SendResult) -> Void) {
    if !ready.post(MailTry(sending: sending, tell: tell)) { tell(.failed) }
  }

  /// Begins no more tries: what has not begun is sent after the next start.
  func close() { ready.close() }

  /// Waits for the tries that have begun.
  func join() {
    let started = workers.withLock { workers in
      defer { workers = [] }
      return workers
    }
    for worker in started { worker.join() }
  }

  private func perform(_ next: MailTry) {
    let sending = next.sending
    let mailer = Sendmail(
      from: sending.sender.description, to: sending.recipient.description,
      message: sending.message.bytes)
    switch mailer.send() {
    case .sent: next.tell(.sent)
    case .failed(let why):
      log("event=mailer ticket=\(sending.ticket) result=failed cause=\"\(why)\"")
      next.tell(.failed)
    case .noProgram(let program):
      log("event=mailer ticket=\(sending.ticket) result=failed cause=\"no program \(program)\"")
      next.tell(.failed)
    }
  }
}
