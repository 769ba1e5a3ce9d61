public import CivilTime

/// A plain HTTP/1.1 client for the commands: one call, one answer, a limit on everything.
///
/// `http` goes over a socket of its own, `https` through the system's `curl`. Redirects are not
/// followed, so that a token reaches only the server that its owner named.
public struct HTTPClient: Sendable {
  /// For the whole call, looking the name up left out.
  public var timeMax: Duration
  public var answerBytesMax: Int
  /// The program for `https`.
  public var curl: String

  public init(
    timeMax: Duration = HTTPClient.usualTimeMax,
    answerBytesMax: Int = HTTPClient.usualAnswerBytesMax, curl: String = "curl"
  ) {
    self.timeMax = timeMax
    self.answerBytesMax = answerBytesMax
    self.curl = curl
  }

  public static let usualTimeMax: Duration = .seconds(15)
  public static let usualAnswerBytesMax = 16 << 20

  /// Blocks until the whole answer is there.
  public func send(_ call: HTTPCall) throws(HTTPCallFault) -> HTTPAnswer {
    guard call.isSound else { throw .unsoundField }
    if call.address.isSecure {
      return try CurlCall(call, client: self).send()
    }
    let deadline = Deadline(after: timeMax)
    let connection = try ClientConnection(
      host: call.address.host, port: call.address.port, deadline: deadline)
    try connection.write(call.bytes)
    var reader = AnswerReader(connection, bodyBytesMax: answerBytesMax)
    return try reader.read(answering: call.method)
  }
}

/// What is asked of a server.
public struct HTTPCall: Sendable {
  public var method: String
  public var address: WebAddress
  public var fields: [(name: String, value: String)]
  public var body: [UInt8]?

  public init(
    _ method: String, _ address: WebAddress, fields: [(name: String, value: String)] = [],
    body: [UInt8]? = nil
  ) {
    self.method = method
    self.address = address
    self.fields = fields
    self.body = body
  }

  /// Nothing in it could begin a line of its own.
  var isSound: Bool {
    ([method] + fields.flatMap { [$0.name, $0.value] }).allSatisfy { text in
      text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
  }

  /// The call as it goes over the wire.
  var bytes: [UInt8] {
    var head = "\(method) \(address.target) HTTP/1.1\r\nHost: \(address.authority)\r\n"
    for field in fields { head += "\(field.name): \(field.value)\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    head += "Connection: close\r\n\r\n"
    return Array(head.utf8) + (body ?? [])
  }
}

public struct HTTPAnswer: Hashable, Sendable {
  public let status: Int
  public let body: [UInt8]
  /// What the server's clock says, when it tells: that of this machine may differ.
  public let date: Moment?
}

/// Why there is no answer.
public enum HTTPCallFault: Error, Hashable, Sendable {
  case unknownHost(why: String)
  case unreachable(why: String)
  case tookTooLong
  case answerTooLong
  /// The answer is not HTTP, or breaks off.
  case brokenAnswer
  /// A control character in what was to be sent.
  case unsoundField
  /// `https` needs it.
  case noCurl
  /// What `curl` says of its failure.
  case curl(String)
}

extension HTTPCallFault: CustomStringConvertible {
  /// Words that go into a sentence after "because".
  public var description: String {
    switch self {
    case .unknownHost(let why): "its name can't be looked up (\(why))"
    case .unreachable(let why): "it can't be reached (\(why))"
    case .tookTooLong: "it took too long to answer"
    case .answerTooLong: "its answer is too long"
    case .brokenAnswer: "its answer is not whole or not HTTP"
    case .unsoundField: "the token or another value holds a control character"
    case .noCurl: "https needs the program curl, which is not installed"
    case .curl(let words): words
    }
  }
}
