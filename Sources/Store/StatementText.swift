/// The text by which a compiled statement is found: to mix all of a long text into a hash would take about as
/// long as the statement itself.
struct StatementText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  func hash(into hasher: inout Hasher) {
    let end = text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.suffix(StatementText.endBytes).reduce(0 as UInt64) { $0 &* 31 &+ UInt64($1) }
    }
    hasher.combine(UInt64(text.utf8.count) &+ (end ?? 0))
  }

  private static let endBytes = 16
}
