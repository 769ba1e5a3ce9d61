import CivilTime
import PhoneNumbers

/// A person's stanza as far as it could be read.
struct PersonDraft {
  let stanza: Stanza
  let name: Name?
  /// Nil when something is missing or wrong.
  let person: Person?
}

extension ConfigurationReader {
  mutating func readPerson(_ stanza: Stanza, _ name: Name?) {
    let fullName = stanza.value("name", faults) { try $0.string(.fullName) }
    let phone = stanza.value("phone", faults) { try readPhone(&$0) }
    let email = stanza.value("email", faults) { try readEmail(&$0) }
    let notify = readNotify(stanza, isFor: "aroha@desk.example.nz")
    // One whose name is taken will become a part of the other, or get another name.
    if name != nil || !stanza.isNameTaken(in: names) { tellMissing(in: stanza) }
    var person: Person?
    if let name, let fullName, let place = names.entry(name)?.place {
      person = Person(
        name: name, fullName: fullName, phone: phone, email: email, notify: notify, place: place)
    }
    people.append(PersonDraft(stanza: stanza, name: name, person: person))
  }

  /// `notify` of a person or the desk; `email` among the channels wants an address.
  func readNotify(_ stanza: Stanza, isFor address: String) -> [Name] {
    var emailWord: SourcePlace?
    let channels = stanza.value("notify", faults) { reader -> [Name?]? in
      let channels = try reader.list { reader -> Name? in
        let (word, name) = try reader.name(.channel)
        if word.isKeyword("email"), emailWord == nil {
          emailWord = reader.statement.place(of: word)
        }
        return name
      }
      if let next = reader.next, next.kind == .bare {
        reader.tell(LineFault.missingComma(next.text, inChain: false), at: next)
        throw WordReader.Told()
      }
      return channels
    }
    if let emailWord, stanza.lacks("email") {
      faults.add(
        RotaFault.emailChannelLacksAddress(example: "email \(address)", at: emailWord),
        at: stanza.head.place)
    }
    return (channels ?? []).compactMap { $0 }
  }

  private func readPhone(_ reader: inout WordReader) throws -> WrittenNumber? {
    let (text, place) = try reader.text(.phone)
    let written = WrittenNumber(text)
    warn(of: written, at: place, in: reader)
    return written
  }

  /// `callbacks`: how soon each is owed, and whose calls are ignored.
  mutating func readCallbacks(_ stanza: Stanza, counts: Bool) {
    func within(_ phrase: String) -> Duration? {
      stanza.value(phrase, faults) { reader in
        try reader.keyword("within")
        return try reader.duration()
      }
    }
    let standard = CallbackTargets()
    let read = CallbackTargets(
      urgent: within("urgent") ?? standard.urgent, normal: within("normal") ?? standard.normal,
      low: within("low") ?? standard.low, desk: within("desk") ?? standard.desk)
    let numbers = stanza.values("ignore", faults) { reader in
      let (text, place) = try reader.text(.phone)
      let words = try reader.string(
        Wanted("the reason in double quotes", example: "\"A fax machine\""))
      let written = WrittenNumber(text)
      warn(of: written, at: place, in: reader)
      return IgnoredNumber(number: written, words: words, place: place)
    }
    if counts { (targets, ignored) = (read, numbers) }
  }

  func warn(of written: WrittenNumber, at place: SourcePlace, in reader: WordReader) {
    guard let number = written.number else {
      return reader.tell(ValueFault.phoneNotUnderstood(written.asGiven), at: place)
    }
    if number.isPremiumRate { reader.tell(ValueFault.premiumRate(written.asGiven), at: place) }
  }

  func readEmail(_ reader: inout WordReader) throws -> String? {
    let word = try reader.bare(.email)
    guard EmailForm.isAddress(word.text) else {
      reader.tell(ValueFault.email(word.text), at: word)
      return nil
    }
    return word.text
  }
}

/// An address of the plain form name@host.domain, as people have them.
package enum EmailForm {
  /// RFC 5321, 4.5.3.1.3: a path has 256 octets, the angle brackets included.
  static let bytesMax = 254

  package static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard text.utf8.count <= bytesMax, parts.count == 2, let local = parts.first,
      let domain = parts.last, !local.isEmpty, !local.hasPrefix("-"), !local.hasPrefix("."),
      !local.hasSuffix(".")
    else { return false }
    let isPlain = local.unicodeScalars.allSatisfy { scalar in
      !"()<>[]:;\\'`|&$".unicodeScalars.contains(scalar) || scalar == "'"
    }
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    return isPlain && labels.count > 1
      && labels.allSatisfy { label in
        !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
      }
  }
}
