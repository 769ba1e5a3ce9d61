public import Callbacks
public import CivilTime
public import Rota

/// One ticket's work on one date in one group (spec: billing.md, "The billing report").
public struct BillRow: Equatable, Sendable {
  public let ticket: TicketNumber
  public let organisation: String?
  public let requester: String?
  /// By the desk's clock, the day on which the work began.
  public let date: CivilDate
  public let group: BillingGroup
  public internal(set) var workedSeconds: Int64
  public internal(set) var billedSeconds: Int64
  /// Cents an hour; nil: there is none, and the row has no amount.
  public let rateCents: Int?
  public internal(set) var materialsCents: Int
  public let people: [Name]
  /// Why the group is this one, in words.
  public let rule: String
  /// For the time alone; nil when it is billed and no rate is known.
  public internal(set) var timeCents: Int?

  /// Time and materials; nil when the time has no rate.
  public var amountCents: Int? { timeCents.map { $0 + materialsCents } }
}

/// What the work of a period comes to.
public struct BillingReport: Equatable, Sendable {
  /// By ticket, date and group.
  public let rows: [BillRow]
  /// By the organisation's name; nil, what belongs to none, comes last.
  public let organisations: [OrganisationTotal]
  /// In the order of the groups' definition; those with a row.
  public let groups: [GroupTotal]
  public let warnings: [BillWarning]

  public struct OrganisationTotal: Equatable, Sendable {
    public let organisation: String?
    public let netCents: Int
    public let taxCents: Int
    public var totalCents: Int { netCents + taxCents }
  }

  public struct GroupTotal: Equatable, Sendable {
    public let group: BillingGroup
    public let billedSeconds: Int64
    public let netCents: Int
  }

  public var netCents: Int { organisations.reduce(0) { $0 + $1.netCents } }
  public var taxCents: Int { organisations.reduce(0) { $0 + $1.taxCents } }
  public var totalCents: Int { netCents + taxCents }
}

/// What is missing on a bill.
public enum BillWarning: Hashable, Sendable {
  case noRate(TicketNumber, BillingGroup)

  public var text: String {
    switch self {
    case .noRate(let ticket, let group):
      "ticket \(ticket.value): there is no rate for \(group.rawValue); the row has no amount"
    }
  }
}

/// By which the work is billed.
public struct BillingTerms: Sendable {
  /// In hundredths of a percent: 15 % is 1500.
  public var taxHundredths: Int
  /// What a ticket's day comes to at the least.
  public var minimum: Duration
  public var roundUpTo: Duration
  /// Cents an hour of an organisation's tickets in a group; nil when there is none.
  public var rate: @Sendable (_ organisation: String?, BillingGroup) -> Int?

  public init(
    taxHundredths: Int, minimum: Duration, roundUpTo: Duration,
    rate: @escaping @Sendable (_ organisation: String?, BillingGroup) -> Int?
  ) {
    self.taxHundredths = taxHundredths
    self.minimum = minimum
    self.roundUpTo = roundUpTo
    self.rate = rate
  }
}
