import CivilTime

/// When personal details are wiped, and what stays then (spec: cli.md, stanza `keep`).
public enum Wiping {
  /// Stands where words stood.
  public static let mark = "(wiped)"
  /// So many tickets, and calls without one, are wiped in one transaction, so that posts are answered
  /// meanwhile.
  public static let ticketsMax = 20
  public static let callsMax = 200
  /// The clockwork looks at least this often for what has no ticket: calls, refused bodies, mail kept aside.
  public static let lookedForWithin = Duration.hours(1)
}

extension Ticket {
  /// Without who asked and what they said; its number, times, organisation and money stay.
  public var wiped: Ticket {
    var ticket = self
    ticket.subject = Wiping.mark
    ticket.summary = nil
    ticket.requester = CallerDetails(organisation: requester.organisation)
    return ticket
  }
}
