import Documents

/// The bill as the interface tells it (spec: billing.md, "The billing report").
struct BillAnswer: SentDocument {
  let currency: String
  let rows: [Row]
  let organisations: [Organisation]
  let netCents: Int
  let taxCents: Int
  let totalCents: Int
  let warnings: [String]

  init(_ sent: SentObject) throws(SentMismatch) {
    currency = try sent["currency"]
    rows = try sent["rows"]
    organisations = try sent["organisations"]
    netCents = try sent["net_cents"]
    taxCents = try sent["tax_cents"]
    totalCents = try sent["total_cents"]
    warnings = try sent["warnings"]
  }

  struct Row: SentDocument {
    let ticket: Int
    let organisation: String?
    let date: String
    let billingGroup: String
    let billedSeconds: Int
    let amountCents: Int?
    let rule: String

    init(_ sent: SentObject) throws(SentMismatch) {
      ticket = try sent["ticket"]
      organisation = try sent["organisation"]
      date = try sent["date"]
      billingGroup = try sent["billing_group"]
      billedSeconds = try sent["billed_seconds"]
      amountCents = try sent["amount_cents"]
      rule = try sent["rule"]
    }
  }

  struct Organisation: SentDocument {
    let organisation: String?
    let netCents: Int
    let totalCents: Int

    init(_ sent: SentObject) throws(SentMismatch) {
      organisation = try sent["organisation"]
      netCents = try sent["net_cents"]
      totalCents = try sent["total_cents"]
    }
  }
}

extension BillAnswer {
  func text(of span: String) -> String {
    guard !rows.isEmpty else { return "No work is written down \(span).\n" }
    var text = "Work \(span), in \(currency):\n\n"
    var table = TextTable(["date", "ticket", "organisation", "group", "billed", "amount", "why"])
    for row in rows {
      table.add([
        row.date, "\(row.ticket)", row.organisation ?? "–", row.billingGroup,
        Words.duration(.seconds(row.billedSeconds)),
        row.amountCents.map(Dollars.text) ?? "no rate", row.rule,
      ])
    }
    text += table.text() + "\n"
    var sums = TextTable(["organisation", "before tax", "with tax"])
    for sum in organisations {
      sums.add([
        sum.organisation ?? "no organisation", Dollars.text(sum.netCents),
        "with tax \(Dollars.text(sum.totalCents))",
      ])
    }
    text += sums.text() + "\n"
    text += "In all \(Dollars.text(netCents)), with \(Dollars.text(taxCents)) tax: "
    text += "\(Dollars.text(totalCents)).\n"
    return text + warnings.map { "Look at this: \($0.printable).\n" }.joined()
  }
}

/// Money as people write it, and whole cents (spec: billing.md, "Money is whole cents").
enum Dollars {
  /// `180.50`.
  static func text(_ cents: Int) -> String {
    let (whole, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
    return "\(cents < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The exact cents of `180`, `180.5` or `180.50`; nil for any other text, and for too much to count.
  static func cents(_ text: String) -> Int? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let isDigits = { (part: Substring) in
      !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard parts.allSatisfy(isDigits), let whole = parts.first.flatMap({ Int($0) }) else {
      return nil
    }
    let fraction = parts.count > 1 ? parts[1] : "0"
    guard fraction.utf8.count <= 2, let digits = Int(fraction) else { return nil }
    let (dollars, isTooMuch) = whole.multipliedReportingOverflow(by: 100)
    guard !isTooMuch else { return nil }
    let (cents, isOver) = dollars.addingReportingOverflow(
      fraction.utf8.count == 1 ? digits * 10 : digits)
    return isOver ? nil : cents
  }
}
