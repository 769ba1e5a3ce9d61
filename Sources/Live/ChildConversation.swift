import Glibc

/// Writes to a running child, reads from it, and waits for its end.
struct ChildConversation {
  private let process: pid_t
  private let pipes: ChildPipes
  private let limit: Int
  private var output: [UInt8] = []
  private var errors: [UInt8] = []
  private var wasCut = false

  init(process: pid_t, pipes: ChildPipes, limit: Int) {
    self.process = process
    self.pipes = pipes
    self.limit = limit
  }

  mutating func hold(giving input: [UInt8], until deadline: Deadline) -> ChildResult {
    var given = 0
    // Looking at the process often at first, and seldom when it takes its time.
    var lookAgain = ChildConversation.lookAgainMillisecondsMin
    while !hasEnded() {
      guard !deadline.hasPassed else { return kill() }
      wait(deadline.milliseconds(atMost: lookAgain))
      give(input, from: &given)
      takeAll()
      lookAgain = min(lookAgain * 2, ChildConversation.lookAgainMillisecondsMax)
    }
    // What it said last lies in the pipes. A grandchild may hold them open; nobody waits for that
    // one.
    takeAll()
    return result(reap())
  }

  private static let lookAgainMillisecondsMin: Int32 = 1
  private static let lookAgainMillisecondsMax: Int32 = 50

  /// Whether the process is done, without taking its status yet: until then its number, which is
  /// its group's too, can't come to mean another.
  private func hasEnded() -> Bool {
    var information = siginfo_t()
    let answer = waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
    return answer == 0 && information.si_signo == SIGCHLD
  }

  private func wait(_ milliseconds: Int32) {
    var waits = [
      pollfd(fd: pipes.input, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: pipes.output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipes.errors, events: Int16(POLLIN), revents: 0),
    ]
    // Descriptors of -1 are passed over; with none left this is a sleep.
    poll(&waits, nfds_t(waits.count), milliseconds)
  }

  private func give(_ input: [UInt8], from given: inout Int) {
    while pipes.input >= 0 && given < input.count {
      let count = input.withUnsafeBytes { buffer in
        write(pipes.input, buffer.baseAddress?.advanced(by: given), buffer.count - given)
      }
      if count > 0 {
        given += count
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        // It doesn't want the rest.
        given = input.count
      }
    }
    pipes.closeInput()
  }

  private mutating func takeAll() {
    if take(pipes.output, into: \.output) { pipes.closeOutput() }
    if take(pipes.errors, into: \.errors) { pipes.closeErrors() }
  }

  /// Takes what is there now, in turns short enough for the deadline; true at the pipe's end.
  private mutating func take(
    _ descriptor: Int32, into part: WritableKeyPath<ChildConversation, [UInt8]>
  ) -> Bool {
    guard descriptor >= 0 else { return false }
    for _ in 0..<ChildConversation.readsInTurnMax {
      switch Descriptor.read(descriptor) {
      case .bytes(let bytes):
        let room = limit - self[keyPath: part].count
        self[keyPath: part].append(contentsOf: bytes.prefix(room))
        if bytes.count > room { wasCut = true }
      case .later: return false
      case .end, .failed: return true
      }
    }
    return false
  }

  private static let readsInTurnMax = 16

  private mutating func kill() -> ChildResult {
    _ = Glibc.kill(-process, SIGKILL)
    _ = reap()
    takeAll()
    return result(.deadlinePassed)
  }

  private func reap() -> ChildEnd {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    // The low seven bits are the signal; the next eight the status.
    let signal = status & 0x7F
    return signal == 0 ? .exited(status: (status >> 8) & 0xFF) : .signalled(signal)
  }

  private func result(_ end: ChildEnd) -> ChildResult {
    ChildResult(end: end, output: output, errors: errors, wasCut: wasCut)
  }
}
