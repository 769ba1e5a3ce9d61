import Callbacks
import CivilTime
import PhoneNumbers
import Rota
import TestSupport
import Testing

@testable import Store

/// What is kept, and how (spec: callbacks.md, "After a stop").
struct StoreTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/store" }
  private let now = Moment(seconds: 1_783_605_600)

  init() throws { folder = try TemporaryFolder(inMemory: true) }

  private func ticket(_ number: Int64 = 1001) -> Ticket {
    Ticket(
      number: TicketNumber(number), status: .open, subject: "Call", requester: CallerDetails(),
      urgency: .normal, billing: Billing(group: .afterHours, reason: "weekend"), source: .phone,
      createdAt: now)
  }

  private func callback(_ id: Int64, on number: Int64 = 1001) -> Callback {
    Callback(
      id: CallbackID(id), ticket: TicketNumber(number), status: .pending, owner: .onCall,
      dueAt: now + .hours(1), firstDueAt: now + .hours(1), dueSetAt: now, isPromised: false,
      attemptedInTime: false, createdAt: now, urgency: .normal, calls: 1, warnings: [])
  }

  // MARK: - The file

  @Test func `an empty file takes every step of the schema, and once`() throws {
    for _ in 0..<2 {
      let store = try Store(path: path)
      let version = try store.connection.first("PRAGMA user_version") {
        try $0.integer("user_version")
      }
      #expect(version == Int64(Store.schemaVersion))
      #expect(try store.isSound())
    }
  }

  @Test func `what is no store is not written over`() throws {
    try folder.write("store", String(repeating: "a shopping list\n", count: 300))
    let fault = #expect(throws: StoreFault.self) { _ = try Store(path: path) }
    #expect(fault?.kind == .damaged)
    #expect(folder.read("store")?.hasPrefix("a shopping list") == true)
  }

  @Test func `a commit waits for the disk, by a write-ahead log, with foreign keys held`() throws {
    let store = try Store(path: path)
    let wanted: KeyValuePairs<String, SQLiteValue> = [
      "journal_mode": .text("wal"), "synchronous": .integer(2), "foreign_keys": .integer(1),
    ]
    for (pragma, value) in wanted {
      let found = try store.connection.first("PRAGMA \(pragma)") { $0.value(at: 0) }
      #expect(found == value)
    }
  }

  // MARK: - What holds whatever the rules do

  @Test func `a callback without its ticket can't be kept`() throws {
    let store = try Store(path: path)
    #expect(throws: StoreFault.self) { try store.save(callback(1)) }
  }

  // MARK: - Transactions

  @Test func `what was committed is there afterwards, and nothing else`() throws {
    do {
      let store = try Store(path: path)
      try store.transaction { try store.save(ticket(1001)) }
      #expect(throws: Stop.self) {
        try store.transaction {
          try store.save(ticket(1002))
          throw Stop()
        }
      }
    }
    let store = try Store(path: path)
    #expect(try store.ticket(TicketNumber(1001)) == ticket(1001))
    #expect(try store.ticket(TicketNumber(1002)) == nil)
    #expect(try store.nextTicketNumber() == TicketNumber(1002))
  }

  @Test func `a part in which SQLite gave up the whole says its own fault, and all know it`() throws
  {
    let store = try Store(path: path)
    #expect(throws: Stop.self) {
      try store.transaction {
        try store.savepoint {
          #expect(store.isInTransaction)
          // As SQLite does by itself when the disk is full.
          try store.connection.execute("ROLLBACK")
          throw Stop()
        }
      }
    }
    #expect(!store.isInTransaction)
    try store.transaction { try store.save(ticket()) }
  }

  private struct Stop: Error {}

  // MARK: - Values

  @Test func `a call comes back as it was, to the last character`() throws {
    let store = try Store(path: path)
    var call = Call(
      key: CallKey(1), callID: "c\u{0}'\"; --", firstHeardAt: now, lastHeardAt: now,
      arrival: now + .microseconds(1), hasStarted: true, route: .desk, urgency: .low,
      hasDetails: true, isOwed: false, madeTicket: false,
      warnings: [.badField("caller_email"), .clockAhead])
    try store.save(call)
    (call.callID, call.arrival, call.route) = (call.callID + "2", now, .onCall)
    call.lastHeardAt = now + .hours(1)
    call.from = Stamped(WrittenNumber("anonymous"), at: now)
    call.summary = Stamped("a NUL \u{0} and what follows\n😀", at: now)
    call.phone = Stamped(WrittenNumber("(09) 555-0101"), at: now - .days(1))
    call.outcome = Stamped(.voicemail, at: now)
    call.sentTo = Stamped(.fallback, at: now)
    try store.save(call)
    #expect(try store.call(CallKey(1)) == call)
    #expect(try store.call(withID: call.callID) == call)
  }

  @Test func `a callback comes back as it was`() throws {
    let store = try Store(path: path)
    try store.save(ticket())
    var callback = callback(1)
    try store.save(callback)
    callback.holder = Name("kāhu")
    (callback.dueAt, callback.completedAt) = (now + .hours(2), now + .hours(3))
    callback.status = .acknowledged
    callback.warnings = [.premiumRateNumber, .foreignNumber]
    callback.callerKey = "+64215550199"
    (callback.remindAt, callback.remindersLeft) = (now, 2)
    try store.save(callback)
    #expect(try store.callback(CallbackID(1)) == callback)
  }

  @Test func `a change writes its row, and the indexes of what has changed alone`() throws {
    let store = try Store(path: path)
    var (ticket, callback) = (ticket(), callback(1))
    var call = Call(
      key: CallKey(1), callID: "c1", firstHeardAt: now, lastHeardAt: now, arrival: now,
      hasStarted: true, route: .onCall, urgency: .low, hasDetails: true, isOwed: true,
      madeTicket: true, warnings: [])
    try store.save(ticket)
    try store.save(callback)
    call.ticket = ticket.number
    try store.save(call)
    func pages(_ write: () throws -> Void) throws -> Int {
      let before = store.logPages
      try store.transaction(write)
      return store.logPages - before
    }
    callback.remindersLeft = 2
    #expect(try pages { try store.save(callback) } == 1)
    // Of all by their deadline, of the open ones, and of what is due next.
    callback.dueAt = now + .hours(2)
    #expect(try pages { try store.save(callback) } == 4)
    call.lastHeardAt = now + .hours(1)
    call.summary = Stamped("The till is stuck.", at: now)
    #expect(try pages { try store.save(call) } == 1)
    ticket.urgency = .urgent
    #expect(try pages { try store.save(ticket) } == 1)
    #expect(try pages { try store.save(ticket) } == 0)
    let faults = try store.connection.rows("PRAGMA integrity_check") {
      try $0.text("integrity_check")
    }
    #expect(faults == ["ok"])
  }

  @Test func `a token's name is taken once`() throws {
    let store = try Store(path: path)
    let token = Token(name: "pbx", role: .telephony, person: nil, hash: [1, 2], madeAt: now)
    #expect(try store.add(token))
    #expect(
      try !store.add(Token(name: "pbx", role: .manager, person: nil, hash: [3], madeAt: now)))
    #expect(try store.token(withHash: [1, 2]) == token)
    #expect(try store.removeToken(named: "pbx"))
    #expect(try store.token(withHash: [1, 2]) == nil)
  }

}
