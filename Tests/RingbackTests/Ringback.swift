import Glibc
import Live
import TestSupport

/// The real program, run as a person runs it.
struct Ringback {
  /// Where it runs, and its home.
  let folder: TemporaryFolder
  /// Beside PATH and HOME; nothing else of the test's own environment reaches it.
  var environment: [String: String] = [:]

  struct Run: Equatable {
    let status: Int32
    let output: String
    let errors: String
  }

  init() throws { folder = try TemporaryFolder() }

  func run(_ arguments: [String]) -> Run {
    Ringback.run(ChildProcess("env", environmentArguments + [Ringback.path] + arguments))
  }

  /// A line of the shell, for what only a shell can set up.
  func runShell(_ line: String) -> Run {
    Ringback.run(ChildProcess("env", environmentArguments + ["/bin/sh", "-c", line]))
  }

  /// The same on a terminal that is that wide, where output and errors run together.
  func runOnTerminal(_ arguments: [String], columns: Int = 100) -> String {
    let quoted = ([Ringback.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
    let child = ChildProcess(
      "env",
      environmentArguments + [
        "script", "-qec", "stty cols \(columns); exec \(quoted)", "/dev/null",
      ], timeMax: .seconds(30))
    return Ringback.run(child).output.split(separator: "\r\n", omittingEmptySubsequences: false)
      .joined(separator: "\n")
  }

  private var environmentArguments: [String] {
    ["-C", folder.path, "-i", "PATH=/usr/bin:/bin", "HOME=\(folder.path)", "SHELL=/bin/sh"]
      + environment.map { "\($0)=\($1)" }
  }

  private static func run(_ child: ChildProcess) -> Run {
    var child = child
    child.timeMax = .seconds(60)
    child.outputBytesMax = 1 << 20
    let result = child.run()
    guard case .exited(let status) = result.end else {
      return Run(status: -1, output: "", errors: "\(result.end)")
    }
    return Run(
      status: status, output: String(decoding: result.output, as: UTF8.self),
      errors: String(decoding: result.errors, as: UTF8.self))
  }

  /// The program stands beside the tests.
  static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
    let tests = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return tests.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/ringback"
  }()
}

extension Ringback {
  /// A desk with three people, two rotas and a chain, in the folder `Rotas`.
  func writeSampleDesk() throws {
    try folder.write(
      "Rotas/desk.rota",
      """
      desk
          name        "Service Desk"
          time zone   Pacific/Auckland
          region      Auckland
          hours       Monday to Friday 08:00 to 17:00
          dial        sip:desk@pbx.example.nz
          closed      2026-12-29 to 2026-12-31  "Summer shutdown"

      """)
    try folder.write(
      "Rotas/people.rota",
      """
      person aroha
          name    "Aroha Ngata"
          phone   021 555 0101
          notify  sms
      person ben
          name    "Ben Carter"
          phone   021 555 0102
          notify  sms
      person kiri
          name    "Kiri Parata"
          phone   021 555 0105
          notify  sms

      """)
    try folder.write(
      "Rotas/rotas.rota",
      """
      rota primary
          turn        1 week
          hands over  Monday 08:00
          from        2026-11-02  aroha, ben
      rota holidays
          shift       2026-12-25 08:00 to 2026-12-26 08:00  kiri
      leave ben 2026-12-28 to 2027-01-03
      override primary 2026-12-26 08:00 to 2026-12-27 08:00 by kiri  "Swap"
      escalation
          at once     holidays else primary
          after 10m   kiri
          last resort kiri

      """)
  }
}
