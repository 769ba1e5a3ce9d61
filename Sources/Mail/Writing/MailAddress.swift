/// An address that a mail can go to: a local part and a domain (RFC 5321, section 4.1.2; with
/// letters beyond ASCII, RFC 6531).
///
/// Whatever it is made from, what it writes is one address: it holds no control and no line end,
/// and a local part that has a comma, a blank or a leading `-` is written in quotes, so that it is
/// neither two addresses nor an option of `sendmail`.
public struct MailAddress: Sendable {
  /// As its owner spells it, without quotes.
  public let local: String
  /// In small letters; `[192.0.2.1]` when it is a literal.
  public let domain: String

  /// Nil when it can't be an address: a part is missing, too long, or has what may not stand there.
  public init?(local: String, domain: String) {
    let domain = domain.loweredASCII
    guard (1...MailAddress.localBytesMax).contains(local.utf8.count),
      local.unicodeScalars.allSatisfy({ !MailAddress.isControl($0) }),
      MailAddress.isDomain(domain),
      local.utf8.count + domain.utf8.count < MailAddress.bytesMax
    else { return nil }
    self.local = local
    self.domain = domain
  }

  /// Reads `local@domain`, the local part perhaps in quotes. Nil for anything else, a name or angle
  /// brackets included.
  public init?(_ text: String) {
    var lexer = HeaderLexer(text)
    guard let address = lexer.plainAddress(), lexer.isAtEnd else { return nil }
    self = address
  }

  public static let localBytesMax = 64
  public static let bytesMax = 254

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func isDomain(_ domain: String) -> Bool {
    if domain.utf8.first == UInt8(ascii: "[") {
      return domain.utf8.count > 2 && domain.utf8.last == UInt8(ascii: "]")
        && domain.utf8.dropFirst().dropLast().allSatisfy {
          $0.isDigit || $0.isLetter || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":")
        }
    }
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    return labels.allSatisfy { label in
      !label.isEmpty && label.utf8.first != UInt8(ascii: "-")
        && label.unicodeScalars.allSatisfy { scalar in
          scalar.value >= 0xA1 && !isControl(scalar) && !scalar.properties.isWhitespace
            || scalar.isASCII
              && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-"
                || scalar == "_")
        }
    }
  }
}

/// Two spellings of one mailbox are equal: nobody tells `Jo@x.nz` from `jo@x.nz`.
extension MailAddress: Hashable {
  public static func == (left: MailAddress, right: MailAddress) -> Bool {
    left.domain == right.domain && left.local.lowercased() == right.local.lowercased()
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(domain)
    hasher.combine(local.lowercased())
  }
}

extension MailAddress {
  /// Whether every mailer takes it as it is: ASCII, and nothing in it that wants quotes or brackets.
  public var isPlain: Bool {
    description.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"(),:;<>[\\]".utf8.contains($0) }
  }
}

extension MailAddress: CustomStringConvertible {
  /// As a header and the arguments of `sendmail` bear it; never begins with `-`.
  public var description: String {
    (isDotAtom ? local : HeaderWriter.quoted(local)) + "@" + domain
  }

  private var isDotAtom: Bool {
    let atoms = local.split(separator: ".", omittingEmptySubsequences: false)
    return local.utf8.first != UInt8(ascii: "-")
      && atoms.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(HeaderLexer.isAtomByte) }
      && local.unicodeScalars.allSatisfy { $0.isASCII || !$0.properties.isWhitespace }
  }
}

/// An address and the name of whoever has it.
public struct Mailbox: Hashable, Sendable {
  public let name: HeaderText
  public let address: MailAddress

  public init(name: HeaderText = "", address: MailAddress) {
    self.name = name
    self.address = address
  }
}
