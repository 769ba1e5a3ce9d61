import Glibc
import TestSupport

@testable import Live

/// `ringback serve`, started as an operator starts it and told what to do by signals. A service that the
/// test forgets is killed when this is let go.
///
/// `@unchecked Sendable`: the pipes are touched by `init` alone, and `ended` by the one test that waits.
final class ServeProcess: @unchecked Sendable {
  /// What it said on standard output until it took calls, or until it ended.
  let output: String
  /// Where it takes calls; nil when it ended first.
  let port: UInt16?
  private let pipes = ChildPipes()
  private let process: pid_t
  private var ended: Int32?

  /// How long a service may take to come up or to end before the test gives up.
  static let patience = Duration.seconds(30)
  static let night = ["--clock", "2026-07-10 02:00"]

  /// Returns once the service takes calls, or has ended; its standard error is added to the file `errors`.
  ///
  /// - Parameter saying: the words before its address by which it is known to be up.
  init(
    _ ringback: Ringback, _ options: [String] = ServeProcess.night, saying: String = "answers at"
  ) throws {
    guard pipes.open() else { throw NotUp(output: "no more descriptors") }
    let line = "umask 022; exec \"$0\" serve --listen 127.0.0.1:0 \"$@\" 2>> errors"
    let folder = ringback.folder.path
    let started = ChildStart.spawn(
      "env",
      [
        "-C", folder, "-i", "PATH=/usr/bin:/bin", "HOME=\(folder)", "SWIFT_BACKTRACE=enable=no",
        "/bin/sh", "-c", line, Ringback.path,
      ] + options, environment: nil, pipes: pipes)
    process = try started.get()
    pipes.closeFarEnds()
    output = ServeProcess.words(from: pipes.output, upTo: saying)
    port = output.firstWord(after: "\(saying) http://127.0.0.1:").flatMap { UInt16($0) }
  }

  deinit {
    if ended == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
  }

  /// Waits until it says that too; false when it ended first.
  func says(_ words: String) -> Bool {
    ServeProcess.words(from: pipes.output, upTo: words).contains(words)
  }

  func send(_ signal: Int32) { kill(process, signal) }

  /// How it ended: its exit status, or the negative number of the signal that killed it; nil when it went on
  /// for longer than ``patience``.
  func end() -> Int32? {
    if let ended { return ended }
    // Its standard output closes when it ends.
    let deadline = Deadline(after: ServeProcess.patience)
    while true {
      var wait = pollfd(fd: pipes.output, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, deadline.milliseconds()) > 0 else { return nil }
      guard case .bytes = Descriptor.read(pipes.output) else { break }
    }
    var status: Int32 = 0
    guard waitpid(process, &status, 0) == process else { return nil }
    let signal = status & 0x7F
    ended = signal == 0 ? (status >> 8) & 0xFF : -signal
    return ended
  }

  func stop(_ signal: Int32 = SIGTERM) -> Int32? {
    send(signal)
    return end()
  }

  /// One call on a connection of its own.
  func ask(
    _ method: String, _ target: String, token: String? = nil, body: String? = nil
  ) throws
    -> ServeConnection.Answer
  {
    try ServeConnection(port: try takesCalls()).ask(method, target, token: token, body: body)
  }

  /// The port, or the fault that it takes no calls.
  func takesCalls() throws -> UInt16 {
    guard let port else { throw NotUp(output: output) }
    return port
  }

  struct NotUp: Error { let output: String }

  /// Asks again and again until the answer is as wished; how long that took, nil when it never came.
  func wait(
    _ target: String, token: String, within span: Duration = .seconds(10),
    until isAsWished: (ServeConnection.Answer) -> Bool
  ) throws -> Duration? {
    let connection = try ServeConnection(port: try takesCalls())
    let start = ContinuousClock.now
    for _ in 0..<200_000 {
      if isAsWished(try connection.ask("GET", target, token: token)) {
        return ContinuousClock.now - start
      }
      if ContinuousClock.now - start > span { break }
    }
    return nil
  }

  private static func words(from file: Int32, upTo words: String) -> String {
    let deadline = Deadline(after: patience)
    var bytes: [UInt8] = []
    while !deadline.hasPassed {
      var wait = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, deadline.milliseconds()) > 0 else { continue }
      guard case .bytes(let more) = Descriptor.read(file) else { break }
      bytes += more
      let text = String(decoding: bytes, as: UTF8.self)
      if text.hasSuffix("\n"), text.contains(words) { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// What stands after those words, up to a blank, a comma, a quote or a line's end.
  func firstWord(after words: String) -> String? {
    firstRange(of: words).map { found in
      String(self[found.upperBound...].prefix { !" \n\r,\"}]".contains($0) })
    }
  }
}

extension Ringback {
  /// A desk of which somebody is on call on the night before Matariki, told by the service's own log.
  func writeNightDesk() throws {
    try folder.write("Rotas/desk.rota", Ringback.nightDesk(dial: "sip:message@pbx.example.nz"))
    try folder.write("Rotas/people.rota", Ringback.nightPeople(onCall: "ben"))
  }

  /// The desk's own file; `dial` is where its calls go after hours.
  static func nightDesk(dial: String) -> String {
    """
    desk
        name        "Service Desk"
        time zone   Pacific/Auckland
        region      Auckland
        hours       Monday to Friday 08:00 to 17:00
        dial        sip:desk@pbx.example.nz
        after hours dial   \(dial)
        after hours words  "After-hours work is charged for."

    """
  }

  /// Two people, of whom that one is on call on the night of the tests.
  static func nightPeople(onCall person: String) -> String {
    """
    person aroha
        name    "Aroha Ngata"
        phone   021 555 0101
        notify  log
    person ben
        name    "Ben Carter"
        phone   021 555 0102
        notify  log
    rota primary
        turn        1 week
        hands over  Monday 08:00
        from        2026-07-06  \(person)
    escalation
        at once     primary
        last resort ben

    """
  }

  /// The two tokens of the first start.
  func firstTokens() -> (telephony: String, manager: String)? {
    guard let words = folder.read("ringback-data/first-tokens"),
      let telephony = words.firstWord(after: "The telephony system's token: "),
      let manager = words.firstWord(after: "A manager's token:            ")
    else { return nil }
    return (telephony, manager)
  }
}
