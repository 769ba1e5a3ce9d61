public import PhoneNumbers
import Rota

/// One organisation of `clients.csv` (spec: clients-and-status.md).
public struct Client: Hashable, Sendable {
  /// As written, without blanks around it.
  public let organisation: String
  /// In lower case.
  public let emailDomains: [String]
  public let phones: [PhoneNumber]
  /// Nil for a client that comes through nobody.
  public let partner: Partner?
  public let rates: Rates
  /// The addresses that may see all of the organisation's tickets, in lower case.
  public let contacts: [String]

  /// The IT partner through whom a client comes.
  public struct Partner: Hashable, Sendable {
    public let name: String
    public let phone: PhoneNumber?
    public let email: String?
  }

  /// Whole cents an hour; nil: the usual rate.
  public struct Rates: Hashable, Sendable {
    public let afterHoursCents: Int?
    public let serviceDeskCents: Int?
    public let engineeringCents: Int?
  }
}

extension Client {
  /// Whether it is an address of the organisation's own: one of its contacts, or one of a domain that is not
  /// open to anybody.
  public func has(address: String) -> Bool {
    let address = address.lowercased()
    guard !contacts.contains(address) else { return true }
    guard let domain = ClientList.domain(of: address), !DomainForm.isOpenToAnybody(domain) else {
      return false
    }
    return emailDomains.contains(domain)
  }
}

/// How much `clients.csv` may hold.
public enum ClientLimits {
  /// As a rota file, 1 MiB: some ten thousand organisations.
  public static let fileBytesMax = RotaLimits.fileBytesMax
  /// The name of an organisation or a partner.
  public static let nameScalarsMax = 200
}
