public import CivilTime
import PhoneNumbers

/// Which tickets are asked for, and from where on (spec: http-api.md, "Tickets"); the newest first.
public struct TicketFilter: Equatable, Sendable {
  public var statuses: Set<TicketStatus> = Set(TicketStatus.allCases)
  /// Compared without regard to case and blanks.
  public var organisation: String?
  public var billingGroup: BillingGroup?
  /// By when they were made, half-open.
  public var from: Moment?
  public var to: Moment?
  public var words: TicketWords?
  public var limit = CallbackFilter.limitDefault
  /// The last ticket of the page before.
  public var after: TicketNumber?

  public init() {}
}

/// What somebody looks for: any text at all. Each of its words must stand in the ticket, or begin one that
/// does; a ticket's number and a caller's number find theirs too.
public struct TicketWords: Equatable, Sendable {
  /// In lower case, of letters, marks and digits alone: nothing in them is syntax to any index.
  public let words: [String]
  public let ticket: TicketNumber?
  /// A whole telephone number, as callers are compared by it.
  public let callerKey: String?

  public init(_ text: String) {
    let isOfWord: (Unicode.Scalar) -> Bool = { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
    }
    words = text.lowercased().unicodeScalars.split { !isOfWord($0) }.map { String($0) }
      .prefix(TicketWords.wordsMax).map { $0 }
    let digits = text.filter { !$0.isWhitespace }
    ticket =
      digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
      ? Int64(digits).map { TicketNumber($0) } : nil
    callerKey = WrittenNumber(text).number?.e164
  }

  /// More are looked for no closer.
  public static let wordsMax = 20
  public static let scalarsMax = 200
}
