import Glibc

/// A thread of the system's. What blocks (the disk, above all) runs on one of these and never on the
/// threads that Swift's tasks share, of which there are only as many as cores.
public final class SystemThread: Sendable {
  private let thread: pthread_t

  /// Starts the work. Signals are blocked on it: they are for the program's own thread.
  ///
  /// - Throws: the `errno` when the system gives no thread.
  public init(_ work: @escaping @Sendable () -> Void) throws(SystemThreadFault) {
    let owned = Unmanaged.passRetained(Work(work))
    var everything = sigset_t()
    var before = sigset_t()
    sigfillset(&everything)
    pthread_sigmask(SIG_SETMASK, &everything, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, owned.toOpaque())
    guard failure == 0 else {
      owned.release()
      throw SystemThreadFault(errno: failure)
    }
    self.thread = thread
  }

  /// Waits until the work is done. Called once, by the thread's owner.
  public func join() { pthread_join(thread, nil) }

  private final class Work: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

public struct SystemThreadFault: Error, Equatable, Sendable {
  public let errno: Int32
}
