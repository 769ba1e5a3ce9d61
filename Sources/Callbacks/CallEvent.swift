public import CivilTime
public import PhoneNumbers

/// What the telephony system posted, read: a value that can't be half valid (spec: http-api.md, "Call
/// events"). What was not understood is left out and stands in `warnings`.
public struct CallEvent: Equatable, Sendable {
  /// The poster's own id; nil when one is to be made from the content.
  public let id: String?
  public let type: CallEventType
  /// The telephony system's id of the call.
  public let callID: String
  /// When it happened by the poster's clock; nil: not told, or not understood.
  public let statedAt: Moment?
  public let from: WrittenNumber?
  public let to: String?
  public let caller: CallerDetails
  public let summary: String?
  public let recordingURL: String?
  public let urgency: Urgency?
  /// Only of an ended call, and then never nil.
  public let outcome: CallOutcome?
  public let sentTo: SentTo?
  public let warnings: [Warning]
}

/// What a caller said of themselves.
public struct CallerDetails: Equatable, Sendable {
  public var name: String?
  public var organisation: String?
  public var email: String?
  /// To be rung on, when not the number that rang.
  public var phone: WrittenNumber?

  public init(
    name: String? = nil, organisation: String? = nil, email: String? = nil,
    phone: WrittenNumber? = nil
  ) {
    self.name = name
    self.organisation = organisation
    self.email = email
    self.phone = phone
  }
}

/// The limits of a call event's fields, in Unicode scalars (spec: http-api.md).
public enum CallEventLimits {
  public static let idScalarsMax = 200
  public static let summaryScalarsMax = 4000
  public static let nameScalarsMax = 200
  public static let numberScalarsMax = 200
  /// RFC 5321, 4.5.3.1: what fits in a path.
  public static let emailBytesMax = 254
  public static let recordingURLBytesMax = 2000
}

/// One field as the body had it, by its dotted name; what was null is not there at all.
public enum FieldValue: Hashable, Sendable {
  case text(String)
  /// As written: `1783612800`.
  case number(String)
  /// A truth value, a list, or an object where none belongs: as JSON without blanks.
  case other(String)
}

/// Why a call event can't be taken at all: the only four reasons (callbacks.md, "Nothing is lost").
public enum CallEventFault: Hashable, Sendable {
  case missing(field: String)
  case tooLong(field: String)
  case wrongKind(field: String)
  case unknownType

  /// The field's name, dotted.
  public var field: String {
    switch self {
    case .missing(let field), .tooLong(let field), .wrongKind(let field): field
    case .unknownType: "type"
    }
  }

  /// What to do, in a sentence that repeats nothing of the body.
  public var detail: String {
    switch self {
    case .missing(let field):
      "\(field) is missing; every call event has a type and a call_id"
    case .tooLong:
      "at most \(CallEventLimits.idScalarsMax) characters are taken"
    case .wrongKind:
      "this must be a text"
    case .unknownType:
      "the type must be one of "
        + CallEventType.allCases.map(\.rawValue).joined(separator: ", ")
    }
  }
}

/// All reasons together, so that the poster mends them in one go.
public struct CallEventRefusal: Error, Equatable, Sendable {
  public let faults: [CallEventFault]
}
