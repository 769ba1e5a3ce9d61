import Rota

/// How a ticket's organisation came to stand on it (spec: clients-and-status.md).
public enum ClientMark: String, CaseIterable, Sendable {
  case number
  case emailDomain = "email_domain"
  /// The caller has named it, and nothing bears that out.
  case organisation
  /// A person of the desk has put it there.
  case person
  /// One of the client's contacts has raised it on the client pages.
  case contact
  /// Several clients fit; the organisation stays as it was given.
  case doubtful

  /// Whether more than a caller's own word speaks for it: else it opens nothing of that organisation.
  public var isVouchedFor: Bool {
    switch self {
    case .number, .emailDomain, .person, .contact: true
    case .organisation, .doubtful: false
    }
  }
}

/// Whose a caller is, as the list of clients has it.
public struct CallerClient: Equatable, Sendable {
  public let mark: ClientMark
  /// One as the list writes it; of a doubtful match, all that fit.
  public let organisations: [String]
  /// Nil for a client that comes through nobody.
  public let partner: Partner?

  /// The IT partner that is to be rung first.
  public struct Partner: Equatable, Sendable {
    public let name: String
    /// As it is read out.
    public let phone: String?

    public init(name: String, phone: String?) {
      self.name = name
      self.phone = phone
    }
  }

  public init(mark: ClientMark, organisations: [String], partner: Partner? = nil) {
    self.mark = mark
    self.organisations = organisations
    self.partner = partner
  }

  /// What is told of it in a history; nil when there is nothing to tell.
  public func story() -> (what: String, note: String)? {
    if mark == .doubtful {
      return ("doubtful_client", "fits \(organisations.joined(separator: " and "))")
    }
    return partner.map { ("partner", "comes through \($0.name), who is to be told") }
  }
}

extension Ticket {
  /// Puts the client there, or takes it away: nil, nobody's. A doubtful match is merged with nothing.
  public mutating func recognise(_ client: CallerClient?) {
    self.client = client?.mark
    partner = nil
    guard let client, client.mark != .doubtful, let organisation = client.organisations.first else {
      return
    }
    requester = CallerDetails(
      name: requester.name, organisation: organisation, email: requester.email,
      phone: requester.phone)
    partner = client.partner?.name
  }

  /// Who is rung: the caller of the call for which the callback was made, with the organisation that the list
  /// of clients knows; where a person has put the details right, as they did.
  public func caller(of call: Call?) -> CallerDetails {
    guard let call, !(call.madeTicket && isRequesterSetByPerson) else { return requester }
    let caller = call.caller
    guard let client, client != .doubtful else { return caller }
    return CallerDetails(
      name: caller.name, organisation: requester.organisation, email: caller.email,
      phone: caller.phone)
  }

  /// What is to be thought of before the client is served.
  public var warnings: [Warning] {
    (partner == nil ? [] : [.partnerToBeTold]) + (client == .doubtful ? [.doubtfulClient] : [])
  }
}
