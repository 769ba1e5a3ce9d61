public import Callbacks
public import Clients
import PhoneNumbers

extension ClientList {
  /// By the number that rang, else the one to be rung on, else the email's domain, else the organisation as
  /// given (spec: clients-and-status.md).
  public func client(of call: Call) -> CallerClient? {
    let caller = call.caller
    let byCaller = match(number: call.from?.value)
    let found =
      byCaller == .nobodys
      ? match(number: caller.phone, email: caller.email, organisation: caller.organisation)
      : byCaller
    return CallerClient(found, organisationBy: .organisation)
  }

  /// - Parameter mark: who has named the organisation.
  func client(of caller: CallerDetails, organisationBy mark: ClientMark) -> CallerClient? {
    CallerClient(
      match(number: caller.phone, email: caller.email, organisation: caller.organisation),
      organisationBy: mark)
  }

  /// The client that a person has put there.
  func client(named organisation: String?) -> CallerClient? {
    CallerClient(match(number: nil, organisation: organisation), organisationBy: .person)
  }

  /// What that organisation pays; nil when it is none of the list.
  func rates(ofOrganisation organisation: String?) -> Client.Rates? {
    row(named: organisation)?.rates
  }

  /// Where the partner is told of a ticket: as the list has it now.
  func partnerAddress(of ticket: Ticket) -> String? {
    guard let name = ticket.partner,
      let partner = row(named: ticket.requester.organisation)?.partner, partner.name == name
    else { return nil }
    return partner.email
  }

  /// Whether it is an address of the ticket's organisation, or of its partner: one that may add to it.
  func isClients(_ address: String, on ticket: Ticket) -> Bool {
    row(of: ticket)?.has(address: address) == true
      || partnerAddress(of: ticket) == address.lowercased()
  }

  /// The client whose ticket it is, when more than a caller's word speaks for it.
  func row(of ticket: Ticket) -> Client? {
    guard ticket.client?.isVouchedFor == true else { return nil }
    return row(named: ticket.requester.organisation)
  }

  private func row(named organisation: String?) -> Client? {
    guard case .one(let client, _) = match(number: nil, organisation: organisation) else {
      return nil
    }
    return client
  }
}

extension InForce {
  /// Whose the caller is, by the list of clients.
  public func client(of call: Call) -> CallerClient? { clients.list.client(of: call) }
}

extension CallerClient {
  fileprivate init?(_ match: ClientMatch, organisationBy named: ClientMark) {
    switch match {
    case .nobodys: return nil
    case .one(let client, let mark):
      self.init(
        mark: ClientMark(mark, named: named), organisations: [client.organisation],
        partner: client.partner.map { Partner(name: $0.name, phone: $0.phone?.display) })
    case .doubtful(let clients, _):
      self.init(mark: .doubtful, organisations: clients.map(\.organisation))
    }
  }
}

extension ClientMark {
  fileprivate init(_ mark: ClientMatch.Mark, named: ClientMark) {
    self =
      switch mark {
      case .number: .number
      case .emailDomain: .emailDomain
      case .organisation: named
      }
  }
}
