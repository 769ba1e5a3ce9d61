public import CivilTime

/// The record of a request, with the number that the caller is told (spec: callbacks.md, "Tickets").
public struct Ticket: Equatable, Sendable {
  public var number: TicketNumber
  public var status: TicketStatus
  public var subject: String
  public var summary: String?
  public var requester: CallerDetails
  public var urgency: Urgency
  public var billing: Billing
  public var source: TicketSource
  public var createdAt: Moment
  public var solvedAt: Moment?
  /// The IT partner through whom the client comes.
  public var partner: String?
  /// By what it is known whose the requester is; nil: nobody's of the list of clients.
  public var client: ClientMark?
  /// Another ticket that is perhaps the same caller's.
  public var alike: TicketNumber?
  /// What a person has written in their place, no event changes.
  public var isSubjectSetByPerson: Bool
  public var isRequesterSetByPerson: Bool
  /// An earlier ticket that the request speaks of, and could not be added to.
  public var refersTo: TicketNumber?

  public init(
    number: TicketNumber, status: TicketStatus, subject: String, summary: String? = nil,
    requester: CallerDetails, urgency: Urgency, billing: Billing, source: TicketSource,
    createdAt: Moment, solvedAt: Moment? = nil, partner: String? = nil, client: ClientMark? = nil,
    alike: TicketNumber? = nil,
    refersTo: TicketNumber? = nil,
    isSubjectSetByPerson: Bool = false, isRequesterSetByPerson: Bool = false
  ) {
    self.number = number
    self.status = status
    self.subject = subject
    self.summary = summary
    self.requester = requester
    self.urgency = urgency
    self.billing = billing
    self.source = source
    self.createdAt = createdAt
    self.solvedAt = solvedAt
    self.partner = partner
    self.client = client
    self.alike = alike
    self.isSubjectSetByPerson = isSubjectSetByPerson
    self.isRequesterSetByPerson = isRequesterSetByPerson
    self.refersTo = refersTo
  }
}

/// The group that a ticket is billed in, and why.
public struct Billing: Equatable, Sendable {
  public var group: BillingGroup
  /// The rule, the local time with its offset, and the holiday's name if it was one.
  public var reason: String
  /// What a person has set, no event changes.
  public var isSetByPerson: Bool

  public init(group: BillingGroup, reason: String, isSetByPerson: Bool = false) {
    self.group = group
    self.reason = reason
    self.isSetByPerson = isSetByPerson
  }
}

extension Ticket {
  /// What the details of the call that made it say now; a person's words stay.
  mutating func follow(_ call: Call, client: CallerClient?) {
    if !isRequesterSetByPerson {
      requester = call.caller
      recognise(client)
    }
    summary = call.summary?.value
    if !isSubjectSetByPerson { subject = Ticket.subject(of: call) }
  }

  /// One line for a list: the first words of what was said, else who rang.
  static func subject(of call: Call) -> String {
    if let line = subject(ofWords: call.summary?.value ?? "") { return line }
    if let name = call.name?.value { return "Call from \(name)" }
    if let organisation = call.organisation?.value { return "Call from \(organisation)" }
    return "Call"
  }

  /// The first line of what was said, cut to a line of a list; nil when it has none.
  static func subject(ofWords words: String) -> String? {
    words.split(whereSeparator: \.isNewline).first.map { String($0.prefix(subjectCharactersMax)) }
  }

  static let subjectCharactersMax = 80
  /// What a person may write in its place.
  public static let subjectScalarsMax = 200
}
