public import Bill
import Callbacks
import Clients
public import CivilTime
import Rota
import Store

extension CallbackService {
  /// The bill of the dates in the range, by the rates of now.
  public func bill(of dates: Range<CivilDate>) throws -> BillingReport {
    let zone = inForce.zone
    let range = zone.start(of: dates.lowerBound)..<zone.start(of: dates.upperBound)
    let (time, materials, tickets) = try read { store in
      let time = try store.timeEntries(startingIn: range)
      let materials = try store.materials(in: dates)
      let numbers = Set(time.map(\.ticket)).union(materials.map(\.ticket)).sorted()
      return (time, materials, try numbers.compactMap { try store.ticket($0) })
    }
    let entries = Dictionary(grouping: time, by: \.ticket)
    let used = Dictionary(grouping: materials, by: \.ticket)
    return BillingReport(
      tickets.map { ticket in
        BilledTicket(
          ticket: ticket, time: entries[ticket.number] ?? [], materials: used[ticket.number] ?? [])
      }, terms: terms, zone: zone)
  }

  /// What the server's file leaves out: New Zealand's tax, no minimum and no rounding. A rate has no usual
  /// value.
  /// A client's own rate comes before the usual one.
  private var terms: BillingTerms {
    let (settings, clients) = (edges.billing(), inForce.clients.list)
    return BillingTerms(
      taxHundredths: settings.taxHundredths ?? CallbackService.goodsAndServicesTaxHundredths,
      minimum: settings.minimum ?? .zero, roundUpTo: settings.roundUpTo ?? .seconds(1),
      rate: { organisation, group in
        let own = clients.rates(ofOrganisation: organisation)
        return switch group {
        case .unbillable: 0
        case .serviceDesk: own?.serviceDeskCents ?? settings.rateServiceDeskCents
        case .engineering: own?.engineeringCents ?? settings.rateEngineeringCents
        case .afterHours: own?.afterHoursCents ?? settings.rateAfterHoursCents
        }
      })
  }

  public var currency: String { edges.billing().currency ?? "NZD" }

  /// Goods and Services Tax Act 1985, s 8: 15 %.
  static let goodsAndServicesTaxHundredths = 1500
}
