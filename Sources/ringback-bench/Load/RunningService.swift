import Glibc

/// `ringback serve` of the same build, on a data folder of its own; its night begins at two in the morning
/// of Matariki, so that every call is owed a callback.
final class RunningService {
  let port: UInt16
  let data: String
  /// From the start of the process to the first answer.
  let startTime: Duration
  private let process: pid_t

  /// When its clock begins.
  static let nightStart: Int64 = 1_783_605_600

  init(_ folder: BenchFolder, data: String, token: String) throws {
    let program = try Program("ringback", [])
    let arguments = [
      "serve", "--rotas", folder.rotas, "--data", data, "--config", folder.configuration,
      "--listen", "127.0.0.1:0", "--clock", "2026-07-09T14:00:00Z",
    ]
    let start = ContinuousClock.now
    let child = try BenchChild(program.path, arguments, errors: data + "/bench.log")
    // One write: the whole line, or what comes before it at a first start.
    var text = ""
    while !text.contains("http://") || !text.hasSuffix("\n") {
      let more = child.read()
      guard !more.isEmpty else { throw BenchFault.service("ringback serve ended at its start") }
      text += more
    }
    let digits = text.split(separator: ":").last?.filter(\.isNumber) ?? ""
    guard let port = UInt16(digits) else { throw BenchFault.service("no port in “\(text)”") }
    let wire = try Wire(port: port)
    let answer = try wire.ask(BenchRequest.get("/v1/callbacks?limit=1", token: token))
    startTime = ContinuousClock.now - start
    guard answer.status == 200 else { throw BenchFault.service("status \(answer.status)") }
    (self.port, self.data, process) = (port, data, child.process)
  }

  deinit { stop() }

  private var isStopped = false

  func stop() {
    guard !isStopped else { return }
    isStopped = true
    kill(process, SIGTERM)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  }

  /// What its threads have computed, in nanoseconds.
  var computed: Double {
    BenchFiles.names(in: "/proc/\(process)/task").reduce(0) { sum, thread in
      let text = BenchFiles.text("/proc/\(process)/task/\(thread)/schedstat")
      return sum + (text.split(separator: " ").first.flatMap { Double($0) } ?? 0)
    }
  }

  /// What it has of the machine's memory now, and the most that it had.
  var residentBytes: Double { statusBytes("VmRSS:") }
  var residentBytesMax: Double { statusBytes("VmHWM:") }
  var threads: Int { BenchFiles.names(in: "/proc/\(process)/task").count }
  var descriptors: Int { BenchFiles.names(in: "/proc/\(process)/fd").count }
  var logBytes: Double { BenchFiles.size(data + "/ringback.sqlite-wal") }
  var storeBytes: Double { BenchFiles.size(data + "/ringback.sqlite") }

  private func statusBytes(_ name: String) -> Double {
    let line = BenchFiles.text("/proc/\(process)/status").split(separator: "\n").first {
      $0.hasPrefix(name)
    }
    let number = line?.split { $0 == " " || $0 == "\t" }.dropFirst().first
    return (number.flatMap { Double($0) } ?? 0) * 1024
  }
}

/// A child whose output is read.
struct BenchChild {
  let process: pid_t
  private let output: Int32

  /// - Parameter errors: where its standard error goes.
  init(_ path: String, _ arguments: [String], errors: String = "/dev/null") throws(BenchFault) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .system("pipe", errno) }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[1])
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), nil]
    defer { for word in words + environment { free(word) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, path, &actions, nil, &words, &environment)
    close(ends[1])
    guard failure == 0 else { throw .system("posix_spawn", failure) }
    (self.process, output) = (process, ends[0])
  }

  /// What has come; nothing at its end.
  func read() -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(output, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  /// All that a command prints, once it has ended.
  static func output(of path: String, _ arguments: [String]) throws(BenchFault) -> String {
    let child = try BenchChild(path, arguments)
    var text = ""
    while case let more = child.read(), !more.isEmpty { text += more }
    close(child.output)
    var status: Int32 = 0
    while waitpid(child.process, &status, 0) < 0 && errno == EINTR {}
    guard status == 0 else { throw .service("\(path) \(arguments.joined(separator: " ")) failed") }
    return text
  }
}

/// What is read of the system's files.
enum BenchFiles {
  static func text(_ path: String) -> String {
    String(decoding: bytes(path, count: 8192), as: UTF8.self)
  }

  /// The first so many.
  static func bytes(_ path: String, count: Int) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: count)
    let read = read(file, &buffer, count)
    return Array(buffer.prefix(max(0, read)))
  }

  static func size(_ path: String) -> Double {
    var status = stat()
    return stat(path, &status) == 0 ? Double(status.st_size) : 0
  }

  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
