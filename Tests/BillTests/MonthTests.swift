import Callbacks
import CivilTime
import PhoneNumbers
import Rota
import Testing

@testable import Bill

/// April 2026 of a desk, worked out by hand: Good Friday on the 3rd, the clock put back on Easter Sunday the
/// 5th, Anzac Day on Saturday the 25th and kept on Monday the 27th. $120 an hour in the group service_desk,
/// $160 in engineering, $180.50 after hours; 30 minutes at least, up to a multiple of 15; tax 15 %.
struct MonthTests {
  struct Work: Sendable {
    let ticket: Int64
    let person: String
    let from: String
    let to: String
  }

  static let tickets: [(number: Int64, organisation: String?, group: BillingGroup)] = [
    (1001, "Harbour Cafe", .afterHours), (1002, "Harbour Cafe", .serviceDesk),
    (1003, "harbour  cafe", .engineering), (1004, "Tui Ltd", .engineering),
    (1005, nil, .unbillable), (1006, "Tui Ltd", .serviceDesk),
  ]

  static let work = [
    Work(
      ticket: 1001, person: "aroha", from: "2026-04-03T10:00:00+13:00",
      to: "2026-04-03T10:20:00+13:00"),
    Work(
      ticket: 1001, person: "ben", from: "2026-04-05T01:30:00+13:00",
      to: "2026-04-05T02:30:00+12:00"),
    Work(
      ticket: 1002, person: "aroha", from: "2026-04-08T16:40:00+12:00",
      to: "2026-04-08T17:25:00+12:00"),
    Work(
      ticket: 1002, person: "aroha", from: "2026-04-09T10:00:00+12:00",
      to: "2026-04-09T10:05:00+12:00"),
    Work(
      ticket: 1002, person: "ben", from: "2026-04-09T16:00:00+12:00",
      to: "2026-04-09T16:06:00+12:00"),
    Work(
      ticket: 1003, person: "ben", from: "2026-04-27T09:00:00+12:00",
      to: "2026-04-27T10:10:00+12:00"),
    Work(
      ticket: 1004, person: "ben", from: "2026-04-28T13:00:00+12:00",
      to: "2026-04-28T14:07:00+12:00"),
    Work(
      ticket: 1004, person: "ben", from: "2026-04-30T16:50:00+12:00",
      to: "2026-04-30T17:10:00+12:00"),
    Work(
      ticket: 1005, person: "ben", from: "2026-04-14T18:00:00+12:00",
      to: "2026-04-14T19:00:00+12:00"),
    Work(
      ticket: 1006, person: "ben", from: "2026-04-30T23:30:00+12:00",
      to: "2026-05-01T00:40:00+12:00"),
  ]

  /// Ticket, date, group, minutes worked, minutes billed, cents with materials, the rule.
  static let bill = [
    "1001 2026-04-03 after_hours 20 30 9025 Fri 3 April 10:00 to 10:20, after hours: Good Friday",
    "1001 2026-04-05 after_hours 120 120 36100 Sun 5 April 01:30 to 02:30, after hours: weekend",
    "1002 2026-04-08 service_desk 20 20 4000 Wed 8 April 16:40 to 17:00, in service hours",
    "1002 2026-04-08 after_hours 25 25 7521 Wed 8 April 17:00 to 17:25, after hours: outside hours",
    "1002 2026-04-09 service_desk 11 30 9750 Thu 9 April 10:00 to 10:05, in service hours; "
      + "Thu 9 April 16:00 to 16:06, in service hours",
    "1003 2026-04-27 after_hours 70 75 22563 Mon 27 April 09:00 to 10:10, after hours: Anzac Day",
    "1004 2026-04-28 engineering 67 75 20000 Tue 28 April 13:00 to 14:07, in service hours",
    "1004 2026-04-30 engineering 10 10 2667 Thu 30 April 16:50 to 17:00, in service hours",
    "1004 2026-04-30 after_hours 10 20 6017 Thu 30 April 17:00 to 17:10, after hours: outside hours",
    "1005 2026-04-14 unbillable 60 0 0 Tue 14 April 18:00 to 19:00, unbillable, after hours: outside hours",
    "1006 2026-04-30 after_hours 70 75 22563 "
      + "Thu 30 April 23:30 to Fri 1 May 00:40, after hours: outside hours",
  ]

