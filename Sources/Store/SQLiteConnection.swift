import CSQLite

/// One connection to the store's file. Not `Sendable`: whoever owns it is the only one to use it.
final class SQLiteConnection {
  private let handle: OpaquePointer
  /// Each text is compiled once.
  private var statements: [StatementText: SQLiteStatement] = [:]
  /// The statements that put rows into a table, by its name.
  private var insertions: [String: [Insertion]] = [:]
  private var upserts: [String: UpsertPlan] = [:]

  /// How many pages the log had after the last commit of this connection; made by ``watchLog()``.
  private var logPagesPlace: UnsafeMutablePointer<Int32>?

  private struct Insertion {
    let columns: [String]
    let statement: SQLiteStatement
  }

  /// Once, before the first connection.
  private static let isConfigured: Void = ringback_sqlite_configure()

  enum Access { case readWriteCreate, readOnly }

  init(path: String, access: Access) throws(StoreFault) {
    SQLiteConnection.isConfigured
    var opened: OpaquePointer?
    let flags: Int32 =
      switch access {
      case .readWriteCreate: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      // Not SQLITE_OPEN_READONLY: a reader of a WAL must be able to take part in its shared memory.
      case .readOnly: SQLITE_OPEN_READWRITE
      }
    let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened else { throw StoreFault(code: code, message: "out of memory") }
    handle = opened
    guard code == SQLITE_OK else {
      let fault = StoreFault(code: code, message: SQLiteConnection.message(of: opened))
      sqlite3_close_v2(opened)
      throw fault
    }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, SQLiteConnection.busyMillisecondsMax)
    ringback_sqlite_harden(handle)
    if access == .readOnly { try execute("PRAGMA query_only = ON") }
  }

  deinit {
    for statement in statements.values { statement.finalize() }
    sqlite3_close_v2(handle)
    logPagesPlace?.deallocate()
  }

  /// How long a statement waits for another process (a command beside the service) to let go.
  static let busyMillisecondsMax: Int32 = 5000

  /// Runs statements that have no values and give no rows.
  func execute(_ sql: String) throws(StoreFault) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw fault(code) }
  }

  /// Runs a statement and gives each of its rows to `row`.
  func query(
    _ sql: String, _ values: [SQLiteValue] = [], each row: (SQLiteRow) throws -> Void
  ) throws {
    let statement = try prepared(sql)
    defer { statement.reset() }
    try bind(values, to: statement)
    while true {
      switch statement.step() {
      case SQLITE_ROW: try row(SQLiteRow(statement: statement))
      case SQLITE_DONE: return
      case let code: throw fault(code)
      }
    }
  }

  /// The rows made into values, in their order.
  func rows<Value>(
    _ sql: String, _ values: [SQLiteValue] = [], _ make: (SQLiteRow) throws -> Value
  ) throws -> [Value] {
    var made: [Value] = []
    try query(sql, values) { made.append(try make($0)) }
    return made
  }

  /// The first rows made into values. Where they must be sorted this takes less than SQLite's LIMIT, for
  /// which it makes a table of its own.
  func rows<Value>(
    _ sql: String, _ values: [SQLiteValue], first count: Int, _ make: (SQLiteRow) throws -> Value
  ) throws -> [Value] {
    let statement = try prepared(sql)
    defer { statement.reset() }
    try bind(values, to: statement)
    var made: [Value] = []
    while made.count < count {
      switch statement.step() {
      case SQLITE_ROW: made.append(try make(SQLiteRow(statement: statement)))
      case SQLITE_DONE: return made
      case let code: throw fault(code)
      }
    }
    return made
  }

  /// The first row made into a value; nil when there is none.
  func first<Value>(
    _ sql: String, _ values: [SQLiteValue] = [], _ make: (SQLiteRow) throws -> Value
  ) throws -> Value? {
    try first(prepared(sql), values, make)
  }

  private func first<Value>(
    _ statement: SQLiteStatement, _ values: some Sequence<SQLiteValue>,
    _ make: (SQLiteRow) throws -> Value
  ) throws -> Value? {
    defer { statement.reset() }
    try bind(values, to: statement)
    switch statement.step() {
    case SQLITE_ROW: return try make(SQLiteRow(statement: statement))
    case SQLITE_DONE: return nil
    case let code: throw fault(code)
    }
  }

  /// Runs a statement that gives no rows.
  func run(_ sql: String, _ values: [SQLiteValue] = []) throws {
    try query(sql, values) { _ in }
  }

  /// All pages in one go, under one read transaction: what others commit meanwhile is not copied.
  func copyAll(to copy: SQLiteConnection) throws(StoreFault) {
    guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw copy.fault(sqlite3_errcode(copy.handle))
    }
    let code = sqlite3_backup_step(backup, -1)
    let end = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, end == SQLITE_OK else {
      throw copy.fault(end == SQLITE_OK ? code : end)
    }
  }

  /// From now on ``logPages`` is known, and SQLite itself, which would do it within a commit, never copies
  /// the log into the file.
  func watchLog() {
    let place = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    place.initialize(to: 0)
    logPagesPlace = place
    sqlite3_wal_hook(
      handle,
      { place, _, _, pages in
        place?.assumingMemoryBound(to: Int32.self).pointee = pages
        return SQLITE_OK
      }, place)
  }

  var logPages: Int { Int(logPagesPlace?.pointee ?? 0) }

  /// - Returns: how many pages of the log are in the file now.
  func copyLog() throws(StoreFault) -> Int {
    var (inLog, copied): (Int32, Int32) = (0, 0)
    let code = sqlite3_wal_checkpoint_v2(
      handle, "main", SQLITE_CHECKPOINT_PASSIVE, &inLog, &copied)
    guard code == SQLITE_OK else { throw fault(code) }
    return Int(copied)
  }

  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// How many rows each statement has looked at only because no index led to those that it wanted.
  var rowsScanned: [String: Int] {
    let scanned = statements.map { ($0.text, $1.rowsScanned) }.filter { $1 > 0 }
    return Dictionary(uniqueKeysWithValues: scanned)
  }

  /// How many rows the last statement changed.
  var changes: Int { Int(sqlite3_changes64(handle)) }

  /// How many rows this connection has changed since it was opened.
  var totalChanges: Int64 { sqlite3_total_changes64(handle) }

  /// What another has in use is let be.
  func withoutWaiting<Result>(_ work: () throws -> Result) rethrows -> Result {
    sqlite3_busy_timeout(handle, 0)
    defer { sqlite3_busy_timeout(handle, SQLiteConnection.busyMillisecondsMax) }
    return try work()
  }

  /// The number of the row inserted last.
  var lastInsertedID: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Inserts a row, or changes the one that has its key, which is the first column. The columns of a
  /// table are always the same ones, in one order.
  ///
  /// - Parameter indexed: of these only those are set that differ. For each column that is set SQLite
  ///   takes the row out of the column's indexes and puts it in again, and the commit writes all their
  ///   pages, though nothing in them has changed.
  func upsert(
    _ table: String, indexed: Set<String> = [], _ columns: KeyValuePairs<String, SQLiteValue>
  ) throws {
    let plan = try upsertPlan(table, columns.lazy.map(\.key), indexed: indexed)
    let same = try first(plan.select, CollectionOfOne(columns[0].value)) { row in
      plan.indexed.indices.reduce(into: 0 as UpsertPlan.Places) { same, index in
        let place = plan.indexed[index]
        if row.value(at: Int32(index + 1)) == columns[place].value { same |= 1 << place }
      }
    }
    guard let same else { return try insert(table, columns) }
    let statement = try plan.update(without: same, prepare: prepared)
    defer { statement.reset() }
    var next: Int32 = 1
    for place in plan.set(without: same) {
      try bind(columns[place].value, to: statement, at: next)
      next += 1
    }
    try bind(columns[0].value, to: statement, at: next)
    try finish(statement)
  }

  private func upsertPlan(
    _ table: String, _ names: some Sequence<String>, indexed: Set<String>
  ) throws -> UpsertPlan {
    if let known = upserts[table] { return known }
    let plan = try UpsertPlan(table, Array(names), indexed: indexed, prepare: prepared)
    upserts[table] = plan
    return plan
  }

  func insert(_ table: String, _ columns: KeyValuePairs<String, SQLiteValue>) throws {
    try run(insertion(into: table, columns), columns.lazy.map(\.value))
  }

  private func run(_ statement: SQLiteStatement, _ values: some Sequence<SQLiteValue>) throws {
    defer { statement.reset() }
    try bind(values, to: statement)
    try finish(statement)
  }

  /// Of a statement that gives no rows.
  private func finish(_ statement: SQLiteStatement) throws(StoreFault) {
    let code = statement.step()
    guard code == SQLITE_DONE else { throw fault(code) }
  }

  /// To compare a few short names takes less than to make one key of all of them.
  private func insertion(
    into table: String, _ columns: KeyValuePairs<String, SQLiteValue>
  ) throws -> SQLiteStatement {
    let known = insertions[table]?.first { known in
      known.columns.count == columns.count
        && zip(known.columns, columns).allSatisfy { $0 == $1.key }
    }
    if let known { return known.statement }
    let names = columns.map(\.key)
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    let statement = try prepared(
      "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(marks))")
    insertions[table, default: []].append(Insertion(columns: names, statement: statement))
    return statement
  }

  private func prepared(_ sql: String) throws(StoreFault) -> SQLiteStatement {
    if let known = statements[StatementText(sql)] { return known }
    var pointer: OpaquePointer?
    let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
    guard code == SQLITE_OK, let pointer else { throw fault(code) }
    let statement = SQLiteStatement(pointer)
    statements[StatementText(sql)] = statement
    return statement
  }

  private func bind(
    _ values: some Sequence<SQLiteValue>, to statement: SQLiteStatement
  ) throws(StoreFault) {
    for (index, value) in values.enumerated() {
      try bind(value, to: statement, at: Int32(index + 1))
    }
  }

  private func bind(
    _ value: SQLiteValue, to statement: SQLiteStatement, at place: Int32
  ) throws(StoreFault) {
    let code = statement.bind(value, at: place)
    guard code == SQLITE_OK else { throw fault(code) }
  }

  private func fault(_ code: Int32) -> StoreFault {
    StoreFault(code: code, message: SQLiteConnection.message(of: handle))
  }

  private static func message(of handle: OpaquePointer) -> String {
    sqlite3_errmsg(handle).map { String(cString: $0) } ?? "unknown fault"
  }
}
