import Digests

/// One run over the server's own file: its stanzas become settings, what is wrong goes to the faults.
struct ServerFileReader {
  let faults = FaultList()
  private var configuration = ServerConfiguration()
  private var channels: [ChannelDraft] = []

  /// Nil when there is any error.
  mutating func read(_ file: RotaFile) -> ServerConfiguration? {
    guard file.bytes.count <= RotaLimits.fileBytesMax else {
      let start = SourcePlace(file: file.name, line: 1, column: 1, length: 1)
      faults.add(ServerFault.fileTooLarge(bytes: file.bytes.count), at: start)
      return nil
    }
    let stanzas = StanzaGatherer.stanzas(
      of: file.statements(faults: faults), grammar: .server, faults: faults)
    readSingle("server", stanzas) { $0.readServer($1) }
    readSingle("mail", stanzas) { $0.readMail($1) }
    readSingle("billing", stanzas) { $0.readBilling($1) }
    readSingle("keep", stanzas) { $0.readKeep($1) }
    for stanza in stanzas where stanza.form?.keyword == "channel" { readChannel(stanza) }
    tellEmailWithoutSender(stanzas)
    guard !faults.hasErrors else { return nil }
    configuration.channels = channels.compactMap(\.channel).sorted { $0.name < $1.name }
    return configuration
  }

  /// A stanza that stands at most once: each is read, for its faults; with two there is an error anyway.
  private mutating func readSingle(
    _ keyword: String, _ stanzas: [Stanza], _ read: (inout ServerFileReader, Stanza) -> Void
  ) {
    var first: Stanza?
    for stanza in stanzas where stanza.form?.keyword == keyword {
      if stanza.isKnown { try? WordReader(stanza.head, after: 1, faults: faults).end() }
      if let first, stanza.isKnown, !stanza.head.isDamaged {
        faults.add(
          LineFault.repeatedStanza(keyword, at: first.head.place),
          at: stanza.head.place(of: 0..<1))
      }
      if stanza.isKnown { first = first ?? stanza }
      read(&self, stanza)
    }
  }
}

extension ServerFileReader {
  private mutating func readServer(_ stanza: Stanza) {
    configuration.listen = stanza.value("listen", faults) { reader in
      let (text, place) = try reader.wordOrString(.listen)
      let address = ServerConfiguration.ListenAddress(text)
      if address == nil { reader.tell(ServerFault.listenForm(text), at: place) }
      return address
    }
    configuration.data = stanza.value("data", faults) { try $0.wordOrString(.folder).text }
    configuration.rotas = stanza.value("rotas", faults) { try $0.wordOrString(.folder).text }
    configuration.publicAddress = stanza.value("public address", faults) { reader in
      var url = try reader.url(mayHaveQuery: false)
      while url?.hasSuffix("/") == true { url?.removeLast() }
      return url
    }
    configuration.trustedProxies = stanza.values("trusted proxy", faults) { reader in
      let (text, place) = try reader.wordOrString(.ipAddress)
      if IPAddressForm.isAddress(text) { return text }
      reader.tell(ServerFault.ipAddress(text), at: place)
      return nil
    }
    configuration.knowledgeBaseURL = stanza.value("knowledge base URL", faults) {
      try $0.url(mayHaveQuery: true)
    }
    let pages = stanza.value("client pages", faults) { reader -> Bool? in
      let word = try reader.bare(.onOrOff)
      if word.isKeyword("on") || word.isKeyword("off") { return word.isKeyword("on") }
      reader.tell(ServerFault.onOrOff(word.text), at: word)
      return nil
    }
    configuration.hasClientPages = pages ?? false
    configuration.logLevel = stanza.value("log", faults) { reader in
      let word = try reader.bare(.logLevel)
      let level = LogLevel.allCases.first { word.isKeyword($0.rawValue) }
      if level == nil { reader.tell(ServerFault.logLevel(word.text), at: word) }
      return level
    }
  }

  private mutating func readMail(_ stanza: Stanza) {
    configuration.mailFrom = stanza.value("from", faults) { try $0.emailAddress() }
    configuration.supportAddress = stanza.value("support address", faults) {
      try $0.emailAddress()
    }
  }

  private mutating func readBilling(_ stanza: Stanza) {
    var billing = ServerConfiguration.Billing()
    billing.currency = stanza.value("currency", faults) { reader in
      let word = try reader.bare(.currency)
      let letters = word.text.utf8
      if letters.count == 3, letters.allSatisfy({ (0x41...0x5A).contains($0) }) {
        return word.text
      }
      let capitals = word.text.uppercased()
      let isNear = word.text.utf8.count == 3 && word.text.allSatisfy { $0.isASCII && $0.isLetter }
      reader.tell(ServerFault.currency(word.text, right: isNear ? capitals : nil), at: word)
      return nil
    }
    billing.taxHundredths = stanza.value("tax", faults) { reader in
      let (text, place) = try reader.wordOrString(.tax)
      if let tax = PercentForm.hundredths(text) { return tax }
      let right = PercentForm.hundredths(text.filter { $0 != "%" }).map(DecimalForm.text)
      reader.tell(ServerFault.tax(text, right: right.map { $0 + "%" }), at: place)
      return nil
    }
    billing.rateAfterHoursCents = rate("rate after hours", in: stanza)
    billing.rateServiceDeskCents = rate("rate service desk", in: stanza)
    billing.rateEngineeringCents = rate("rate engineering", in: stanza)
    billing.minimum = stanza.value("minimum", faults) { try $0.duration() }
    billing.roundUpTo = stanza.value("round up to", faults) { try $0.duration() }
    configuration.billing = billing
  }

