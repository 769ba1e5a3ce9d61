import TestSupport
import Testing

@testable import HTTPServer

@Suite struct WireTableTests {
  static let rows =
    requestLineRows + targetRows + fieldRows + hostRows + lengthRows + codingRows + chunkRows
    + smugglingRows + connectionRows + sizeRows

  @Test(arguments: rows)
  func `a request gets the status that the RFC asks for`(row: WireRow) {
    var conversation = Conversation()
    conversation.send(row.sent, inPiecesOf: row.sent.count)
    #expect(conversation.statuses == row.statuses)
    #expect((conversation.connection.phase == .lingering) == row.closes)
    if let seen = row.seen { #expect(conversation.seen == seen) }
  }

  @Test(arguments: rows)
  func `how the bytes are cut changes nothing`(row: WireRow) {
    var whole = Conversation()
    whole.send(row.sent, inPiecesOf: row.sent.count)
    for size in [1, 2, 3, 7] {
      var cut = Conversation()
      cut.send(row.sent, inPiecesOf: size)
      #expect(cut.output == whole.output)
      #expect(cut.seen == whole.seen)
      #expect(cut.connection.phase == whole.connection.phase)
    }
  }

  @Test(arguments: rows)
  func `no refusal echoes what was sent`(row: WireRow) {
    let mark = "qQzZ"
    let marked = String(decoding: row.sent, as: UTF8.self)
    guard marked.contains(mark) else { return }
    var conversation = Conversation()
    conversation.send(row.sent, inPiecesOf: row.sent.count)
    #expect(!String(decoding: conversation.output, as: UTF8.self).contains(mark))
  }

  @Test func `the table is as long as it has to be`() {
    #expect(Self.rows.count >= 150)
    #expect(Set(Self.rows.map(\.promise)).count == Self.rows.count)
  }

  @Test(arguments: [
    ("", [], true), ("\r\n", [], true), ("G", [400], false),
    ("GET / HTTP/1.1\r\nHost: a\r\n", [400], false),
    (head("POST / HTTP/1.1", "Content-Length: 2") + "a", [400], false),
    (chunked("2\r\na"), [400], false), (chunked("0\r\n"), [400], false),
    (get("/"), [200], true), (get("/") + "GET", [200, 400], false),
  ])
  func `a peer that ends early is told so if it had begun`(
    sent: String, statuses: [Int], closesAtOnce: Bool
  ) {
    var conversation = Conversation()
    conversation.send(bytes(sent), inPiecesOf: max(1, sent.utf8.count))
    conversation.end()
    #expect(conversation.statuses == statuses)
    #expect(conversation.connection.phase == (closesAtOnce ? .closed : .lingering))
  }

  /// Any bytes at all: no trap, and always the same by whichever cut.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `spoilt requests trap nothing and read the same however they are cut`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<50 {
      var sent = (Self.rows.randomElement(using: &random) ?? Self.rows[0]).sent
      guard sent.count < 2_000, !sent.isEmpty else { continue }
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<sent.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: sent[place] = UInt8.random(in: 0...255, using: &random)
        case 1: sent.insert(UInt8.random(in: 0...255, using: &random), at: place)
        default: if sent.count > 1 { sent.remove(at: place) }
        }
      }
      var whole = Conversation()
      whole.send(sent, inPiecesOf: sent.count)
      var cut = Conversation()
      cut.send(sent, inPiecesOf: 1)
      #expect(cut.output == whole.output, "seed \(seed)")
      #expect(cut.connection.phase == whole.connection.phase, "seed \(seed)")
    }
  }
}
