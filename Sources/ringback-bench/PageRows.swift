import Callbacks
import CivilTime
import Pages
import PhoneNumbers
import Rota

/// The board with 50 callbacks, from values to bytes (spec: board.md).
enum PageRows {
  static func measure(_ configuration: Configuration, _ onCall: OnCallTable) -> [Measurement] {
    let now = onCall.range.lowerBound + .days(30)
    let records = (0..<callbackCount).map { record($0, now: now) }
    let reader = PageReader(
      person: configuration.people.first, isManager: true,
      forms: FormSecrets(session: "0123456789abcdefghijkl", key: "0123456789abcdef"))
    return [
      Measurement.time(
        "the board with \(callbackCount) callbacks", target: 2_000_000, count: 50
      ) { _ in
        let desk = DeskPicture(
          configuration, onCall: onCall, closing: nil, nextChange: nil, fault: nil, now: now)
        let page = BoardPage(desk: desk, records: records, reader: reader)
        return Int64(page.document().count)
      }
    ]
  }

  private static let callbackCount = 50

  private static func record(_ index: Int, now: Moment) -> CallbackRecord {
    let number = TicketNumber(1001 + Int64(index))
    let due = now + .minutes(index - 10)
    let phone = WrittenNumber("021 555 0\(100 + index)")
    let ticket = Ticket(
      number: number, status: .open, subject: "The printer smokes",
      summary: String(repeating: "The printer smokes. ", count: 9),
      requester: CallerDetails(name: "Moana Tui", organisation: "Harbour Dental", phone: phone),
      urgency: .normal, billing: Billing(group: .afterHours, reason: "weekend"), source: .phone,
      createdAt: now - .minutes(70))
    let callback = Callback(
      id: CallbackID(Int64(index)), ticket: number, status: .pending, owner: .onCall, dueAt: due,
      firstDueAt: due, dueSetAt: now - .minutes(70), isPromised: false, attemptedInTime: false,
      createdAt: now - .minutes(70), urgency: .normal, calls: 1, warnings: [])
    return CallbackRecord(callback: callback, ticket: ticket, call: nil, attempts: [])
  }
}
