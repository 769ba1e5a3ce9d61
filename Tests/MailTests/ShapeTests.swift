import CivilTime
import Mail
import Testing

/// Some hundreds of shapes of mail as it comes in real life, most of them written by another
/// language's library, each with what it must be read as.
struct ShapeTests {
  static let support = MailAddress(local: "support", domain: "desk.example.nz")

  @Test func `there are at least two hundred shapes`() {
    #expect(Shape.all.count >= 200)
    #expect(Shape.all.allSatisfy { !$0.expected.isEmpty })
  }

  @Test(arguments: Shape.all)
  func `each shape of mail is read as it was meant`(_ shape: Shape) throws {
    let support = try #require(Self.support)
    let message = IncomingMessage(bytes: shape.bytes)
    for (key, value) in shape.expected {
      let found = try found(key, in: message, support)
      #expect(found == value, "\(key) of \(shape.name)")
    }
    if shape.expected["refusal"] == nil, shape.expected["from"] != nil {
      #expect(message.refusal == nil)
    }
  }

  private func found(
    _ key: String, in message: IncomingMessage, _ support: MailAddress
  ) throws -> String {
    switch key {
    case "subject": message.subject.text
    case "from": message.sender?.address.description ?? ""
    case "name": message.sender?.name.text ?? ""
    // Every program ends its texts with a line end or two of its own.
    case "text": String(message.text.drop { $0 == "\n" }.reversed().drop { $0 == "\n" }.reversed())
    case "source": "\(message.textSource)"
    case "attachments":
      message.attachments.map { "\($0.name)|\($0.type)|\($0.byteCount)" }.joined(separator: ";")
    case "id": message.messageID?.text ?? ""
    case "identity": message.messageID == nil ? kind(of: message.identity) : message.identity
    case "answers": message.answered.map(\.text).joined(separator: " ")
    case "date": message.date.map { "\($0.seconds)" } ?? ""
    case "automatic": message.automaticReason(support: support).map { "\($0)" } ?? "none"
    case "refusal": message.refusal.map { "\($0)" } ?? ""
    case "tickets": message.subjectTicketNumbers.map(String.init).joined(separator: " ")
    case "secrets": message.replySecrets(support: support).joined(separator: " ")
    case "fault": message.faults.map { "\($0)".prefix { $0 != "(" } }.joined(separator: " ")
    default: throw UnknownKey(key: key)
    }
  }

  @Test func `without an id two messages are one when their content is`() {
    func identity(_ text: String) -> String { IncomingMessage(bytes: Array(text.utf8)).identity }
    let first = "From: jo@client.nz\nSubject: a\nDate: 1 Jan 2026 10:00 +0000\n\nbody\n"
    #expect(identity("Received: by one\nDelivered-To: x@y\n" + first) == identity(first))
    for (part, other) in [("body", "Body"), ("Subject: a", "Subject: b"), ("10:00", "10:01")] {
      #expect(identity(first.replacing(part, with: other)) != identity(first))
    }
    #expect(identity("Message-ID: <a@x>\n" + first) == "a@x")
  }

  private func kind(of identity: String) -> String { String(identity.prefix { $0 != ":" }) }

  private struct UnknownKey: Error { let key: String }
}
