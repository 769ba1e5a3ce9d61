public import Callbacks

/// What a button of a card does.
public enum Deed: String, CaseIterable, Sendable {
  case take, ringing, reached
  case noAnswer = "no_answer"
  case leftMessage = "left_message"

  public static let fieldName = "deed"

  public var action: CallbackAction {
    switch self {
    case .take: .acknowledge
    case .ringing: .attempt(Deed.report(.ringing))
    case .reached: .attempt(Deed.report(.reached))
    case .noAnswer: .attempt(Deed.report(.noAnswer))
    case .leftMessage: .attempt(Deed.report(.leftMessage))
    }
  }

  var words: String {
    switch self {
    case .take: "I have this"
    case .ringing: "I am ringing now"
    case .reached: "Reached"
    case .noAnswer: "No answer"
    case .leftMessage: "Left message"
    }
  }

  private static func report(_ outcome: AttemptOutcome) -> CallbackAction.AttemptReport {
    CallbackAction.AttemptReport(outcome: outcome, at: nil, minutes: nil, note: nil)
  }

  /// Those that fit the callback's state; none once it is over.
  static func fitting(_ callback: Callback) -> [Deed] {
    switch callback.status {
    case .pending: allCases
    case .acknowledged: allCases.filter { $0 != .take }
    case .completed, .cancelled: []
    }
  }
}
