import Callbacks
import CivilTime
import Mail
import Rota
import Store
import Testing

@testable import Service

/// Email that comes in (spec: callbacks.md, "Tickets"; http-api.md, "Mail").
struct MailInTests {
  let moana = "moana@harbour.example.nz"

  @Test func `an email makes a ticket, and its sender is told the number`() throws {
    let night = try Night("2026-07-10 02:00")
    let receipt = try night.mail(
      from: "Moana Tau <\(moana)>", subject: "Re: [#1777] Till", "It beeps.")
    #expect(receipt == MailReceipt(ticket: TicketNumber(1001), made: true))
    let ticket = try night.ticket()
    #expect(ticket.source == .email && ticket.billing.group == .serviceDesk)
    #expect(ticket.subject == "Till" && ticket.summary == "It beeps.")
    #expect(ticket.requester.name == "Moana Tau" && ticket.requester.email == moana)
    #expect(night.mailer.told == ["made \(moana)"])
    let answer = try #require(night.mailer.all.first?.message)
    #expect(answer.inReplyTo?.text == "m1@harbour.example.nz")
    #expect(answer.isAnswer)
  }

  @Test func `the same Message-ID twice counts once`() throws {
    let night = try Night("2026-07-09 10:00")
    let first = try night.mail(from: moana, "Help", id: "a@harbour.example.nz")
    let second = try night.mail(from: moana, "Help", id: "a@harbour.example.nz")
    #expect(first == second)
    #expect(try night.core.store.nextTicketNumber() == TicketNumber(1002))
    #expect(night.mailer.told.count == 1)
  }

  enum Way: CaseIterable { case messageID, secret, subject }

  @Test(arguments: Way.allCases)
  func `a reply finds its ticket, is cut to what is new, and opens it again`(_ way: Way) throws {
    let night = try Night("2026-07-09 10:00")
    try night.mail(from: moana, subject: "Till", "It beeps.")
    try night.set(.solved)
    let sent = try #require(night.mailer.all.last?.message)
    let receipt = try night.mail(
      from: moana, subject: way == .subject ? "Re: [#1001] Till" : "Re: Till",
      "Not solved!\n\nOn Thu, 9 Jul 2026 at 10:00, desk@desk.example.nz wrote:\n> Ticket 1001 is solved.",
      fields: way == .messageID ? ["In-Reply-To: \(sent.messageID)"] : [],
      to: way == .secret ? sent.replyTo?.address.description : nil)
    #expect(receipt == MailReceipt(ticket: TicketNumber(1001), made: false))
    #expect(try night.ticket().status == .open)
    #expect(try night.whole().updates.map(\.text) == ["Not solved!"])
    #expect(night.mailer.told.last == "reopened \(moana)")
  }

  @Test(arguments: Way.allCases)
  func `a stranger's reply is a ticket of its own, and the other stays as it is`(_ way: Way) throws
  {
    let night = try Night("2026-07-09 10:00")
    try night.mail(from: moana, subject: "Till", "It beeps.")
    try night.set(.solved)
    let sent = try #require(night.mailer.all.last?.message)
    try night.mail(
      from: "eve@example.com", subject: way == .subject ? "Re: [#1001] Till" : "Re: Till", "Hello",
      fields: way == .messageID ? ["In-Reply-To: \(sent.messageID)"] : [],
      to: way == .secret ? sent.replyTo?.address.description : nil)
    #expect(try night.ticket().status == .solved)
    #expect(try night.whole().updates == [])
    #expect(try night.ticket(1002).refersTo == TicketNumber(1001))
    #expect(night.mailer.told.last == "made eve@example.com")
  }

  @Test func `staff write to any ticket, and the requester is sent it`() throws {
    let night = try Night("2026-07-09 10:00")
    try night.mail(from: moana, subject: "Till", "It beeps.")
    try night.mail(from: "aroha@desk.example.nz", subject: "Re: [#1001] Till", "On my way.")
    #expect(try night.whole().updates.map(\.text) == ["On my way."])
    #expect(night.mailer.told == ["made \(moana)", "update \(moana)"])
  }

  @Test func `a reply to a closed ticket makes a new one that refers to it`() throws {
    let night = try Night("2026-07-09 10:00")
    try night.mail(from: moana, subject: "Till", "It beeps.")
    try night.set(.solved)
    let sent = try #require(night.mailer.all.last?.message)
    try night.pass(.days(28) + .seconds(1))
    try night.mail(
      from: moana, subject: "Re: Till", "Again.", fields: ["In-Reply-To: \(sent.messageID)"])
    #expect(try night.ticket(1002).refersTo == TicketNumber(1001))
    #expect(try night.ticket().status == .closed)
  }

