import CSQLite

/// A value as SQLite keeps it; the tables are STRICT, so that each column has one kind.
enum SQLiteValue: Hashable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  init(_ text: String?) { self = text.map(SQLiteValue.text) ?? .null }
  init(_ number: Int64?) { self = number.map(SQLiteValue.integer) ?? .null }
  init(_ truth: Bool) { self = .integer(truth ? 1 : 0) }
}

/// A compiled statement; belongs to its connection, which finalizes it.
final class SQLiteStatement {
  fileprivate let pointer: OpaquePointer
  private let columns: [String]
  /// Where in the program the name stands by which each column was asked for last; and the column after the
  /// one that was read last. Bare memory, since Swift would look at each use whether another overlaps it.
  private let literals: UnsafeMutableBufferPointer<UnsafePointer<UInt8>?>
  private let next: UnsafeMutablePointer<Int>

  init(_ pointer: OpaquePointer) {
    self.pointer = pointer
    columns = (0..<sqlite3_column_count(pointer)).map { index in
      sqlite3_column_name(pointer, index).map { String(cString: $0) } ?? ""
    }
    literals = .allocate(capacity: columns.count)
    literals.initialize(repeating: nil)
    next = .allocate(capacity: 1)
    next.initialize(to: 0)
  }

  deinit {
    literals.deallocate()
    next.deallocate()
  }

  /// Where the column of that name stands in each row. Rows are read again and again by the same lines of the
  /// program, mostly in the order of their columns: to compare the place of a name finds it in no time, to
  /// compare the name itself is left to the first row.
  fileprivate func index(of column: StaticString) -> Int32? {
    let literal = column.utf8Start
    let likely = next.pointee
    if likely < literals.count, literals[likely] == literal {
      next.pointee = likely + 1
      return Int32(likely)
    }
    guard let index = literals.firstIndex(of: literal) ?? columns.firstIndex(of: "\(column)") else {
      return nil
    }
    literals[index] = literal
    next.pointee = index + 1
    return Int32(index)
  }

  var rowsScanned: Int {
    Int(sqlite3_stmt_status(pointer, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0))
  }

  func finalize() { sqlite3_finalize(pointer) }

  func step() -> Int32 { sqlite3_step(pointer) }

  func reset() {
    sqlite3_reset(pointer)
    sqlite3_clear_bindings(pointer)
  }

  func bind(_ value: SQLiteValue, at index: Int32) -> Int32 {
    switch value {
    case .null:
      return sqlite3_bind_null(pointer, index)
    case .integer(let number):
      return sqlite3_bind_int64(pointer, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          sqlite3_bind_text64(
            pointer, index, characters.baseAddress, UInt64(characters.count),
            ringback_sqlite_transient(), UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let bytes):
      guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(pointer, index, 0) }
      return sqlite3_bind_blob64(
        pointer, index, bytes, UInt64(bytes.count), ringback_sqlite_transient())
    }
  }
}

/// The row on which a statement stands; its values are read by their columns' names.
struct SQLiteRow {
  fileprivate let statement: SQLiteStatement

  init(statement: SQLiteStatement) { self.statement = statement }

  func integer(_ column: StaticString) throws(StoreFault) -> Int64 {
    guard let number = try integerIfAny(column) else { throw StoreFault.damaged(column) }
    return number
  }

  func integerIfAny(_ column: StaticString) throws(StoreFault) -> Int64? {
    let index = try self.index(column)
    switch sqlite3_column_type(statement.pointer, index) {
    case SQLITE_NULL: return nil
    case SQLITE_INTEGER: return sqlite3_column_int64(statement.pointer, index)
    default: throw StoreFault.damaged(column)
    }
  }

  func bool(_ column: StaticString) throws(StoreFault) -> Bool { try integer(column) != 0 }

  func text(_ column: StaticString) throws(StoreFault) -> String {
    guard let text = try textIfAny(column) else { throw StoreFault.damaged(column) }
    return text
  }

  func textIfAny(_ column: StaticString) throws(StoreFault) -> String? {
    text(at: try index(column))
  }

  func blob(_ column: StaticString) throws(StoreFault) -> [UInt8] {
    blob(at: try index(column))
  }

  func blobIfAny(_ column: StaticString) throws(StoreFault) -> [UInt8]? {
    let index = try self.index(column)
    guard sqlite3_column_type(statement.pointer, index) != SQLITE_NULL else { return nil }
    return try blob(column)
  }

  /// A word of one of the vocabularies.
  func word<Word: RawRepresentable<String>>(_ column: StaticString) throws(StoreFault) -> Word {
    guard let word = Word(rawValue: try text(column)) else { throw StoreFault.damaged(column) }
    return word
  }

  func wordIfAny<Word: RawRepresentable<String>>(_ column: StaticString) throws(StoreFault) -> Word?
  {
    try textIfAny(column) == nil ? nil : try word(column)
  }

  /// Whatever it is.
  func value(at index: Int32) -> SQLiteValue {
    switch sqlite3_column_type(statement.pointer, index) {
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement.pointer, index))
    case SQLITE_TEXT: SQLiteValue(text(at: index))
    case SQLITE_BLOB: .blob(blob(at: index))
    default: .null
    }
  }

  private func text(at index: Int32) -> String? {
    guard let characters = sqlite3_column_text(statement.pointer, index) else { return nil }
    // By its length, not up to a NUL: a caller may have said one.
    let count = Int(sqlite3_column_bytes(statement.pointer, index))
    return String(decoding: UnsafeBufferPointer(start: characters, count: count), as: UTF8.self)
  }

  private func blob(at index: Int32) -> [UInt8] {
    let count = Int(sqlite3_column_bytes(statement.pointer, index))
    guard count > 0, let start = sqlite3_column_blob(statement.pointer, index) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  private func index(_ column: StaticString) throws(StoreFault) -> Int32 {
    guard let index = statement.index(of: column) else { throw StoreFault.damaged(column) }
    return index
  }
}
