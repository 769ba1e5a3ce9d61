import Glibc

/// Runs what blocks on a thread of its own: all tests share as many threads as there are cores, and
/// a blocked one holds up tests that have nothing to do with it.
public func onAThread<Result: Sendable>(
  _ work: @escaping @Sendable () -> Result
) async -> Result {
  await withCheckedContinuation { continuation in
    let job = Unmanaged.passRetained(Job { continuation.resume(returning: work()) })
    var thread = pthread_t()
    let fault = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().work() }
        return nil
      }, job.toOpaque())
    if fault == 0 { pthread_detach(thread) } else { job.takeRetainedValue().work() }
  }
}

private final class Job: Sendable {
  let work: @Sendable () -> Void
  init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}

/// The same for work that may throw.
public func onAThread<Result: Sendable>(
  _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await onAThread { Swift.Result { try work() } }.get()
}

/// Work on a thread of its own, whose end can be waited for.
public final class JoinableThread: Sendable {
  private let thread: pthread_t

  public init(_ work: @escaping @Sendable () -> Void) {
    let job = Unmanaged.passRetained(Job(work))
    var thread = pthread_t()
    let fault = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().work() }
        return nil
      }, job.toOpaque())
    precondition(fault == 0, "the system gives no more threads")
    self.thread = thread
  }

  public func join() { pthread_join(thread, nil) }
}
