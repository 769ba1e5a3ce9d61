/// How a message tells which ticket it is about. (spec: callbacks.md, Tickets)
extension IncomingMessage {
  /// The numbers that the subject names, those in square brackets first: `[#1001]`, `#1001`,
  /// `Ticket 1001`. Each counts only from an address that its ticket knows.
  public var subjectTicketNumbers: [Int] { TicketMarks.numbers(in: subject.text) }

  /// The secret parts of the reply addresses that it was sent to, in small letters:
  /// `support+t-SECRET@desk.example.nz`.
  public func replySecrets(support: MailAddress) -> [String] {
    var secrets: [String] = []
    for mailbox in to + cc + deliveredTo {
      if let secret = support.secret(in: mailbox.address), !secrets.contains(secret) {
        secrets.append(secret)
      }
    }
    return secrets
  }
}

extension MailAddress {
  /// The address that a ticket's mail is answered to. Nil unless the secret is made of ASCII's
  /// small letters and digits, and leaves the address short enough: programs on the way change
  /// capitals.
  public func replyAddress(secret: String) -> MailAddress? {
    guard !secret.isEmpty,
      secret.utf8.allSatisfy({ $0.isDigit || $0.isLetter && $0.lowered == $0 })
    else { return nil }
    return MailAddress(local: local + MailAddress.secretMark + secret, domain: domain)
  }

  func secret(in address: MailAddress) -> String? {
    let start = local.lowercased() + MailAddress.secretMark
    let local = address.local.lowercased()
    guard address.domain == domain, local.hasPrefix(start) else { return nil }
    let secret = String(local.dropFirst(start.count))
    return replyAddress(secret: secret) == nil ? nil : secret
  }

  private static let secretMark = "+t-"
}

enum TicketMarks {
  /// Ticket numbers rise from 1001.
  static let numberMin = 1001
  static let digitsMax = 9

  static func numbers(in subject: String) -> [Int] {
    let bytes = Array(subject.utf8)
    var bracketed: [Int] = []
    var others: [Int] = []
    var index = 0
    while index < bytes.count {
      let digits = bytes[index...].prefix(while: \.isDigit)
      guard !digits.isEmpty else {
        index += 1
        continue
      }
      let before = bytes[..<index]
      let end = digits.endIndex
      index = end
      guard let value = number(digits, countMax: digitsMax), value >= numberMin,
        digits.first != UInt8(ascii: "0"), isMarked(before), isWordEnd(bytes, at: end)
      else { continue }
      let isBracketed =
        end < bytes.count && bytes[end] == UInt8(ascii: "]")
        && (before.last == UInt8(ascii: "[") || before.dropLast().last == UInt8(ascii: "["))
      if isBracketed { bracketed.append(value) } else { others.append(value) }
    }
    var seen: Set<Int> = []
    return (bracketed + others).filter { seen.insert($0).inserted }
  }

  /// After `#` that begins a word, or after the word ticket.
  private static func isMarked(_ before: ArraySlice<UInt8>) -> Bool {
    var rest = before
    if rest.last == UInt8(ascii: "#") {
      rest = rest.dropLast()
      if rest.last.map({ !isWordByte($0) }) ?? true { return true }
    }
    let passed: Set<UInt8> = [.blank, UInt8(ascii: ":"), HeaderLexer.dot]
    while let last = rest.last, passed.contains(last) { rest = rest.dropLast() }
    for word in ["number", "no", "nr"] where endsWithWord(rest, word) {
      rest = rest.dropLast(word.utf8.count)
      while rest.last == .blank { rest = rest.dropLast() }
    }
    return endsWithWord(rest, "ticket")
  }

  private static func endsWithWord(_ text: ArraySlice<UInt8>, _ word: String) -> Bool {
    let end = text.suffix(word.utf8.count)
    guard end.map(\.lowered) == Array(word.utf8) else { return false }
    return text[..<end.startIndex].last.map { !isWordByte($0) } ?? true
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte >= 0x80
  }

  /// `1001`, not `1001a` nor `1001.5`; a full stop may end the subject.
  private static func isWordEnd(_ bytes: [UInt8], at end: Int) -> Bool {
    guard end < bytes.count else { return true }
    if bytes[end] == HeaderLexer.dot || bytes[end] == UInt8(ascii: "-") {
      return end + 1 == bytes.count || !isWordByte(bytes[end + 1])
    }
    return !isWordByte(bytes[end])
  }
}
