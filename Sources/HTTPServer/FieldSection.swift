/// The field lines of a header section, or of a chunked body's trailer section (RFC 9112, 5).
struct FieldSection {
  enum Progress {
    case more
    case whole
  }

  private(set) var fields = HTTPFields()
  private var bytesCount = 0

  /// Takes lines up to the empty one that ends the section.
  mutating func take(
    _ input: [UInt8], at index: inout Int, reader: inout LineReader, limits: HTTPLimits
  ) throws(Refusal) -> Progress {
    let lineEndBytes = 2
    while true {
      let progress = reader.take(
        input, at: &index, bytesMax: limits.headerSectionBytesMax - bytesCount - lineEndBytes)
      if progress == .tooLong { throw Refusal(431, "The header section is too long.") }
      if let refusal = Refusal(progress, subject: "A field line", tooLong: 431) { throw refusal }
      guard progress == .line else { return .more }
      guard !reader.bytes.isEmpty else { return .whole }
      bytesCount += reader.bytes.count + lineEndBytes
      guard fields.lines.count < limits.fieldsMax else {
        throw Refusal(431, "The header section has too many fields.")
      }
      let line = try Self.line(reader.bytes)
      fields.add(line.name, line.value)
    }
  }

  private static func line(_ bytes: [UInt8]) throws(Refusal) -> HTTPFields.Line {
    if let first = bytes.first, Syntax.isBlank(first) {
      throw Refusal(400, "A field line begins with a blank.")
    }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
      throw Refusal(400, "A field line has no colon.")
    }
    let name = bytes[..<colon]
    if let last = name.last, Syntax.isBlank(last) {
      throw Refusal(400, "A field line has a blank before its colon.")
    }
    guard Syntax.isToken(name) else { throw Refusal(400, "A field's name is not a token.") }
    var value = bytes[(colon + 1)...]
    while let first = value.first, Syntax.isBlank(first) { value.removeFirst() }
    while let last = value.last, Syntax.isBlank(last) { value.removeLast() }
    return HTTPFields.Line(name: String(decoding: name, as: UTF8.self), value: text(value))
  }

  // A value is bytes and no charset is agreed on (RFC 9110, 5.5): UTF-8 where it is UTF-8, and else
  // Latin-1, which loses nothing.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}

enum HostField {
  /// Sees to it that there is one valid host at most, and just one in HTTP/1.1 (RFC 9112, 3.2). The
  /// authority of an absolute target takes its place.
  static func settle(_ fields: inout HTTPFields, _ line: inout RequestLine) throws(Refusal) {
    let hosts = fields.all("Host")
    guard hosts.count <= 1 else { throw Refusal(400, "The request has two Host fields.") }
    guard !hosts.isEmpty || line.minorVersion == 0 else {
      throw Refusal(400, "The request has no Host field.")
    }
    if let host = hosts.first {
      // Empty is what a client sends whose address has no host (RFC 9112, 3.2).
      guard host.isEmpty || Authority.isValid(ArraySlice(host.utf8)) else {
        throw Refusal(400, "The Host field is not a host.")
      }
    }
    if let authority = line.target.authority { fields["Host"] = authority }
  }
}

enum BodyFraming {
  /// How long the body is (RFC 9112, 6), or why two readers could differ on it.
  static func framing(
    of fields: HTTPFields, minorVersion: Int
  ) throws(Refusal) -> RequestHead.Framing {
    let lengths = fields.all("Content-Length")
    let codings = fields.all("Transfer-Encoding")
    guard lengths.isEmpty || codings.isEmpty else {
      throw Refusal(400, "The request has both a Content-Length and a Transfer-Encoding.")
    }
    guard lengths.count <= 1 else {
      throw Refusal(400, "The request has two Content-Length fields.")
    }
    if let length = lengths.first {
      guard let bytes = Syntax.decimal(length.utf8) else {
        throw Refusal(400, "The Content-Length is not a number of bytes.")
      }
      return .length(bytes)
    }
    if codings.isEmpty { return .none }
    guard minorVersion > 0 else {
      throw Refusal(400, "HTTP/1.0 has no Transfer-Encoding.")
    }
    return try chunked(codings)
  }

  private static func chunked(_ values: [String]) throws(Refusal) -> RequestHead.Framing {
    if values.count == 1, HTTPFields.alike(values[0], "chunked") { return .chunked }
    let codings = values.flatMap { value in
      value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map { String(Substring(Substring($0).utf8.trimmed)) }
    }
    let chunkedCount = codings.count { HTTPFields.alike($0, "chunked") }
    guard chunkedCount == 1, let last = codings.last, HTTPFields.alike(last, "chunked"),
      codings.allSatisfy({ !$0.isEmpty })
    else {
      throw Refusal(400, "The Transfer-Encoding does not end in one chunked.")
    }
    throw Refusal(501, "This server knows no transfer coding but chunked.")
  }
}
