import Testing

@testable import HTTPServer

/// The state machine alone, where a nanosecond and a byte can be told from the next.
@Suite struct ConnectionTests {
  private static let terms = Connection.Terms(service: echoService(), limits: HTTPLimits())

  private func connection(after sent: String) -> Connection {
    var connection = Connection(
      terms: Self.terms, peer: HTTPAddress(ip: "192.0.2.1", port: 1), now: 0)
    connection.receive(bytes(sent), now: 0)
    _ = connection.proceed(now: 0)
    return connection
  }

  private func second(_ count: UInt64) -> UInt64 { count * 1_000_000_000 }

  private func statuses(_ connection: Connection) -> [Int] {
    HTTPServerTests.statuses(in: connection.output)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n", UInt64(10)),
    (head("POST / HTTP/1.1", "Content-Length: 2") + "a", UInt64(30)),
    (chunked("2\r\n"), UInt64(30)),
  ])
  func `a request that takes too long gets 408, and not a nanosecond before`(
    sent: String, seconds: UInt64
  ) {
    var connection = connection(after: sent)
    #expect(connection.deadline == second(seconds))
    connection.expire(now: second(seconds) - 1)
    #expect(!connection.hasOutput)
    connection.expire(now: second(seconds))
    #expect(statuses(connection) == [408])
    #expect(connection.phase == .closing)
  }

  @Test func `more bytes give a header section no more time`() {
    var connection = connection(after: "GET / HTTP/1.1\r\n")
    connection.receive(bytes("X: y\r\n"), now: second(9))
    _ = connection.proceed(now: second(9))
    #expect(connection.deadline == second(10))
  }

  @Test(arguments: ["", "\r\n"])
  func `a connection on which nothing began is closed without a word`(sent: String) {
    var connection = connection(after: sent)
    connection.expire(now: connection.deadline - 1)
    #expect(connection.phase != .closed)
    connection.expire(now: connection.deadline)
    #expect(connection.phase == .closed)
    #expect(!connection.hasOutput)
  }

  @Test func `idle is 60 s from the last byte of the last answer`() {
    var connection = connection(after: get("/"))
    connection.answer(ok(), now: second(1))
    connection.sent(1, now: second(2))
    connection.sent(connection.output.count - 1, now: second(3))
    #expect(connection.isResting)
    #expect(connection.deadline == second(63))
  }

  @Test func `a peer that takes nothing for 30 s is cut off, one that takes a byte is not`() {
    var connection = connection(after: get("/"))
    connection.answer(ok(), now: 0)
    #expect(connection.deadline == second(30))
    connection.sent(1, now: second(29))
    connection.expire(now: second(59) - 1)
    #expect(connection.phase == .idle)
    connection.expire(now: second(59))
    #expect(connection.phase == .closed)
  }

  @Test func `a handler may take its time`() {
    let connection = connection(after: get("/"))
    #expect(connection.phase == .handling)
    #expect(connection.deadline == .max)
  }

  @Test func `nothing is read while a request is in hand or an answer is unsent`() {
    var connection = connection(after: get("/1") + get("/2"))
    #expect(!connection.wantsInput)
    #expect(connection.proceed(now: 0) == nil)
    connection.answer(ok(), now: 0)
    #expect(!connection.wantsInput)
    #expect(connection.proceed(now: 0) == nil)
    connection.sent(connection.output.count, now: 0)
    #expect(connection.proceed(now: 0)?.path == "/2")
  }

  @Test func `a connection lingers for 5 s or 1 MiB, whichever comes first`() {
    for tooMuch in [false, true] {
      var connection = connection(after: "x y\r\n")
      connection.sent(connection.output.count, now: 0)
      _ = connection.proceed(now: 0)
      #expect(connection.phase == .lingering)
      connection.receive([UInt8](repeating: 0, count: 1_048_576), now: 0)
      connection.expire(now: second(5) - 1)
      #expect(connection.phase == .lingering)
      if tooMuch { connection.receive([0], now: 0) } else { connection.expire(now: second(5)) }
      #expect(connection.phase == .closed)
    }
  }

  @Test func `only the request in hand is answered, and once`() {
    var connection = connection(after: "")
    connection.answer(ok(), now: 0)
    #expect(!connection.hasOutput)
    connection.receive(bytes(get("/")), now: 0)
    _ = connection.proceed(now: 0)
    connection.answer(ok(), now: 0)
    let once = connection.output
    connection.answer(ok(), now: 0)
    #expect(connection.output == once)
  }

  @Test func `an absolute target's authority is the Host`() {
    var connection = connection(after: "")
    connection.receive(bytes(get("http://b:81/c")), now: 0)
    let request = connection.proceed(now: 0)
    #expect(request?.fields.all("host") == ["b:81"])
    #expect(request?.target == "http://b:81/c")
  }

  @Test func `a draining connection says that its answer is the last`() {
    var connection = connection(after: get("/1") + get("/2"))
    connection.drain()
    connection.answer(ok(), now: 0)
    #expect(
      String(decoding: connection.output, as: UTF8.self).contains("\r\nConnection: close\r\n"))
    connection.sent(connection.output.count, now: 0)
    #expect(connection.proceed(now: 0) == nil)
    #expect(connection.phase == .lingering)
  }

  @Test func `any lengths of time make a deadline`() {
    #expect(Duration.seconds(-1).nanoseconds == 0)
    #expect(Duration.nanoseconds(7).nanoseconds == 7)
    #expect(Duration.seconds(Int64.max).nanoseconds == .max)
    #expect(UInt64.max.later(by: 1) == .max)
  }
}
