public import PhoneNumbers
import Rota

/// The organisations of `clients.csv`, and whose a caller is.
public struct ClientList: Hashable, Sendable {
  /// In the order of the file.
  public let clients: [Client]
  private let byNumber: [PhoneNumber: [Int]]
  private let byDomain: [String: [Int]]
  private let byOrganisation: [Name: [Int]]
  private let byContact: [String: [Int]]

  /// The file's name, beside the rota files.
  public static let fileName = "clients.csv"
  /// What counts while there is no file.
  public static let empty = ClientList([])

  init(_ clients: [Client]) {
    self.clients = clients
    func index<Key: Hashable>(_ keys: (Client) -> [Key]) -> [Key: [Int]] {
      var index: [Key: [Int]] = [:]
      for (row, client) in clients.enumerated() {
        for key in Set(keys(client)) { index[key, default: []].append(row) }
      }
      return index
    }
    byNumber = index { $0.phones }
    byDomain = index { $0.emailDomains }
    byOrganisation = index { [ClientList.key(ofOrganisation: $0.organisation)] }
    byContact = index { $0.contacts }
  }

  /// Without regard to case and blanks.
  static func key(ofOrganisation text: String) -> Name {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text.unicodeScalars.lazy.filter { !$0.isBlankOfAnySort })
    return Name(String(view))
  }
}

/// Whose a caller is.
public enum ClientMatch: Hashable, Sendable {
  case nobodys
  case one(Client, by: Mark)
  /// Two rows or more fit: shown as such, and merged with nothing.
  case doubtful([Client], by: Mark)

  /// What a caller was recognised by.
  public enum Mark: String, Hashable, Sendable {
    case number
    case emailDomain = "email_domain"
    case organisation
  }
}

extension ClientList {
  /// By the number that rang, else by the email's domain, else by the organisation as given: the first of
  /// them that fits any row decides, and if it fits two the match stays doubtful.
  public func match(
    number: WrittenNumber?, email: String? = nil, organisation: String? = nil
  ) -> ClientMatch {
    if let number = number?.number, let rows = byNumber[number] {
      return match(rows, by: .number)
    }
    if let domain = email.flatMap(ClientList.domain), let rows = byDomain[domain] {
      return match(rows, by: .emailDomain)
    }
    if let organisation, let rows = byOrganisation[ClientList.key(ofOrganisation: organisation)] {
      return match(rows, by: .organisation)
    }
    return .nobodys
  }

  /// The organisations all of whose tickets that address may see.
  public func clients(withContact address: String) -> [Client] {
    (byContact[address.lowercased()] ?? []).map { clients[$0] }
  }

  private func match(_ rows: [Int], by mark: ClientMatch.Mark) -> ClientMatch {
    rows.count == 1
      ? .one(clients[rows[0]], by: mark) : .doubtful(rows.map { clients[$0] }, by: mark)
  }

  /// What follows the last “@”, in lower case.
  static func domain(of address: String) -> String? {
    guard let at = address.lastIndex(of: "@") else { return nil }
    return address[address.index(after: at)...].lowercased()
  }
}
