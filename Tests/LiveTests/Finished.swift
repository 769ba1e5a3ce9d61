import Live
import TestSupport

extension ChildProcess {
  /// Runs it to its end without holding up other tests.
  func finished() async -> ChildResult { await onAThread { run() } }
}
