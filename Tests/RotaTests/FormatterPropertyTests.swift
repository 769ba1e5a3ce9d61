import TestSupport
import Testing

@testable import Rota

/// The formatter's promises over every set of files that the other tests know, as it is, in
/// thousands of other layouts, and with damaged bytes.
@Suite struct FormatterPropertyTests {
  private static let samples = TestFolder.rotaFiles(in: TestFolder.samples)

  private func expectSame(
    _ before: [RotaFile], _ note: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let after = before.map { $0.formatted().file }
    #expect(meaning(after) == meaning(before), "\(note)", sourceLocation: sourceLocation)
    #expect(after.allSatisfy { $0.formatted().isTidy }, "\(note)", sourceLocation: sourceLocation)
  }

  @Test func `the sample files are tidy`() {
    #expect(!Self.samples.isEmpty)
    for file in Self.samples { #expect(file.formatted().file.text == file.text) }
  }

  @Test(arguments: GoldenCase.all)
  func `the files mean the same, and a second run changes nothing`(_ golden: GoldenCase) {
    expectSame(golden.files, golden.name)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `every layout of the same words comes to the same tidy file`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let sets = [Self.samples, Base.files]
    let files = sets[Int.random(in: 0..<sets.count, using: &random)]
    let scrambled = files.map { scramble($0, &random) }
    #expect(meaning(scrambled) == meaning(files), "seed \(seed)")
    for (file, other) in zip(files, scrambled) {
      #expect(other.formatted().file.text == file.formatted().file.text, "seed \(seed)")
    }
    expectSame(scrambled, "seed \(seed)")
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `damage means what it meant before`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let golden = GoldenCase.all[Int.random(in: 0..<GoldenCase.all.count, using: &random)]
    let sources = [golden.files, Self.samples]
    var files = sources[Int.random(in: 0..<2, using: &random)]
    guard !files.isEmpty else { return }
    let index = Int.random(in: 0..<files.count, using: &random)
    var bytes = files[index].bytes
    let pieces: [[UInt8]] = [
      [0x23], [0x2C], [0x22], [0x20], [0x09], [0x0A], [0x0D], [0x0D, 0x0A], [0xFF], [0x00],
      [0xC2, 0xA0], [0xEF, 0xBB, 0xBF], Array(" \u{201C}".utf8), Array("\u{301}".utf8),
      Array(" To ".utf8),
      Array("\n  ".utf8), Array(", #".utf8), Array("\nDESK\n".utf8),
    ]
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...4, using: &random))
      let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
      bytes.replaceSubrange(place..<end, with: piece)
    }
    files[index] = RotaFile(name: files[index].name, bytes: bytes)
    expectSame(files, "seed \(seed)")
  }
}

/// The same words with other blanks, line ends and case.
private func scramble(_ file: RotaFile, _ random: inout SeededRandom) -> RotaFile {
  var text = Bool.random(using: &random) ? "\u{FEFF}" : ""
  let end = Bool.random(using: &random) ? "\r\n" : "\n"
  func blanks(_ atLeast: Int, _ random: inout SeededRandom) -> String {
    String(
      (0..<Int.random(in: atLeast...atLeast + 3, using: &random)).map { _ in
        Bool.random(using: &random) ? " " : "\t"
      })
  }
  for line in file.lines() {
    let lexer = Lexer(line)
    if lexer.isIndented, !(lexer.words.isEmpty && lexer.comment == nil) {
      text += blanks(1, &random)
    }
    let first = lexer.words.first?.text.lowercased() ?? ""
    let isText = ["notify", "phone", "email", "dial", "ignore"].contains(first)
    for (index, word) in lexer.words.enumerated() {
      if index > 0 {
        let isApart = lexer.words[index - 1].endColumn < word.column
        let mayTouch = word.kind == .comma || lexer.words[index - 1].kind == .comma
        text += blanks(isApart && !mayTouch ? 1 : 0, &random)
      }
      let isKeyword = word.kind == .bare && Grammar.reservedWords.contains(word.text.lowercased())
      text += isKeyword && !(isText && index > 0) ? recased(word.text, &random) : word.shown
    }
    if let comment = lexer.comment {
      if !lexer.words.isEmpty { text += blanks(1, &random) }
      text.unicodeScalars.append(contentsOf: comment)
    }
    text += blanks(0, &random) + end
    if lexer.words.isEmpty, lexer.comment == nil, Bool.random(using: &random) { text += end }
  }
  if Bool.random(using: &random) { text.unicodeScalars.removeLast(end.unicodeScalars.count) }
  return RotaFile(file.name, text)
}

private func recased(_ word: String, _ random: inout SeededRandom) -> String {
  String(
    word.map { letter in
      Bool.random(using: &random) ? Character(letter.uppercased()) : Character(letter.lowercased())
    })
}
