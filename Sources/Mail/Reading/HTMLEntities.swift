/// Character references: `&amp;`, `&#8364;`, `&#x20AC;`. The names are those that mail programs
/// write; others stay as they stand.
enum HTMLEntities {
  /// The text of the reference that begins at `start` (an `&`), and where it ends.
  static func read(_ bytes: [UInt8], at start: Int) -> (text: [UInt8], end: Int) {
    let plain = ([bytes[start]], start + 1)
    let window = bytes[(start + 1)..<min(start + 1 + nameBytesMax, bytes.count)]
    if window.first == UInt8(ascii: "#") { return numeric(window) ?? plain }
    let name = window.prefix { $0.isLetter || $0.isDigit }
    let end = name.endIndex
    let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: ";")
    guard let text = names[name.asText], isClosed || unclosed.contains(name.asText) else {
      return plain
    }
    return (Array(text.utf8), isClosed ? end + 1 : end)
  }

  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let bytes = Array(bytes)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&") {
        let (text, end) = read(bytes, at: index)
        decoded += text
        index = end
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return decoded
  }

  private static let nameBytesMax = 12

  private static func numeric(_ window: ArraySlice<UInt8>) -> (text: [UInt8], end: Int)? {
    var rest = window.dropFirst()
    let isHex = rest.first?.lowered == UInt8(ascii: "x")
    if isHex { rest = rest.dropFirst() }
    let digits = rest.prefix { isHex ? $0.hexValue != nil : $0.isDigit }
    guard (1...7).contains(digits.count) else { return nil }
    var value: UInt32 = 0
    for digit in digits { value = value * (isHex ? 16 : 10) + UInt32(digit.hexValue ?? 0) }
    var end = digits.endIndex
    if end < window.endIndex, window[end] == UInt8(ascii: ";") { end += 1 }
    // 128 to 159 are meant as windows-1252 has them (HTML, section 13.2.5.80).
    if (0x80...0x9F).contains(value) {
      return (Array(WestEuropean.windows1252([UInt8(value)]).utf8), end)
    }
    guard let scalar = Unicode.Scalar(value), value >= 0x20, value != 0x7F else {
      return ([.blank], end)
    }
    return (Array(String(Character(scalar)).utf8), end)
  }

  /// Those that HTML takes without their semicolon too, where nobody means anything else.
  private static let unclosed: Set<String> = ["amp", "lt", "gt", "quot", "nbsp"]

  private static let names = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
    "ensp": " ", "emsp": " ", "thinsp": " ", "zwnj": "", "zwj": "", "shy": "",
    "euro": "€", "pound": "£", "yen": "¥", "cent": "¢", "copy": "©", "reg": "®", "trade": "™",
    "sect": "§", "para": "¶", "deg": "°", "plusmn": "±", "micro": "µ", "middot": "·",
    "bull": "•", "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’",
    "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "laquo": "«", "raquo": "»",
    "lsaquo": "‹", "rsaquo": "›", "times": "×", "divide": "÷", "frac12": "½", "frac14": "¼",
    "frac34": "¾", "sup1": "¹", "sup2": "²", "sup3": "³", "iexcl": "¡", "iquest": "¿",
    "larr": "←", "rarr": "→", "uarr": "↑", "darr": "↓", "harr": "↔", "rArr": "⇒", "check": "✓",
    "ordf": "ª", "ordm": "º", "not": "¬", "macr": "¯", "acute": "´", "cedil": "¸", "uml": "¨",
    "agrave": "à", "aacute": "á", "acirc": "â", "atilde": "ã", "auml": "ä", "aring": "å",
    "aelig": "æ", "ccedil": "ç", "egrave": "è", "eacute": "é", "ecirc": "ê", "euml": "ë",
    "igrave": "ì", "iacute": "í", "icirc": "î", "iuml": "ï", "eth": "ð", "ntilde": "ñ",
    "ograve": "ò", "oacute": "ó", "ocirc": "ô", "otilde": "õ", "ouml": "ö", "oslash": "ø",
    "ugrave": "ù", "uacute": "ú", "ucirc": "û", "uuml": "ü", "yacute": "ý", "thorn": "þ",
    "yuml": "ÿ", "szlig": "ß", "oelig": "œ", "scaron": "š",
    "Agrave": "À", "Aacute": "Á", "Acirc": "Â", "Atilde": "Ã", "Auml": "Ä", "Aring": "Å",
    "AElig": "Æ", "Ccedil": "Ç", "Egrave": "È", "Eacute": "É", "Ecirc": "Ê", "Euml": "Ë",
    "Igrave": "Ì", "Iacute": "Í", "Icirc": "Î", "Iuml": "Ï", "ETH": "Ð", "Ntilde": "Ñ",
    "Ograve": "Ò", "Oacute": "Ó", "Ocirc": "Ô", "Otilde": "Õ", "Ouml": "Ö", "Oslash": "Ø",
    "Ugrave": "Ù", "Uacute": "Ú", "Ucirc": "Û", "Uuml": "Ü", "Yacute": "Ý", "THORN": "Þ",
    "OElig": "Œ", "Scaron": "Š", "Yuml": "Ÿ",
    "amacr": "ā", "emacr": "ē", "imacr": "ī", "omacr": "ō", "umacr": "ū",
    "Amacr": "Ā", "Emacr": "Ē", "Imacr": "Ī", "Omacr": "Ō", "Umacr": "Ū",
  ]
}
