import Live
import Rota
import Synchronization
import Testing

/// How much is logged (spec: cli.md, "The server's own file").
@Suite struct ServiceLogTests {
  private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }

  @Test(arguments: [
    (LogLevel.error, ["error"]), (.warning, ["error", "warning"]),
    (.info, ["error", "warning", "info"]), (.debug, ["error", "warning", "info", "debug"]),
  ])
  func `what matters less than the level is left out`(level: LogLevel, expected: [String]) {
    let lines = Lines()
    let log = ServiceLog(.error, isJournal: false) { lines.add($0) }
    log.use(level)
    for level in LogLevel.allCases { log.write(level, level.rawValue) }
    #expect(lines.all == expected)
  }

  @Test func `the journal is told how much each line matters`() {
    let lines = Lines()
    let log = ServiceLog(.debug, isJournal: true) { lines.add($0) }
    log.write(.error, "one\ntwo")
    for level in [LogLevel.warning, .info, .debug] { log.write(level, level.rawValue) }
    #expect(lines.all == ["<3>one\n<3>two", "<4>warning", "<6>info", "<7>debug"])
  }

  @Test func `standard error that is no journal is seen as none`() {
    #expect(!ServiceLog.goesToJournal())
  }
}
