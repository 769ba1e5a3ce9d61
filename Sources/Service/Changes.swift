public import CivilTime
import Digests
import Synchronization

/// Whoever wants to know that something has been committed waits here, and holds up nobody (spec: board.md,
/// live refresh). What has changed is not told: it is read again, by whoever may.
public final class Changes: Sendable {
  /// How far the service had come.
  public struct Mark: Equatable, Sendable, CustomStringConvertible {
    public let description: String
  }

  /// Above it a newcomer is told at once, as if something had changed, and asks again.
  public static let waitersMax = 256
  /// So long one waits at the most: what lies between may forget a connection on which nothing is said.
  public static let heldMax = Duration.seconds(25)

  private struct Waiter {
    let since: Moment
    let tell: @Sendable (Mark) -> Void
  }

  private struct State {
    var count = 0
    var waiters: [Waiter] = []
    var hasEnded = false
  }

  private let state = Mutex(State())
  /// Another in each process, so that a mark of an earlier one is never taken for one of this one.
  private let run: String

  init(run: [UInt8]) { self.run = Hex.encode(run) }

  /// Calls `tell` once: at once when `seen` is not the newest mark, else with the next commit, after
  /// ``heldMax``, or at the service's end. It is called on any thread and must not block.
  public func wait(
    after seen: String?, now: Moment, _ tell: @escaping @Sendable (Mark) -> Void
  ) {
    let told: Mark? = state.withLock { state in
      let newest = mark(after: state.count)
      guard newest.description == seen, !state.hasEnded,
        state.waiters.count < Changes.waitersMax
      else { return newest }
      state.waiters.append(Waiter(since: now, tell: tell))
      return nil
    }
    if let told { tell(told) }
  }

  /// Something has been committed.
  func commit() {
    release { state in
      state.count += 1
      return { _ in true }
    }
  }

  /// Lets those go who have waited long enough.
  func look(now: Moment) {
    release { _ in { now - $0.since >= Changes.heldMax || now < $0.since } }
  }

  /// Nobody waits any more, from now on.
  public func end() {
    release { state in
      state.hasEnded = true
      return { _ in true }
    }
  }

  private func release(_ choose: (inout State) -> (Waiter) -> Bool) {
    let (told, newest): ([Waiter], Mark) = state.withLock { state in
      let isChosen = choose(&state)
      let told = state.waiters.filter(isChosen)
      if !told.isEmpty { state.waiters.removeAll(where: isChosen) }
      return (told, mark(after: state.count))
    }
    for waiter in told { waiter.tell(newest) }
  }

  private func mark(after count: Int) -> Mark { Mark(description: "\(run)-\(count)") }
}
