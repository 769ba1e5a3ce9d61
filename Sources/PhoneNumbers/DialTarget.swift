/// Where a call is sent: the value of `dial` and `after hours dial` (spec: rotas.md, "The desk").
///
/// The answer to a telephony system gives it as it stands in the file, so that it is kept so
/// (spec: http-api.md).
public enum DialTarget: Hashable, Sendable {
  /// A telephone number. One that is not understood (an extension such as `101`) is taken too: the
  /// check warns of it, and a telephony system may well know it.
  case phone(WrittenNumber)
  case sip(SIPAddress)

  /// Nil when the text is neither: no digit in it, a character that no telephone has, or a SIP
  /// address that is not whole.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)[...]
    if bytes.dropping("sip:") != nil || bytes.dropping("sips:") != nil {
      guard let address = SIPAddress(text) else { return nil }
      self = .sip(address)
    } else {
      let written = WrittenNumber(text)
      let isPlain = Keypad.telURI(dialling: PlainText.bytes(of: text)[...]) != nil
      let isTel = bytes.dropping("tel:") != nil && written.number != nil
      guard isPlain || isTel, written.reading != .withheld,
        !bytes.contains(where: { $0 < Ascii.blank || $0 == 0x7F })
      else { return nil }
      self = .phone(written)
    }
  }

  public var asWritten: String {
    switch self {
    case .phone(let written): written.asGiven
    case .sip(let address): address.asWritten
    }
  }
}
