import CivilTime
import HTTPServer
import Service
import Synchronization

/// Answers to what many ask again and again, such as the open callbacks: worked out once for each second, and
/// anew after each commit. So an answer is never older than the second in which it is asked for, by the
/// service's clock, nor than anything that anybody has been told of.
final class KeptAnswers: Sendable {
  private struct Mark: Equatable {
    let commits: Int
    let second: Int64
  }

  private struct State {
    var mark: Mark?
    var answers: [String: HTTPResponse] = [:]
    var bytes = 0
  }

  private let state = Mutex(State())

  /// What all kept answers come to at the most; what would go beyond it is not kept.
  static let bytesMax = 4 << 20

  /// - Parameter question: all that the answer depends on beside the store and the time.
  func answer(
    to question: String, of service: CallbackService, _ work: () throws -> HTTPResponse
  ) rethrows -> HTTPResponse {
    // Asked before anything is read: what is committed meanwhile makes the answer one for nobody else.
    let mark = Mark(commits: service.commitCount, second: service.now.seconds)
    if let kept = state.withLock({ $0.mark == mark ? $0.answers[question] : nil }) { return kept }
    let answer = try work()
    state.withLock { state in
      if state.mark != mark { state = State(mark: mark) }
      guard state.bytes + answer.body.count <= KeptAnswers.bytesMax else { return }
      state.bytes += answer.body.count
      state.answers[question] = answer
    }
    return answer
  }
}
