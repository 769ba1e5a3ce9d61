import Callbacks
import CivilTime
import Rota
import TestSupport
import Testing

@testable import Store

/// What is kept for a while and no longer (spec: callbacks.md, "Nothing is lost"; http-api.md, "Callbacks").
struct KeptRowsTests {
  let folder: TemporaryFolder
  let store: Store

  init() throws {
    folder = try TemporaryFolder()
    store = try Store(path: folder.path + "/store")
  }

  private func reply(_ key: String, token: String = "desk", at: Moment = Rows.now) -> KeptReply {
    KeptReply(token: token, key: key, digest: [1], at: at, status: 200, body: key)
  }

  @Test func `a key is a token's own, and is kept for seven days`() throws {
    try store.add(reply("k"))
    #expect(try store.reply(token: "desk", key: "k", now: Rows.now)?.body == "k")
    #expect(try store.reply(token: "other", key: "k", now: Rows.now) == nil)
    let end = Rows.now + .days(7)
    #expect(try store.reply(token: "desk", key: "k", now: end - .microseconds(1)) != nil)
    #expect(try store.reply(token: "desk", key: "k", now: end) == nil)
    try store.add(reply("k", at: end))
    #expect(try store.reply(token: "desk", key: "k", now: end)?.at == end)
  }

  @Test func `a moment of the clockwork is read anew by each transaction and snapshot`() throws {
    func set(_ seconds: Int64) throws {
      try store.transaction {
        _ = try store.clockworkMoment("a")
        try store.setClockworkMoment("a", to: Moment(seconds: seconds))
        let read = try store.clockworkMoment("a")
        #expect(read == Moment(seconds: seconds))
      }
    }
    let reader = try Store(readingFrom: folder.path + "/store")
    for seconds in Int64(1)...2 {
      try set(seconds)
      let read = try reader.snapshot { try reader.clockworkMoment("a") }
      #expect(read == Moment(seconds: seconds))
    }
    // As a command beside the service does.
    let other = try Store(path: folder.path + "/store")
    for seconds in Int64(3)...4 {
      try other.transaction { try other.setClockworkMoment("a", to: Moment(seconds: seconds)) }
      let read = try store.transaction { try store.clockworkMoment("a") }
      #expect(read == Moment(seconds: seconds))
    }
    struct Thrown: Error {}
    try store.transaction {
      try? store.savepoint {
        try store.setClockworkMoment("a", to: Moment(seconds: 5))
        throw Thrown()
      }
      let read = try store.clockworkMoment("a")
      #expect(read == Moment(seconds: 4))
    }
    try? store.transaction {
      try store.setClockworkMoment("a", to: Moment(seconds: 5))
      throw Thrown()
    }
    let read = try store.transaction { try store.clockworkMoment("a") }
    #expect(read == Moment(seconds: 4))
  }

  private func refuse(_ name: String, at: Moment = Rows.now) throws {
    try store.add(RefusedBody(at: at, poster: "pbx", body: Array(name.utf8), errors: "[]"))
  }

  @Test func `the newest thousand refused bodies are kept, whole`() throws {
    try store.transaction { for number in 1...1000 { try refuse("\(number)") } }
    #expect(try store.refusedBodies(now: Rows.now).count == 1000)
    #expect(try store.refusedBodies(now: Rows.now).last?.body == Array("1".utf8))
    try refuse("1001")
    let kept = try store.refusedBodies(now: Rows.now)
    #expect(kept.count == 1000)
    #expect(kept.first?.body == Array("1001".utf8))
    #expect(kept.last?.body == Array("2".utf8))
  }

  @Test func `refused bodies are kept for thirty days`() throws {
    try refuse("old")
    #expect(try store.refusedBodies(now: Rows.now + .days(30)).count == 1)
    #expect(try store.refusedBodies(now: Rows.now + .days(30) + .microseconds(1)).isEmpty)
  }

  @Test func `the list goes on behind its cursor, by deadline and then number`() throws {
    for id in Int64(1)...5 {
      try store.save(Rows.ticket(1000 + id))
      let due = Rows.now + .minutes(id == 5 ? -1 : Int(id) / 2)
      try store.save(Rows.callback(id, on: 1000 + id, .pending, due: due))
    }
    var filter = CallbackFilter()
    filter.limit = 2
    var seen: [Int64] = []
    while true {
      let page = try store.callbacks(filter, now: Rows.now)
      let shown = page.prefix(2)
      seen += shown.map(\.id.value)
      guard page.count > 2, let last = shown.last else { break }
      filter.after = CallbackCursor(dueAt: last.dueAt, id: last.id)
    }
    #expect(seen == [5, 1, 2, 3, 4])
  }

  @Test func `a person's list has what they hold, and what they were told and nobody holds`() throws
  {
    for id in Int64(1)...4 { try store.save(Rows.ticket(1000 + id)) }
    var held = Rows.callback(1, on: 1001, .acknowledged)
    held.holder = Name("aroha")
    try store.save(held)
    for id in Int64(2)...3 { try store.save(Rows.callback(id, on: 1000 + id, .pending)) }
    var others = Rows.callback(4, on: 1004, .acknowledged)
    others.holder = Name("ben")
    try store.save(others)
    for id in [Int64(2), 4] {
      try store.add(
        NoticeOrder(
          kind: .callbackReady, recipient: .person(Name("aroha")), text: "ring",
          ticket: TicketNumber(1000 + id), callback: CallbackID(id)), uid: "n\(id)",
        channels: [Name("sms")], now: Rows.now)
    }
    var filter = CallbackFilter()
    filter.person = Name("aroha")
    #expect(try store.callbacks(filter, now: Rows.now).map(\.id.value) == [1, 2])
  }
}

/// Which notices have their turn (spec: callbacks.md, "Notices").
struct DeliveryTurnTests {
  @Test func `what is lost, and other channels, have their turn before what waits for room`() throws
  {
    let folder = try TemporaryFolder()
    let store = try Store(path: folder.path + "/store")
    try store.connection.execute("PRAGMA foreign_keys = OFF")
    func add(_ channel: String, _ state: String, at wake: Int64, hasFailed: Bool) throws {
      try store.connection.insert(
        "deliveries",
        [
          "notice": .integer(1), "channel": .text(channel), "position": .integer(0),
          "state": .text(state), "tries": .integer(0), "has_failed": .integer(hasFailed ? 1 : 0),
          "wake_at": .integer(wake),
        ])
    }
    for _ in 0..<600 { try add("mail", "due", at: 1, hasFailed: false) }
    for _ in 0..<24 { try add("mail", "sending", at: 2, hasFailed: true) }
    try add("sms", "due", at: 3, hasFailed: true)
    let now = Moment(microseconds: 5)
    let inHand = try store.deliveriesInHand()
    let first = try store.deliveriesDue(
      by: now, inHand: inHand, inHandMax: 24, limit: 25)
    #expect(first.map(\.id) == Array(601...625))
    #expect(first.map(\.onlyNeedsRoom) == Array(repeating: false, count: 24) + [true])
    // With one place free all of them may have it.
    let free = try store.deliveriesDue(
      by: now, inHand: inHand, inHandMax: 25, limit: 25)
    #expect(free.map(\.id) == Array(601...624) + [1])
  }
}
