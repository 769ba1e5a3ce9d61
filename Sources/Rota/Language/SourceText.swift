/// One file of the rota folder, as its bytes stand on disk.
public struct RotaFile: Hashable, Sendable {
  /// Without its folder; places and messages bear it.
  public let name: String
  public let bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// One line of a file as Unicode scalars, its line end left out, with whatever is wrong in its bytes.
package struct SourceLine {
  /// From 1.
  package let number: Int
  /// A stretch that is not UTF-8 stands here as U+FFFD, so that the words around it can be told.
  package let scalars: [Unicode.Scalar]
  package let damage: Mark?

  /// A fault at some columns of one line.
  package struct Mark {
    package let fault: TextFault
    /// From 1, in scalars.
    package let column: Int
    package let length: Int
  }
}

extension RotaFile {
  /// The lines, told apart by LF or CRLF; a byte-order mark at the file's start belongs to none.
  package func lines() -> [SourceLine] {
    var lines: [SourceLine] = []
    var start = bytes.starts(with: RotaFile.byteOrderMark) ? RotaFile.byteOrderMark.count : 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      lines.append(SourceLine(number: lines.count + 1, bytes: lineBytes(start, end)))
      start = end + 1
    }
    return lines
  }

  private func lineBytes(_ start: Int, _ end: Int) -> ArraySlice<UInt8> {
    // A CR counts as part of the line end only right before an LF.
    let hasCarriageReturn =
      end < bytes.count && end > start && bytes[end - 1] == UInt8(ascii: "\r")
    return bytes[start..<(hasCarriageReturn ? end - 1 : end)]
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

extension SourceLine {
  init(number: Int, bytes: ArraySlice<UInt8>) {
    // Most lines are plain ASCII, where each byte is a scalar.
    if bytes.allSatisfy({ (0x20...0x7E).contains($0) }) {
      self.init(number: number, scalars: bytes.map(Unicode.Scalar.init), damage: nil)
      return
    }
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var damage: Mark?
    var decoder = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    decoding: while true {
      switch decoder.parseScalar(from: &rest) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        scalars.append(scalar)
        if scalar.isForbidden, damage == nil {
          damage = Mark(fault: .controlCharacter(scalar), column: scalars.count, length: 1)
        }
      case .error:
        scalars.append("\u{FFFD}")
        if damage == nil { damage = Mark(fault: .notUTF8, column: scalars.count, length: 1) }
      case .emptyInput:
        break decoding
      }
    }
    self.init(number: number, scalars: scalars, damage: damage)
  }
}

extension Unicode.Scalar {
  /// The only two blanks of the language.
  package var isBlank: Bool { self == " " || self == "\t" }

  /// Control characters but for tab; line ends never come here.
  var isForbidden: Bool {
    (value < 0x20 && self != "\t") || (0x7F...0x9F).contains(value)
  }

  /// What looks like a blank, or like nothing, and is neither space nor tab: text copied from a page or a
  /// document is full of no-break spaces.
  package var isBlankLookalike: Bool {
    switch value {
    case 0x00A0, 0x1680, 0x180E, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064, 0x2066...0x2069,
      0x3000, 0xFEFF:
      true
    default: false
    }
  }

  /// The double quotes that a word processor puts in place of straight ones.
  var isCurlyQuote: Bool {
    switch value {
    case 0x201C...0x201F, 0x00AB, 0x00BB, 0xFF02: true
    default: false
    }
  }
}
