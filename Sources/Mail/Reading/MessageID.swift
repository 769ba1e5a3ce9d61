/// What names a message for ever: `<something@somewhere>` (RFC 5322, section 3.6.4).
public struct MessageID: Hashable, Sendable {
  /// Without its angle brackets; compared letter by letter.
  public let text: String

  /// Nil when it has no `@`, or a blank, a bracket, a control or a letter beyond ASCII in it, or is
  /// longer than ``bytesMax``.
  public init?(_ text: String) {
    guard (3...MessageID.bytesMax).contains(text.utf8.count), text.utf8.contains(MessageID.at),
      text.utf8.allSatisfy({
        (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
      })
    else { return nil }
    self.text = text
  }

  /// One of ours: known again by its start and its domain, so that our own mail is seen when it
  /// comes back. Nil unless the id is of ASCII's letters, digits, `-`, `_` and `.`, and the domain
  /// is one.
  public init?(id: String, domain: String) {
    guard !id.isEmpty, let address = MailAddress(local: "ringback", domain: domain),
      id.utf8.allSatisfy({
        $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
          || $0 == HeaderLexer.dot
      })
    else { return nil }
    self.init(MessageID.ownStart + id + "@" + address.domain)
  }

  public static let bytesMax = 500

  /// Whether it was made with `init(id:domain:)` for this domain.
  public func isOwn(domain: String) -> Bool {
    let text = text.loweredASCII
    return text.hasPrefix(MessageID.ownStart) && text.hasSuffix("@" + domain.loweredASCII)
  }

  private static let ownStart = "ringback."
  private static let at = UInt8(ascii: "@")

  /// The ids of a field: those in angle brackets, and words with an `@` where a program left the
  /// brackets out. Folds and blanks inside brackets fall away. The last
  /// ``MailLimits/messageIDsMax`` are kept: the newest stand at the end.
  static func list(_ value: String) -> [MessageID] {
    var ids: [MessageID] = []
    var word: [UInt8] = []
    var isInside = false
    func finish() {
      if let id = MessageID(word.asText) { ids.append(id) }
      word.removeAll(keepingCapacity: true)
    }
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "<"):
        finish()
        isInside = true
      case UInt8(ascii: ">"):
        finish()
        isInside = false
      case _ where byte.isWhitespace:
        if !isInside { finish() }
      case UInt8(ascii: ",") where !isInside: finish()
      default: word.append(byte)
      }
    }
    finish()
    return ids.suffix(MailLimits.messageIDsMax)
  }
}

extension MessageID: CustomStringConvertible {
  /// As a header bears it.
  public var description: String { "<" + text + ">" }
}
