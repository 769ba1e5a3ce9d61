import PhoneNumbers
import Rota

/// A value, and where it stands.
struct Placed<Value> {
  let value: Value
  let place: SourcePlace
}

/// The cells of one row as values. What is wrong with one is told, and the value left out.
struct ClientValues {
  let cells: [ClientColumn: CSVCell]
  let faults: FaultList

  func name(_ column: ClientColumn) -> String? {
    guard let cell = cells[column] else { return nil }
    let range = cell.trimmed
    if let lineEnd = cell.scalars[range].firstIndex(of: "\n") {
      faults.add(ClientFault.lineBreak, at: cell.place(range.lowerBound..<lineEnd))
      return nil
    }
    guard range.count <= ClientLimits.nameScalarsMax else {
      faults.add(ClientFault.longName(scalars: range.count), at: cell.place(range))
      return nil
    }
    return cell.text(range)
  }

  func domains() -> [Placed<String>] {
    items(.emailDomains).compactMap { item in
      let text = item.value.lowercased()
      guard DomainForm.isDomain(text) else {
        let right = DomainForm.inside(text)
        faults.add(ClientFault.domain(item.value, right: right), at: item.place)
        return nil
      }
      if DomainForm.isOpenToAnybody(text) {
        faults.add(ClientFault.publicDomain(text), at: item.place)
      }
      return Placed(value: text, place: item.place)
    }
  }

  func addresses(_ column: ClientColumn) -> [Placed<String>] {
    items(column).compactMap { item in
      guard EmailForm.isAddress(item.value) else {
        faults.add(ClientFault.address(item.value), at: item.place)
        return nil
      }
      return Placed(value: item.value.lowercased(), place: item.place)
    }
  }

  /// Blanks divide numbers and stand inside them. So what lies between two “;” is one number where it can be
  /// read as one; else each of its words must be one.
  func phones() -> [Placed<PhoneNumber>] {
    guard let cell = cells[.phones] else { return [] }
    return parts(of: cell, dividedBy: { $0 == ";" || $0 == "\n" }).flatMap {
      part -> [Placed<PhoneNumber>] in
      if let number = WrittenNumber(cell.text(part)).number {
        return [Placed(value: number, place: cell.place(part))]
      }
      let words = parts(of: cell, in: part, dividedBy: \.isBlankOfAnySort)
      let numbers = words.compactMap { word in
        WrittenNumber(cell.text(word)).number.map { Placed(value: $0, place: cell.place(word)) }
      }
      if numbers.count == words.count { return numbers }
      let text = cell.text(part)
      faults.add(
        text.count(where: \.isNumber) > ClientValues.nationalDigitsMax
          ? ClientFault.phonesUndivided(text) : .phone(text), at: cell.place(part))
      return []
    }
  }

  /// With the zero in front; what has more digits is more than one number.
  private static let nationalDigitsMax = 11

  func partner() -> Client.Partner? {
    let name = name(.partner)
    let number = partnerPhone()
    let email = partnerEmail()
    guard let cell = cells[.partner] else {
      for column in [ClientColumn.partnerPhone, .partnerEmail] {
        guard let cell = cells[column] else { continue }
        faults.add(ClientFault.withoutPartner(column), at: cell.place(cell.trimmed))
      }
      return nil
    }
    if let name, cells[.partnerPhone] == nil {
      faults.add(ClientFault.partnerWithoutPhone(name), at: cell.place(cell.trimmed))
    }
    return name.map { Client.Partner(name: $0, phone: number, email: email) }
  }

  func rate(_ column: ClientColumn) -> Int? {
    guard let cell = cells[column] else { return nil }
    let text = cell.text(cell.trimmed)
    if let cents = MoneyForm.cents(text) { return cents }
    faults.add(
      ClientFault.rate(text, right: MoneyForm.likely(text.filter { $0 != "," })),
      at: cell.place(cell.trimmed))
    return nil
  }

  private func partnerPhone() -> PhoneNumber? {
    guard let cell = cells[.partnerPhone] else { return nil }
    let (text, place) = (cell.text(cell.trimmed), cell.place(cell.trimmed))
    guard let number = WrittenNumber(text).number else {
      faults.add(ClientFault.phone(text), at: place)
      return nil
    }
    if number.isPremiumRate { faults.add(ClientFault.premiumRate(text), at: place) }
    return number
  }