  @Test(arguments: [
    ["Auto-Submitted: auto-replied"], ["Return-Path: <>"], ["List-Id: <all.example.nz>"],
    ["Precedence: bulk"], ["X-Ringback-Loop: yes"],
  ])
  func `what no person wrote makes nothing`(_ fields: [String]) throws {
    let night = try Night("2026-07-09 10:00")
    let receipt = try night.mail(from: moana, "I am away.", fields: fields)
    #expect(receipt == MailReceipt(ticket: nil, made: false))
    #expect(try night.core.store.nextTicketNumber() == .first)
    #expect(night.mailer.told == [])
  }

  @Test func `our own mail that comes back makes nothing`() throws {
    let night = try Night("2026-07-09 10:00")
    try night.mail(from: moana, "Help")
    let own = try #require(night.mailer.all.first?.message)
    #expect(try night.take(own.bytes) == MailReceipt(ticket: nil, made: false))
  }

  @Test func `who wants no answer of a program gets none, and has a ticket`() throws {
    let night = try Night("2026-07-09 10:00")
    try night.mail(from: moana, "Help", fields: ["X-Auto-Response-Suppress: All"])
    #expect(try night.ticket().requester.email == moana)
    #expect(night.mailer.told == [])
  }

  @Test func `two programs that answer each other come to an end`() throws {
    let night = try Night("2026-07-09 10:00")
    for _ in 0..<ServiceCore.answersMax + 5 {
      try night.mail(from: moana, "Thank you for your email.")
    }
    #expect(night.mailer.told.count == ServiceCore.answersMax)
    #expect(try night.core.store.nextTicketNumber() == TicketNumber(1016))
    try night.pass(.hours(1))
    try night.mail(from: moana, "Help")
    #expect(night.mailer.told.count == ServiceCore.answersMax + 1)
  }

  @Test func `what can't be read is kept aside whole, and the desk is told`() throws {
    let night = try Night("2026-07-09 10:00", files: RotaText.text(desk: "    notify push"))
    let bytes = Array("\u{0}\u{1}no message at all".utf8)
    #expect(try night.take(bytes) == MailReceipt(ticket: nil, made: false))
    let aside = try night.core.store.mailsAside(bytesMax: 1 << 20, now: night.now)
    #expect(aside.map(\.bytes) == [bytes])
    #expect(try night.told(.mailKeptAside) == ["10:00 desk"])
  }

  @Test func `attachments are kept, up to so many bytes of a ticket`() throws {
    let night = try Night("2026-07-09 10:00")
    let part = [UInt8](repeating: 65, count: 9 << 20)
    for _ in 0..<12 { try night.mail(from: moana, subject: "Re: [#1001] x", "More", file: part) }
    let files = try night.whole().attachments
    #expect(files.map(\.isKept) == Array(repeating: true, count: 11) + [false])
    #expect(files.allSatisfy { $0.name == "log.bin" && $0.byteCount == part.count })
  }

  @Test func `attachments are kept, up to so many of a ticket`() throws {
    let night = try Night("2026-07-09 10:00")
    let ticket = try night.plainTicket(email: moana)
    for _ in 0..<KeptAttachment.countMax - 1 {
      try night.core.store.add(
        KeptAttachment(
          ticket: ticket.number, at: night.now, name: "a", type: "a/b", byteCount: 1, bytes: [1]))
    }
    for _ in 0..<2 { try night.mail(from: moana, subject: "Re: [#1001] x", "More", file: [66]) }
    #expect(try night.whole().attachments.count == KeptAttachment.countMax)
  }
}

extension Night {
  /// A message as a mail program writes it.
  @discardableResult
  func mail(
    from: String, subject: String = "Help", _ text: String, id: String? = nil,
    fields: [String] = [], to: String? = nil, file: [UInt8]? = nil
  ) throws -> MailReceipt {
    mails += 1
    var head = [
      "From: \(from)", "To: \(to ?? "support@desk.example.nz")", "Subject: \(subject)",
      "Message-ID: <\(id ?? "m\(mails)@harbour.example.nz")>",
    ]
    head += fields
    guard let file else {
      return try take(Array((head + ["", text]).joined(separator: "\r\n").utf8))
    }
    head += [
      "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "", "--b",
      "Content-Type: text/plain", "", text, "--b", "Content-Type: application/octet-stream",
      "Content-Disposition: attachment; filename=log.bin", "",
    ]
    return try take(
      Array((head.joined(separator: "\r\n") + "\r\n").utf8) + file + Array("\r\n--b--\r\n".utf8))
  }

  func take(_ bytes: [UInt8]) throws -> MailReceipt {
    let receipt = try core.store.transaction {
      try core.receive(IncomingMessage(bytes: bytes), bytes: bytes, poster: "mail")
    }
    try wake()
    return receipt
  }
}
