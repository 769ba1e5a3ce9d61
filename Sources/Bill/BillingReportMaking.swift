public import Callbacks
public import CivilTime
import Rota

/// A ticket with the work of the period.
public struct BilledTicket: Sendable {
  public let ticket: Ticket
  public let time: [TimeEntry]
  public let materials: [Material]

  public init(ticket: Ticket, time: [TimeEntry], materials: [Material]) {
    self.ticket = ticket
    self.time = time
    self.materials = materials
  }
}

extension BillingReport {
  /// Works out the bill (spec: billing.md). The same work and terms give the same bill.
  ///
  /// - Parameters:
  ///   - tickets: in the order of their numbers, with what falls into the period.
  ///   - zone: the desk's, by whose dates the work is counted.
  public init(_ tickets: [BilledTicket], terms: BillingTerms, zone: TimeZoneRules) {
    let rows = tickets.flatMap { TicketBill($0, terms, zone).rows }
    self.rows = rows
    organisations = BillingReport.totals(of: rows, terms)
    groups = BillingGroup.allCases.compactMap { group in
      let own = BillingReport.rows(of: group, in: rows)
      guard !own.isEmpty else { return nil }
      return GroupTotal(
        group: group, billedSeconds: own.reduce(0) { $0 + $1.billedSeconds },
        netCents: own.reduce(0) { $0 + ($1.amountCents ?? $1.materialsCents) })
    }
    var seen: Set<BillWarning> = []
    warnings = rows.filter { $0.timeCents == nil }.map { .noRate($0.ticket, $0.group) }
      .filter { seen.insert($0).inserted }
  }

  private static func rows(of group: BillingGroup, in rows: [BillRow]) -> [BillRow] {
    rows.filter { $0.group == group }
  }

  /// Of a row without a rate its materials count all the same.
  private static func totals(of rows: [BillRow], _ terms: BillingTerms) -> [OrganisationTotal] {
    var sums: [String?: Int] = [:]
    var names: [String?: String?] = [:]
    for row in rows {
      let key = row.organisation.map(folded)
      sums[key, default: 0] += row.amountCents ?? row.materialsCents
      if names[key] == nil { names[key] = .some(row.organisation) }
    }
    return sums.sorted { left, right in
      guard let name = left.key, let other = right.key else { return left.key != nil }
      return name < other
    }.map { key, net in
      OrganisationTotal(
        organisation: names[key] ?? nil, netCents: net,
        taxCents: halfUp(net * terms.taxHundredths, over: 10_000))
    }
  }

  /// Case and blanks don't tell two organisations apart.
  private static func folded(_ name: String) -> String {
    name.lowercased().filter { !$0.isWhitespace }
  }

  /// Whole cents, a half rounded up; for sums that are not negative.
  static func halfUp(_ dividend: Int, over divisor: Int) -> Int {
    (2 * dividend + divisor) / (2 * divisor)
  }
}

/// One ticket's part of the bill.
private struct TicketBill {
  let work: BilledTicket
  let terms: BillingTerms
  let zone: TimeZoneRules

  init(_ work: BilledTicket, _ terms: BillingTerms, _ zone: TimeZoneRules) {
    self.work = work
    self.terms = terms
    self.zone = zone
  }

  var rows: [BillRow] {
    let byDate = Dictionary(grouping: work.time) { zone.local(at: $0.start).date }
    let materials = Dictionary(grouping: work.materials, by: \.date)
    return Set(byDate.keys).union(materials.keys).sorted().flatMap {
      rows(of: $0, byDate[$0] ?? [], materials[$0] ?? [])
    }
  }

  /// Minimum and rounding are once for the ticket and the date, over both groups.
  private func rows(
    of date: CivilDate, _ entries: [TimeEntry], _ materials: [Material]
  ) -> [BillRow] {
    let own = work.ticket.billing.group
    let isFree = own == .unbillable
    let inHours: BillingGroup = own == .afterHours ? .serviceDesk : own
    let outside: BillingGroup = isFree ? .unbillable : .afterHours
    var worked: [BillingGroup: Duration] = [:]
    for piece in entries.flatMap(\.pieces) {
      let group = piece.isInServiceHours ? inHours : outside
      worked[group, default: .zero] += piece.range.upperBound - piece.range.lowerBound
    }
    let billed = isFree ? [:] : raised(worked)
    var groups = BillingGroup.allCases.filter { worked[$0] != nil }
    if !materials.isEmpty, groups.isEmpty { groups = [own] }
    let cents = isFree ? 0 : materials.reduce(0) { $0 + $1.cents }
    return groups.enumerated().map { index, group in
      row(
        date, group, entries, worked: worked[group] ?? .zero, billed: billed[group] ?? .zero,
        isInHours: isFree ? nil : group != .afterHours, materialsCents: index == 0 ? cents : 0)
    }
  }

  /// What is added goes to the group with the larger part, to `after_hours` when alike.
  private func raised(_ worked: [BillingGroup: Duration]) -> [BillingGroup: Duration] {
    let whole = worked.values.reduce(Duration.zero, +)
    guard whole > .zero else { return worked }
    let least = max(whole, terms.minimum)
    let step = max(terms.roundUpTo.microseconds, 1)
    let up = Duration.microseconds((least.microseconds + step - 1) / step * step)
    let larger = worked.max { left, right in
      left.value != right.value ? left.value < right.value : right.key == .afterHours
    }
    guard let larger else { return worked }
    var billed = worked
    billed[larger.key] = larger.value + (up - whole)
    return billed
  }

  private func row(
    _ date: CivilDate, _ group: BillingGroup, _ entries: [TimeEntry], worked: Duration,
    billed: Duration, isInHours: Bool?, materialsCents: Int
  ) -> BillRow {
    let ticket = work.ticket
    let own = entries.filter { entry in
      isInHours == nil || entry.pieces.contains { $0.isInServiceHours == isInHours }
    }
    let pieces = own.flatMap(\.pieces).filter {
      isInHours == nil || $0.isInServiceHours == isInHours
    }
    let rate = group == .unbillable ? 0 : terms.rate(ticket.requester.organisation, group)
    let seconds = billed.wholeSeconds
    return BillRow(
      ticket: ticket.number, organisation: ticket.requester.organisation,
      requester: ticket.requester.name, date: date, group: group,
      workedSeconds: worked.wholeSeconds, billedSeconds: seconds, rateCents: rate,
      materialsCents: materialsCents, people: Array(Set(own.map(\.person))).sorted(),
      rule: pieces.isEmpty
        ? "materials" : pieces.map { BillWords.rule($0, group, in: zone) }.joined(separator: "; "),
      timeCents: seconds == 0
        ? 0 : rate.map { BillingReport.halfUp($0 * Int(seconds), over: 3600) })
  }
}
