import Rota
import Store
import Synchronization

/// Keeps the store's log short without holding up those who post: it is copied into the file on a thread of
/// its own, piece by piece, while the writer goes on. What is left then is little, and the writer copies it
/// itself once the log is long, so that the next commit can begin it anew; only when the log threatens to
/// outgrow its bound does the writer wait for the thread.
final class LogCopying: Sendable {
  private let copier: LogCopier
  private let thread: Mutex<SystemThread?>

  /// How much is copied at a time, by pages of 4 KiB: 4 MiB.
  static let stepPages = 1024
  /// From this length on the log is to begin anew: 16 MiB.
  static let longPages = 4096
  /// So much may be left for the writer to copy when the thread has just done its work: 1 MiB.
  static let restPages = 256
  /// At this length the writer stops for it: 32 MiB. One transaction more, however large, stays below the 64
  /// MiB that are promised.
  static let pagesMax = 8192

  init(storePath: String, edges: Edges) throws {
    let copier = LogCopier(try Store(copyingLogOf: storePath), edges: edges)
    self.copier = copier
    thread = Mutex(try SystemThread { copier.run() })
  }

  /// Called by the writer after each turn, once all are told.
  ///
  /// - Parameter pages: how long the log is.
  func follow(_ pages: Int) {
    let (isAtWork, copied) = copier.progress(pages)
    let rest = pages - copied
    if pages >= LogCopying.pagesMax {
      copier.copy()
    } else if isAtWork || rest == 0 {
      return
    } else if pages >= LogCopying.longPages && rest <= LogCopying.restPages {
      copier.copy()
    } else if rest >= LogCopying.stepPages {
      copier.copySoon()
    }
  }

  func stop() {
    copier.stop()
    thread.withLock { thread in
      thread?.join()
      thread = nil
    }
  }
}

private final class LogCopier: Sendable {
  private let store: Mutex<Store>
  private let edges: Edges
  private let wanted = BoundedQueue<Bool>(itemsMax: 1)
  private let state = Mutex(State())

  private struct State {
    var isAtWork = false
    /// So many pages of the log are in the file.
    var copied = 0
    var isFailing = false
  }

  init(_ store: consuming sending Store, edges: Edges) {
    self.store = Mutex(store)
    self.edges = edges
  }

  func progress(_ pages: Int) -> (isAtWork: Bool, copied: Int) {
    state.withLock { state in
      // The log has begun anew.
      if pages < state.copied { state.copied = 0 }
      return (state.isAtWork, state.copied)
    }
  }

  func copySoon() {
    state.withLock { $0.isAtWork = true }
    if !wanted.post(true) { state.withLock { $0.isAtWork = false } }
  }

  func run() {
    while !wanted.take(countMax: 1).isEmpty {
      copy()
      state.withLock { $0.isAtWork = false }
    }
  }

  func stop() { wanted.close() }

  /// What can't be copied is tried again after more has been written: the log has it all.
  func copy() {
    do {
      let copied = try store.withLock { try $0.copyLog() }
      state.withLock { ($0.copied, $0.isFailing) = (copied, false) }
      edges.log("event=log_copying pages=\(copied)", .debug)
    } catch {
      let wasFailing = state.withLock { state in
        defer { state.isFailing = true }
        return state.isFailing
      }
      let kind = (error as? StoreFault)?.kind ?? .other
      if !wasFailing { edges.log("event=log_copying result=failed fault=\(kind)", .error) }
    }
  }
}
