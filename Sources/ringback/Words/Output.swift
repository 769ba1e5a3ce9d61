import Documents
import Live

/// The answer of a command, written in one piece.
enum Output {
  static func write(_ text: String) throws(CommandFault) { try write(bytes: Array(text.utf8)) }

  /// As they are: what is copied from a file need not be text.
  static func write(bytes: [UInt8]) throws(CommandFault) {
    guard StandardOutput.write(bytes) else {
      throw .failed("the answer could not be written; is the disk full?")
    }
  }

  /// The document and a line's end.
  static func write(_ document: JSON) throws(CommandFault) {
    try write(document.text + "\n")
  }
}

/// Colour and weight: on a terminal only, and not with `NO_COLOR` (no-color.org).
struct Style: Sendable {
  let isOn: Bool

  static func ofOutput() -> Style { of(isTerminal: Terminal.outputIsTerminal) }

  static func ofErrors() -> Style { of(isTerminal: Terminal.errorsAreTerminal) }

  private static func of(isTerminal: Bool) -> Style {
    Style(
      isOn: isTerminal && environmentValue("NO_COLOR") == nil && environmentValue("TERM") != "dumb")
  }

  func strong(_ text: String) -> String { marked(text, "1") }
  func quiet(_ text: String) -> String { marked(text, "2") }
  func bad(_ text: String) -> String { marked(text, "31") }
  func good(_ text: String) -> String { marked(text, "32") }
  func doubtful(_ text: String) -> String { marked(text, "33") }

  /// What nobody may overlook.
  func alarm(_ text: String) -> String { marked(text, "1;7;31") }

  /// One of the colours in which people are told apart; red is kept for what is wrong.
  func person(_ text: String, number: Int) -> String {
    let codes = ["36", "32", "35", "34", "33", "96", "92", "95", "94", "93"]
    return marked(text, codes[number % codes.count])
  }

  private func marked(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// Safe to print: what a caller said can move no cursor and turn no line round. Control
  /// characters and marks of direction become blanks.
  var printable: String {
    if isPlain { return self }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x00...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
        text.append(" ")
      default: text.append(scalar)
      }
    }
    return String(text)
  }

  /// How many columns of a terminal it takes.
  var columns: Int { isPlain ? utf8.count : reduce(0) { $0 + $1.columns } }

  /// Letters of ASCII that print as they are, as nearly all text is: no closer look is needed.
  private var isPlain: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }
}

extension Character {
  /// Two for the wide letters of East Asia and for pictures, else one; marks belong to their
  /// letter.
  fileprivate var columns: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
