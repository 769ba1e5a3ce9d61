public import CivilTime
import Digests

/// One message as a mail server handed it over (RFC 5322, MIME), read as far as it can be.
///
/// Reading never fails and never waits: any bytes give a message, in time and memory that grow with
/// their number, within ``MailLimits``. What made it hard is in ``faults``; what makes it no use,
/// in ``refusal``. (spec: callbacks.md, Tickets)
public struct IncomingMessage: Hashable, Sendable {
  public let header: MailHeader
  public let from: [Mailbox]
  public let replyTo: [Mailbox]
  public let to: [Mailbox]
  public let cc: [Mailbox]
  /// Where the mail server put it: `Delivered-To`, `X-Original-To`, `Envelope-To`.
  public let deliveredTo: [Mailbox]
  public let subject: HeaderText
  public let messageID: MessageID?
  public let inReplyTo: [MessageID]
  /// The oldest first.
  public let references: [MessageID]
  /// As the sender's clock had it; nil when there is none that can be read.
  public let date: Moment?
  /// The whole text, lines ending with line feeds, controls taken out; perhaps empty.
  public let text: String
  public let textSource: TextSource
  public let attachments: [Attachment]
  /// The content type of the whole as its header has it, such as `multipart/mixed`.
  public let type: String
  public let faults: Set<Fault>
  public let refusal: Refusal?
  /// Of what a second delivery has in common with the first, when no ``messageID`` tells.
  let contentDigest: Digest

  public init(bytes: [UInt8]) {
    let isTooLarge = bytes.count > MailLimits.messageBytesMax
    let tree = bytes.withUnsafeBufferPointer { bytes in
      let end = isTooLarge ? min(bytes.count, MailLimits.headerBytesMax) : bytes.count
      var reader = MIMETreeReader(UnsafeBufferPointer(rebasing: bytes[..<end]))
      return (part: reader.read(), faults: reader.faults)
    }
    var reader = ContentReader(bytes)
    let content = isTooLarge ? MessageContent() : reader.read(tree.part)
    let header = tree.part.header
    func mailboxes(_ names: String...) -> [Mailbox] {
      names.flatMap { header.all($0).flatMap(AddressList.read) }
    }
    func ids(_ name: String) -> [MessageID] { header.all(name).flatMap(MessageID.list) }
    self.header = header
    let from = mailboxes("from")
    self.from = from.isEmpty ? mailboxes("sender") : from
    replyTo = mailboxes("reply-to")
    to = mailboxes("to")
    cc = mailboxes("cc")
    deliveredTo = mailboxes("delivered-to", "x-original-to", "envelope-to")
    subject = HeaderText(EncodedWords.decode(header["subject"] ?? ""))
    messageID = ids("message-id").first
    inReplyTo = ids("in-reply-to")
    references = ids("references")
    date = header["date"].flatMap(MailDate.moment)
    text = content.text
    textSource = content.source
    attachments = content.attachments
    type = MIMEValue(header["content-type"] ?? "text/plain").value
    faults = tree.faults.union(reader.faults)
    refusal = Refusal(
      isTooLarge: isTooLarge, hasHeader: !header.fields.isEmpty, hasSender: !self.from.isEmpty)
    contentDigest = IncomingMessage.digest(header, bytes[tree.part.body])
  }

  /// Who wrote it, as far as a header can be believed.
  public var sender: Mailbox? { from.first }

  /// The messages that it answers, the likeliest first.
  public var answered: [MessageID] {
    var seen: Set<MessageID> = []
    return (inReplyTo + references.reversed()).filter { seen.insert($0).inserted }
  }

  /// Where the text came from.
  public enum TextSource: Int, Comparable, Sendable {
    case none, plain
    /// There was no plain form; this was made of the HTML.
    case html

    public static func < (left: TextSource, right: TextSource) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// What was found and borne while reading: the message is of use all the same.
  public enum Fault: Hashable, Sendable {
    case headerBroken, headerCut
    case boundaryMissing, nestedTooDeep, tooManyParts
    case charsetUnknown(HeaderText)
    case bytesUnreadable
    case textCut, attachmentLeftOut
  }

  /// Why a message can make nothing and is to be kept aside.
  public enum Refusal: Hashable, Sendable {
    case tooLarge, noHeader, noSender

    init?(isTooLarge: Bool, hasHeader: Bool, hasSender: Bool) {
      if isTooLarge {
        self = .tooLarge
      } else if !hasHeader {
        self = .noHeader
      } else if !hasSender {
        self = .noSender
      } else {
        return nil
      }
    }
  }
}

extension IncomingMessage {
  /// What makes two deliveries one: the Message-ID, or without one the same content. (spec:
  /// http-api.md, Mail)
  public var identity: String { messageID?.text ?? "sha256:" + contentDigest.hex }

  /// What the mail servers on the way add doesn't count.
  private static func digest(_ header: MailHeader, _ body: ArraySlice<UInt8>) -> Digest {
    var sum = SHA256()
    for name in ["from", "to", "cc", "date", "subject"] {
      for value in header.all(name) { sum.update(Array("\(name):\(value)\n".utf8)) }
    }
    sum.update(Array(body))
    return sum.digest()
  }
}
