import Glibc

/// A queue between threads that holds so much and no more: who posts is told at once when it is full.
///
/// `@unchecked Sendable`: the items and the flag are touched with the mutex held, and by nothing else; the
/// mutex and the condition stay where they were made until the last owner is gone.
public final class BoundedQueue<Item: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let arrived = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let itemsMax: Int
  private var items: [Item] = []
  private var isClosed = false

  public init(itemsMax: Int) {
    self.itemsMax = itemsMax
    pthread_mutex_init(mutex, nil)
    // Waits go by the clock that nobody sets.
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(arrived, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(arrived)
    pthread_mutex_destroy(mutex)
    arrived.deallocate()
    mutex.deallocate()
  }

  /// - Returns: false when it is full or closed; the item is not in it then.
  public func post(_ item: Item) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard !isClosed, items.count < itemsMax else { return false }
    items.append(item)
    pthread_cond_signal(arrived)
    return true
  }

  /// Waits until something is there, and takes up to `countMax` of it, the oldest first.
  ///
  /// - Returns: nothing once the queue is closed and empty.
  public func take(countMax: Int) -> [Item] {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while items.isEmpty && !isClosed { pthread_cond_wait(arrived, mutex) }
    let taken = Array(items.prefix(countMax))
    items.removeFirst(taken.count)
    return taken
  }

  /// The same, but waits no longer than that.
  ///
  /// - Returns: nil once the queue is closed and empty; nothing when the time was over.
  public func take(countMax: Int, within wait: Duration) -> [Item]? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    var end = timespec()
    clock_gettime(CLOCK_MONOTONIC, &end)
    let (seconds, attoseconds) = max(wait, .zero).components
    end.tv_sec += Int(seconds)
    end.tv_nsec += Int(attoseconds / 1_000_000_000)
    if end.tv_nsec >= 1_000_000_000 {
      (end.tv_sec, end.tv_nsec) = (end.tv_sec + 1, end.tv_nsec - 1_000_000_000)
    }
    while items.isEmpty && !isClosed {
      if pthread_cond_timedwait(arrived, mutex, &end) == ETIMEDOUT { break }
    }
    if items.isEmpty && isClosed { return nil }
    let taken = Array(items.prefix(countMax))
    items.removeFirst(taken.count)
    return taken
  }

  public var isOpen: Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return !isClosed
  }

  /// Nothing more is let in; what is there can still be taken.
  public func close() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    isClosed = true
    pthread_cond_broadcast(arrived)
  }
}
