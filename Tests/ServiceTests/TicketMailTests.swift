import Callbacks
import CivilTime
import Mail
import Rota
import Store
import Testing

@testable import Service

/// Updates, solving, and the emails that tell of them (spec: callbacks.md, "Tickets").
struct TicketMailTests {
  let address = "moana@harbour.example.nz"

  /// An answered call by day: a ticket whose requester has an address, and no callback.
  private func day() throws -> Night {
    let night = try Night("2026-07-09 10:00")
    try night.started()
    try night.details("c1", ["caller.email": address, "summary": "The till does not print."])
    try night.ended("c1", "answered")
    return night
  }

  @Test func `the number is told once, as soon as an address is known`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.started()
    #expect(night.mailer.told == [])
    try night.details("c1", ["caller.email": address, "summary": "The till does not print."])
    try night.ended("c1", "voicemail")
    #expect(night.mailer.told == ["made \(address)"])
    let mail = try #require(night.mailer.all.first)
    #expect(mail.message.subject.text == "[#1001] The till does not print.")
    #expect(mail.message.text.contains("ticket number is 1001"))
    #expect(mail.message.text.contains("https://kb.example.nz"))
    #expect(mail.sender.description == "desk@desk.example.nz")
  }

  @Test func `an address that was put right is told the number too`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.details("c1", ["caller.email": "moana@harbor.example.nz"])
    try night.details("c1", ["caller.email": address])
    #expect(night.mailer.told == ["made moana@harbor.example.nz", "made \(address)"])
  }

  @Test func `the requester is sent public updates and no notes`() throws {
    let night = try day()
    try night.write("aroha", "Router ordered.", isPublic: true)
    try night.write("aroha", "They pay late.", isPublic: false)
    #expect(night.mailer.told == ["made \(address)", "update \(address)"])
    let last = try #require(night.mailer.all.last)
    #expect(last.message.text.contains("Router ordered."))
    #expect(try night.whole().updates.map(\.isPublic) == [true, false])
    #expect(try night.history().suffix(2).map(\.what) == ["update", "note"])
  }

  @Test func `a thread holds together by its headers`() throws {
    let night = try day()
    try night.write("aroha", "Router ordered.", isPublic: true)
    let (first, second) = (night.mailer.all[0].message, night.mailer.all[1].message)
    #expect(second.inReplyTo == first.messageID)
    #expect(second.references == [first.messageID])
    #expect(first.replyTo == second.replyTo)
    let back = try #require(first.replyTo?.address)
    #expect(back.description.hasPrefix("support+t-1001x"))
    #expect(
      String(decoding: first.bytes, as: UTF8.self).contains("\nAuto-Submitted: auto-generated\n"))
  }

  @Test func `solving and opening again are told, and change nothing twice`() throws {
    let night = try day()
    #expect(try night.set(.solved).status == .solved)
    #expect(try night.set(.solved).solvedAt == night.now)
    try night.pass(.hours(1))
    #expect(try night.set(.open).solvedAt == nil)
    #expect(night.mailer.told.dropFirst() == ["solved \(address)", "reopened \(address)"])
    #expect(try night.history().suffix(2).map(\.what) == ["solved", "reopened"])
  }

  @Test func `a ticket on which a call is owed can't be solved`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.started()
    #expect(
      try night.core.set(.solved, of: TicketNumber(1001), by: night.aroha)
        == .refused(.callbackOwed))
    try night.rang("aroha", .reached)
    #expect(try night.set(.solved).status == .solved)
  }

  @Test func `a call that is owed after all opens its solved ticket again`() throws {
    let night = try day()
    try night.set(.solved)
    try night.post(.ended, "c1", ["outcome": "answered", "sent_to": "fallback"])
    #expect(try night.ticket().status == .open)
    #expect(try night.callback().status == .pending)
  }

  @Test func `28 days after it was solved a ticket closes, and not before`() throws {
    let night = try day()
    try night.set(.solved)
    try night.pass(.days(28))
    #expect(try night.ticket().status == .solved)
    try night.pass(.seconds(1))
    #expect(try night.ticket().status == .closed)
    #expect(try night.history().last?.what == "closed")
    #expect(try night.core.set(.open, of: TicketNumber(1001), by: night.aroha) == .refused(.closed))
    let update = try night.core.addUpdate(
      "Late.", isPublic: true, to: TicketNumber(1001), by: night.aroha)
    #expect(update == .refused(.closed))
  }

  @Test func `an email that the mailer does not take is tried again until it does, by the same id`()
    throws
  {
    let night = try Night("2026-07-10 02:00")
    night.mailer.works = false
    try night.details("c1", ["caller.email": address])
    try night.pass(.hours(30))
    let tries = night.mailer.all.count
    #expect((300...450).contains(tries), "every 5 minutes in the end, not \(tries) times")
    night.mailer.works = true
    try night.pass(.minutes(6))
    #expect(night.mailer.all.count == tries + 1)
    #expect(Set(night.mailer.all.map(\.message.messageID)).count == 1)
    try night.pass(.hours(5))
    #expect(night.mailer.all.count == tries + 1)
  }

  @Test func `an email that was in hand when the process ended is sent again`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.core.store.transaction {
      try night.core.mailNumber(of: night.plainTicket(email: address), now: night.now)
      _ = try night.core.claimMails(now: night.now)
    }
    #expect(night.mailer.told == [])
    try night.stop(until: "2026-07-10 02:10")
    #expect(night.mailer.told == ["made \(address)"])
  }

  @Test(arguments: [
    "moana@harbour.example.nz\r\nBcc: all@example.nz", "-oQ/tmp@example.nz", "a,b@example.nz",
    "moana", "\"a b\"@example.nz",
  ])
  func `an address that no mailer may be given is not written to`(_ email: String) throws {
    let night = try Night("2026-07-10 02:00")
    try night.core.store.transaction {
      try night.core.mailNumber(of: night.plainTicket(email: email), now: night.now)
    }
    try night.wake()
    #expect(night.mailer.told == [])
  }

  @Test func `what a caller said makes no header`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.details(
      "c1", ["caller.email": address, "summary": "Help\r\nBcc: all@example.nz\r\n\r\nHello"])
    let mail = try #require(night.mailer.all.first)
    let head = String(decoding: mail.message.bytes, as: UTF8.self).split(separator: "\n\n")[0]
    #expect(!head.split(separator: "\n").contains { $0.hasPrefix("Bcc") })
    #expect(mail.message.recipients == [address])
  }

  @Test func `a secret opens its own ticket alone`() throws {
    let night = try day()
    let secret = try night.core.replySecret(of: TicketNumber(1001))
    #expect(try night.core.ticket(ofReplySecret: secret) == TicketNumber(1001))
    let other = "1002" + secret.dropFirst(4)
    #expect(try night.core.ticket(ofReplySecret: other) == nil)
    #expect(try night.core.ticket(ofReplySecret: String(secret.dropLast())) == nil)
    #expect(try night.core.ticket(ofReplySecret: "x") == nil)
  }
}

extension Night {
  var aroha: Actor { Actor(person: Name("aroha"), door: .api) }

  func write(_ person: String, _ text: String, isPublic: Bool, on ticket: Int64 = 1001) throws {
    _ = try core.store.transaction {
      try core.addUpdate(
        text, isPublic: isPublic, to: TicketNumber(ticket),
        by: Actor(person: Name(person), door: .api))
    }
    try wake()
  }

  @discardableResult
  func set(_ status: StatusWish, of ticket: Int64 = 1001) throws -> Ticket {
    _ = try core.store.transaction {
      try core.set(status, of: TicketNumber(ticket), by: aroha)
    }
    try wake()
    return try self.ticket(ticket)
  }

  /// A ticket that stands in the store, of a requester with that address.
  func plainTicket(email: String) throws -> Ticket {
    let ticket = Ticket(
      number: try core.store.nextTicketNumber(), status: .open, subject: "Help",
      requester: CallerDetails(email: email), urgency: .normal,
      billing: Billing(group: .serviceDesk, reason: ""), source: .email, createdAt: now)
    try core.store.save(ticket)
    return ticket
  }
}
