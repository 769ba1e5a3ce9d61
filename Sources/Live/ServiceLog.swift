import Glibc
public import Rota
import Synchronization

/// The service's log: lines on standard error, those that matter enough. When that is the system's journal,
/// each says how much it matters by the prefix that the journal takes (sd-daemon(3)).
public final class ServiceLog: Sendable {
  private let least: Mutex<LogLevel>
  private let isJournal: Bool
  private let output: @Sendable (String) -> Void

  public static let usualLevel = LogLevel.info

  /// - Parameters:
  ///   - level: what matters less is left out.
  ///   - isJournal: whether the lines' prefixes are understood.
  ///   - output: where the lines go.
  public init(
    _ level: LogLevel, isJournal: Bool = ServiceLog.goesToJournal(),
    output: @escaping @Sendable (String) -> Void = { StandardError.write($0) }
  ) {
    least = Mutex(level)
    self.isJournal = isJournal
    self.output = output
  }

  /// From now on.
  public func use(_ level: LogLevel) { least.withLock { $0 = level } }

  public func write(_ level: LogLevel, _ line: String) {
    guard level <= least.withLock({ $0 }) else { return }
    guard isJournal else { return output(line) }
    // Each line of its own has its own prefix.
    let lines = line.split(separator: "\n", omittingEmptySubsequences: false)
    output(lines.map { "<\(level.priority)>\($0)" }.joined(separator: "\n"))
  }

  /// Whether standard error is the stream that systemd has told of (systemd.exec(5), `JOURNAL_STREAM`): a
  /// service whose output was sent elsewhere since has the variable too.
  public static func goesToJournal() -> Bool {
    guard let told = environmentValue("JOURNAL_STREAM") else { return false }
    var status = stat()
    return fstat(STDERR_FILENO, &status) == 0 && told == "\(status.st_dev):\(status.st_ino)"
  }
}
