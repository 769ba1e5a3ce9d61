/// The value of `Content-Type` or `Content-Disposition`: a word and parameters (RFC 2045, section
/// 5.1), with those of RFC 2231 (pieces, charsets) put together.
struct MIMEValue: Hashable {
  /// In small letters: `text/plain`, `attachment`.
  let value: String
  private let parameters: [String: String]

  subscript(name: String) -> String? { parameters[name] }

  init(_ text: String) {
    var pieces: [Substring.UTF8View] = []
    MIMEValue.split(text) { pieces.append($0) }
    value = pieces.first.map { MIMEValue.unquoted(Array($0)).asText.trimmed.loweredASCII } ?? ""
    var plain: [String: String] = [:]
    var extended: [String: ExtendedParameter] = [:]
    for piece in pieces.dropFirst() {
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let key = Array(piece[..<equals]).trimmed.map(\.lowered)
      let written = MIMEValue.unquoted(Array(piece[piece.index(after: equals)...]))
      guard let star = key.firstIndex(of: UInt8(ascii: "*")) else {
        let name = key.asText
        if plain[name] == nil { plain[name] = written.asText }
        continue
      }
      extended[key[..<star].asText, default: ExtendedParameter()].add(written, key[star...])
    }
    // The extended form is the better one, where a program writes both.
    parameters = plain.merging(extended.compactMapValues(\.text)) { $1 }
  }

  /// Gives the pieces between semicolons that stand in no quotes, comments taken out.
  private static func split(_ text: String, _ give: (Substring.UTF8View) -> Void) {
    let bytes = Array(text.utf8)
    var piece: [UInt8] = []
    var isQuoted = false
    // A bracket inside a word is an unquoted `name=report(1).pdf`, not a comment.
    var isInValue = false
    var hasEquals = false
    var depth = 0
    var index = 0
    func end() { give(Substring(piece.asText).utf8) }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == .backslash, isQuoted || depth > 0, index < bytes.count {
        if depth == 0 { piece += [byte, bytes[index]] }
        index += 1
      } else if byte == .quote, depth == 0 {
        isQuoted.toggle()
        piece.append(byte)
      } else if isQuoted {
        piece.append(byte)
      } else if byte == UInt8(ascii: "("), depth > 0 || !isInValue {
        depth += 1
      } else if byte == UInt8(ascii: ")"), depth > 0 {
        depth -= 1
      } else if depth == 0, byte == UInt8(ascii: ";") {
        end()
        piece.removeAll(keepingCapacity: true)
        hasEquals = false
        isInValue = false
      } else if depth == 0 {
        piece.append(byte)
        isInValue = hasEquals && !byte.isBlank
        if byte == UInt8(ascii: "=") { hasEquals = true }
      }
    }
    end()
  }

  /// Without its quotes. A backslash that hides neither a quote nor a backslash is one: old
  /// programs send whole Windows paths.
  private static func unquoted(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let trimmed = bytes.trimmed
    guard trimmed.first == .quote else { return trimmed }
    var text: [UInt8] = []
    var index = trimmed.startIndex + 1
    while index < trimmed.endIndex, trimmed[index] != .quote {
      if trimmed[index] == .backslash, index + 1 < trimmed.endIndex,
        trimmed[index + 1] == .quote || trimmed[index + 1] == .backslash
      {
        index += 1
      }
      text.append(trimmed[index])
      index += 1
    }
    return text[...]
  }
}

/// `name*0*=utf-8'en'%E2%82; name*1=…` (RFC 2231, sections 3 and 4).
private struct ExtendedParameter {
  private var pieces: [Int: (bytes: ArraySlice<UInt8>, isEncoded: Bool)] = [:]

  /// - Parameter suffix: `*`, `*0` or `*0*`.
  mutating func add(_ bytes: ArraySlice<UInt8>, _ suffix: ArraySlice<UInt8>) {
    var digits = suffix.dropFirst()
    let isEncoded = digits.isEmpty || digits.last == UInt8(ascii: "*")
    if digits.last == UInt8(ascii: "*") { digits.removeLast() }
    guard let place = digits.isEmpty ? 0 : number(digits, countMax: 4) else { return }
    if pieces[place] == nil { pieces[place] = (bytes, isEncoded) }
  }

  /// The pieces from nought on, as far as none is missing.
  var text: String? {
    var bytes: [UInt8] = []
    var charset: Charset?
    var place = 0
    while let piece = pieces[place] {
      var rest = piece.bytes
      if place == 0, piece.isEncoded {
        let apostrophe = UInt8(ascii: "'")
        if let first = rest.firstIndex(of: apostrophe),
          let second = rest[(first + 1)...].firstIndex(of: apostrophe)
        {
          charset = Charset(label: rest[..<first].asText)
          rest = rest[(second + 1)...]
        }
      }
      bytes += piece.isEncoded ? percentDecoded(rest) : Array(rest)
      place += 1
    }
    guard place > 0 else { return nil }
    return (charset ?? .ascii).decode(bytes[...]).text
  }

  private func percentDecoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "%"), index + 2 < text.endIndex,
        let high = text[index + 1].hexValue, let low = text[index + 2].hexValue
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return bytes
  }
}
