import CLinux
import Glibc

/// The signals by which a service is told what to do, waited for by the program's own thread.
public enum ServiceSignal: Sendable {
  /// SIGTERM or SIGINT: finish what is in hand and end.
  case stop
  /// SIGHUP: read the files again.
  case readAgain

  /// Blocks them on this thread, and so on all that it starts from now on; before the first thread.
  ///
  /// SIGPIPE with them, and that one for good: who reads the log may go away, the service stays.
  public static func block() {
    var signals = set
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Waits for the next one; they must be blocked.
  public static func next() -> ServiceSignal {
    var signals = set
    while true {
      var number: Int32 = 0
      guard sigwait(&signals, &number) == 0 else { continue }
      return number == SIGHUP ? .readAgain : .stop
    }
  }

  /// Waits for the next one no longer than that; nil when none came. They must be blocked.
  public static func next(within span: Duration) -> ServiceSignal? {
    var signals = set
    let deadline = Deadline(after: span)
    while !deadline.hasPassed {
      let left = Int(deadline.milliseconds())
      var time = timespec(tv_sec: left / 1000, tv_nsec: left % 1000 * 1_000_000)
      let number = sigtimedwait(&signals, nil, &time)
      if number > 0 { return number == SIGHUP ? .readAgain : .stop }
    }
    return nil
  }

  private static var set: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, number) }
    return signals
  }
}
