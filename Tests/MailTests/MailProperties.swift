import CivilTime
import Mail
import TestSupport
import Testing

/// What holds for any bytes at all.
struct MailProperties {
  /// Whatever came, what was read of it can stand in a header or a file's name, and is whole.
  private func check(_ bytes: [UInt8], _ seed: UInt64) throws {
    let message = IncomingMessage(bytes: bytes)
    let support = try #require(MailAddress("support@desk.example.nz"))
    var words = [message.subject.text]
    for mailbox in message.from + message.replyTo + message.to + message.cc + message.deliveredTo {
      words += [mailbox.name.text, mailbox.address.description]
      #expect(MailAddress(mailbox.address.description) == mailbox.address, "seed \(seed)")
    }
    words += message.answered.map(\.description)
    words += message.attachments.flatMap { [$0.name, $0.type] }
    for word in words {
      #expect(
        !word.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) },
        "seed \(seed)")
    }
    for attachment in message.attachments {
      #expect(!attachment.name.isEmpty && !attachment.name.contains("/"), "seed \(seed)")
      #expect(!attachment.name.hasPrefix("."), "seed \(seed)")
    }
    #expect(!message.text.utf8.contains { $0 < 0x20 && $0 != 9 && $0 != 10 }, "seed \(seed)")
    let reply = message.replyText
    let isBlank = message.text.unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || $0 == "\u{200B}"
    }
    #expect(reply.isEmpty == isBlank, "seed \(seed)")
    _ = message.automaticReason(support: support)
    _ = message.subjectTicketNumbers
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `any bytes can be read`(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let count = Int.random(in: 0...3_000, using: &random)
    let alphabet = Array(
      "From: <a@b>,;()\"\\=?utf-8?Q?B?==\r\n\n -- multipart/mixed boundary>".utf8)
    try check(
      (0..<count).map { _ in
        Bool.random(using: &random)
          ? alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
          : UInt8.random(in: 0...255, using: &random)
      }, seed)
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func `a message that was damaged or cut off can be read`(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var bytes = try #require(Shape.all.randomElement(using: &random)).bytes
    let other = try #require(Shape.all.randomElement(using: &random)).bytes
    for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let length = Int.random(in: 0...min(40, bytes.count - place), using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.removeLast(bytes.count - place)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.removeSubrange(place..<place + length)
      case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: 0)
      default: bytes.insert(contentsOf: other.prefix(length * 10), at: place)
      }
    }
    try check(bytes, seed)
  }

  private func words(_ random: inout SeededRandom, _ letters: [Unicode.Scalar], max: Int) -> String
  {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 1...max, using: &random) {
      text.append(letters.randomElement(using: &random) ?? "x")
    }
    return String(text)
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `what is written is read again as it was`(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let letters = Array("aB1 .,;:<>()[]@\"\\'=?_-é大🖨ß\u{301}\u{200D}\r\n\t\0".unicodeScalars)
    let atoms = Array("aB1.-+_ ,@\"\\é".unicodeScalars)
    let address = try #require(
      MailAddress(local: words(&random, atoms, max: 20), domain: "client.nz"))
    let written = OutgoingMessage(
      from: Mailbox(
        name: HeaderText(words(&random, letters, max: 60)),
        address: try #require(MailAddress("support@desk.example.nz"))),
      to: [
        Mailbox(name: HeaderText(words(&random, letters, max: 200)), address: address),
        Mailbox(address: try #require(MailAddress("al@client.nz"))),
      ],
      subject: HeaderText(words(&random, letters, max: 300)),
      date: Moment(seconds: Int64.random(in: 0...4_000_000_000, using: &random)),
      offsetMinutes: Int.random(in: -720...840, using: &random),
      messageID: try #require(MessageID(id: "\(seed)", domain: "desk.example.nz")),
      text: words(&random, letters, max: 500))
    let read = IncomingMessage(bytes: written.bytes)
    #expect(read.subject == written.subject, "seed \(seed)")
    #expect(read.from == [written.from], "seed \(seed)")
    #expect(read.to == written.to, "seed \(seed)")
    #expect(read.date == written.date, "seed \(seed)")
    #expect(read.messageID == written.messageID, "seed \(seed)")
    #expect(read.faults.isEmpty, "seed \(seed)")
    let plain = written.text.unicodeScalars.filter { $0 != "\0" && $0 != "\r" && $0 != "\n" }
    let back = read.text.unicodeScalars.filter { $0 != "\n" }
    #expect(Array(back) == Array(plain), "seed \(seed)")
  }
}
