import Callbacks
public import CivilTime

/// The one file in which everything is kept. A value of this type is one connection to it, and has one
/// owner: the service's writer, a reader, or a command beside the running service.
///
/// What was committed is on disk: the journal is a write-ahead log, and each commit waits for the disk
/// (`synchronous=FULL`).
public final class Store {
  let connection: SQLiteConnection
  /// The schema that the file had, when opening it has brought its tables up to date: then a copy of it as it
  /// was stands beside it (``keptBeforeUpgrade(of:schema:)``).
  public private(set) var upgradedFrom: Int?
  /// Of tickets saved in this transaction, of which the index of words is not told yet.
  var changedWords: [TicketNumber: IndexedWords] = [:]

  /// The clockwork's few moments, once they have been read.
  var clockworkMoments: [String: Moment]?
  /// Another one when somebody else has written since.
  private var othersChanges: Int64?

  /// Opens the store for writing, makes it when it isn't there, and brings its tables up to date.
  ///
  /// - Throws: ``StoreFault``; ``StoreFault/Kind/newerSchema`` when a newer program has made it.
  public convenience init(path: String) throws {
    try self.init(path: path, migrations: Schema.migrations)
  }

  init(path: String, migrations: [String]) throws {
    connection = try SQLiteConnection(path: path, access: .readWriteCreate)
    try requireDurability()
    connection.watchLog()
    // What is deleted is written over: else it stands in the file until its place is used again.
    try connection.execute("PRAGMA secure_delete = ON")
    // What a savepoint keeps to undo is short-lived: it needs no file.
    try connection.execute("PRAGMA temp_store = MEMORY")
    try connection.execute("PRAGMA cache_size = -\(Store.cacheKibibytes)")
    try migrate(path, migrations)
  }

  init(openedForLog connection: SQLiteConnection) throws {
    self.connection = connection
    try requireKnownSchema()
    try requireDurability()
    connection.watchLog()
  }

  /// Opens a store that stands for reading alone; it never waits for the writer.
  public init(readingFrom path: String) throws {
    connection = try SQLiteConnection(path: path, access: .readOnly)
    try requireKnownSchema()
  }

  /// All of it or nothing: commits when `body` returns, rolls back when it throws.
  ///
  /// - Throws: what `body` throws, or ``StoreFault`` when the commit did not reach the disk.
  public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try connection.run("BEGIN IMMEDIATE")
    do {
      try forgetWhatOthersChanged()
      let result = try body()
      try indexWords()
      try connection.run("COMMIT")
      return result
    } catch {
      forget()
      // A failed commit may have ended the transaction itself; then there is nothing to roll back.
      try? connection.run("ROLLBACK")
      throw error
    }
  }

  /// A part of a transaction that can fail by itself: what it wrote is undone, the rest stays.
  public func savepoint<Result>(_ body: () throws -> Result) throws -> Result {
    try connection.run("SAVEPOINT part")
    let before = (changedWords, clockworkMoments)
    do {
      let result = try body()
      try connection.run("RELEASE part")
      return result
    } catch {
      (changedWords, clockworkMoments) = before
      // After some faults SQLite has rolled back all of it by itself: see ``isInTransaction``.
      if isInTransaction {
        try connection.run("ROLLBACK TO part")
        try connection.run("RELEASE part")
      }
      throw error
    }
  }

  /// A command beside the service may have written.
  private func forgetWhatOthersChanged() throws {
    let now = try connection.first("PRAGMA data_version") { try $0.integer("data_version") }
    if othersChanges != now { clockworkMoments = nil }
    othersChanges = now
  }

  /// What is held of it may not stand.
  private func forget() {
    changedWords = [:]
    clockworkMoments = nil
  }

  /// False once SQLite has rolled a transaction back by itself, as it may when the disk is full or fails:
  /// then nothing that was written in it stands, and nothing more may be written as if it did.
  public var isInTransaction: Bool { connection.isInTransaction }

  /// How many rows have been changed by this connection.
  public var changes: Int { Int(connection.totalChanges) }

  /// Reads all of it at one moment: what others commit meanwhile is not seen.
  public func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
    try connection.run("BEGIN")
    defer {
      try? connection.run("COMMIT")
      forget()
    }
    return try body()
  }

  /// SQLite opens for reading alone what it can't open for writing, without a word.
  ///
  /// - Throws: ``StoreFault/Kind/readOnly``.
  public func requireWritable() throws(StoreFault) {
    guard connection.isReadOnly else { return }
    throw StoreFault(kind: .readOnly, "the file or its folder can't be written")
  }

  /// Whether the file is sound, as SQLite sees it: asked after the disk has failed once.
  public func isSound() throws -> Bool {
    try connection.first("PRAGMA quick_check(1)") { try $0.text("quick_check") } == "ok"
  }

  /// Writes something, so that its commit shows whether writing works.
  public func beat(at moment: Moment) throws {
    try connection.upsert("heartbeat", ["id": .integer(1), "at": SQLiteValue(moment)])
  }

  /// When a service last beat; nil when none has yet.
  public func heartbeat() throws -> Moment? {
    try connection.first("SELECT at FROM heartbeat") { try $0.moment("at") }
  }

  /// Lets the file grow no further than that: a full disk, for a test. Nil: as far as the disk goes.
  func limitPages(to pages: Int?) throws {
    try connection.execute("PRAGMA max_page_count = \(pages ?? 1_073_741_823)")
  }

  /// Of the file's pages, in the writer's memory: room for all that a large transaction changes, so that
  /// none of it is written twice.
  static let cacheKibibytes = 16 * 1024

  /// How many steps of the schema this program knows.
  public static var schemaVersion: Int { Schema.migrations.count }

  /// The answers are looked at: a file system may refuse the log, and then nothing is promised.
  private func requireDurability() throws {
    let mode = try connection.first("PRAGMA journal_mode = WAL") { try $0.text("journal_mode") }
    guard mode == "wal" else {
      throw StoreFault(
        kind: .other, "the file system refuses SQLite's write-ahead log; use a local disk")
    }
    try connection.execute("PRAGMA synchronous = FULL")
    let level = try connection.first("PRAGMA synchronous") { try $0.integer("synchronous") }
    guard level == 2 else {
      throw StoreFault(kind: .other, "SQLite does not wait for the disk (synchronous is not FULL)")
    }
  }

  private func migrate(_ path: String, _ migrations: [String]) throws {
    try requireKnownSchema(migrations.count)
    let found = try version()
    guard found < migrations.count else { return }
    if found > 0 { try keepCopy(of: path, schema: found) }
    try transaction {
      // Looked at again: another process may have taken the steps while this one waited.
      for step in try version()..<max(try version(), migrations.count) {
        try connection.execute(migrations[step])
        try connection.execute("PRAGMA user_version = \(step + 1)")
      }
    }
    if found > 0 { upgradedFrom = found }
  }

  private func requireKnownSchema(_ known: Int = Schema.migrations.count) throws {
    let found = try version()
    guard found <= known else {
      throw StoreFault(
        kind: .newerSchema,
        "the store was made by a newer Ringback (its schema is \(found), this program knows "
          + "\(known)); restore the copy that was kept before the upgrade "
          + "(ringback.sqlite.schema-\(known)), or start the newer program")
    }
  }

  private func version() throws -> Int {
    try connection.first("PRAGMA user_version") { Int(try $0.integer("user_version")) } ?? 0
  }
}
