import CSQLite
public import CivilTime
import Glibc

extension Store {
  /// Writes all of it, as it is at one moment, into a new file, by SQLite's online backup: nobody who writes
  /// meanwhile is held up, and what they write after that moment is not in it. The copy is one plain file,
  /// without a log beside it. Whoever asks sees to it that the copy reaches the disk.
  ///
  /// - Throws: ``StoreFault``; then the file is of no use.
  public func copy(to path: String) throws {
    let copy = try SQLiteConnection(path: path, access: .readWriteCreate)
    try connection.copyAll(to: copy)
    let mode = try copy.first("PRAGMA journal_mode = DELETE") { try $0.text("journal_mode") }
    guard mode == "delete" else {
      throw StoreFault(kind: .other, "SQLite could not make the copy one plain file")
    }
  }

  /// Where the copy is that was made before a newer program changed the tables: what goes back to the older
  /// program restores it.
  public static func keptBeforeUpgrade(of path: String, schema: Int) -> String {
    "\(path).schema-\(schema)"
  }

  /// Keeps the file as it is, before its tables are changed; without that copy nothing is changed.
  func keepCopy(of path: String, schema: Int) throws {
    let kept = Store.keptBeforeUpgrade(of: path, schema: schema)
    let new = kept + ".\(getpid()).new"
    do {
      unlink(new)
      try copy(to: new)
    } catch {
      unlink(new)
      let kind = (error as? StoreFault)?.kind ?? .other
      throw StoreFault(
        kind: kind, "its tables are to be changed, but no copy of it can be kept before: \(error)")
    }
    // SQLite has waited for the disk; the name has yet to reach it.
    guard rename(new, kept) == 0 else {
      throw StoreFault(kind: .other, "the copy before an upgrade can't be named \(kept)")
    }
    let folder = open(String(kept[..<(kept.lastIndex(of: "/") ?? kept.startIndex)]), O_RDONLY)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// Folds the log into the file, so that the file alone is all of it. For a store that no service has.
  ///
  /// - Throws: ``StoreFault`` when it can't be read, or another program has it open.
  public static func fold(path: String) throws {
    let connection = try SQLiteConnection(path: path, access: .readWriteCreate)
    let mode = try connection.first("PRAGMA journal_mode = DELETE") {
      try $0.text("journal_mode")
    }
    guard mode == "delete" else { throw StoreFault(kind: .busy, "another program has it open") }
  }
}

/// What a store's file holds, found out without changing it.
public struct StoreReport: Sendable {
  /// How many steps of the schema it has taken.
  public let schema: Int
  public let tickets: Int
  public let events: Int
  public let bytes: Int64
  /// What is wrong with it, in words; empty: it is sound.
  public let faults: [String]

  /// Looks through all of it: SQLite's check of the file, then each reference between its tables.
  ///
  /// - Throws: ``StoreFault`` when it is no store at all, or made by a newer program.
  public init(of path: String) throws {
    let store = try Store(readingFrom: path)
    let connection = store.connection
    schema =
      try connection.first("PRAGMA user_version") { Int(try $0.integer("user_version")) } ?? 0
    guard schema > 0, try Int(connection.count("sqlite_schema WHERE name = 'tickets'")) == 1 else {
      throw StoreFault(kind: .damaged, "it is no store of Ringback")
    }
    bytes =
      try connection.first(
        "SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size"
      ) { try $0.integer("bytes") } ?? 0
    var faults = try connection.rows("PRAGMA integrity_check(\(StoreReport.faultsMax))") {
      try $0.text("integrity_check")
    }.filter { $0 != "ok" }
    if faults.isEmpty {
      faults += try connection.rows(
        "SELECT \"table\" AS name, parent, count(*) AS count FROM pragma_foreign_key_check "
          + "GROUP BY 1, 2 LIMIT \(StoreReport.faultsMax)"
      ) {
        "\(try $0.integer("count")) rows of \(try $0.text("name")) name rows of "
          + "\(try $0.text("parent")) that are not there"
      }
    }
    self.faults = faults
    tickets = try connection.count("tickets")
    events = try connection.count("events")
  }

  /// One is enough to know that it is unsound.
  private static let faultsMax = 10
}

extension SQLiteConnection {
  func count(_ table: String) throws -> Int {
    try first("SELECT count(*) AS count FROM \(table)") { Int(try $0.integer("count")) } ?? 0
  }
}

extension Store {
  /// The latest moment at which this store was certainly in use; nil when it never was.
  public func latestMoment() throws -> Moment? {
    let latest = try connection.first(
      "SELECT max(coalesce((SELECT at FROM heartbeat), 0), "
        + "coalesce((SELECT received_at FROM events ORDER BY id DESC LIMIT 1), 0)) AS latest"
    ) { try $0.moment("latest") }
    return latest.flatMap { $0 > Moment(seconds: 0) ? $0 : nil }
  }
}
