/// A word of a line: a bare one, a string without its quotes, or a comma.
package struct Word: Sendable {
  package enum Kind: Sendable { case bare, string, comma }

  package let kind: Kind
  package let text: String
  /// From 1, in scalars.
  package let column: Int
  /// In scalars, a string's quotes included.
  package let length: Int

  /// The column just after it.
  package var endColumn: Int { column + length }

  /// Whether it is this keyword, in any case.
  package func isKeyword(_ keyword: String) -> Bool {
    kind == .bare && text.utf8.count == keyword.utf8.count
      && zip(text.utf8, keyword.utf8).allSatisfy { written, letter in
        written == letter || ((0x41...0x5A).contains(written) && written | 0x20 == letter)
      }
  }

  /// A part of it, for a mark: `offset` and `length` in scalars.
  func part(_ offset: Int, _ length: Int) -> Word {
    Word(kind: kind, text: text, column: column + offset, length: length)
  }
}

/// Splits one line into words and finds its comment.
///
/// Whatever is wrong in the line's characters is told once, at its first place; the words are read on all
/// the same, so that it is known which line it is.
struct Lexer {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private(set) var words: [Word] = []
  private(set) var fault: SourceLine.Mark?

  init(_ line: SourceLine) {
    scalars = line.scalars
    fault = line.damage
    while skipBlanks() { readWord() }
  }

  /// Whether the line begins with a blank, or with what was meant as one.
  var isIndented: Bool {
    scalars.first.map { $0.isBlank || $0.isBlankLookalike } ?? false
  }

  /// False at the line's end or its comment.
  private mutating func skipBlanks() -> Bool {
    while position < scalars.count {
      let scalar = scalars[position]
      if scalar.isBlankLookalike {
        tell(.blankLookalike(scalar), at: position)
      } else if scalar == "#", position == 0 || isBlank(position - 1) {
        return false
      } else if !scalar.isBlank {
        return true
      }
      position += 1
    }
    return false
  }

  private mutating func readWord() {
    let scalar = scalars[position]
    if scalar == "," {
      add(.comma, position..<position + 1, text: position..<position + 1)
    } else if scalar == "\"" {
      readString()
    } else if scalar.isCurlyQuote {
      readCurlyString()
    } else {
      readBareWord()
    }
  }

  private mutating func readBareWord() {
    let start = position
    var end = start
    while end < scalars.count, !endsBareWord(at: end) { end += 1 }
    add(.bare, start..<end, text: start..<end)
    if end < scalars.count, scalars[end] == "\"" { tell(.touchingQuote, at: end) }
  }

  private mutating func readString() {
    let start = position
    guard let close = scalars[(start + 1)...].firstIndex(of: "\"") else {
      // `"Aroha”`: the word processor's half of the pair is the culprit, not a missing quote.
      if let curly = scalars[start...].firstIndex(where: \.isCurlyQuote) {
        tell(.curlyQuotes, at: curly)
      } else {
        tell(.openString, at: start, length: scalars.count - start)
      }
      return add(.string, start..<scalars.count, text: start + 1..<scalars.count)
    }
    if close == start + 1 { tell(.emptyString, at: start, length: 2) }
    add(.string, start..<close + 1, text: start + 1..<close)
    if position < scalars.count, !isBlank(position), scalars[position] != "," {
      tell(.touchingQuote, at: close)
    }
  }

  private mutating func readCurlyString() {
    let start = position
    let close = scalars[(start + 1)...].firstIndex { $0.isCurlyQuote || $0 == "\"" }
    let end = close.map { $0 + 1 } ?? scalars.count
    tell(.curlyQuotes, at: start, length: close == nil ? 1 : end - start)
    add(.string, start..<end, text: start + 1..<(close ?? end))
  }

  private func endsBareWord(at index: Int) -> Bool {
    let scalar = scalars[index]
    return isBlank(index) || scalar == "," || scalar == "\"" || scalar.isCurlyQuote
  }

  /// From its `#` to the line's end; nil for a line without one.
  var comment: ArraySlice<Unicode.Scalar>? {
    position < scalars.count ? scalars[position...] : nil
  }

  private func isBlank(_ index: Int) -> Bool {
    scalars[index].isBlank || scalars[index].isBlankLookalike
  }

  private mutating func add(_ kind: Word.Kind, _ range: Range<Int>, text: Range<Int>) {
    words.append(
      Word(
        kind: kind, text: String(scalars[text]), column: range.lowerBound + 1, length: range.count))
    position = range.upperBound
  }

  private mutating func tell(_ fault: TextFault, at index: Int, length: Int = 1) {
    // The bytes' own damage comes first: nothing that stands beside it can be trusted.
    if self.fault == nil {
      self.fault = SourceLine.Mark(fault: fault, column: index + 1, length: length)
    }
  }
}

extension String {
  /// The text of some scalars; nearly all are ASCII, which is copied byte by byte.
  fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) {
    guard scalars.allSatisfy(\.isASCII) else {
      var view = UnicodeScalarView()
      view.append(contentsOf: scalars)
      self.init(view)
      return
    }
    self.init(unsafeUninitializedCapacity: scalars.count) { buffer in
      var count = 0
      for scalar in scalars {
        buffer[count] = UInt8(truncatingIfNeeded: scalar.value)
        count += 1
      }
      return count
    }
  }
}
