import Glibc
import Testing

@testable import HTTPServer

/// The server on real sockets. Its clock stands still, so that no slow machine makes a deadline
/// pass.
@Suite(.timeLimit(.minutes(5))) struct ServerTests {
  @Test(arguments: [Int.max, 1])
  func `the whole table holds on a socket, in one piece and byte by byte`(size: Int) throws {
    let server = try HTTPServer.start()
    for row in WireTableTests.rows where !row.statuses.isEmpty {
      let client = try RawClient(server.address)
      // Byte by byte is for requests of a usual length; long ones go in pieces.
      client.send(row.sent, inPiecesOf: row.sent.count > 2_000 ? max(size, 1_000) : size)
      let output =
        row.closes
        ? try client.receiveToEnd() : try client.receive(statuses: row.statuses.count)
      #expect(statuses(in: output) == row.statuses, "\(row)")
    }
    #expect(server.drain(within: .seconds(1)))
  }

  @Test func `a connection serves one request after another`() throws {
    let server = try HTTPServer.start()
    let client = try RawClient(server.address)
    for number in 1...100 {
      #expect(try client.ask(get("/\(number)"))?.text == "GET /\(number) [] ")
    }
  }

  @Test func `a handler is told who asks`() async throws {
    let requests = Requests()
    let server = try HTTPServer.start(handler: requests.handler)
    let client = try RawClient(server.address)
    client.send(get("/"))
    var items = requests.stream.makeAsyncIterator()
    let item = try #require(await items.next())
    #expect(item.request.peer == HTTPAddress(ip: "127.0.0.1", port: client.port))
  }

  @Test func `HEAD gets the head that GET gets`() throws {
    let server = try HTTPServer.start()
    let client = try RawClient(server.address)
    client.send(head("HEAD /ab HTTP/1.1"))
    let ofHead = try #require(try client.answer(isForHead: true))
    let ofGet = try #require(try client.ask(get("/abc")))
    #expect(ofHead.head == ofGet.head)
  }

  @Test func `pipelined requests come to the handler one after another`() async throws {
    let requests = Requests()
    let server = try HTTPServer.start(handler: requests.handler)
    let client = try RawClient(server.address)
    client.send((1...50).map { get("/\($0)") }.joined())
    var items = requests.stream.makeAsyncIterator()
    for number in 1...50 {
      let item = try #require(await items.next())
      #expect(item.request.path == "/\(number)")
      item.reply.send(ok("\(number)"))
      #expect(try client.answer()?.text == "\(number)")
    }
  }

  @Test func `a reply counts once, and one that is dropped is a 500`() async throws {
    let requests = Requests()
    let server = try HTTPServer.start(handler: requests.handler)
    let client = try RawClient(server.address)
    var items = requests.stream.makeAsyncIterator()
    client.send(get("/1") + get("/2") + get("/3"))
    do {
      let item = try #require(await items.next())
      item.reply.send(ok("first"))
      item.reply.send(ok("second"))
    }
    #expect(try client.answer()?.text == "first")
    _ = await items.next()
    #expect(try client.answer()?.status == 500)
    await items.next()?.reply.send(ok("third"))
    #expect(try client.answer()?.text == "third")
  }

  @Test func `a peer that only ends its sending is answered`() async throws {
    let requests = Requests()
    let server = try HTTPServer.start(handler: requests.handler)
    let client = try RawClient(server.address)
    client.send(get("/"))
    client.endSending()
    var items = requests.stream.makeAsyncIterator()
    await items.next()?.reply.send(ok("still here"))
    #expect(try client.answer()?.text == "still here")
    #expect(try client.answer() == nil)
  }

  @Test func `a refusal arrives although the peer goes on sending`() throws {
    let server = try HTTPServer.start()
    let client = try RawClient(server.address)
    client.send(head("POST / HTTP/1.1", "Content-Length: 500000"))
    client.send([UInt8](repeating: 0x61, count: 500_000), inPiecesOf: .max)
    #expect(try client.answer()?.status == 413)
    client.send([UInt8](repeating: 0x61, count: 100_000), inPiecesOf: .max)
    #expect(try client.answer() == nil)
  }

  @Test func `answers for peers that went away reach nobody else`() async throws {
    let requests = Requests()
    let server = try HTTPServer.start(handler: requests.handler)
    var items = requests.stream.makeAsyncIterator()
    let witness = try RawClient(server.address)
    var left: [HTTPReply] = []
    for _ in 0..<20 {
      let client = try RawClient(server.address)
      client.send(get("/gone"))
      left.append(try #require(await items.next()).reply)
      client.resetsAtClose()
    }
    // The resets came before this, so that their descriptors are free when it is answered.
    witness.send(get("/witness"))
    await items.next()?.reply.send(ok())
    _ = try witness.answer()
    let clients = try (0..<20).map { _ in try RawClient(server.address) }
    for client in clients { client.send(get("/new")) }
    var replies: [HTTPReply] = []
    for _ in clients { replies.append(try #require(await items.next()).reply) }
    for reply in left { reply.send(ok("not yours")) }
    for reply in replies { reply.send(ok("yours")) }
    for client in clients { #expect(try client.answer()?.text == "yours") }
  }

  @Test func `a slow reader holds up nobody and is cut off after 30 s`() throws {
    let time = StillTime()
    let big = [UInt8](repeating: 0x61, count: 30_000_000)
    let server = try HTTPServer.start(time: time) { request, reply in
      reply.send(request.path == "/big" ? HTTPResponse(status: 200, body: big) : ok("quick"))
    }
    let slow = try RawClient(server.address)
    slow.send(get("/big"))
    _ = try slow.receive(statuses: 1)
    let other = try RawClient(server.address)
    for _ in 0..<50 { #expect(try other.ask(get("/"))?.text == "quick") }
    time.advance(by: .seconds(30))
    server.wake()
    #expect(try other.ask(get("/"))?.text == "quick")
    let rest = try? slow.receiveToEnd()
    #expect((rest?.count ?? 0) < big.count)
  }

  @Test func `a large answer arrives whole at a reader that reads`() throws {
    let server = try HTTPServer.start { _, reply in
      reply.send(HTTPResponse(status: 200, body: [UInt8](repeating: 0x61, count: 10_000_000)))
    }
    let client = try RawClient(server.address)
    #expect(try client.ask(get("/"))?.body.count == 10_000_000)
    #expect(try client.ask(get("/"))?.body.count == 10_000_000)
  }
}
