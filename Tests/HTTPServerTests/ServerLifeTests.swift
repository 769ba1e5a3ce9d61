import Glibc
import Testing

@testable import HTTPServer

/// Starting, deadlines, the cap on connections, and the end.
@Suite(.timeLimit(.minutes(5))) struct ServerLifeTests {
  @Test(arguments: [
    ("GET / HTTP/1.1\r\n", Duration.seconds(10)),
    (head("POST / HTTP/1.1", "Content-Length: 2") + "a", Duration.seconds(30)),
  ])
  func `a request that takes too long gets 408`(part: String, span: Duration) throws {
    let time = StillTime()
    let server = try HTTPServer.start(time: time)
    let client = try RawClient(server.address)
    // One send is one read: with the first answer the second request has begun.
    #expect(try client.ask(get("/") + part)?.status == 200)
    time.advance(by: span)
    server.wake()
    #expect(try client.answer()?.status == 408)
    #expect(try client.answer() == nil)
  }

  @Test func `an idle connection is closed without a word after 60 s`() throws {
    let time = StillTime()
    let server = try HTTPServer.start(time: time)
    let client = try RawClient(server.address)
    _ = try client.ask(get("/"))
    time.advance(by: .seconds(60) - .nanoseconds(1))
    server.wake()
    #expect(try client.ask(get("/"))?.status == 200)
    time.advance(by: .seconds(60))
    server.wake()
    #expect(try client.receiveToEnd().isEmpty)
  }

  @Test func `at the cap the connection that is idle for longest makes room`() throws {
    let time = StillTime()
    var limits = HTTPLimits()
    limits.connectionsMax = 3
    let server = try HTTPServer.start(limits: limits, time: time)
    let clients = try (0..<3).map { _ in try RawClient(server.address) }
    for client in clients + [clients[0]] {
      time.advance(by: .seconds(1))
      _ = try client.ask(get("/"))
    }
    let newcomer = try RawClient(server.address)
    #expect(try newcomer.ask(get("/"))?.status == 200)
    #expect(try clients[1].answer() == nil)
    for client in [clients[0], clients[2], newcomer] {
      #expect(try client.ask(get("/"))?.status == 200)
    }
  }

  @Test func `when none is idle a newcomer gets 503, until one is`() async throws {
    let requests = Requests()
    var limits = HTTPLimits()
    limits.connectionsMax = 2
    limits.turnedAwayMax = 1
    let server = try HTTPServer.start(limits: limits, handler: requests.handler)
    var items = requests.stream.makeAsyncIterator()
    let clients = try (0..<2).map { _ in try RawClient(server.address) }
    var replies: [HTTPReply] = []
    for client in clients {
      client.send(get("/"))
      replies.append(try #require(await items.next()).reply)
    }
    let first = try RawClient(server.address)
    #expect(try first.ask(get("/"))?.status == 503)
    #expect(try first.answer() == nil)
    let second = try RawClient(server.address)
    #expect(second.isClosed())
    replies[0].send(ok())
    _ = try clients[0].answer()
    let third = try RawClient(server.address)
    third.send(get("/"))
    await items.next()?.reply.send(ok("room"))
    #expect(try third.answer()?.text == "room")
  }

  @Test func `900 half-open connections keep nobody out`() throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, 4_096))
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    try #require(limit.rlim_cur >= 4_096)
    let server = try HTTPServer.start()
    let halfOpen = try (0..<900).map { number in
      let client = try RawClient(server.address)
      client.send(number % 2 == 0 ? "GET / HTTP/1.1\r\n" : chunked("5\r\na"))
      return client
    }
    let started = ContinuousClock.now
    let client = try RawClient(server.address)
    #expect(try client.ask(get("/"))?.status == 200)
    #expect(ContinuousClock.now - started < .seconds(1))
    for _ in 0..<100 { #expect(try client.ask(get("/"))?.status == 200) }
    halfOpen[0].send("Host: a\r\n\r\n")
    #expect(try halfOpen[0].answer()?.status == 200)
    #expect(!server.drain(within: .zero))
  }

  @Test func `a drain finishes what is in hand and closes the rest`() async throws {
    let requests = Requests()
    let server = try HTTPServer.start(handler: requests.handler)
    var items = requests.stream.makeAsyncIterator()
    let idle = try RawClient(server.address)
    idle.send(get("/"))
    await items.next()?.reply.send(ok())
    _ = try idle.answer()
    let busy = try RawClient(server.address)
    busy.send(get("/"))
    let item = try #require(await items.next())
    let isDrained = onAThread { server.drain(within: .seconds(1)) }
    #expect(try idle.answer() == nil)
    #expect(throws: RawClient.Failure.self) { try RawClient(server.address) }
    item.reply.send(ok("last"))
    let answer = try #require(try busy.answer())
    #expect(answer.text == "last")
    #expect(answer.head.contains("\r\nConnection: close\r\n"))
    #expect(try busy.answer() == nil)
    busy.endSending()
    #expect(await isDrained.value)
    #expect(server.drain(within: .seconds(1)))
  }

  @Test func `a drain whose time is over cuts off what is left`() async throws {
    let requests = Requests()
    let time = StillTime()
    let server = try HTTPServer.start(time: time, handler: requests.handler)
    var items = requests.stream.makeAsyncIterator()
    let idle = try RawClient(server.address)
    idle.send(get("/"))
    await items.next()?.reply.send(ok())
    let busy = try RawClient(server.address)
    busy.send(get("/"))
    let item = try #require(await items.next())
    let isDrained = onAThread { server.drain(within: .seconds(5)) }
    _ = try idle.answer()
    #expect(try idle.answer() == nil)
    time.advance(by: .seconds(5))
    server.wake()
    #expect(await !isDrained.value)
    #expect(busy.isClosed())
    item.reply.send(ok("too late"))
  }

  @Test func `a server that is dropped ends`() throws {
    var server: HTTPServer? = try HTTPServer.start()
    let address = try #require(server?.address)
    let client = try RawClient(address)
    _ = try client.ask(get("/"))
    server = nil
    #expect(client.isClosed())
  }

  @Test func `what can't be listened on is an error that says why`() throws {
    let server = try HTTPServer.start()
    func cause(_ ip: String, _ port: UInt16) -> HTTPServerError.Cause? {
      do throws(HTTPServerError) {
        _ = try HTTPServer.start(on: HTTPAddress(ip: ip, port: port), service: echoService())
        return nil
      } catch {
        #expect(error.address == HTTPAddress(ip: ip, port: port))
        return error.cause
      }
    }
    #expect(cause("127.0.0.1", server.address.port) == .addressInUse)
    #expect(cause("192.0.2.1", 0) == .addressNotHere)
    for ip in ["localhost", "", "127.0.0.256", "127.1", "::g", " ::1", "127.0.0.1\0"] {
      #expect(cause(ip, 0) == .badAddress, "\(ip)")
    }
  }

  @Test func `it listens on IPv6 where there is one`() throws {
    do throws(HTTPServerError) {
      let server = try HTTPServer.start(
        on: HTTPAddress(ip: "::1", port: 0), service: echoService())
      #expect(server.address.port > 0)
      #expect(server.address.description == "[::1]:\(server.address.port)")
    } catch {
      #expect(error.cause == .addressNotHere || error.errno == EAFNOSUPPORT)
    }
  }
}

/// Runs what blocks on a thread of its own, at once: tests share two.
private func onAThread(_ body: @escaping @Sendable () -> Bool) -> Outcome {
  let outcome = Outcome(body)
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    {
      if let pointer = $0 { Unmanaged<Outcome>.fromOpaque(pointer).takeRetainedValue().run() }
      return nil
    }, Unmanaged.passRetained(outcome).toOpaque())
  pthread_detach(thread)
  return outcome
}

private final class Outcome: Sendable {
  private let body: @Sendable () -> Bool
  private let stream: AsyncStream<Bool>
  private let continuation: AsyncStream<Bool>.Continuation

  init(_ body: @escaping @Sendable () -> Bool) {
    self.body = body
    (stream, continuation) = AsyncStream.makeStream()
  }

  func run() { continuation.yield(body()) }

  var value: Bool {
    get async {
      var values = stream.makeAsyncIterator()
      return await values.next() ?? false
    }
  }
}
