import Glibc
import Testing

@testable import HTTPServer

/// What needs a process of its own: limits on descriptors hold for all threads.
@Suite(.timeLimit(.minutes(5))) struct DescriptorTests {
  @Test func `a process without descriptors still serves whom it has and takes no newcomer`() async
  {
    await #expect(processExitsWith: .success) {
      let accepts = Calls()
      let server = try HTTPServer.start(
        on: HTTPServer.anyPort,
        service: echoService(now: {
          accepts.count()
          return 0
        }))
      let client = try RawClient(server.address)
      ensure(try client.ask(get("/"))?.status == 200)
      // The clients connect while there are descriptors for them; the server finds none left.
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      let newcomers = (0..<5).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
      limit.rlim_cur = rlim_t(openDescriptors().max() ?? 0) + 1
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      while open("/dev/null", O_RDONLY) >= 0 {}
      ensure(errno == EMFILE)
      for newcomer in newcomers {
        connectTo(server.address, newcomer)
        var byte: UInt8 = 0
        ensure(recv(newcomer, &byte, 1, 0) == 0, "the newcomer was not closed")
      }
      let before = accepts.value
      for _ in 0..<20 { ensure(try client.ask(get("/"))?.status == 200) }
      // A loop that an untaken newcomer keeps awake would look at its clock far more often.
      ensure(accepts.value - before < 200, "the loop spins")
      exit(0)
    }
  }

  @Test func `every descriptor is closed on exec, and at the end all are closed`() async {
    await #expect(processExitsWith: .success) {
      let before = Set(openDescriptors())
      do {
        let server = try HTTPServer.start()
        let client = try RawClient(server.address)
        ensure(try client.ask(get("/"))?.status == 200)
        let made = Set(openDescriptors()).subtracting(before)
        // Fewer than all, as the numbers of others' that were just closed may have been used again.
        ensure(made.count >= 4, "\(made.count) descriptors are too few")
        for number in made { ensure(fcntl(number, F_GETFD) & FD_CLOEXEC != 0, "one stays open") }
        ensure(server.drain(within: .seconds(1)))
      }
      // The loop's own are closed by its thread, just after it has told its end.
      while !Set(openDescriptors()).subtracting(before).isEmpty { sched_yield() }
      exit(0)
    }
  }
}

extension DescriptorTests {
  @Test func `an answer to a peer that has reset raises no signal`() async {
    await #expect(processExitsWith: .success) {
      guard let isInHand = Bell(), let isReset = Bell() else { exit(1) }
      signal(SIGPIPE, SIG_DFL)
      // The handler holds up the loop, so that the answer is written before the reset is seen.
      let server = try HTTPServer.start { request, reply in
        if request.path == "/reset" {
          isInHand.ring()
          isReset.await()
        }
        reply.send(ok())
      }
      do {
        let client = try RawClient(server.address)
        client.send(get("/reset"))
        client.endSending()
        isInHand.await()
        client.resetsAtClose()
      }
      isReset.ring()
      let other = try RawClient(server.address)
      ensure(try other.ask(get("/"))?.status == 200)
      exit(0)
    }
  }
}

/// Without timers, which the runtime's own threads make when they like and the server never.
private func openDescriptors() -> [Int32] {
  (0..<1_024).filter { number in
    var name = [CChar](repeating: 0, count: 256)
    let count = readlink("/proc/self/fd/\(number)", &name, name.count)
    return count > 0
      && !String(decoding: name[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self).contains(
        "timerfd")
  }
}

private func connectTo(_ address: HTTPAddress, _ number: Int32) {
  var name = sockaddr_in()
  name.sin_family = sa_family_t(AF_INET)
  name.sin_port = address.port.bigEndian
  inet_pton(AF_INET, address.ip, &name.sin_addr)
  _ = withUnsafePointer(to: &name) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
}

/// Ends the child with a failure; an expectation's own word would not reach the parent.
private func ensure(
  _ holds: Bool, _ promise: String = "a step failed", file: StaticString = #file,
  line: UInt = #line
) {
  if !holds { fatalError(promise, file: file, line: line) }
}
