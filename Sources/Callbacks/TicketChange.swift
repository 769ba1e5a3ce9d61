public import CivilTime
public import PhoneNumbers
import Rota

/// What a person changes of a ticket; what is nil stays (spec: http-api.md, `PATCH /v1/tickets/{n}`).
public struct TicketChange: Equatable, Sendable {
  public var subject: String?
  public var caller: CallerChange?
  public var billing: BillingMove?

  public init(
    subject: String? = nil, caller: CallerChange? = nil, billing: BillingMove? = nil
  ) {
    self.subject = subject
    self.caller = caller
    self.billing = billing
  }

  /// Another group, and why: no event changes it any more.
  public struct BillingMove: Equatable, Sendable {
    public let group: BillingGroup
    public let reason: String

    public init(group: BillingGroup, reason: String) {
      self.group = group
      self.reason = reason
    }
  }

  public static let reasonScalarsMax = 500
}

/// What is put right of who asked: only what is given.
public struct CallerChange: Equatable, Sendable {
  public var name: Correction<String> = .kept
  public var organisation: Correction<String> = .kept
  public var email: Correction<String> = .kept
  public var phone: Correction<WrittenNumber> = .kept

  public init() {}

  /// A value stays, goes, or becomes another.
  public enum Correction<Value: Equatable & Sendable>: Equatable, Sendable {
    case kept, removed
    case set(Value)

    func applied(to value: Value?) -> Value? {
      switch self {
      case .kept: value
      case .removed: nil
      case .set(let new): new
      }
    }
  }
}

/// A changed ticket with what its history says of it; equal to what stood when nothing is new.
public struct ChangedTicket: Equatable, Sendable {
  public var ticket: Ticket
  public var history: [HistoryEntry] = []
}

extension TicketChange {
  /// - Parameters:
  ///   - actor: whose deed it is.
  ///   - client: whose a caller is who has these details, by the list of clients; also, whether a person has
  ///     written the organisation: then that alone counts. Nil: no list is at hand, and what is known stays.
  public func decide(
    on ticket: Ticket, by actor: Actor, now: Moment,
    client: ((CallerDetails, _ isNamedByPerson: Bool) -> CallerClient?)? = nil
  ) -> ChangedTicket {
    var changed = ChangedTicket(ticket: ticket)
    func tell(_ what: String, _ note: String?) {
      changed.history.append(
        HistoryEntry(
          ticket: ticket.number, callback: nil, at: now, by: actor.person.text, door: actor.door,
          what: what, note: note))
    }
    if let subject, subject != ticket.subject {
      changed.ticket.subject = subject
      changed.ticket.isSubjectSetByPerson = true
      tell("subject", nil)
    }
    if let caller {
      let requester = ticket.requester.changed(by: caller)
      if requester != ticket.requester {
        changed.ticket.requester = requester
        changed.ticket.isRequesterSetByPerson = true
        let isNamed = caller.organisation != .kept
        if let client, isNamed || ticket.client != .person {
          changed.ticket.recognise(client(requester, isNamed))
        }
        // The words themselves are personal details, and a history is never rewritten.
        tell("caller", ticket.requester.differences(from: requester).joined(separator: ", "))
      }
    }
    if let billing {
      let moved = Billing(group: billing.group, reason: billing.reason, isSetByPerson: true)
      if moved != ticket.billing {
        changed.ticket.billing = moved
        tell(
          "billing_group",
          "\(ticket.billing.group.rawValue) to \(billing.group.rawValue): \(billing.reason)")
      }
    }
    return changed
  }
}

extension CallerDetails {
  fileprivate func changed(by change: CallerChange) -> CallerDetails {
    CallerDetails(
      name: change.name.applied(to: name),
      organisation: change.organisation.applied(to: organisation),
      email: change.email.applied(to: email), phone: change.phone.applied(to: phone))
  }

  /// The names of what differs, without what they hold.
  fileprivate func differences(from other: CallerDetails) -> [String] {
    [
      name != other.name ? "name" : nil, organisation != other.organisation ? "organisation" : nil,
      email != other.email ? "email" : nil, phone != other.phone ? "phone" : nil,
    ].compactMap { $0 }
  }
}
