// The words that the interface, the store and the rules share; each raw value is the word on the wire
// (spec: http-api.md, callbacks.md).

/// What the telephony system tells of a call.
public enum CallEventType: String, CaseIterable, Sendable {
  case started = "call.started"
  case details = "call.details"
  case ended = "call.ended"
}

/// How a call ended.
public enum CallOutcome: String, CaseIterable, Sendable {
  case answered, abandoned, voicemail
  case noAnswer = "no_answer"
  case busy, failed
}

/// Where the telephony system really sent the caller.
public enum SentTo: String, CaseIterable, Sendable {
  case desk
  case onCall = "on_call"
  /// Its own fallback: it had no answer from us in time.
  case fallback
}

/// Where a call goes: decided once, by the first event of it that is seen.
public enum Route: String, CaseIterable, Sendable {
  case desk
  case onCall = "on_call"
}

/// Who owes a callback.
public enum Owner: String, CaseIterable, Sendable {
  case desk
  case onCall = "on_call"
}

/// How soon a caller needs somebody; rises through a call's events, never falls by one.
public enum Urgency: String, CaseIterable, Comparable, Sendable {
  case low, normal, urgent

  public static func < (left: Urgency, right: Urgency) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .low: 0
    case .normal: 1
    case .urgent: 2
    }
  }
}

/// By which rates a ticket is billed.
public enum BillingGroup: String, CaseIterable, Sendable {
  case unbillable
  case serviceDesk = "service_desk"
  case engineering
  case afterHours = "after_hours"
}

public enum CallbackStatus: String, CaseIterable, Sendable {
  case pending, acknowledged, completed, cancelled

  /// Open: somebody is still owed a call.
  public var isOpen: Bool { self == .pending || self == .acknowledged }
}

/// How it went when a person rang.
public enum AttemptOutcome: String, CaseIterable, Sendable {
  /// About to ring, or on the phone now.
  case ringing
  case reached
  case noAnswer = "no_answer"
  case leftMessage = "left_message"
  case busy
  case wrongNumber = "wrong_number"
  /// Given up, after three attempts without success.
  case unreachable
}

public enum TicketStatus: String, CaseIterable, Sendable {
  case open, solved, closed
}

/// How a request came in.
public enum TicketSource: String, CaseIterable, Sendable {
  case phone, email, web
}

/// By which door an entry of the history came in.
public enum Door: String, CaseIterable, Sendable {
  case telephony, api, page, notice, mail, clock
}

/// What a caller, an engineer or an administrator ought to know of a value that was given.
public enum Warning: Hashable, Sendable {
  /// A field that was left out, or cut, since it was not understood: `bad_caller_email`.
  case badField(String)
  case clockAhead, clockBehind
  case noNumber, unknownNumber, premiumRateNumber, foreignNumber
  /// A caller whose number another open ticket bears too.
  case perhapsSameCaller
  /// Of a desk call that began two hours ago and has no end yet.
  case endNotKnown
  /// The client comes through an IT partner.
  case partnerToBeTold
  /// Two clients or more fit the caller.
  case doubtfulClient

  /// The word on the wire.
  public var code: String {
    switch self {
    case .badField(let name): "bad_" + name
    case .clockAhead: "clock_ahead"
    case .clockBehind: "clock_behind"
    case .noNumber: "no_number"
    case .unknownNumber: "unknown_number"
    case .premiumRateNumber: "premium_rate_number"
    case .foreignNumber: "foreign_number"
    case .perhapsSameCaller: "perhaps_same_caller"
    case .endNotKnown: "end_not_known"
    case .partnerToBeTold: "partner_to_be_told"
    case .doubtfulClient: "doubtful_client"
    }
  }

  public init?(code: String) {
    let plain: [Warning] = [
      .clockAhead, .clockBehind, .noNumber, .unknownNumber, .premiumRateNumber, .foreignNumber,
      .perhapsSameCaller, .endNotKnown, .partnerToBeTold, .doubtfulClient,
    ]
    if let known = plain.first(where: { $0.code == code }) {
      self = known
    } else if code.hasPrefix("bad_") {
      self = .badField(String(code.dropFirst(4)))
    } else {
      return nil
    }
  }
}

/// A ticket's number: what the caller is told. They rise by one from 1001.
public struct TicketNumber: Hashable, Comparable, Sendable {
  public let value: Int64

  public init(_ value: Int64) { self.value = value }

  public static let first = TicketNumber(1001)

  public var next: TicketNumber { TicketNumber(value + 1) }

  public static func < (left: TicketNumber, right: TicketNumber) -> Bool {
    left.value < right.value
  }
}

/// Our own number of a call: unlike the telephony system's id it is never used again.
public struct CallKey: Hashable, Sendable {
  public let value: Int64
  public init(_ value: Int64) { self.value = value }
}

/// A callback's number, unique for ever.
public struct CallbackID: Hashable, Sendable {
  public let value: Int64
  public init(_ value: Int64) { self.value = value }
}
