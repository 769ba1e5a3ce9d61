import CivilTime

/// Reads one answer of HTTP/1.1 (RFC 9112), with a limit on its head and on its body.
struct AnswerReader {
  private let connection: ClientConnection
  private let bodyBytesMax: Int
  private var buffer: [UInt8] = []
  private var taken = 0
  private var headBytes = 0
  private var date: Moment?

  init(_ connection: ClientConnection, bodyBytesMax: Int) {
    self.connection = connection
    self.bodyBytesMax = bodyBytesMax
  }

  mutating func read(answering method: String) throws(HTTPCallFault) -> HTTPAnswer {
    var status = try statusLine()
    var length = try fields()
    // What comes before the answer proper (100 Continue) has no body.
    while (100...199).contains(status) {
      status = try statusLine()
      length = try fields()
    }
    if method == "HEAD" || status == 204 || status == 304 { length = .bytes(0) }
    return HTTPAnswer(status: status, body: try body(length), date: date)
  }

  static let headBytesMax = 64 << 10

  private enum BodyLength {
    case bytes(Int)
    case chunked
    case untilClose
  }

  private mutating func statusLine() throws(HTTPCallFault) -> Int {
    let line = try line()
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."),
      let status = AnswerReader.number(words[1], radix: 10), (100...599).contains(status)
    else { throw .brokenAnswer }
    return status
  }

  private mutating func fields() throws(HTTPCallFault) -> BodyLength {
    var length = BodyLength.untilClose
    while true {
      let line = try line()
      if line.isEmpty { return length }
      guard let colon = line.firstIndex(of: ":") else { throw .brokenAnswer }
      let written = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      let value = written.lowercased()
      switch line[..<colon].lowercased() {
      case "transfer-encoding": length = .chunked
      case "content-length":
        if case .chunked = length { continue }
        guard let count = AnswerReader.number(value[...], radix: 10) else { throw .brokenAnswer }
        length = .bytes(count)
      case "date": date = AnswerDate.moment(String(written))
      default: continue
      }
    }
  }

  private mutating func body(_ length: BodyLength) throws(HTTPCallFault) -> [UInt8] {
    switch length {
    case .bytes(let count): return try bytes(count, beside: 0)
    case .chunked: return try chunks()
    case .untilClose:
      while try fill() {
        guard buffer.count - taken <= bodyBytesMax else { throw .answerTooLong }
      }
      return try bytes(buffer.count - taken, beside: 0)
    }
  }

  private mutating func chunks() throws(HTTPCallFault) -> [UInt8] {
    var body: [UInt8] = []
    while true {
      headBytes = 0
      let size = try line().prefix { $0 != ";" && $0 != " " }
      guard let count = AnswerReader.number(size, radix: 16) else { throw .brokenAnswer }
      if count == 0 { break }
      body += try bytes(count, beside: body.count)
      guard try line().isEmpty else { throw .brokenAnswer }
    }
    while try !line().isEmpty {}
    return body
  }

  private mutating func bytes(
    _ count: Int, beside others: Int
  ) throws(HTTPCallFault) -> [UInt8] {
    guard count <= bodyBytesMax - others else { throw .answerTooLong }
    while buffer.count - taken < count {
      guard try fill() else { throw .brokenAnswer }
    }
    defer { taken += count }
    return Array(buffer[taken..<taken + count])
  }

  /// The next line without its end.
  private mutating func line() throws(HTTPCallFault) -> String {
    var searched = taken
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        let line = buffer[taken..<end]
        headBytes += line.count + 1
        guard headBytes <= AnswerReader.headBytesMax else { throw .brokenAnswer }
        taken = end + 1
        return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      }
      searched = buffer.count
      guard buffer.count - taken <= AnswerReader.headBytesMax, try fill() else {
        throw .brokenAnswer
      }
    }
  }

  /// False at the end.
  private mutating func fill() throws(HTTPCallFault) -> Bool {
    guard let more = try connection.read() else { return false }
    buffer += more
    return true
  }

  /// All digits: Int would take a sign. Nil when it is no number, or longer than any length here.
  private static func number(_ text: Substring, radix: Int) -> Int? {
    guard (1...12).contains(text.utf8.count),
      text.allSatisfy({ $0.isASCII && (radix == 16 ? $0.isHexDigit : $0.isWholeNumber) })
    else { return nil }
    return Int(text, radix: radix)
  }
}
