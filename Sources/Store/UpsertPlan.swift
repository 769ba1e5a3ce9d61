/// How a row of one table is changed.
final class UpsertPlan {
  private let table: String
  private let names: [String]
  /// The places of the columns that are set only when they differ.
  let indexed: [Int]
  /// Gives the row of a key: the key, and what stands in those columns.
  let select: SQLiteStatement
  private var updates: [Places: SQLiteStatement] = [:]

  /// Some of a row's columns: a bit each.
  typealias Places = UInt64

  init(
    _ table: String, _ names: [String], indexed: Set<String>,
    prepare: (String) throws -> SQLiteStatement
  ) rethrows {
    precondition(names.count <= Places.bitWidth)
    (self.table, self.names) = (table, names)
    let places = names.indices.filter { indexed.contains(names[$0]) }
    self.indexed = places
    let read = ([names[0]] + places.map { names[$0] }).joined(separator: ", ")
    select = try prepare("SELECT \(read) FROM \(table) WHERE \(names[0]) = ?")
  }

  /// What is set when those columns are left as they are: the others, without the key.
  func set(without left: Places) -> some Sequence<Int> {
    names.indices.dropFirst().lazy.filter { left & (1 << $0) == 0 }
  }

  /// Sets all columns but the key and those; the key's value comes last.
  func update(
    without left: Places, prepare: (String) throws -> SQLiteStatement
  ) rethrows -> SQLiteStatement {
    if let known = updates[left] { return known }
    let columns = set(without: left).map { "\(names[$0]) = ?" }.joined(separator: ", ")
    let statement = try prepare("UPDATE \(table) SET \(columns) WHERE \(names[0]) = ?")
    updates[left] = statement
    return statement
  }
}
