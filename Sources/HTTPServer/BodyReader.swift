/// Reads one body from bytes that come in pieces of any size (RFC 9112, 6 and 7). Make a new one
/// for each body.
struct BodyReader {
  enum Progress {
    case more
    case whole([UInt8])
    case refused(Refusal)
  }

  private enum Framing {
    case length(remaining: Int)
    case chunked(ChunkReader)
  }

  private var framing: Framing
  private var body: [UInt8] = []

  /// Nil when the body is known to be longer than it may be.
  init?(length: Int, bytesMax: Int) {
    guard length <= bytesMax else { return nil }
    framing = .length(remaining: length)
  }

  init(chunkedTo bytesMax: Int, limits: HTTPLimits) {
    framing = .chunked(ChunkReader(bytesMax: bytesMax, limits: limits))
  }

  /// Takes bytes from `index` on, to the end of the body at most.
  mutating func take(_ input: [UInt8], at index: inout Int) -> Progress {
    switch framing {
    case .length(let remaining):
      let taken = min(remaining, input.count - index)
      body.append(contentsOf: input[index..<index + taken])
      index += taken
      framing = .length(remaining: remaining - taken)
      return taken == remaining ? .whole(body) : .more
    case .chunked(var chunks):
      // The reader is moved out and back, so that its buffers aren't copied.
      framing = .length(remaining: 0)
      defer { framing = .chunked(chunks) }
      do throws(Refusal) {
        return try chunks.take(input, at: &index, into: &body) ? .whole(body) : .more
      } catch {
        return .refused(error)
      }
    }
  }
}

/// The chunked transfer coding (RFC 9112, 7.1). Extensions are checked and passed over, trailers
/// are checked and dropped: nothing that was agreed on before the body could depend on them.
private struct ChunkReader {
  private enum Place {
    case size
    case data(remaining: Int)
    case dataEnd
    case trailers
  }

  private let bytesMax: Int
  private let limits: HTTPLimits
  private var place = Place.size
  private var reader = LineReader()
  private var extensionsBytes = 0
  private var trailers = FieldSection()

  init(bytesMax: Int, limits: HTTPLimits) {
    self.bytesMax = bytesMax
    self.limits = limits
  }

  /// True when the body is whole.
  mutating func take(
    _ input: [UInt8], at index: inout Int, into body: inout [UInt8]
  ) throws(Refusal) -> Bool {
    while true {
      switch place {
      case .size:
        guard try takeLine(input, at: &index) else { return false }
        let size = try takeSize()
        guard size <= bytesMax - body.count else {
          throw Refusal(413, "The body is too long.")
        }
        place = size == 0 ? .trailers : .data(remaining: size)
      case .data(let remaining):
        let taken = min(remaining, input.count - index)
        body.append(contentsOf: input[index..<index + taken])
        index += taken
        place = taken == remaining ? .dataEnd : .data(remaining: remaining - taken)
        if taken < remaining { return false }
      case .dataEnd:
        let progress = reader.take(input, at: &index, bytesMax: 0)
        if progress == .more { return false }
        guard progress == .line else { throw Refusal(400, "A chunk is not as long as it says.") }
        place = .size
      case .trailers:
        return try trailers.take(input, at: &index, reader: &reader, limits: limits) == .whole
      }
    }
  }

  private mutating func takeLine(
    _ input: [UInt8], at index: inout Int
  ) throws(Refusal) -> Bool {
    let progress = reader.take(input, at: &index, bytesMax: limits.chunkLineBytesMax)
    if let refusal = Refusal(progress, subject: "A chunk's line", tooLong: 400) { throw refusal }
    return progress == .line
  }

  private mutating func takeSize() throws(Refusal) -> Int {
    let digits = reader.bytes.prefix { Syntax.hexValue($0) != nil }
    guard let size = Syntax.hexadecimal(digits) else {
      throw Refusal(400, "A chunk's size is not a hexadecimal number.")
    }
    let rest = reader.bytes[digits.endIndex...]
    guard rest.isEmpty || ChunkExtensions.areValid(rest) else {
      throw Refusal(400, "A chunk's size is followed by something that is no extension.")
    }
    extensionsBytes += rest.count
    guard extensionsBytes <= limits.chunkExtensionsBytesMax else {
      throw Refusal(400, "The body has too many chunk extensions.")
    }
    return size
  }
}

/// `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )` (RFC 9112, 7.1.1).
private enum ChunkExtensions {
  static func areValid(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      guard skip(UInt8(ascii: ";"), &rest), skipToken(&rest) else { return false }
      guard skip(UInt8(ascii: "="), &rest) else { continue }
      guard skipToken(&rest) || skipQuoted(&rest) else { return false }
    }
    return true
  }

  // Blanks count only when the mark comes after them: a blank at the end of the line is an error.
  private static func skip(_ mark: UInt8, _ rest: inout ArraySlice<UInt8>) -> Bool {
    let trimmed = rest.drop { Syntax.isBlank($0) }
    guard trimmed.first == mark else { return false }
    rest = trimmed.dropFirst().drop { Syntax.isBlank($0) }
    return true
  }

  private static func skipToken(_ rest: inout ArraySlice<UInt8>) -> Bool {
    let after = rest.drop { Syntax.isToken($0) }
    defer { rest = after }
    return after.count < rest.count
  }

  private static func skipQuoted(_ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: "\"") else { return false }
    rest = rest.dropFirst()
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\\"), rest.popFirst() == nil { return false }
    }
    return false
  }
}
