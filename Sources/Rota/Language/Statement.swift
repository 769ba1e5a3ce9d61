/// One line that says something: its words, and where they stand.
package struct Statement: Sendable {
  package let file: String
  /// From 1.
  package let line: Int
  package let isIndented: Bool
  /// Never empty.
  package let words: [Word]
  /// Something in its characters is wrong and has been told: whatever else is wrong with it is silent.
  package let isDamaged: Bool

  package func place(of word: Word) -> SourcePlace {
    SourcePlace(file: file, line: line, column: word.column, length: max(1, word.length))
  }

  /// From one word to another.
  package func place(of range: Range<Int>) -> SourcePlace {
    let bounds = range.clamped(to: 0..<words.count)
    guard let first = words[bounds].first, let last = words[bounds].last else { return place }
    return SourcePlace(
      file: file, line: line, column: first.column, length: max(1, last.endColumn - first.column))
  }

  /// From its first word to its last.
  package var place: SourcePlace { place(of: 0..<words.count) }

  /// The words of a range as one text, each run of blanks one blank: phone numbers, regions, addresses.
  package func text(of range: Range<Int>) -> String {
    var text = ""
    var end: Int?
    for word in words[range] {
      if let end, word.column > end { text += " " }
      text += word.text
      end = word.endColumn
    }
    return text
  }
}

extension RotaFile {
  /// The lines that say something, in order; what is wrong in any line's characters goes to `faults`.
  package func statements(faults: FaultList) -> [Statement] {
    var statements: [Statement] = []
    for line in lines() {
      let lexer = Lexer(line)
      if let mark = lexer.fault {
        faults.add(
          mark.fault,
          at: SourcePlace(file: name, line: line.number, column: mark.column, length: mark.length))
      }
      guard !lexer.words.isEmpty else { continue }
      statements.append(
        Statement(
          file: name, line: line.number, isIndented: lexer.isIndented, words: lexer.words,
          isDamaged: lexer.fault != nil))
    }
    return statements
  }
}
