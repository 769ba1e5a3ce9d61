/// The start of a request, up to the empty line that ends its header section.
struct RequestHead {
  enum Framing: Equatable {
    case none
    case length(Int)
    case chunked
  }

  var line: RequestLine
  var fields: HTTPFields
  var framing: Framing
  /// `Expect: 100-continue` of a client that knows what it means.
  var awaitsContinue: Bool
  /// The connection ends with the answer.
  var closes: Bool
}

/// Reads one header section from bytes that come in pieces of any size (RFC 9112, 2 to 5). What two
/// readers could read differently is refused. Make a new one for each request.
struct RequestParser {
  enum Progress {
    case more
    case head(RequestHead)
    case refused(Refusal)
  }

  private let limits: HTTPLimits
  private var reader = LineReader()
  private var emptyLineIsPast = false
  /// Known from the end of the request line on.
  private(set) var line: RequestLine?
  private var section = FieldSection()

  init(limits: HTTPLimits) {
    self.limits = limits
  }

  /// Whether anything but the one empty line that may come before a request has come.
  private(set) var hasBegun = false

  /// Takes bytes from `index` on, to the end of the header section at most.
  mutating func take(_ input: [UInt8], at index: inout Int) -> Progress {
    do throws(Refusal) {
      while true {
        if line == nil {
          guard try takeRequestLine(input, at: &index) else { return .more }
        } else {
          switch try section.take(input, at: &index, reader: &reader, limits: limits) {
          case .more: return .more
          case .whole: return .head(try head())
          }
        }
      }
    } catch {
      return .refused(error)
    }
  }

  private mutating func takeRequestLine(
    _ input: [UInt8], at index: inout Int
  ) throws(Refusal) -> Bool {
    let progress = reader.take(input, at: &index, bytesMax: limits.requestLineBytesMax)
    if let refusal = Refusal(progress, subject: "The request line", tooLong: 414) { throw refusal }
    if !reader.bytes.isEmpty { hasBegun = true }
    guard progress == .line else { return false }
    if reader.bytes.isEmpty && !emptyLineIsPast {
      // Some old clients end a body with a CRLF that it doesn't have (RFC 9112, 2.2).
      emptyLineIsPast = true
    } else {
      line = try RequestLine(reader.bytes)
    }
    return true
  }

  private func head() throws(Refusal) -> RequestHead {
    guard var line else { throw Refusal(400, "The request has no request line.") }
    var fields = section.fields
    try HostField.settle(&fields, &line)
    let framing = try BodyFraming.framing(of: fields, minorVersion: line.minorVersion)
    var awaitsContinue = false
    if let expectation = fields["Expect"] {
      guard fields.all("Expect").count == 1, HTTPFields.alike(expectation, "100-continue") else {
        throw Refusal(417, "The only expectation that this server can meet is 100-continue.")
      }
      awaitsContinue = line.minorVersion > 0 && framing != .none && framing != .length(0)
    }
    return RequestHead(
      line: line, fields: fields, framing: framing, awaitsContinue: awaitsContinue,
      closes: line.minorVersion == 0 || fields.list("Connection", holds: "close"))
  }
}

/// `method SP target SP version` (RFC 9112, 3), with exactly these two blanks.
struct RequestLine {
  var method: String
  var rawTarget: String
  var target: RequestTarget
  /// 1 in HTTP/1.1, 0 in HTTP/1.0.
  var minorVersion: Int

  init(_ bytes: [UInt8]) throws(Refusal) {
    let parts = bytes.split(separator: Syntax.space, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[1].isEmpty else {
      throw Refusal(400, "The request line is not a method, a target and a version.")
    }
    guard Syntax.isToken(parts[0]) else { throw Refusal(400, "The method is not a token.") }
    method = String(decoding: parts[0], as: UTF8.self)
    minorVersion = try Self.minorVersion(parts[2])
    rawTarget = String(decoding: parts[1], as: UTF8.self)
    target = try RequestTarget(parts[1], method: method)
  }

  private static func minorVersion(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> Int {
    let digits = Array(bytes.dropFirst(5))
    guard bytes.starts(with: "HTTP/".utf8), digits.count == 3, Syntax.isDigit(digits[0]),
      digits[1] == UInt8(ascii: "."), Syntax.isDigit(digits[2])
    else { throw Refusal(400, "The version is not written as HTTP/1.1 is.") }
    guard digits[0] == UInt8(ascii: "1"), digits[2] <= UInt8(ascii: "1") else {
      throw Refusal(505, "This server speaks HTTP/1.1 and HTTP/1.0.")
    }
    return Int(digits[2] - UInt8(ascii: "0"))
  }
}
