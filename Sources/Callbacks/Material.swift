public import CivilTime

/// Something that was used on a ticket and is paid for (spec: billing.md, "Materials").
public struct Material: Equatable, Sendable {
  public var ticket: TicketNumber
  /// By the desk's date.
  public var date: CivilDate
  public var description: String
  public var quantity: Int
  public var unitPriceCents: Int
  /// Who wrote it down.
  public var by: String
  public var recordedAt: Moment

  public init(
    ticket: TicketNumber, date: CivilDate, description: String, quantity: Int, unitPriceCents: Int,
    by: String, recordedAt: Moment
  ) {
    self.ticket = ticket
    self.date = date
    self.description = description
    self.quantity = quantity
    self.unitPriceCents = unitPriceCents
    self.by = by
    self.recordedAt = recordedAt
  }

  public var cents: Int { quantity * unitPriceCents }

  public static let descriptionScalarsMax = 500
  public static let quantities = 1...100_000
  /// Up to a million dollars each.
  public static let unitPriceCentsRange = 0...100_000_000
}
