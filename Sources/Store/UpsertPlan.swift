/// How a row of one table is changed.
final class UpsertPlan {
  private let table: String
  private let names: [String]
  /// The places of the columns that are set only when they differ.
  let indexed: [Int]
  /// Gives the row of a key: the key, and what stands in those columns.
  let select: String
  private var updates: [[Int]: String] = [:]

  init(_ table: String, _ names: [String], indexed: Set<String>) {
    (self.table, self.names) = (table, names)
    let places = names.indices.filter { indexed.contains(names[$0]) }
    self.indexed = places
    let read = ([names[0]] + places.map { names[$0] }).joined(separator: ", ")
    select = "SELECT \(read) FROM \(table) WHERE \(names[0]) = ?"
  }

  /// Sets all columns but the key and those at these places.
  func update(without left: [Int]) -> String {
    if let known = updates[left] { return known }
    let set = names.indices.dropFirst().filter { !left.contains($0) }
      .map { "\(names[$0]) = ?" }.joined(separator: ", ")
    let text = "UPDATE \(table) SET \(set) WHERE \(names[0]) = ?"
    updates[left] = text
    return text
  }
}