  private func rate(_ phrase: String, in stanza: Stanza) -> Int? {
    stanza.value(phrase, faults) { reader in
      let (text, place) = try reader.wordOrString(.rate)
      if let cents = MoneyForm.cents(text) { return cents }
      reader.tell(ServerFault.rate(text, right: MoneyForm.likely(text)), at: place)
      return nil
    }
  }

  private mutating func readKeep(_ stanza: Stanza) {
    configuration.keepsPersonalDetails = stanza.value("personal details", faults) {
      try $0.duration(daysMax: ServerFileReader.keepDaysMax)
    }
  }

  /// Ten years.
  static let keepDaysMax = 3650
}

// MARK: - Channels

/// A channel's stanza as far as it could be read.
private struct ChannelDraft {
  let stanza: Stanza
  let name: Name?
  let channel: ServerConfiguration.Channel?
}

extension ServerFileReader {
  static let transports = ["webhook", "command", "email"]

  private mutating func readChannel(_ stanza: Stanza) {
    let name = channelName(stanza)
    let url = stanza.value("webhook", faults) { try $0.url(mayHaveQuery: true) }
    let program = stanza.value("command", faults) { try $0.wordOrString(.program).text }
    let isEmail = stanza.value("email", faults) { _ in true } ?? false
    let key = stanza.value("secret", faults) { try readKey(&$0) }
    tellTransports(stanza, name)
    var transport: ServerConfiguration.Transport?
    if let url {
      transport = .webhook(url: url, key: key)
    } else if let program {
      transport = .command(program)
    } else if isEmail {
      // Whether there is a sender is told below.
      transport = .email(from: configuration.mailFrom ?? "")
    }
    var channel: ServerConfiguration.Channel?
    if let name, let transport {
      channel = ServerConfiguration.Channel(
        name: name, transport: transport, place: stanza.head.place)
    }
    channels.append(ChannelDraft(stanza: stanza, name: name, channel: channel))
  }

  /// Nil for one that can't be, which has been told.
  private func channelName(_ stanza: Stanza) -> Name? {
    guard stanza.isKnown else { return nil }
    var reader = WordReader(stanza.head, after: 1, faults: faults)
    guard let (word, name) = try? reader.name(.channel), let name else { return nil }
    try? reader.end()
    if name == ServerConfiguration.logChannel {
      reader.tell(ServerFault.logChannel, at: word)
      return nil
    }
    if let other = channels.first(where: { $0.name == name }) {
      reader.tell(ServerFault.channelTaken(word.text, at: other.stanza.head.place), at: word)
      return nil
    }
    return name
  }

  /// A channel goes by one way, and by one alone.
  private func tellTransports(_ stanza: Stanza, _ name: Name?) {
    let lines = stanza.lines.filter { ServerFileReader.transports.contains($0.phrase) }
    guard let first = lines.first else {
      if let name, ServerFileReader.transports.allSatisfy(stanza.lacks) {
        faults.add(ServerFault.noTransport(name.text), at: stanza.head.place)
      }
      return
    }
    for line in lines where line.phrase != first.phrase && !line.statement.isDamaged {
      faults.add(
        ServerFault.twoTransports(line.phrase, first: first.phrase, at: first.statement.place),
        at: line.statement.place(of: 0..<1))
    }
    if let secret = stanza.lines("secret").first, !stanza.has("webhook"),
      !secret.statement.isDamaged
    {
      faults.add(
        ServerFault.secretWithoutWebhook(transport: first.phrase),
        at: secret.statement.place(of: 0..<1))
    }
  }

  /// By the Standard Webhooks convention `whsec_` and base64; any other text is the key itself.
  private func readKey(_ reader: inout WordReader) throws -> [UInt8]? {
    let (text, place) = try reader.wordOrString(.secret)
    guard text.hasPrefix("whsec_") else { return Array(text.utf8) }
    var base64 = String(text.dropFirst("whsec_".count))
    while base64.utf8.count % 4 != 0 { base64.append("=") }
    let key = Base64.standard.decode(base64)
    if key?.isEmpty != false { reader.tell(ServerFault.secretForm, at: place) }
    return key
  }

  /// Told at each channel that needs a sender, unless a faulty line may have been meant as it.
  private func tellEmailWithoutSender(_ stanzas: [Stanza]) {
    let mails = stanzas.filter { $0.form?.keyword == "mail" }
    guard stanzas.allSatisfy({ $0.form != nil }), mails.allSatisfy({ $0.lacks("from") }) else {
      return
    }
    for draft in channels {
      guard let line = draft.stanza.lines("email").first, !line.statement.isDamaged else {
        continue
      }
      faults.add(ServerFault.emailWantsFrom, at: line.statement.place(of: 0..<1))
    }
  }
}
