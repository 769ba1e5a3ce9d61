/// One connection as a state machine without a socket: bytes and times go in, bytes, requests and a
/// deadline come out. Requests are answered one after another: while one is in hand or an answer is
/// unsent nothing more is read, so that what is held stays bounded.
struct Connection {
  enum Phase: Equatable {
    /// Waits for the first byte of a request.
    case idle
    case head
    case body
    /// The handler has the request.
    case handling
    /// The last answer is being sent.
    case closing
    /// All is sent and our side is shut; what the peer still sends is passed over.
    case lingering
    case closed
  }

  /// Everything that all connections of a server share.
  struct Terms {
    let service: HTTPService
    let limits: HTTPLimits
    let headerTime: UInt64
    let bodyTime: UInt64
    let writeStallTime: UInt64
    let idleTime: UInt64
    let lingerTime: UInt64

    init(service: HTTPService, limits: HTTPLimits) {
      self.service = service
      self.limits = limits
      headerTime = limits.headerTimeMax.nanoseconds
      bodyTime = limits.bodyTimeMax.nanoseconds
      writeStallTime = limits.writeStallTimeMax.nanoseconds
      idleTime = limits.idleTimeMax.nanoseconds
      lingerTime = limits.lingerTimeMax.nanoseconds
    }
  }

  private(set) var phase = Phase.idle
  /// Since when it has been idle or lingering.
  private(set) var restsSince: UInt64
  private(set) var output: [UInt8] = []
  private(set) var outputSent = 0

  private let terms: Terms
  private let peer: HTTPAddress
  private var input: [UInt8] = []
  private var inputTaken = 0
  private var parser: RequestParser
  private var head: RequestHead?
  private var body: BodyReader?
  private var closes = false
  private var isForHead = false
  private var phaseDeadline: UInt64
  private var writeDeadline = UInt64.max
  private var lingeredBytes = 0
  private var isLast = false

  init(terms: Terms, peer: HTTPAddress, now: UInt64) {
    self.terms = terms
    self.peer = peer
    parser = RequestParser(limits: terms.limits)
    restsSince = now
    phaseDeadline = now.later(by: terms.idleTime)
  }

  var hasOutput: Bool { outputSent < output.count }

  /// Whether the socket may be read from.
  var wantsInput: Bool {
    switch phase {
    case .idle, .head, .body: !hasOutput
    case .lingering: true
    case .handling, .closing, .closed: false
    }
  }

  /// Whether nobody waits for anything here.
  var isResting: Bool { (phase == .idle && !hasOutput) || phase == .lingering }

  /// When `expire` has something to do.
  var deadline: UInt64 { min(phaseDeadline, writeDeadline) }

  /// Takes what was read. Call it only when `wantsInput`.
  mutating func receive(_ bytes: some Collection<UInt8>, now: UInt64) {
    if phase == .lingering {
      lingeredBytes += bytes.count
      if lingeredBytes > terms.limits.lingerBytesMax { close() }
    } else {
      input.append(contentsOf: bytes)
    }
  }

  /// The peer sends nothing more, which doesn't keep it from reading. Call it only when
  /// `wantsInput`.
  mutating func receiveEnd(now: UInt64) {
    switch phase {
    case .head where parser.hasBegun:
      refuse(Refusal(400, "The request ended within its header section."), now: now)
    case .body:
      refuse(Refusal(400, "The request ended within its body."), now: now)
    default:
      close()
    }
  }

  /// Goes as far as the input allows. A request that comes out is in hand until `answer`. Nil with
  /// output: send it and call again.
  mutating func proceed(now: UInt64) -> HTTPRequest? {
    while !hasOutput {
      switch phase {
      case .idle:
        guard inputTaken < input.count else {
          forgetInput()
          if isLast { close() }
          return nil
        }
        phase = .head
        parser = RequestParser(limits: terms.limits)
        phaseDeadline = now.later(by: terms.headerTime)
      case .head:
        switch parser.take(input, at: &inputTaken) {
        case .more:
          forgetInput()
          return nil
        case .refused(let refusal): refuse(refusal, now: now)
        case .head(let head): if let request = begin(head, now: now) { return request }
        }
      case .body:
        guard let progress = body?.take(input, at: &inputTaken), let head else { return nil }
        switch progress {
        case .more:
          forgetInput()
          return nil
        case .refused(let refusal): refuse(refusal, now: now)
        case .whole(let bytes): return dispatch(request(head, body: bytes))
        }
      case .closing:
        phase = .lingering
        restsSince = now
        phaseDeadline = now.later(by: terms.lingerTime)
        return nil
      case .handling, .lingering, .closed:
        return nil
      }
    }
    return nil
  }

