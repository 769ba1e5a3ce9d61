import CSQLite
import Callbacks
import CivilTime
import TestSupport
import Testing

@testable import Store

/// The file itself: its tables, its version, what it refuses (spec: callbacks.md).
struct StoreFileTests {
  let folder: TemporaryFolder
  var path: String { folder.path + "/store" }

  init() throws { folder = try TemporaryFolder() }

  @Test func `an empty file gets all tables, each of them strict`() throws {
    let store = try Store(path: path)
    let version = try store.connection.first("PRAGMA user_version") {
      try $0.integer("user_version")
    }
    #expect(version == Int64(Store.schemaVersion))
    let loose = try store.connection.rows(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 "
        + "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'ticket_words%'"
    ) { try $0.text("name") }
    #expect(loose.isEmpty)
  }

  @Test func `a newer schema is refused, for writing and for reading`() throws {
    try Store(path: path).connection.execute("PRAGMA user_version = \(Store.schemaVersion + 1)")
    for open in [{ _ = try Store(path: path) }, { _ = try Store(readingFrom: path) }] {
      let fault = #expect(throws: StoreFault.self) { try open() }
      #expect(fault?.kind == .newerSchema)
    }
  }

  @Test func `what was committed is there when it is opened again`() throws {
    let moment = Moment(seconds: 1_783_612_800)
    try Store(path: path).setClockworkMoment("x", to: moment)
    #expect(try Store(path: path).clockworkMoment("x") == moment)
    #expect(try Store(readingFrom: path).clockworkMoment("x") == moment)
  }

  @Test func `a text where a number belongs is refused`() throws {
    let store = try Store(path: path)
    #expect(throws: StoreFault.self) {
      try store.connection.run("INSERT INTO clockwork (name, at) VALUES ('x', 'soon')", [])
    }
  }

  @Test func `history is neither changed nor deleted`() throws {
    let store = try Store(path: path)
    try store.save(Rows.ticket(1001))
    try store.add(
      HistoryEntry(
        ticket: TicketNumber(1001), callback: nil, at: Rows.now, by: "aroha", door: .api,
        what: "made", note: nil))
    for statement in ["UPDATE history SET by = 'ben'", "DELETE FROM history"] {
      #expect(throws: StoreFault.self) { try store.connection.run(statement, []) }
    }
    #expect(try store.history(of: TicketNumber(1001)).map(\.by) == ["aroha"])
  }

  @Test func `a ticket has at most one open callback`() throws {
    let store = try Store(path: path)
    try store.save(Rows.ticket(1001))
    try store.save(Rows.callback(1, on: 1001, .cancelled))
    try store.save(Rows.callback(2, on: 1001, .pending))
    #expect(throws: StoreFault.self) {
      try store.save(Rows.callback(3, on: 1001, .acknowledged))
    }
    #expect(try store.callback(of: TicketNumber(1001))?.id == CallbackID(2))
  }

  @Test func `a part that throws undoes itself alone`() throws {
    let store = try Store(path: path)
    struct Thrown: Error {}
    try store.transaction {
      try store.setClockworkMoment("before", to: Rows.now)
      #expect(throws: Thrown.self) {
        try store.savepoint {
          try store.setClockworkMoment("within", to: Rows.now)
          throw Thrown()
        }
      }
      try store.setClockworkMoment("after", to: Rows.now)
    }
    #expect(try store.clockworkMoment("before") == Rows.now)
    #expect(try store.clockworkMoment("within") == nil)
    #expect(try store.clockworkMoment("after") == Rows.now)
  }
}

enum Rows {
  static let now = Moment(seconds: 1_783_612_800)

  static func ticket(_ number: Int64) -> Ticket {
    Ticket(
      number: TicketNumber(number), status: .open, subject: "Call", requester: CallerDetails(),
      urgency: .normal, billing: Billing(group: .afterHours, reason: "a reason"), source: .phone,
      createdAt: now)
  }

  static func callback(
    _ id: Int64, on ticket: Int64, _ status: CallbackStatus, due: Moment = now
  ) -> Callback {
    Callback(
      id: CallbackID(id), ticket: TicketNumber(ticket), status: status, owner: .onCall, dueAt: due,
      firstDueAt: due, dueSetAt: now, isPromised: false, attemptedInTime: false, createdAt: now,
      urgency: .normal, calls: 1, warnings: [])
  }
}