  private func report(rates: [BillingGroup: Int]) throws -> BillingReport {
    let zone = try TimeZoneDatabase().zone("Pacific/Auckland")
    let file = RotaFile(name: "desk.rota", bytes: Array(MonthTests.files.utf8))
    let read = Configuration.read(
      [file],
      zones: ZoneSource(
        rules: { name throws(TimeZoneFault) in try TimeZoneDatabase().zone(name) },
        names: { [] }))
    let timeline = ConfigurationTimeline(
      sinces: [], present: try #require(read.configuration), load: { _ in nil })
    let tickets = try MonthTests.tickets.map { ticket in
      let number = TicketNumber(ticket.number)
      let own = try MonthTests.work.filter { $0.ticket == ticket.number }.map { work in
        let start = try #require(RFC3339.moment(work.from))
        let end = try #require(RFC3339.moment(work.to))
        return TimeEntry(
          ticket: number, person: Name(work.person), start: start, end: end, note: nil,
          recordedAt: end, pieces: timeline.pieces(ofWork: start..<end))
      }
      let cable = Material(
        ticket: number, date: CivilDate(uncheckedYear: 2026, month: 4, day: 9),
        description: "Cable",
        quantity: 3, unitPriceCents: 1250, by: "ben", recordedAt: Moment(seconds: 0))
      return BilledTicket(
        ticket: Ticket(
          number: number, status: .open, subject: "s",
          requester: CallerDetails(organisation: ticket.organisation), urgency: .normal,
          billing: Billing(group: ticket.group, reason: ""), source: .phone,
          createdAt: Moment(seconds: 0)), time: own,
        materials: ticket.number == 1002 ? [cable] : [])
    }
    let terms = BillingTerms(
      taxHundredths: 1500, minimum: .minutes(30), roundUpTo: .minutes(15),
      rate: { _, group in rates[group] })
    return BillingReport(tickets, terms: terms, zone: zone)
  }

  private static let rates: [BillingGroup: Int] = [
    .serviceDesk: 12_000, .engineering: 16_000, .afterHours: 18_050,
  ]

  @Test func `a month worked out by hand is the same bill to the cent`() throws {
    let report = try report(rates: MonthTests.rates)
    let rows = report.rows.map { row in
      "\(row.ticket.value) \(row.date) \(row.group.rawValue) \(row.workedSeconds / 60) "
        + "\(row.billedSeconds / 60) \(row.amountCents ?? -1) \(row.rule)"
    }
    #expect(rows == MonthTests.bill)
    #expect(report.organisations.map(\.organisation) == ["Harbour Cafe", "Tui Ltd", nil])
    #expect(report.organisations.map(\.netCents) == [88_959, 51_247, 0])
    // 13,343.85 and 7,687.05 cents.
    #expect(report.organisations.map(\.taxCents) == [13_344, 7_687, 0])
    #expect(report.groups.map(\.netCents) == [0, 13_750, 22_667, 103_789])
    #expect(report.netCents == 140_206)
    #expect(report.totalCents == 161_237)
    #expect(report.warnings.isEmpty)
  }

  @Test func `a missing rate is a row without an amount and a warning, never a zero`() throws {
    let report = try report(rates: [.serviceDesk: 12_000, .afterHours: 18_050])
    #expect(report.rows.filter { $0.group == .engineering }.map(\.amountCents) == [nil, nil])
    #expect(report.warnings == [.noRate(TicketNumber(1004), .engineering)])
    #expect(report.netCents == 140_206 - 22_667)
  }

  private static let files = """
    desk
        name        "Service Desk"
        time zone   Pacific/Auckland
        region      Auckland
        hours       Monday to Friday 08:00 to 17:00
        dial        sip:desk@pbx.example.nz
    person kiri
        name        "Kiri Parata"
        phone       021 555 0105
        notify      log
    escalation
        at once     kiri
        last resort kiri

    """
}
