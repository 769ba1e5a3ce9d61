import CLinux
import Glibc

/// A file descriptor that is closed with its owner.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Nil for what a failed call gives.
  init?(_ number: Int32) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  deinit { _ = Glibc.close(number) }
}

/// A bell that one thread rings and another hears in its poller (an eventfd).
final class Bell: Sendable {
  let number: Int32

  /// Nil when the system has no descriptor to give.
  init?() {
    number = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    if number < 0 { return nil }
  }

  deinit { _ = Glibc.close(number) }

  /// It may be rung any number of times, and is heard once.
  func ring() { _ = eventfd_write(number, 1) }

  func silence() {
    var count: eventfd_t = 0
    _ = eventfd_read(number, &count)
  }

  /// Blocks until it rings, and leaves it ringing for others that wait.
  func await() {
    var wanted = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    while poll(&wanted, 1, -1) < 0 && errno == EINTR {}
  }
}

/// Which descriptors are ready (epoll, level-triggered). Each bears a number of 64 bits that comes
/// back with its events.
struct Poller: ~Copyable {
  struct Interest: OptionSet {
    let rawValue: UInt32
    static let input = Interest(rawValue: EPOLLIN.rawValue)
    static let output = Interest(rawValue: EPOLLOUT.rawValue)
    /// Both directions have ended, or the connection broke. Always told.
    static let end = Interest(rawValue: EPOLLHUP.rawValue | EPOLLERR.rawValue)
  }

  private let epoll: Descriptor
  private var events = [epoll_event](repeating: epoll_event(), count: 256)

  init?() {
    guard let epoll = Descriptor(epoll_create1(Int32(EPOLL_CLOEXEC))) else { return nil }
    self.epoll = epoll
  }

  /// False when the system can't watch one more.
  func add(_ number: Int32, key: UInt64, _ interest: Interest) -> Bool {
    control(EPOLL_CTL_ADD, number, key, interest)
  }

  func change(_ number: Int32, key: UInt64, _ interest: Interest) {
    _ = control(EPOLL_CTL_MOD, number, key, interest)
  }

  func remove(_ number: Int32) { _ = control(EPOLL_CTL_DEL, number, 0, []) }

  private func control(
    _ operation: Int32, _ number: Int32, _ key: UInt64, _ interest: Interest
  ) -> Bool {
    var event = epoll_event()
    event.events = interest.rawValue
    event.data.u64 = key
    return epoll_ctl(epoll.number, operation, number, &event) == 0
  }

  /// Waits for events, for that many milliseconds at most (-1: for ever), and puts them into
  /// `ready`.
  mutating func wait(milliseconds: Int32, into ready: inout [(key: UInt64, what: Interest)]) {
    ready.removeAll(keepingCapacity: true)
    let count = epoll_wait(epoll.number, &events, Int32(events.count), milliseconds)
    for event in events.prefix(max(0, Int(count))) {
      ready.append((event.data.u64, Interest(rawValue: event.events)))
    }
  }
}

/// The one clock that a server reads by itself, unless told to read another.
public enum MonotonicTime {
  /// Nanoseconds since some moment in the past; they never go back.
  public static func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
