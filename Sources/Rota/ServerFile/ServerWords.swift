extension WordReader {
  /// A string, or a bare word: with its commas, since addresses and paths have them too.
  mutating func wordOrString(
    _ wanted: Wanted
  ) throws(Told) -> (text: String, place: SourcePlace) {
    guard let first = next, first.kind != .comma else { throw refuse(wanted) }
    let start = index
    skip()
    if first.kind == .string { return (first.text, statement.place(of: first)) }
    var end = first.endColumn
    while let word = next, word.kind != .string, word.column == end {
      end = word.endColumn
      skip()
    }
    return (statement.text(of: start..<index), statement.place(of: start..<index))
  }

  /// Nil for one that isn't right, which has been told.
  mutating func url(mayHaveQuery: Bool) throws(Told) -> String? {
    let (text, place) = try wordOrString(.url)
    guard let fault = URLForm.fault(in: text, mayHaveQuery: mayHaveQuery) else { return text }
    tell(ServerFault.urlForm(text, why: fault), at: place)
    return nil
  }

  /// In ASCII alone, which every mailer takes. Nil for one that isn't right, which has been told.
  mutating func emailAddress() throws(Told) -> String? {
    let (text, place) = try wordOrString(.email)
    guard EmailForm.isAddress(text), text.utf8.allSatisfy({ $0 < 0x80 }) else {
      tell(ValueFault.email(text), at: place)
      return nil
    }
    return text
  }
}

extension Wanted {
  static let listen = Wanted("an address and a port", example: "127.0.0.1:8080")
  static let folder = Wanted("a folder", example: "/var/lib/ringback")
  static let program = Wanted("the path of a program", example: "/usr/local/bin/send-sms")
  static let url = Wanted("an address of the web", example: "https://ringback.example.nz")
  static let ipAddress = Wanted("an IP address", example: "127.0.0.1")
  static let onOrOff = Wanted("“on” or “off”", example: "on")
  static let logLevel = Wanted("how much is logged", example: "info")
  static let currency = Wanted("a currency", example: "NZD")
  static let tax = Wanted("a percentage", example: "15%")
  static let rate = Wanted("dollars an hour", example: "180.50")
  static let secret = Wanted("the secret", example: "whsec_…")
}
