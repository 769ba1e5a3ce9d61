import CLinux
public import CivilTime
import Glibc

/// The one place that reads the wall clock.
public enum RealTime {
  public static func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(
      microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}

/// A clock that began at a moment of one's choice and runs on from there, for rehearsing a night.
///
/// It follows the machine's own running time, so a wall clock that is set meanwhile doesn't touch
/// it.
public struct RehearsalTime: Sendable {
  private let start: Moment
  private let began: Int64

  public init(start: Moment) {
    self.start = start
    began = RunningTime.microseconds()
  }

  public func now() -> Moment {
    start + .microseconds(RunningTime.microseconds() - began)
  }
}

/// Time since the machine started, which nobody sets; sleep included.
enum RunningTime {
  static func microseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}

/// A point in running time by which something must be done.
struct Deadline {
  private let end: Int64

  init(after span: Duration) {
    end = RunningTime.microseconds() + max(0, span.microseconds)
  }

  var hasPassed: Bool { RunningTime.microseconds() >= end }

  /// For poll: what is left, rounded up so that a wait never ends just before the deadline.
  func milliseconds(atMost cap: Int32 = .max) -> Int32 {
    let left = max(0, end - RunningTime.microseconds())
    return Int32(min(Int64(cap), (left + 999) / 1000))
  }
}
