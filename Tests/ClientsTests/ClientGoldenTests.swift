import Clients
import Glibc
import Rota
import TestSupport
import Testing

/// `RECORD=1 swift test` writes the `.expected` files anew, and fails, so that what was recorded is looked
/// at before it counts.
private let records = getenv("RECORD") != nil

@Suite struct ClientGoldenTests {
  @Test(arguments: ClientCase.all)
  func `each list gets the words that stand beside it`(_ golden: ClientCase) {
    if records {
      ClientCase.write(golden.rendering, to: golden.expectedPath)
      Issue.record("recorded \(golden.name): look at it, and run again without RECORD")
      return
    }
    let expected = ClientCase.bytes(golden.expectedPath).map { String(decoding: $0, as: UTF8.self) }
    #expect(golden.rendering == expected)
  }

  @Test func `an error leaves no list, a warning does`() throws {
    let twice = ClientList.read(try #require(ClientCase.named("rows-twice")).file)
    #expect(twice.list == nil)
    let text = "organisation,email_domains\nKauri,gmail.com\nRimu,gmail.com\n"
    let result = ClientList.read(RotaFile(name: "clients.csv", bytes: Array(text.utf8)))
    #expect(result.problems.map(\.severity) == [.warning, .warning, .warning])
    #expect(result.list?.clients.count == 2)
  }

  @Test func `a file at its limit is read, one above it is told`() {
    let row = "organisation\nK\n"
    let limit = ClientLimits.fileBytesMax
    let full = row + String(repeating: "\n", count: limit - row.utf8.count)
    #expect(ClientList.read(RotaFile(name: "clients.csv", bytes: Array(full.utf8))).list != nil)
    let over = ClientList.read(RotaFile(name: "clients.csv", bytes: Array((full + "\n").utf8)))
    #expect(over.list == nil)
    #expect(over.problems.map { $0.message.contains("1048577 bytes") } == [true])
  }

  @Test(arguments: [0, 1])
  func `a name may be as long as its limit and no longer`(_ extra: Int) {
    let name = String(repeating: "ā", count: ClientLimits.nameScalarsMax + extra)
    let file = RotaFile(name: "clients.csv", bytes: Array("organisation\n\(name)\n".utf8))
    #expect((ClientList.read(file).list == nil) == (extra == 1))
  }

  /// Every list damaged in many ways: an answer, and a place on the text.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `any bytes end in an answer`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for round in 0..<1500 {
      var bytes = ClientCase.all[Int.random(in: 0..<ClientCase.all.count, using: &random)].file
        .bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
          bytes.insert(Array("\",;\r\n \u{7F}a".utf8).randomElement(using: &random) ?? 0, at: place)
        case 1: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
        default: bytes.removeSubrange(place..<min(bytes.count, place + 3))
        }
      }
      let file = RotaFile(name: "clients.csv", bytes: bytes)
      let result = ClientList.read(file)
      let isSound = !result.problems.contains { $0.severity == .error }
      #expect((result.list != nil) == isSound, "seed \(seed), round \(round)")
      let lines = file.lines()
      for place in result.problems.flatMap({ [$0.place, $0.related].compactMap { $0 } }) {
        let width = lines.dropFirst(place.line - 1).first?.scalars.count ?? 0
        #expect(
          place.line >= 1 && place.column >= 1 && place.length >= 1
            && place.column + place.length - 1 <= max(1, width), "seed \(seed), round \(round)")
      }
      _ = ProblemRendering(files: [file], color: false).text(of: result.problems)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `quotes without an end take no longer than others`() {
    let lines = String(repeating: "\"\"\"x\n\"a\"\"\n", count: 20_000)
    let text = "organisation\n" + lines
    let result = ClientList.read(RotaFile(name: "clients.csv", bytes: Array(text.utf8)))
    #expect(result.list == nil)
  }
}
