/// Walks through the value of a structured field (RFC 5322, section 3.2): atoms, quoted strings,
/// domain literals; blanks and comments between them are passed over.
///
/// It never fails: a quote or a bracket that is not closed ends with the field.
struct HeaderLexer {
  enum Token: Equatable {
    case word(String)
    case quoted(String)
    /// `[192.0.2.1]`, brackets included.
    case literal(String)
    case special(UInt8)
  }

  private let bytes: [UInt8]
  private var index = 0
  /// The last comment that was passed over: old programs put the name there.
  private(set) var comment = ""

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { index >= bytes.count }

  mutating func forgetComment() { comment = "" }

  /// The next token, with what stood before it; nil at the end.
  mutating func next() -> (token: Token, afterBlank: Bool)? {
    let start = index
    skipBlanksAndComments()
    let afterBlank = index > start
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    switch byte {
    case .quote: return (.quoted(run(closedBy: .quote)), afterBlank)
    case UInt8(ascii: "["):
      return (.literal("[" + run(closedBy: UInt8(ascii: "]")) + "]"), afterBlank)
    case UInt8(ascii: "="):
      // An encoded word is one word, though old programs leave commas and colons in it.
      if let end = EncodedWords.bounds(in: bytes, at: index)?.end,
        !bytes[index..<end].contains(where: \.isWhitespace)
      {
        defer { index = end }
        return (.word(bytes[index..<end].asText), afterBlank)
      }
      return (atom(), afterBlank)
    case _ where HeaderLexer.isAtomByte(byte): return (atom(), afterBlank)
    default:
      index += 1
      return (.special(byte), afterBlank)
    }
  }

  private mutating func atom() -> Token {
    let end = bytes[index...].firstIndex { !HeaderLexer.isAtomByte($0) } ?? bytes.count
    defer { index = end }
    return .word(bytes[index..<end].asText)
  }

  /// `local@domain` and nothing around it.
  mutating func plainAddress() -> MailAddress? {
    let at = UInt8(ascii: "@")
    guard !isAtEnd, let split = bytes.lastIndex(of: at) else { return nil }
    let domain = bytes[(split + 1)...].asText
    var local = bytes[..<split].asText
    if bytes[0] == .quote {
      local = run(closedBy: .quote)
      guard index == split else { return nil }
    } else if !bytes[..<split].allSatisfy({ HeaderLexer.isAtomByte($0) || $0 == HeaderLexer.dot }) {
      return nil
    }
    index = bytes.count
    return MailAddress(local: local, domain: domain)
  }

  static let dot = UInt8(ascii: ".")

  /// What an atom is made of (`atext`), and all beyond ASCII.
  static func isAtomByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte.isLetter || byte.isDigit || atomMarks.contains(byte)
  }

  private static let atomMarks = Array("!#$%&'*+-/=?^_`{|}~".utf8)

  private mutating func skipBlanksAndComments() {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "(") {
        skipComment()
      } else if bytes[index] <= .blank || bytes[index] == 0x7F {
        index += 1
      } else {
        return
      }
    }
  }

  private mutating func skipComment() {
    var depth = 0
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case .backslash where index < bytes.count:
        text.append(bytes[index])
        index += 1
        continue
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      if depth == 0 { break }
      text.append(byte)
    }
    comment = text.dropFirst().asText
  }

  /// What stands between the present byte and the closing one, backslashes undone.
  private mutating func run(closedBy close: UInt8) -> String {
    var text: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == close { break }
      if byte == .backslash, index < bytes.count {
        text.append(bytes[index])
        index += 1
      } else {
        text.append(byte)
      }
    }
    return text.asText
  }
}
