import Callbacks
import CivilTime
import Digests
import Documents
import Live
import Rota
import Service

/// One try to bring one notice to one person by one channel.
struct NoticeTry: Sendable {
  let message: NoticeMessage
  let transport: ServerConfiguration.Transport
  let publicAddress: String?
  let tell: @Sendable (SendResult) -> Void

  struct Result: Equatable {
    let result: SendResult
    /// For the log, of a try that failed; nothing personal.
    var cause: String?
  }

  /// One that has waited so long for its channel is given up: soon the service takes it for lost, and hands
  /// it over again.
  static let waitMax = Delivery.tryMax - TransportLimits.timeMax * 2

  /// Blocks for ``TransportLimits/timeMax`` at the most.
  func result(now: Moment) -> Result {
    guard now - message.at < NoticeTry.waitMax else {
      return Result(result: .failed, cause: "its channel is busy")
    }
    switch transport {
    case .webhook(let url, let key): return Result(post(to: url, key: key))
    case .command(let program): return Result(NoticeCommand(program, input: document.bytes).send())
    case .email(let from): return mail(from: from)
    }
  }

  private var document: NoticeDocument {
    NoticeDocument(message: message, publicAddress: publicAddress)
  }

  private func post(to url: String, key: [UInt8]?) -> TryResult {
    let body = document.json.text
    // The receiver holds it against its own clock, so a rehearsal's would be refused.
    let signature = WebhookSignature(id: message.id, at: RealTime.now(), body: body)
    return WebhookPost(url: url, fields: signature.fields(key: key), body: body).send()
  }

  private func mail(from: String) -> Result {
    let to: String? =
      switch message.recipient {
      case .person(let person): person.email
      case .desk(_, let email): email
      }
    guard let to, MailAddress.isPlain(to) else {
      return Result(result: .noSuchChannel, cause: "there is no address that can be mailed to")
    }
    let mail = NoticeMail(document: document, from: from, to: to)
    return Result(Sendmail(from: from, to: to, message: mail.bytes).send())
  }
}

extension NoticeTry.Result {
  fileprivate init(_ result: TryResult) {
    switch result {
    case .sent: self.init(result: .sent)
    case .failed(let why): self.init(result: .failed, cause: why)
    case .noProgram(let program):
      self.init(result: .noSuchChannel, cause: "the program \(program) is not there")
    }
  }
}

/// The Standard Webhooks convention (guide: telephony-systems.md).
struct WebhookSignature {
  let id: String
  /// Of this very try.
  let at: Moment
  let body: String

  /// The header fields; the signature is among them when there is a key.
  func fields(key: [UInt8]?) -> [(name: String, value: String)] {
    let fields = [
      (name: "Content-Type", value: "application/json"), (name: "webhook-id", value: id),
      (name: "webhook-timestamp", value: String(at.seconds)),
    ]
    guard let key else { return fields }
    let code = HMACSHA256.code(for: Array("\(id).\(at.seconds).\(body)".utf8), key: key)
    return fields + [
      (name: "webhook-signature", value: "v1," + Base64.standard.encode(code.bytes))
    ]
  }
}
