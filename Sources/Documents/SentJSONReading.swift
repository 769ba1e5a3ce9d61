/// Reads JSON by the grammar of RFC 8259 and nothing beside it: UTF-8 alone, no byte-order mark, no comments,
/// and no half of a surrogate pair, which is no character.
struct SentJSONReading {
  enum Fault: Error { case notJSON, tooDeep }

  private let bytes: [UInt8]
  /// The byte at which it stands; where it failed.
  private(set) var position = 0
  private var depth = 0

  static let depthMax = 32

  /// - Parameter bytes: valid UTF-8.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func whole() throws(Fault) -> SentJSON {
    let value = try value()
    skipBlanks()
    guard position == bytes.count else { throw .notJSON }
    return value
  }

  private mutating func value() throws(Fault) -> SentJSON {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"):
      return .object(
        try list(end: "}") { (reading) throws(Fault) in try reading.member() })
    case UInt8(ascii: "["):
      return .array(try list(end: "]") { (reading) throws(Fault) in try reading.value() })
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  /// What stands between brackets, with commas between.
  private mutating func list<Item>(
    end: Unicode.Scalar, _ item: (inout SentJSONReading) throws(Fault) -> Item
  ) throws(Fault) -> [Item] {
    depth += 1
    guard depth <= SentJSONReading.depthMax else { throw .tooDeep }
    defer { depth -= 1 }
    position += 1
    var items: [Item] = []
    skipBlanks()
    if take(end) { return items }
    while true {
      items.append(try item(&self))
      skipBlanks()
      if take(end) { return items }
      guard take(",") else { throw .notJSON }
    }
  }

  private mutating func member() throws(Fault) -> SentJSON.Member {
    skipBlanks()
    guard next == UInt8(ascii: "\"") else { throw .notJSON }
    let name = try string()
    skipBlanks()
    guard take(":") else { throw .notJSON }
    return SentJSON.Member(name: name, value: try value())
  }

  private mutating func word(_ text: String, _ value: SentJSON) throws(Fault) -> SentJSON {
    guard bytes[position...].starts(with: text.utf8) else { throw .notJSON }
    position += text.utf8.count
    return value
  }
}

extension SentJSONReading {
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ choices: Unicode.Scalar...) -> Bool {
    guard let next, choices.contains(where: { UInt8(ascii: $0) == next }) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let next, [0x20, 0x0A, 0x0D, 0x09].contains(next) { position += 1 }
  }

  private mutating func number() throws(Fault) -> String {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e", "E") {
      _ = take("+", "-")
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(Fault) {
    let start = position
    while let next, (0x30...0x39).contains(next) { position += 1 }
    guard position > start else { throw .notJSON }
  }

  private mutating func string() throws(Fault) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        text.append(contentsOf: String(try escaped()).utf8)
      case 0..<0x20: throw .notJSON
      default:
        position += 1
        text.append(byte)
      }
    }
    throw .notJSON
  }

  private mutating func escaped() throws(Fault) -> Unicode.Scalar {
    guard let letter = next else { throw .notJSON }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try scalar()
    default: throw .notJSON
    }
  }

  private mutating func scalar() throws(Fault) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800...0xDBFF).contains(first), take("\\"), take("u") else { throw .notJSON }
    let second = try unit()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw .notJSON }
    return scalar
  }

  /// Four hex digits.
  private mutating func unit() throws(Fault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw .notJSON
      }
      position += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
