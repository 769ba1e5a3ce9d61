/// Text that can stand in a header: a subject, a name. It holds no line end, no NUL and no other
/// control, whoever wrote it, so that no header can be injected through it.
public struct HeaderText: Hashable, Sendable {
  /// One line, blanks around it and double ones taken out; perhaps empty.
  public let text: String

  /// Never fails: controls and line separators become blanks, and what is past ``bytesMax`` is cut
  /// off.
  public init(_ text: String) {
    var kept = String.UnicodeScalarView()
    for scalar in text.cut(toBytes: HeaderText.bytesMax).unicodeScalars {
      if HeaderText.isBlank(scalar) {
        if let last = kept.last, last != " " { kept.append(" ") }
      } else {
        kept.append(scalar)
      }
    }
    if kept.last == " " { kept.removeLast() }
    self.text = String(kept)
  }

  public static let bytesMax = 2_000

  public var isEmpty: Bool { text.isEmpty }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x20, 0x7F...0x9F, 0x2028, 0x2029: true
    default: false
    }
  }
}

extension HeaderText: CustomStringConvertible, ExpressibleByStringLiteral {
  public var description: String { text }

  public init(stringLiteral text: String) { self.init(text) }
}
