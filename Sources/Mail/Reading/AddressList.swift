/// The addresses of a field such as `From` or `To` (RFC 5322, section 3.4, and the old forms of
/// section 4.4): names in quotes, as encoded words, in comments; groups; routes. What is no address
/// is left out, and takes no neighbour with it.
struct AddressList {
  private var mailboxes: [Mailbox] = []
  private var entry = AddressEntry()
  private var bracket: AddressEntry?
  private var isGroup = false
  private var lexer: HeaderLexer

  static func read(_ text: String) -> [Mailbox] {
    var list = AddressList(lexer: HeaderLexer(text))
    while let (token, afterBlank) = list.lexer.next(),
      list.mailboxes.count < MailLimits.addressesMax
    {
      list.take(token, afterBlank)
    }
    if list.mailboxes.count < MailLimits.addressesMax { list.finish() }
    return list.mailboxes
  }

  private init(lexer: HeaderLexer) { self.lexer = lexer }

  private mutating func take(_ token: HeaderLexer.Token, _ afterBlank: Bool) {
    switch token {
    case .special(UInt8(ascii: "<")):
      if bracket?.isAddress ?? false { finish() }
      if bracket == nil { bracket = AddressEntry() }
    case .special(UInt8(ascii: ">")): closeBracket()
    case .special(UInt8(ascii: ":")):
      if bracket != nil {
        // What came so far was a route, `<@one,@two:jo@x.nz>`.
        bracket = AddressEntry()
      } else if !entry.hasAt {
        entry = AddressEntry()
        isGroup = true
      }
    case .special(UInt8(ascii: ",")): separate()
    case .special(UInt8(ascii: ";")):
      finish()
      isGroup = false
    default:
      if bracket == nil {
        entry.append(token, afterBlank)
      } else {
        bracket?.append(token, afterBlank)
      }
    }
  }

  private mutating func closeBracket() {
    guard let closed = bracket else { return }
    bracket = nil
    entry.bracketed = closed
  }

  /// A comma ends an address; but `Doe, Jo <jo@x.nz>` is one, whose name lacks its quotes.
  private mutating func separate() {
    if let bracket {
      if bracket.isAddress { finish() }
    } else if entry.bracketed != nil || entry.hasAt || isGroup {
      finish()
    } else if !entry.text.isEmpty {
      entry.append(.word(","), false)
    }
  }

  private mutating func finish() {
    closeBracket()
    let comment = EncodedWords.decode(lexer.comment)
    if let inside = entry.bracketed {
      if inside.isWhole, let address = inside.address {
        let name = entry.text.isEmpty ? comment : EncodedWords.decode(entry.text)
        mailboxes.append(Mailbox(name: HeaderText(name), address: address))
      }
    } else if let address = entry.address {
      mailboxes.append(Mailbox(name: HeaderText(comment), address: address))
    }
    entry = AddressEntry()
    lexer.forgetComment()
  }
}

/// What stands between two commas, or between angle brackets.
private struct AddressEntry {
  /// All of it, as a name is read.
  private(set) var text = ""
  /// What stood in angle brackets after it.
  var bracketed: AddressEntry? {
    get { inner.first }
    set { inner = newValue.map { [$0] } ?? [] }
  }
  private var inner: [AddressEntry] = []

  /// The words and dots without a blank between, of which an `@` makes the local part.
  private var run = ""
  private var runCount = 0
  private var local: String?
  private var domain = ""
  private var isDomainOver = false
  private var isBroken = false

  var hasAt: Bool { local != nil }
  var isAddress: Bool { !(local ?? "").isEmpty && !domain.isEmpty }
  /// Nothing but an address: `<jo doe@x.nz>` is none, and isn't made into doe's.
  var isWhole: Bool { runCount == 1 }
  var address: MailAddress? {
    isBroken ? nil : local.flatMap { MailAddress(local: $0, domain: domain) }
  }

  mutating func append(_ token: HeaderLexer.Token, _ afterBlank: Bool) {
    guard bracketed == nil else { return }
    let part: String
    switch token {
    case .word(let word): part = word
    case .quoted(let word): part = word
    case .literal(let word): part = word
    case .special(let byte): part = String(UnicodeScalar(byte))
    }
    if afterBlank, !text.isEmpty { text += " " }
    text += part
    if hasAt { appendToDomain(part, token, afterBlank) } else { appendToLocal(part, token) }
  }

  private mutating func appendToLocal(_ part: String, _ token: HeaderLexer.Token) {
    switch token {
    case .special(UInt8(ascii: "@")): local = run
    case .special(HeaderLexer.dot): run += part
    case .special:
      run = ""
      runCount += 1
    default:
      if run.utf8.last == HeaderLexer.dot {
        run += part
      } else {
        run = part
        runCount += 1
      }
    }
  }

  private mutating func appendToDomain(
    _ part: String, _ token: HeaderLexer.Token, _ afterBlank: Bool
  ) {
    if case .special(let byte) = token, byte != HeaderLexer.dot {
      isBroken = true
      return
    }
    let joins = !afterBlank || domain.isEmpty || domain.utf8.last == HeaderLexer.dot || part == "."
    if !joins { isDomainOver = true }
    if !isDomainOver { domain += part }
  }
}
