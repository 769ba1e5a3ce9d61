import PhoneNumbers
import TestSupport
import Testing

@Suite struct `Reading, whatever is written` {
  @Test(arguments: UInt64(1)...300)
  func `blanks, dots, hyphens and brackets never change a number`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let (text, e164) = random.writtenNumber()
    var marked = ""
    for character in text {
      while Int.random(in: 0..<3, using: &random) == 0 {
        marked +=
          [" ", "-", ".", "(", ")", "\u{A0}", "\u{2011}"].randomElement(using: &random) ?? ""
      }
      marked.append(character)
    }
    #expect(WrittenNumber(marked).number?.e164 == e164, "seed \(seed): \(marked)")
  }

  @Test(arguments: UInt64(1)...300)
  func `what was understood is understood again in every form that is shown`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let number = try #require(WrittenNumber(random.writtenNumber().text).number)
    for text in [number.e164, number.display, number.telURI, "sip:\(number.e164)@pbx.example.nz"] {
      #expect(WrittenNumber(text).number == number, "seed \(seed): \(text)")
    }
    #expect(PhoneNumber(e164: number.e164) == number)
  }

  /// Pieces that lead into every corner of the reader, and any characters between them.
  @Test(arguments: UInt64(1)...500)
  func `any text is read, kept, and gives a key and a link of plain characters`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let pieces = [
      "<", ">", "\"", "@", ";", ":", "%", "%2", "%2B", "sip:", "tel:", "+", "0", "00", "64", "(0)",
      "(", ")", ";ext=", ";phone-context=", "anonymous", ".invalid", "0215550101", "é", "\u{0}",
      "\u{202A}", "e\u{301}", "👩‍👩‍👧", "９",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) ?? "?"
      text +=
        Bool.random(using: &random)
        ? pieces.randomElement(using: &random) ?? "" : String(Character(scalar))
    }
    let written = WrittenNumber(text)
    #expect(written.asGiven == text)
    #expect((written.reading == .withheld) == (written.comparisonKey == nil && !written.asksFirst))
    if let number = written.number { #expect(PhoneNumber(e164: number.e164) == number) }
    let plain = (written.comparisonKey ?? "") + (written.telURI ?? "")
    #expect(
      plain.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "seed \(seed): \(text.debugDescription)")
    if let target = DialTarget(text) { #expect(target.asWritten == text) }
  }
}

extension SeededRandom {
  /// A number that can be dialled, in one of the usual forms, and what it is in E.164.
  mutating func writtenNumber() -> (text: String, e164: String) {
    let (range, lengths) =
      [
        ("3", 7...7), ("9", 7...7), ("21", 6...8), ("27", 6...8), ("800", 5...7), ("508", 6...7),
        ("900", 5...7),
      ].randomElement(using: &self) ?? ("9", 7...7)
    let rest = digits(Int.random(in: lengths, using: &self))
    let national = range + rest
    let foreign = (["1", "44", "61", "353", "881"].randomElement(using: &self) ?? "1") + digits(8)
    return
      [
        ("0" + national, "+64" + national), ("+64" + national, "+64" + national),
        ("+640" + national, "+64" + national), ("0064" + national, "+64" + national),
        ("64" + national, "+64" + national), ("+" + foreign, "+" + foreign),
        ("00" + foreign, "+" + foreign),
      ].randomElement(using: &self) ?? ("0" + national, "+64" + national)
  }

  /// The first of them 2 to 9, as in every local number.
  private mutating func digits(_ count: Int) -> String {
    (0..<count).map { String(Int.random(in: $0 == 0 ? 2...9 : 0...9, using: &self)) }.joined()
  }
}
