public import CivilTime
import Synchronization

/// A clock that stands still until it is moved.
public final class SimulatedClock: Sendable {
  private let time: Mutex<Moment>

  public init(_ start: Moment) { time = Mutex(start) }

  public var now: Moment {
    get { time.withLock { $0 } }
    set { time.withLock { $0 = newValue } }
  }
}
