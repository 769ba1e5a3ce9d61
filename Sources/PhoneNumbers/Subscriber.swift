/// Who an address names, whatever it is wrapped in: `"Name" <sip:user@host>;tag=1`, `tel:…;ext=5`,
/// `user@host`, or the plain text of a number.
///
/// Forms: RFC 3261 (SIP, name-addr), RFC 3966 (tel). Lenient where telephony systems are: a SIP
/// address may lack its scheme (`sip_from_uri` has none in FreeSWITCH) or its host.
struct Subscriber {
  /// The number itself, percent escapes undone.
  private(set) var number: ArraySlice<UInt8>
  /// `phone-context` of RFC 3966: where a number that is not global is valid.
  private var context: ArraySlice<UInt8>?
  /// It has an extension, a subaddress or digits to dial after it: more than a number.
  private var isExtended = false
  /// RFC 3323's host of those who withhold their number.
  private var isAnonymousHost = false
  /// `sip:` with no user part: what stands there names a machine unless it reads as a number.
  private var isWithoutUser = false
  /// The part of the address that names the caller, parameters and all.
  private var whole: ArraySlice<UInt8>

  /// Reads plain text (see ``PlainText``); any text gives one.
  init(addressed text: [UInt8]) {
    let address = Self.unwrapped(text[...]).trimmed(of: " \"'`".utf8)
    number = address
    whole = address
    if let rest = address.dropping("sip:") ?? address.dropping("sips:") {
      readSIP(rest)
    } else if let rest = address.dropping("tel:") {
      readParameters(of: rest)
    } else if address.contains(UInt8(ascii: "@")), !address.contains(where: "<> ".utf8.contains) {
      readSIP(address)
    }
  }

  var isWithheld: Bool {
    isAnonymousHost || Withheld.isWord(number)
      || (DialString(number).map { Withheld.isSpeltOut($0) } ?? false)
  }

  var phoneNumber: PhoneNumber? {
    guard !isExtended, let dialled = DialString(number) else { return nil }
    guard let context, !dialled.isGlobal, context.first == Ascii.plus else {
      return dialled.phoneNumber
    }
    return DialString(context).flatMap { dialled.phoneNumber(within: $0) }
  }

  /// What a number that is not understood is compared by. An extension belongs to it (two people
  /// behind one number are two callers), a machine's name does not.
  var compared: ArraySlice<UInt8> { isExtended ? whole : dialled }

  /// What a telephone would be told to dial when no number was understood: the number without its
  /// extension, which the one who rings reads and asks for.
  var dialled: ArraySlice<UInt8> { isWithoutUser ? [] : number }

  private mutating func readSIP(_ text: ArraySlice<UInt8>) {
    guard let at = text.firstIndex(of: UInt8(ascii: "@")) else {
      readParameters(of: text)
      isWithoutUser = true
      return
    }
    readParameters(of: text[..<at])
    let host = text[text.index(after: at)...].prefix { !":;?> ".utf8.contains($0) }
    isAnonymousHost = host.map(Ascii.lowercased).elementsEqual("anonymous.invalid".utf8)
  }

  /// Parameters other than these say how a call was routed, and change nothing.
  private mutating func readParameters(of text: ArraySlice<UInt8>) {
    let parts = text.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    number = Self.unescaped(parts.first ?? [])[...].trimmed(of: [Ascii.blank])
    whole = text
    for parameter in parts.dropFirst() {
      if let value = parameter.dropping("phone-context=") {
        context = Self.unescaped(value)[...]
      } else if ["ext=", "isub=", "postd="].contains(where: { parameter.dropping($0) != nil }) {
        isExtended = true
      }
    }
  }

  /// What stands between `<` and `>`. Only header parameters may follow, so that no second number
  /// is passed over without a word; a quoted name may hold brackets of its own.
  private static func unwrapped(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var isQuoted = false
    for index in text.indices {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard byte == UInt8(ascii: "<"), !isQuoted else { continue }
      let inner = text[text.index(after: index)...]
      guard let end = inner.firstIndex(of: UInt8(ascii: ">")) else { return text }
      let tail = inner[inner.index(after: end)...].trimmed(of: [Ascii.blank])
      return tail.isEmpty || tail.first == UInt8(ascii: ";") ? inner[..<end] : text
    }
    return text.trimmed(of: [Ascii.blank])
  }

  /// Undoes percent escapes (RFC 3986); one that is not whole stays as it stands.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      let escape = rest.prefix(2).compactMap(Ascii.hexValue)
      if byte == UInt8(ascii: "%"), escape.count == 2 {
        result.append(escape[0] << 4 | escape[1])
        rest.removeFirst(2)
      } else {
        result.append(byte)
      }
    }
    return result
  }
}