  /// Answers the request in hand. Without one it does nothing.
  mutating func answer(_ response: HTTPResponse?, now: UInt64) {
    guard phase == .handling else { return }
    send(response ?? error(500, "The request was left without an answer."), now: now)
  }

  /// Takes note of bytes that the socket took.
  mutating func sent(_ count: Int, now: UInt64) {
    outputSent += count
    if hasOutput {
      writeDeadline = now.later(by: terms.writeStallTime)
    } else {
      (output, outputSent) = ([], 0)
      writeDeadline = .max
      if phase == .idle { rest(now: now) }
    }
  }

  /// Acts on a deadline that has passed.
  mutating func expire(now: UInt64) {
    guard now >= deadline else { return }
    if now >= writeDeadline { return close() }
    switch phase {
    case .head where parser.hasBegun:
      refuse(Refusal(408, "The header section took too long to come."), now: now)
    case .body: refuse(Refusal(408, "The body took too long to come."), now: now)
    default: close()
    }
  }

  /// The request in hand, or being received, is the last; where there is none, `proceed` closes.
  mutating func drain() {
    isLast = true
  }

  /// A newcomer is told that there is no room.
  mutating func turnAway(now: UInt64) {
    refuse(Refusal(503, "This server has as many connections as it can bear."), now: now)
  }

  mutating func close() {
    phase = .closed
    (output, outputSent) = ([], 0)
    phaseDeadline = .max
    writeDeadline = .max
  }

  private mutating func begin(_ head: RequestHead, now: UInt64) -> HTTPRequest? {
    closes = head.closes
    isForHead = head.line.method == "HEAD"
    let bare = request(head, body: [])
    switch terms.service.admit(bare) {
    case .answer(let response):
      closes = closes || (head.framing != .none && head.framing != .length(0))
      send(response, now: now)
      return nil
    case .body(let bytesMax):
      switch head.framing {
      case .none: return dispatch(bare)
      case .chunked: body = BodyReader(chunkedTo: bytesMax, limits: terms.limits)
      case .length(let length): body = BodyReader(length: length, bytesMax: bytesMax)
      }
    }
    guard body != nil else {
      refuse(Refusal(413, "The body is too long."), now: now)
      return nil
    }
    self.head = head
    phase = .body
    phaseDeadline = now.later(by: terms.bodyTime)
    if head.awaitsContinue { put(ResponseWriter.continueLine, now: now) }
    return nil
  }

  private func request(_ head: RequestHead, body: [UInt8]) -> HTTPRequest {
    HTTPRequest(
      method: head.line.method, target: head.line.rawTarget, path: head.line.target.path,
      rawQuery: head.line.target.rawQuery, query: head.line.target.query, fields: head.fields,
      body: body, peer: peer)
  }

  private mutating func dispatch(_ request: HTTPRequest) -> HTTPRequest {
    head = nil
    body = nil
    phase = .handling
    phaseDeadline = .max
    return request
  }

  private mutating func refuse(_ refusal: Refusal, now: UInt64) {
    closes = true
    isForHead = parser.line?.method == "HEAD"
    send(error(refusal.status, refusal.detail), now: now)
  }

  private func error(_ status: Int, _ detail: String) -> HTTPResponse {
    terms.service.errorResponse(status, detail)
  }

  private mutating func send(_ response: HTTPResponse, now: UInt64) {
    closes = closes || isLast || response.fields.list("Connection", holds: "close")
    put(
      bytes(of: response) ?? bytes(of: error(500, "The answer can't be sent."))
        ?? bytes(of: HTTPResponse(status: 500)) ?? [],
      now: now)
    head = nil
    body = nil
    phaseDeadline = .max
    phase = closes ? .closing : .idle
    if closes {
      inputTaken = input.count
      forgetInput()
    }
  }

  private func bytes(of response: HTTPResponse) -> [UInt8]? {
    ResponseWriter(answerBytesMax: terms.limits.answerBytesMax).bytes(
      of: response, isForHead: isForHead, closes: closes, date: terms.service.date())
  }

  private mutating func put(_ bytes: [UInt8], now: UInt64) {
    if hasOutput { output.append(contentsOf: bytes) } else { (output, outputSent) = (bytes, 0) }
    writeDeadline = now.later(by: terms.writeStallTime)
  }

  private mutating func rest(now: UInt64) {
    restsSince = now
    phaseDeadline = now.later(by: terms.idleTime)
  }

  private mutating func forgetInput() {
    guard inputTaken == input.count else { return }
    let keptBytesMax = 4 * 1024
    if input.capacity > keptBytesMax { input = [] } else { input.removeAll(keepingCapacity: true) }
    inputTaken = 0
  }
}
