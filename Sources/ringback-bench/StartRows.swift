import Glibc

/// `ringback who`, from start to end, against a program that does nothing at all: what a person at
/// a terminal waits for.
enum StartRows {
  /// The static release build that stands beside this program, against an empty program as the compiler
  /// makes it unless told otherwise, and against an empty static one.
  static func measure() throws -> [Measurement] {
    let who = try Program(
      "ringback", ["who", "--rotas", "Rotas", "--at", "2026-12-25 01:10"])
    let plain = try Program("ringback-bench-plain", [])
    let empty = try Program("ringback-bench-empty", [])
    for program in [who, plain, empty] where program.run() != 0 {
      throw StartFault.failed(program.path)
    }
    return [
      Measurement.compare(
        "ringback who, against an empty program", ratio: 0.5, rounds: runCount, ourCount: 1,
        theirCount: 1, ours: { _ in who.run() }, theirs: { _ in plain.run() }),
      Measurement.compare(
        "the same, against an empty static one", ratio: nil, rounds: runCount, ourCount: 1,
        theirCount: 1, ours: { _ in who.run() }, theirs: { _ in empty.run() }),
    ]
  }

  private static let runCount = 401
}

enum StartFault: Error, CustomStringConvertible {
  case missing(String)
  case failed(String)

  var description: String {
    switch self {
    case .missing(let path):
      "\(path) is missing: see the two commands at the top of this program's main.swift"
    case .failed(let path):
      "\(path) failed; start this from the package's folder, which holds the folder Rotas"
    }
  }
}

/// A program and what it is given; its output goes nowhere.
struct Program {
  let path: String
  private let arguments: [String]
  private let environment: [String]

  init(
    _ name: String, _ arguments: [String], environment: [String] = []
  ) throws(StartFault) {
    path = try Program.folder() + "/" + name
    self.arguments = arguments
    self.environment = environment
    guard access(path, X_OK) == 0 else { throw .missing(path) }
  }

  /// Where this program stands.
  private static func folder() throws(StartFault) -> String {
    guard let path = realpath("/proc/self/exe", nil) else { throw .missing("/proc/self/exe") }
    defer { free(path) }
    return String(
      String(cString: path).split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 })
  }

  /// Starts it, waits for its end, and gives its wait status: 0 when all went well.
  func run() -> Int64 { runMeasured().status }

  /// The same, and the most memory that it had, in kilobytes.
  func runMeasured() -> (status: Int64, kilobytes: Int) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var process: pid_t = 0
    var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
    defer { for setting in settings { free(setting) } }
    settings.append(nil)
    guard posix_spawn(&process, path, &actions, nil, words, settings) == 0 else {
      return (-1, 0)
    }
    var status: Int32 = 0
    var used = rusage()
    while wait4(process, &status, 0, &used) < 0 {
      guard errno == EINTR else { return (-1, 0) }
    }
    return (Int64(status), used.ru_maxrss)
  }
}
