import Rota

/// The columns that `clients.csv` may have, in any order (spec: clients-and-status.md).
enum ClientColumn: String, CaseIterable {
  case organisation
  case emailDomains = "email_domains"
  case phones
  case partner
  case partnerPhone = "partner_phone"
  case partnerEmail = "partner_email"
  case rateAfterHours = "rate_after_hours"
  case rateServiceDesk = "rate_service_desk"
  case rateEngineering = "rate_engineering"
  case contact

  /// In any case.
  init?(heading: String) { self.init(rawValue: heading.lowercased()) }

  /// The column that was probably meant.
  static func nearest(to heading: String) -> ClientColumn? {
    let plain = String(heading.lowercased().map { " -".contains($0) ? "_" : $0 })
    return usualNames[plain]
      ?? Spelling.nearest(to: plain, among: allCases.map(\.rawValue)).flatMap(Self.init(rawValue:))
  }

  /// What offices call these columns themselves.
  private static let usualNames: [String: ClientColumn] = [
    "client": .organisation, "company": .organisation, "customer": .organisation,
    "name": .organisation, "domain": .emailDomains, "domains": .emailDomains,
    "email": .emailDomains, "phone": .phones, "phone_number": .phones, "telephone": .phones,
    "contact_email": .contact, "contact_emails": .contact, "after_hours_rate": .rateAfterHours,
    "service_desk_rate": .rateServiceDesk, "engineering_rate": .rateEngineering,
  ]
}
