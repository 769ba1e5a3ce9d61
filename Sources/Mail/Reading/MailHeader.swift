/// The fields of a message's or a part's header, in their order, unfolded (RFC 5322, section 2.2).
public struct MailHeader: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    /// In small letters.
    public let name: String
    /// One line without blanks around it. Encoded words are still encoded: what stands in them may
    /// not be taken for the grammar of the field.
    public let value: String
  }

  public internal(set) var fields: [Field] = []

  /// The first such field: when one stands twice, the second is not the writer's.
  public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  public func all(_ name: String) -> [String] {
    fields.lazy.filter { $0.name == name }.map(\.value)
  }
}

/// Reads a header, and finds where the body begins.
struct HeaderReader {
  private(set) var header = MailHeader()
  /// A field, or the whole header, was past its limit.
  private(set) var wasCut = false
  /// A line was no field.
  private(set) var wasBroken = false

  private var raw: [UInt8] = []
  private var byteCount = 0

  /// - Parameter isBoundary: whether the line in this range ends the part.
  /// - Returns: where the body, or the boundary, begins.
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int,
    isBoundary: (Range<Int>) -> Bool
  ) -> Int {
    var place = start
    while place < end {
      let lineEnd = bytes.lineFeed(from: place, to: end)
      let next = min(lineEnd + 1, end)
      var textEnd = lineEnd
      if textEnd > place, bytes[textEnd - 1] == .carriageReturn { textEnd -= 1 }
      if textEnd == place {
        place = next
        break
      }
      if isBoundary(place..<textEnd) { break }
      let line = bytes[place..<textEnd]
      if bytes[place].isBlank {
        append(line)
      } else if HeaderReader.nameLength(line) != nil {
        finishField()
        append(line)
      } else if !(place == start && HeaderReader.isEnvelopeLine(line)) {
        wasBroken = true
        // What is no field begins the body, as mail servers take it; but a fold that lacks its
        // blank stands between two fields.
        if !HeaderReader.isKnownField(bytes, from: next, to: end) { break }
      }
      place = next
    }
    finishField()
    return place
  }

  private mutating func append(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
    let room = min(
      MailLimits.fieldBytesMax - raw.count, MailLimits.headerBytesMax - byteCount, line.count)
    if room < line.count { wasCut = true }
    guard room > 0 else { return }
    byteCount += room
    raw += line.prefix(room)
  }

  private mutating func finishField() {
    defer { raw.removeAll(keepingCapacity: true) }
    guard let length = HeaderReader.nameLength(raw[...]) else { return }
    guard header.fields.count < MailLimits.headerFieldsMax else {
      wasCut = true
      return
    }
    let name = raw[..<length].map(\.lowered).trimmed.asText
    // A lone carriage return or a NUL is no line end to us, and none to whoever reads on.
    let value = raw[(length + 1)...].map { $0 < .blank ? .blank : $0 }
    header.fields.append(
      MailHeader.Field(name: name, value: Charset.unnamed(value.trimmed)))
  }

  /// The bytes before the colon, when they can be a field's name; old mail has blanks after it.
  private static func nameLength(_ line: some BidirectionalCollection<UInt8>) -> Int? {
    var length = 0
    var sawBlank = false
    for byte in line.prefix(nameBytesMax + 1) {
      if byte == UInt8(ascii: ":") { return length > 0 ? length : nil }
      if byte.isBlank { sawBlank = true } else if sawBlank { return nil }
      guard byte.isBlank || (0x21...0x7E).contains(byte), length > 0 || !byte.isBlank else {
        return nil
      }
      length += 1
    }
    return nil
  }

  private static let nameBytesMax = 100

  /// `From jo@x.nz Thu Dec 24 …`, as mailbox files part their messages.
  private static func isEnvelopeLine(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    line.beginsWithWord("from ") || line.beginsWithWord(">from ")
  }

  private static func isKnownField(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Bool {
    let line = bytes[start..<bytes.lineFeed(from: start, to: end)]
    guard let length = nameLength(line) else { return false }
    let name = line.prefix(length).map(\.lowered).trimmed.asText
    return knownNames.contains(name) || name.hasPrefix("content-") || name.hasPrefix("x-")
  }

  private static let knownNames: Set<String> = [
    "from", "to", "cc", "subject", "date", "message-id", "mime-version", "received", "sender",
    "reply-to", "return-path", "in-reply-to", "references", "delivered-to", "dkim-signature",
  ]
}
