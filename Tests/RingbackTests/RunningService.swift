import CLinux
import Glibc
import Live
import TestSupport

/// `ringback serve`, running: on a folder of its own, in a rehearsed night.
final class RunningService: Sendable {
  let address: String
  private let process: pid_t

  struct NotStarted: Error { let errors: String }

  /// Returns once it says that it accepts calls.
  init(in folder: TemporaryFolder, _ more: [String] = []) throws {
    let started = try RunningService.spawn(in: folder, more)
    process = started.process
    guard let address = RunningService.address(from: started.output) else {
      close(started.output)
      var status: Int32 = 0
      waitpid(started.process, &status, 0)
      throw NotStarted(errors: folder.read("errors") ?? "")
    }
    close(started.output)
    self.address = address
  }

  /// Starts it, and gives the end of the pipe on which it says where it listens.
  private static func spawn(
    in folder: TemporaryFolder, _ more: [String]
  ) throws -> (process: pid_t, output: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw NotStarted(errors: "no pipe") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, folder.path + "/errors", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    let words =
      [
        Ringback.path, "serve", "--rotas", folder.path + "/Rotas", "--data", folder.path + "/data",
        "--listen", "127.0.0.1:0", "--clock", "2026-07-10T02:00:00+12:00",
      ] + more
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [
      strdup("PATH=/usr/bin:/bin"), strdup("SWIFT_BACKTRACE=enable=no"), nil,
    ]
    defer { for variable in environment { free(variable) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, words[0], &actions, nil, &arguments, &environment)
    close(ends[1])
    guard failure == 0 else {
      close(ends[0])
      throw NotStarted(errors: "errno \(failure)")
    }
    return (process, ends[0])
  }

  /// Reads until it says where it answers; nil when it ended before.
  private static func address(from output: Int32) -> String? {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 512)
    while true {
      let count = read(output, &buffer, buffer.count)
      guard count > 0 else { return nil }
      text += String(decoding: buffer[..<count], as: UTF8.self)
      for line in text.split(separator: "\n")
      where line.contains("answers at ") && text.hasSuffix("\n") {
        return line.split(separator: " ").last.map(String.init)
      }
    }
  }

  /// Ends it as the power does, and waits until it is gone.
  func kill() { end(SIGKILL) }

  /// The same without waiting; `kill` must follow.
  func strike() { _ = Glibc.kill(process, SIGKILL) }

  /// Ends it in order; gives its exit status.
  @discardableResult func end(_ signal: Int32 = SIGTERM) -> Int32 {
    _ = Glibc.kill(process, signal)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
  }

  /// Asks it; nil when no whole answer comes.
  func ask(_ method: String, _ path: String, token: String, _ body: String? = nil) -> HTTPAnswer? {
    guard let address = WebAddress(address + path) else { return nil }
    let call = HTTPCall(
      method, address,
      fields: [("Authorization", "Bearer \(token)"), ("Content-Type", "application/json")],
      body: body.map { Array($0.utf8) })
    return try? HTTPClient(timeMax: .seconds(10)).send(call)
  }
}

extension TemporaryFolder {
  /// One of the first tokens, by what stands before it.
  func firstToken(_ words: String) -> String? {
    read("data/first-tokens")?.split(separator: "\n").first { $0.contains(words) }?
      .split(separator: " ").last.map(String.init)
  }
}
