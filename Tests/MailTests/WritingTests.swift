import CivilTime
import Mail
import TestSupport
import Testing

/// What goes out, and that nothing a stranger said gets into its header.
struct WritingTests {
  private func message(
    name: String = "Jo", address: String = "jo@client.nz", subject: String = "Printer",
    text: String = "It is broken.\n"
  ) throws -> OutgoingMessage {
    OutgoingMessage(
      from: Mailbox(name: "Desk", address: try #require(MailAddress("support@desk.example.nz"))),
      to: [Mailbox(name: HeaderText(name), address: try #require(MailAddress(address)))],
      subject: HeaderText(subject), date: Moment(seconds: 1_798_059_600), offsetMinutes: 780,
      messageID: try #require(MessageID(id: "77", domain: "desk.example.nz")), text: text)
  }

  private func lines(_ message: OutgoingMessage) -> [Substring] {
    String(decoding: message.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test func `a message is written field by field`() throws {
    var message = try message()
    message.inReplyTo = MessageID("a@x")
    message.references = ["r@x", "a@x"].compactMap { MessageID($0) }
    message.replyTo = message.from.address.replyAddress(secret: "abc1").map { Mailbox(address: $0) }
    message.isAnswer = true
    #expect(
      lines(message) == [
        "From: Desk <support@desk.example.nz>", "To: Jo <jo@client.nz>",
        "Reply-To: support+t-abc1@desk.example.nz", "Subject: Printer",
        "Date: Thu, 24 Dec 2026 10:00:00 +1300", "Message-ID: <ringback.77@desk.example.nz>",
        "In-Reply-To: <a@x>", "References: <r@x> <a@x>", "Auto-Submitted: auto-replied",
        "X-Auto-Response-Suppress: All", "X-Ringback-Loop: yes", "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
        "", "It is broken.", "",
      ])
  }

  static let attacks = [
    "Jo\r\nBcc: al@x.nz", "Jo\nBcc: al@x.nz", "Jo\rBcc: al@x.nz", "Jo\0Bcc: al@x.nz",
    "Jo\u{2028}Bcc: al@x.nz", "Jo\u{85}Bcc: al@x.nz", "Jo\r\n\r\nbody", "\nBcc: al@x.nz",
    "Jo> <al@x.nz", "Jo, al@x.nz", "Jo\" <al@x.nz>", "\\", "\"", "=?utf-8?Q?=0ABcc:?=",
    "é\r\nBcc: x",
  ]

  @Test(arguments: attacks)
  func `nothing in a name or a subject makes a header or an address`(_ attack: String) throws {
    let plain = try message()
    for written in [
      try message(name: attack), try message(subject: attack),
      try message(name: String(repeating: attack, count: 20)),
    ] {
      let names = lines(written).prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }
        .map { $0.prefix { $0 != ":" } }
      let expected = lines(plain).prefix { !$0.isEmpty }.map { $0.prefix { $0 != ":" } }
      #expect(names == expected)
      let read = IncomingMessage(bytes: written.bytes)
      #expect(read.to.map(\.address) == written.to.map(\.address))
      #expect(read.to.first?.name == written.to.first?.name)
      #expect(read.subject == written.subject)
      #expect(read.header["bcc"] == nil)
    }
  }

  @Test(arguments: [
    "jo@x.nz\r\nBcc: al@y.nz", "jo\n@x.nz", "jo\0@x.nz", "jo@x.nz\0", "jo@x.nz,al@y.nz", "jo@x .nz",
    "jo@-x.nz", "jo@x..nz", "@x.nz", "jo@", "jo", "", "jo al@x.nz", "<jo@x.nz>", "jo@x.nz>",
    "\"jo@x.nz", "\"a\"b@x.nz", "jo@[x\ny]", "jo@x.nz;", "\"a\nb\"@x.nz", "\"a\0b\"@x.nz",
    "\"\"@x.nz", "jo@x/y.nz", "jo@x@y.nz",
    String(repeating: "a", count: 65) + "@x.nz",
    "a@" + String(repeating: "a.", count: 126) + "nz",
  ])
  func `what is no single address is refused`(_ text: String) {
    #expect(MailAddress(text) == nil)
  }

  @Test(arguments: [
    ("jo@x.nz", "jo@x.nz"), ("-jo@x.nz", "\"-jo\"@x.nz"), ("\"a,b\"@x.nz", "\"a,b\"@x.nz"),
    ("\"a b\"@x.nz", "\"a b\"@x.nz"), ("\"a\\\"b\"@x.nz", "\"a\\\"b\"@x.nz"),
    ("\"jo\"@X.NZ", "jo@x.nz"), ("a..b@x.nz", "\"a..b\"@x.nz"),
    ("jo@[192.0.2.1]", "jo@[192.0.2.1]"),
  ])
  func `an odd address is written so that it stays one`(_ text: String, _ written: String) throws {
    let address = try #require(MailAddress(text))
    #expect(address.description == written)
    #expect(!address.description.hasPrefix("-"))
    #expect(MailAddress(written) == address)
    #expect(try message(address: text).recipients == [written])
  }

  @Test func `addresses of one mailbox are equal`() {
    #expect(MailAddress("Jo@X.nz") == MailAddress("jo@x.NZ"))
    #expect(MailAddress("jo@x.nz") != MailAddress("al@x.nz"))
  }

  @Test func `the longest address is 254 bytes`() {
    let labels = String(repeating: String(repeating: "a", count: 60) + ".", count: 4)
    #expect(MailAddress("abcdefgh@\(labels)n") != nil)
    #expect(MailAddress("abcdefghi@\(labels)n") == nil)
  }

  @Test(arguments: ["", "a b", "a@b", "a>b", "a\nb", "ä"])
  func `an id that would break its brackets makes none`(_ id: String) {
    #expect(MessageID(id: id, domain: "x.nz") == nil)
    #expect(MessageID(id: "1", domain: id) == nil)
  }

  @Test func `no line is longer than 78 columns`() throws {
    var message = try message(
      name: String(repeating: "Jürgen 大 ", count: 30),
      subject: String(repeating: "Störung ", count: 100),
      text: String(repeating: "é大x ", count: 500))
    message.references = (1...60).compactMap { MessageID("reference\($0)@client.nz") }
    #expect(lines(message).allSatisfy { $0.utf8.count <= 78 })
    let read = IncomingMessage(bytes: message.bytes)
    #expect(read.subject == message.subject)
    #expect(read.references == message.references.prefix(1) + message.references.suffix(19))
  }

  @Test(arguments: ["From here", ".", "a ", "a\t", "=3D", "a\n\nb", "\n", "", "é\n"])
  func `a text comes back as it was`(_ text: String) throws {
    let bytes = try message(text: text).bytes
    #expect(IncomingMessage(bytes: bytes).text == (text.hasSuffix("\n") ? text : text + "\n"))
    #expect(!lines(try message(text: text)).contains { $0 == "." || $0.hasPrefix("From ") })
  }

  @Test func `our own mail is known when it comes back`() throws {
    let support = try #require(MailAddress("support@desk.example.nz"))
    #expect(
      IncomingMessage(bytes: try message().bytes).automaticReason(support: support) == .ownMail)
  }

  @Test func `a secret is small letters and digits`() throws {
    let support = try #require(MailAddress("support@desk.example.nz"))
    #expect(support.replyAddress(secret: "a1")?.description == "support+t-a1@desk.example.nz")
    for secret in ["", "A", "a.b", "a b", "a\n", String(repeating: "a", count: 60)] {
      #expect(support.replyAddress(secret: secret) == nil)
    }
  }
}
