/// How much a line of the service's log matters, the most first (spec: cli.md, "The server's own file").
public enum LogLevel: String, CaseIterable, Comparable, Sendable {
  /// Something was not done that should have been.
  case error
  /// It goes on, but somebody should look at it.
  case warning
  /// What happens, a line for each request and notice.
  case info
  /// For those who look for a fault in the program itself.
  case debug

  public static func < (left: LogLevel, right: LogLevel) -> Bool {
    left.priority < right.priority
  }

  /// As the system's journal counts (syslog(3)): the more, the less it matters.
  public var priority: Int {
    switch self {
    case .error: 3
    case .warning: 4
    case .info: 6
    case .debug: 7
    }
  }
}
