import Callbacks
import CivilTime
import Glibc
import PhoneNumbers
import Rota
import Store
import Testing

@testable import Service

/// Personal details are wiped after their time (spec: cli.md, stanza `keep`).
struct WipingTests {
  /// Each stands somewhere of its own.
  static let secrets = [
    "Moana", "555 0777", "5550777", "harbour.example.nz", "quetzal", "later-words",
    "attempt-note", "promise-note", "handover-note", "time-note", "staff-note", "public-news",
    "reply-words", "attached-bytes", "attached-name", "recording-7", "refused-words",
    "aside-words", "reply-kept", "odd-field",
  ]

  /// Whatever stands in the store's file and its log.
  private func found(_ night: Night) -> [String] {
    let parts = ["", "-wal"].map { suffix -> [UInt8] in
      guard let file = fopen(night.storePath + suffix, "r") else { return [] }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 1 << 22)
      let count = fread(&bytes, 1, bytes.count, file)
      return Array(bytes.prefix(count))
    }
    return WipingTests.secrets.filter { secret in
      parts.contains { holds($0, Array(secret.utf8)) }
    }
  }

  private func holds(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { all in
      guard let start = all.baseAddress else { return false }
      var at = 0
      while at + word.count <= all.count,
        let first = memchr(start + at, Int32(word[0]), all.count - at - word.count + 1)
      {
        if memcmp(first, word, word.count) == 0 { return true }
        at = UnsafeRawPointer(first) - start + 1
      }
      return false
    }
  }

  /// A ticket with something in every table, solved.
  private func whole(_ night: Night, mailerWorks: Bool) throws {
    night.mailer.works = mailerWorks
    try night.started(
      from: "021 555 0777",
      [
        "caller.name": "Moana Tau", "caller.email": "moana@harbour.example.nz",
        "caller.organisation": "Harbour Ltd", "x-odd": "odd-field",
      ])
    try night.details(
      "c1", ["summary": "quetzal", "recording_url": "https://pbx.example.nz/recording-7"])
    try night.started("c2", from: "021 555 0777", ["summary": "later-words"])
    let note = "attempt-note of Moana"
    try night.act(
      "ben",
      .attempt(
        CallbackAction.AttemptReport(outcome: .noAnswer, at: nil, minutes: nil, note: note)))
    try night.act("ben", .promise(night.now + .minutes(30), note: "promise-note"))
    try night.act("ben", .handOver(.person(Name("kiri")), note: "handover-note"))
    try night.write("ben", "staff-note on Moana", isPublic: false)
    try night.write("ben", "public-news for Moana", isPublic: true)
    try night.mail(
      from: "Moana <moana@harbour.example.nz>", subject: "Re: [#1001]", "reply-words",
      file: Array("attached-bytes".utf8))
    _ = try night.core.addTime(
      TimeEntry(
        ticket: TicketNumber(1001), person: Name("ben"), start: night.now - .minutes(20),
        end: night.now, note: "time-note", recordedAt: night.now), by: "ben")
    try night.rang("kiri", .reached)
    try night.set(.solved)
  }

  private func aside(_ night: Night) throws {
    let store = night.core.store
    try store.transaction {
      try store.add(
        RefusedBody(
          at: night.now, poster: "pbx", body: Array("refused-words".utf8), errors: "[]"))
      try store.add(
        MailAside(
          at: night.now, poster: "mail", reason: "x", bytes: Array("aside-words".utf8)))
      try store.add(
        KeptReply(
          token: "t", key: "k", digest: [1], at: night.now, status: 200, body: "reply-kept"))
      try store.add(
        KeptAttachment(
          ticket: TicketNumber(1001), at: night.now, name: "attached-name", type: "text/plain",
          byteCount: 0, bytes: []))
    }
  }

  @Test(arguments: [true, false])
  func `after their time no byte of them is in the store, nor in its log`(mailerWorks: Bool) throws
  {
    let night = try Night("2026-07-10 02:00")
    try whole(night, mailerWorks: mailerWorks)
    try aside(night)
    #expect(found(night) == WipingTests.secrets)
    let (before, billed) = (
      try night.whole(), try night.core.store.timeEntries(of: TicketNumber(1001))
    )
    try night.keep(for: .days(1))
    try night.pass(.days(1) - .seconds(1))
    #expect(try night.ticket().requester.name == "Moana Tau")
    try night.pass(.seconds(2))
    #expect(found(night) == [])
    let after = try night.whole()
    #expect(
      after.ticket.number == before.ticket.number && after.ticket.solvedAt == before.ticket.solvedAt
    )
    #expect(after.ticket.requester == CallerDetails(organisation: "Harbour Ltd"))
    #expect(after.ticket.billing == before.ticket.billing)
    #expect(after.history.map(\.what) == before.history.map(\.what))
    #expect(
      after.history.filter { $0.what == "made" }.map(\.note)
        == before.history.filter { $0.what == "made" }.map(\.note))
    #expect(
      after.time.map(\.pieces) == billed.map(\.pieces)
        && after.time.map(\.start) == billed.map(\.start))
    #expect(after.calls.map(\.arrival) == before.calls.map(\.arrival))
    #expect(night.log.contains { $0.hasPrefix("event=wipe tickets=1 ") })
    #expect(try night.core.store.tickets(TicketFilter()).count == 1)
    var filter = TicketFilter()
    filter.words = TicketWords("moana")
    #expect(try night.core.store.tickets(filter).isEmpty)
    #expect(try night.core.store.isSound())
    #expect(try night.core.store.nextMoments().mail == nil)
  }

  @Test func `many are wiped in batches, across a stop, and the others' words stay`() throws {
    let night = try Night("2026-07-10 02:00")
    for number in 0..<Int64(Wiping.ticketsMax * 2 + 3) {
      try night.started("c\(number)", from: nil, ["caller.name": "Moana \(number)"])
      try night.act("ben", .cancel(reason: "x"), on: 1001 + number)
      try night.set(.solved, of: 1001 + number)
    }
    try night.started("open", from: "021 555 0888", ["caller.name": "Tui"])
    try night.keep(for: .days(1))
    try night.stop(until: "2026-07-12 02:00")
    #expect(found(night) == [])
    #expect(night.log.filter { $0.hasPrefix("event=wipe") }.count == 3)
    var filter = TicketFilter()
    filter.words = TicketWords("tui")
    #expect(try night.core.store.tickets(filter).count == 1)
  }

  @Test func `calls without a ticket are wiped too, and what is kept for ever stays`() throws {
    let night = try Night("2026-07-09 10:00")
    try night.keep(for: nil)
    try night.started("c1", from: "021 555 0777", ["caller.name": "Moana"])
    try night.ended("c1", "answered")
    try night.pass(.days(40))
    #expect(try night.call().name?.value == "Moana")
    try night.keep(for: .days(40))
    let call = try night.call()
    #expect(call.name == nil)
    #expect(call.from == nil)
    #expect(call.ticket == nil)
    #expect(found(night) == [])
  }

  @Test func `what is added to a wiped ticket is wiped in its turn`() throws {
    let night = try Night("2026-07-10 02:00")
    try whole(night, mailerWorks: true)
    try night.keep(for: .days(1))
    try night.pass(.days(2))
    try night.write("ben", "staff-note again", isPublic: false)
    #expect(found(night) == [])
    try night.set(.open)
    try night.write("ben", "staff-note thrice", isPublic: false)
    #expect(found(night) == ["staff-note"])
    try night.set(.solved)
    try night.pass(.days(1) + .seconds(1))
    #expect(found(night) == [])
  }
}
