/// Encoded words in a header: `=?charset?Q?text?=` (RFC 2047).
///
/// Blanks between two of them fall away, and bytes of neighbours in one charset are read as one
/// text, since programs cut in the middle of a letter. What is none, or names a charset that nobody
/// knows, stays as it stands.
enum EncodedWords {
  static func decode(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "?")) else { return text }
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    var pending: Word?
    // Where the plain text ended before the blanks that follow an encoded word.
    var blanksFrom: Int?
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "="), let (word, end) = word(in: bytes, at: index) {
        if let from = blanksFrom { plain.removeLast(plain.count - from) }
        if let last = pending, last.label == word.label {
          pending?.bytes += word.bytes
        } else {
          flush(&pending, into: &plain)
          pending = word
        }
        blanksFrom = plain.count
        index = end
        continue
      }
      let byte = bytes[index]
      if !byte.isWhitespace, pending != nil {
        let from = blanksFrom ?? plain.count
        let blanks = Array(plain[from...])
        plain.removeLast(plain.count - from)
        flush(&pending, into: &plain)
        plain += blanks
        blanksFrom = nil
      }
      plain.append(byte)
      index += 1
    }
    let from = pending == nil ? plain.count : blanksFrom ?? plain.count
    let blanks = Array(plain[from...])
    plain.removeLast(plain.count - from)
    flush(&pending, into: &plain)
    return (plain + blanks).asText
  }

  private struct Word {
    let label: String
    let charset: Charset
    var bytes: [UInt8]
  }

  private static func flush(_ word: inout Word?, into plain: inout [UInt8]) {
    guard let whole = word else { return }
    plain += whole.charset.decode(whole.bytes[...]).text.utf8
    word = nil
  }

  /// RFC 2047 allows 75; real ones are longer.
  static let wordBytesMax = 2_000

  private static func word(in bytes: [UInt8], at start: Int) -> (Word, end: Int)? {
    guard let (labelEnd, end) = bounds(in: bytes, at: start) else { return nil }
    // `utf-8*en` names a language too (RFC 2231, section 5).
    let label = bytes[(start + 2)..<labelEnd].prefix { $0 != UInt8(ascii: "*") }.asText
    guard let charset = Charset(label: label) else { return nil }
    let content = bytes[(labelEnd + 3)..<(end - 2)]
    let decoded: [UInt8]
    switch bytes[labelEnd + 1].lowered {
    case UInt8(ascii: "q"): decoded = TransferEncoding.decodeQ(content)
    case UInt8(ascii: "b"):
      guard content.allSatisfy(TransferEncoding.isBase64) else { return nil }
      decoded = TransferEncoding.decodeBase64(content)
    default: return nil
    }
    return (Word(label: label.loweredASCII, charset: charset, bytes: decoded), end)
  }

  /// Where the charset's name ends, and where the whole word does; nil when its form isn't one.
  static func bounds(in bytes: [UInt8], at start: Int) -> (labelEnd: Int, end: Int)? {
    let mark = UInt8(ascii: "?")
    let limit = min(bytes.count, start + wordBytesMax)
    guard start + 6 < limit, bytes[start] == UInt8(ascii: "="), bytes[start + 1] == mark,
      let labelEnd = bytes[(start + 2)..<min(limit, start + 2 + Charset.labelBytesMax)]
        .firstIndex(of: mark),
      labelEnd + 2 < limit, bytes[labelEnd + 2] == mark
    else { return nil }
    var end = labelEnd + 3
    while end + 1 < limit, !(bytes[end] == mark && bytes[end + 1] == UInt8(ascii: "=")) {
      // A question mark inside is an old program's Q; a new word is not. (`=?=` is padding and the
      // end.)
      if bytes[end] == UInt8(ascii: "="), bytes[end + 1] == mark,
        end + 2 >= limit || bytes[end + 2] != UInt8(ascii: "=")
      {
        return nil
      }
      end += 1
    }
    return end + 1 < limit ? (labelEnd, end + 2) : nil
  }
}
