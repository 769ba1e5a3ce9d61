/// The text by which a compiled statement is found: to mix all of a long text into a hash would take about as
/// long as the statement itself.
struct StatementText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  func hash(into hasher: inout Hasher) {
    hasher.combine(text.utf8.count)
    hasher.combine(text.utf8.suffix(16).reduce(0 as UInt64) { $0 &* 31 &+ UInt64($1) })
  }
}
