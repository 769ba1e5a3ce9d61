import Callbacks
import TestSupport
import Testing

@testable import Store

/// The index of words is told once a transaction, and has what stands in the tickets, no more and no less.
struct WordsTests {
  let folder: TemporaryFolder
  let store: Store

  init() throws {
    folder = try TemporaryFolder()
    store = try Store(path: folder.path + "/store")
  }

  private struct Thrown: Error {}

  private func save(_ number: Int64, _ subject: String) throws {
    var ticket = Rows.ticket(number)
    ticket.subject = subject
    try store.save(ticket)
  }

  private func found(_ word: String) throws -> [Int64] {
    var filter = TicketFilter()
    filter.words = TicketWords(word)
    // Against the tickets themselves: it throws where they differ.
    try store.connection.run(
      "INSERT INTO ticket_words (ticket_words, rank) VALUES ('integrity-check', 1)")
    return try store.tickets(filter).map(\.number.value)
  }

  @Test func `what is saved more than once in a transaction is found by its last words alone`()
    throws
  {
    try save(1001, "heron")
    try store.transaction {
      try save(1001, "kea")
      try save(1001, "kiwi")
      try save(1002, "heron")
      try save(1002, "weka")
    }
    #expect(try found("heron").isEmpty)
    #expect(try found("kea").isEmpty)
    #expect(try found("kiwi") == [1001])
    #expect(try found("weka") == [1002])
  }

  @Test func `what was undone, in part or as a whole, is not found`() throws {
    try save(1001, "heron")
    try store.transaction {
      try save(1002, "weka")
      try? store.savepoint {
        try save(1001, "kea")
        try save(1002, "kea")
        try save(1003, "kea")
        throw Thrown()
      }
    }
    try? store.transaction {
      try save(1001, "kiwi")
      throw Thrown()
    }
    try save(1003, "tui")
    #expect(try found("kea").isEmpty)
    #expect(try found("kiwi").isEmpty)
    #expect(try found("heron") == [1001])
    #expect(try found("weka") == [1002])
    #expect(try found("tui") == [1003])
  }
}
