public import Callbacks
public import CivilTime

extension Store {
  public func materials(of ticket: TicketNumber) throws -> [Material] {
    try connection.rows(
      "SELECT * FROM materials WHERE ticket = ? ORDER BY date, id", [SQLiteValue(ticket)],
      Store.readMaterial)
  }

  /// Those of the dates in the range, in their order.
  public func materials(in dates: Range<CivilDate>) throws -> [Material] {
    try connection.rows(
      "SELECT * FROM materials WHERE date >= ? AND date < ? ORDER BY date, id",
      [
        .integer(Int64(dates.lowerBound.dayNumber)), .integer(Int64(dates.upperBound.dayNumber)),
      ], Store.readMaterial)
  }

  public func add(_ material: Material) throws {
    try connection.insert(
      "materials",
      [
        "ticket": SQLiteValue(material.ticket), "date": .integer(Int64(material.date.dayNumber)),
        "description": .text(material.description),
        "quantity": .integer(Int64(material.quantity)),
        "unit_price_cents": .integer(Int64(material.unitPriceCents)), "by": .text(material.by),
        "recorded_at": SQLiteValue(material.recordedAt),
      ])
  }

  private static func readMaterial(_ row: SQLiteRow) throws -> Material {
    Material(
      ticket: TicketNumber(try row.integer("ticket")),
      date: CivilDate(dayNumber: Int(try row.integer("date"))),
      description: try row.text("description"), quantity: Int(try row.integer("quantity")),
      unitPriceCents: Int(try row.integer("unit_price_cents")), by: try row.text("by"),
      recordedAt: try row.moment("recorded_at"))
  }
}
