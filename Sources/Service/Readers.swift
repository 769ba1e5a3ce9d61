import Store
import Synchronization

/// Connections for reading, each used by one thread at a time.
final class Readers: Sendable {
  private let stores: [Reader]
  private let turn = Atomic(0)

  static let count = 2

  init(storePath: String) throws {
    stores = try (0..<Readers.count).map { _ in Reader(try Store(readingFrom: storePath)) }
  }

  func read<Result: Sendable>(_ work: @Sendable (Store) throws -> Result) throws -> Result {
    let first = turn.wrappingAdd(1, ordering: .relaxed).newValue & Int.max
    for step in 0..<Readers.count {
      if let result = try stores[(first + step) % Readers.count].ifFree(work) { return result }
    }
    return try stores[first % Readers.count].wait(work)
  }
}

private final class Reader: Sendable {
  private let store: Mutex<Store>

  init(_ store: consuming sending Store) { self.store = Mutex(store) }

  func ifFree<Result: Sendable>(_ work: @Sendable (Store) throws -> Result) throws -> Result? {
    try store.withLockIfAvailable { store in try store.snapshot { try work(store) } }
  }

  func wait<Result: Sendable>(_ work: @Sendable (Store) throws -> Result) throws -> Result {
    try store.withLock { store in try store.snapshot { try work(store) } }
  }
}
