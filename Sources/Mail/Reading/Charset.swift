/// How a text's letters are written as bytes. The names are those that mail bears (the labels of
/// WHATWG's Encoding Standard, and a few of IANA's).
///
/// Nobody else's name reaches the system's `iconv`: some of its rarer charsets have had defects
/// that a stranger's mail could have used.
enum Charset: Hashable {
  case utf8
  case ascii
  /// ISO 8859-1 and windows-1252, read alike: the former's 0x80 to 0x9F are never meant.
  case westEuropean
  /// ISO 8859-15.
  case latin9
  case utf16(ByteOrder?)
  case system(String)

  enum ByteOrder { case bigEnd, littleEnd }

  /// Nil when nobody knows that charset.
  init?(label: String) {
    let plain = label.trimmed.loweredASCII
    guard plain.utf8.count <= Charset.labelBytesMax else { return nil }
    let name = plain.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }.asText
    switch name {
    case "utf-8", "utf8", "unicode-1-1-utf-8": self = .utf8
    case "us-ascii", "ascii", "ansi-x3.4-1968", "iso646-us": self = .ascii
    case "iso-8859-1", "iso8859-1", "iso88591", "latin1", "l1", "windows-1252", "cp1252",
      "cp-1252", "x-ansi", "ansi":
      self = .westEuropean
    case "iso-8859-15", "iso8859-15", "latin9", "latin-9", "l9": self = .latin9
    case "utf-16", "utf16", "unicode", "ucs-2", "iso-10646-ucs-2": self = .utf16(nil)
    case "utf-16le", "utf16le": self = .utf16(.littleEnd)
    case "utf-16be", "utf16be": self = .utf16(.bigEnd)
    default:
      guard let system = Charset.systemName(name) else { return nil }
      self = .system(system)
    }
  }

  static let labelBytesMax = 40

  /// The text, and whether every byte had its meaning. What has none becomes U+FFFD; when the
  /// system lacks the charset, the bytes are read as West European.
  func decode(_ bytes: ArraySlice<UInt8>) -> (text: String, isExact: Bool) {
    switch self {
    case .utf8: return Charset.utf8(bytes)
    case .ascii:
      // Programs that say nothing, or ASCII, send whatever they have.
      let read = Charset.utf8(bytes)
      return read.isExact ? read : (WestEuropean.windows1252(bytes), false)
    case .westEuropean: return (WestEuropean.windows1252(bytes), true)
    case .latin9: return (WestEuropean.latin9(bytes), true)
    case .utf16(let order): return Charset.utf16(bytes, order)
    case .system(let name):
      return SystemCharset.decode(bytes, from: name) ?? (WestEuropean.windows1252(bytes), false)
    }
  }

  /// Bytes whose charset nobody said: UTF-8 where it can be, else West European.
  static func unnamed(_ bytes: ArraySlice<UInt8>) -> String { Charset.ascii.decode(bytes).text }

  private static func utf8(_ bytes: ArraySlice<UInt8>) -> (text: String, isExact: Bool) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, true) }
    return (String(decoding: bytes, as: UTF8.self), false)
  }

  private static func utf16(
    _ bytes: ArraySlice<UInt8>, _ order: ByteOrder?
  ) -> (text: String, isExact: Bool) {
    var rest = bytes
    var order = order
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xFE, 0xFF): (order, rest) = (.bigEnd, bytes.dropFirst(2))
    case (0xFF, 0xFE): (order, rest) = (.littleEnd, bytes.dropFirst(2))
    default: break
    }
    let units = stride(from: rest.startIndex, to: rest.endIndex - 1, by: 2).map { index in
      let pair = (UInt16(rest[index]), UInt16(rest[index + 1]))
      return (order ?? .bigEnd) == .bigEnd ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0
    }
    let isWhole = rest.count % 2 == 0
    if let text = String(validating: units, as: UTF16.self) { return (text, isWhole) }
    return (String(decoding: units, as: UTF16.self), false)
  }
}

extension Charset {
  /// What the system's `iconv` calls it.
  private static func systemName(_ name: String) -> String? {
    let name = name.hasPrefix("x-") ? String(name.dropFirst(2)) : name
    if let system = systemNames[name] { return system }
    for prefix in ["iso-8859-", "iso8859-", "iso-8859"] where name.hasPrefix(prefix) {
      let part = name.dropFirst(prefix.utf8.count).prefix { $0 != "-" }
      if let number = number(part.utf8, countMax: 2),
        [2...11, 13...16].contains(where: {
          $0.contains(number)
        })
      {
        return "ISO-8859-\(number)"
      }
    }
    for prefix in ["windows-", "cp", "cp-", "windows"] where name.hasPrefix(prefix) {
      if let number = number(name.dropFirst(prefix.utf8.count).utf8, countMax: 4),
        (1250...1258).contains(number) || number == 874
      {
        return "CP\(number)"
      }
    }
    return nil
  }

  private static let systemNames = [
    "iso-2022-jp": "ISO-2022-JP", "csiso2022jp": "ISO-2022-JP", "cp50220": "ISO-2022-JP",
    "iso-2022-jp-1": "ISO-2022-JP-1", "iso-2022-jp-2": "ISO-2022-JP-2",
    "shift-jis": "CP932", "shiftjis": "CP932", "sjis": "CP932", "windows-31j": "CP932",
    "ms-kanji": "CP932", "cp932": "CP932", "ms932": "CP932",
    "euc-jp": "EUC-JP", "eucjp": "EUC-JP",
    "gb2312": "GB18030", "gbk": "GB18030", "gb18030": "GB18030", "cp936": "GB18030",
    "euc-cn": "GB18030", "gb-2312-80": "GB18030", "ms936": "GB18030",
    "big5": "BIG5-HKSCS", "big5-hkscs": "BIG5-HKSCS", "cn-big5": "BIG5-HKSCS", "cp950": "CP950",
    "euc-kr": "CP949", "euckr": "CP949", "ks-c-5601-1987": "CP949", "ks-c-5601-1989": "CP949",
    "ksc5601": "CP949", "ksc-5601": "CP949", "cp949": "CP949", "uhc": "CP949",
    "windows-949": "CP949", "iso-2022-kr": "ISO-2022-KR",
    "koi8-r": "KOI8-R", "koi8": "KOI8-R", "koi": "KOI8-R", "koi8-u": "KOI8-U",
    "ibm866": "CP866", "cp866": "CP866", "866": "CP866", "ibm850": "CP850", "cp850": "CP850",
    "ibm437": "CP437", "cp437": "CP437", "ibm852": "CP852", "cp852": "CP852",
    "macintosh": "MACINTOSH", "mac": "MACINTOSH", "mac-roman": "MACINTOSH",
    "mac-cyrillic": "MAC-CYRILLIC",
    "latin2": "ISO-8859-2", "latin5": "ISO-8859-9", "greek": "ISO-8859-7",
    "cyrillic": "ISO-8859-5", "hebrew": "ISO-8859-8", "arabic": "ISO-8859-6",
    "tis-620": "CP874", "viscii": "VISCII",
    "utf-7": "UTF-7", "unicode-1-1-utf-7": "UTF-7", "utf-32": "UTF-32", "utf-32le": "UTF-32LE",
    "utf-32be": "UTF-32BE", "ucs-4": "UTF-32",
  ]
}