  private func partnerEmail() -> String? {
    guard let cell = cells[.partnerEmail] else { return nil }
    let (text, place) = (cell.text(cell.trimmed), cell.place(cell.trimmed))
    if EmailForm.isAddress(text) { return text.lowercased() }
    let words = text.split { $0 == ";" || $0.isWhitespace }
    let areAddresses = words.count > 1 && words.allSatisfy { EmailForm.isAddress(String($0)) }
    faults.add(areAddresses ? ClientFault.oneValue(.partnerEmail) : .address(text), at: place)
    return nil
  }

  /// The words of a cell that blanks or “;” divide.
  private func items(_ column: ClientColumn) -> [Placed<String>] {
    guard let cell = cells[column] else { return [] }
    return parts(of: cell, dividedBy: { $0 == ";" || $0.isBlankOfAnySort }).compactMap { part in
      if let comma = cell.scalars[part].firstIndex(of: ",") {
        faults.add(ClientFault.commaInList, at: cell.place(comma..<comma + 1))
        return nil
      }
      return Placed(value: cell.text(part), place: cell.place(part))
    }
  }

  /// What lies between the dividers, without blanks around it; empty parts are none.
  private func parts(
    of cell: CSVCell, in range: Range<Int>? = nil, dividedBy isDivider: (Unicode.Scalar) -> Bool
  ) -> [Range<Int>] {
    let range = range ?? cell.trimmed
    return cell.scalars[range].split(whereSeparator: isDivider).compactMap { part in
      guard let first = part.firstIndex(where: { !$0.isBlankOfAnySort }),
        let last = part.lastIndex(where: { !$0.isBlankOfAnySort })
      else { return nil }
      return first..<last + 1
    }
  }
}

/// What follows the “@” of an address.
enum DomainForm {
  static func isDomain(_ text: String) -> Bool { EmailForm.isAddress("a@" + text) }

  /// The domain of an address of mail or of the web; nil when there is none in it.
  static func inside(_ text: String) -> String? {
    let tail = text.split { "@/".contains($0) }.first { $0.contains(".") && !$0.hasSuffix(":") }
    guard text.contains(where: { "@/".contains($0) }), let tail else { return nil }
    let plain = tail.hasPrefix("www.") ? String(tail.dropFirst(4)) : String(tail)
    return isDomain(plain) ? plain : nil
  }

  /// Where addresses are given to whoever asks for one.
  static func isOpenToAnybody(_ domain: String) -> Bool { openToAnybody.contains(domain) }

  private static let openToAnybody: Set<String> = [
    "gmail.com", "outlook.com", "outlook.co.nz", "hotmail.com", "hotmail.co.nz", "live.com",
    "yahoo.com", "yahoo.co.nz", "icloud.com", "me.com", "xtra.co.nz", "slingshot.co.nz",
    "orcon.net.nz", "proton.me", "protonmail.com",
  ]
}

/// What two rows of a list must not share, or share at the price of a doubtful match.
struct ClientClashes {
  private var organisations: [Name: SourcePlace] = [:]
  private var domains: [String: (owner: String, place: SourcePlace)] = [:]
  private var numbers: [PhoneNumber: (owner: String, place: SourcePlace)] = [:]

  mutating func look(
    for organisation: String, at place: SourcePlace, domains: [Placed<String>],
    phones: [Placed<PhoneNumber>], _ faults: FaultList
  ) {
    let key = ClientList.key(ofOrganisation: organisation)
    if let first = organisations[key] {
      faults.add(ClientFault.organisationTwice(organisation, at: first), at: place)
      return
    }
    organisations[key] = place
    for domain in domains {
      let first = self.domains[domain.value]
      if let first, first.owner != organisation {
        faults.add(
          ClientFault.sharedDomain(domain.value, with: first.owner, at: first.place),
          at: domain.place)
      } else if first == nil {
        self.domains[domain.value] = (organisation, domain.place)
      }
    }
    for phone in phones {
      let first = numbers[phone.value]
      if let first, first.owner != organisation {
        faults.add(
          ClientFault.sharedNumber(phone.value.display, with: first.owner, at: first.place),
          at: phone.place)
      } else if first == nil {
        numbers[phone.value] = (organisation, phone.place)
      }
    }
  }
}
