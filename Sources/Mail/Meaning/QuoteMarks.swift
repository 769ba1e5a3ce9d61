/// The marks by which mail programs begin what they quote.
enum QuoteMarks {
  static func isBlank(_ line: Substring) -> Bool {
    guard let first = line.utf8.first(where: { !$0.isWhitespace }) else { return true }
    // Only beyond ASCII there are further blanks.
    return first >= 0x80
      && line.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{200B}" }
  }

  /// `> …`; but `>From`, which mailbox files write for `From`, is text.
  static func isQuoted(_ line: Substring) -> Bool {
    let rest = line.utf8.drop { $0.isBlank }
    return rest.first == UInt8(ascii: ">") && !rest.starts(with: ">From ".utf8)
  }

  /// `_____` or `-----`, that stands alone.
  static func isRule(_ line: Substring) -> Bool {
    let bare = line.utf8.trimmed
    return bare.count >= 5
      && (bare.allSatisfy { $0 == UInt8(ascii: "_") }
        || bare.allSatisfy { $0 == UInt8(ascii: "-") })
  }

  /// What desks ask for: everything below it is quoted.
  static func isReplyLine(_ line: Substring) -> Bool {
    guard (replyLineBytesMin...lineBytesMax).contains(line.utf8.count) else { return false }
    let text = String(line).loweredASCII
    return text.contains("reply above this line") || text.contains("type your reply above")
  }

  /// `-----Original Message-----` and Outlook's `From: Sent: To: Subject:`.
  static func isSeparator(_ lines: [Substring], at index: Int) -> Bool {
    guard lines[index].utf8.count <= lineBytesMax else { return false }
    if lines[index].utf8.drop(while: \.isBlank).starts(with: "--".utf8) {
      let line = String(lines[index]).trimmed
      let words =
        line.lowercased().drop { $0 == "-" || $0 == " " }
        .split(separator: "-").first.map { String($0).trimmed } ?? ""
      if originalMessage.contains(words) { return true }
    }
    return isHeaderBlock(lines, at: index)
  }

  private static let lineBytesMax = 400
  private static let replyLineBytesMin = 21

  private static let originalMessage: Set<String> = [
    "original message", "original appointment", "ursprüngliche nachricht",
    "originalnachricht", "message d'origine", "message d’origine", "message original",
    "mensaje original", "oorspronkelijk bericht", "messaggio originale", "mensagem original",
    "元のメッセージ", "original", "opprinnelig melding", "ursprungligt meddelande",
    "oprindelig meddelelse", "alkuperäinen viesti", "原始邮件", "исходное сообщение",
  ]

  /// The field names of a quoted header: who, and of the others at least two close below.
  private static func isHeaderBlock(_ lines: [Substring], at index: Int) -> Bool {
    guard let first = fieldName(lines[index]), whoNames.contains(first) else { return false }
    var found: Set<String> = []
    for line in lines[(index + 1)...].prefix(headerLinesMax) {
      if let name = fieldName(line), otherNames.contains(name) { found.insert(name) }
    }
    return found.count >= 2
  }

  private static let headerLinesMax = 6
  private static let nameBytesMax = 120
  /// The last byte of `：`.
  static let wideColonEnd: UInt8 = 0x9A

  /// `*From:*` too, as bold letters become in plain text.
  private static func fieldName(_ line: Substring) -> String? {
    let isColon = { (byte: UInt8) in byte == UInt8(ascii: ":") || byte == wideColonEnd }
    guard line.utf8.prefix(nameBytesMax).contains(where: isColon) else { return nil }
    let start = line.prefix(40)
    guard let colon = start.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    return start[..<colon].filter { $0 != "*" && $0 != " " && $0 != "\u{A0}" }.lowercased()
  }

  private static let whoNames: Set<String> = [
    "from", "von", "de", "van", "da", "fra", "från", "差出人", "发件人", "寄件者", "от",
  ]
  private static let otherNames: Set<String> = [
    "sent", "date", "to", "subject", "cc", "gesendet", "datum", "an", "betreff", "envoyé", "à",
    "objet", "enviado", "enviadoel", "fecha", "para", "asunto", "verzonden", "aan", "onderwerp",
    "inviato", "data", "a", "oggetto", "assunto", "送信日時", "日時", "宛先", "件名", "发送时间", "收件人", "主题",
    "sendt", "til", "emne", "skickat", "till", "ämne", "отправлено", "кому", "тема",
  ]

  static func isMobileMark(_ line: Substring) -> Bool {
    guard line.utf8.count <= 120 else { return false }
    let text = String(line).trimmed.lowercased()
    return mobileStarts.contains { text.hasPrefix($0) }
      || mobileEnds.contains { text.hasSuffix($0) }
  }

  private static let mobileStarts = [
    "sent from my ", "sent from mail for windows", "sent from outlook for", "sent from yahoo mail",
    "sent from samsung", "sent from proton", "sent via blackberry", "sent using ",
    "get outlook for ", "von meinem ", "gesendet von ", "gesendet mit ", "envoyé de mon ",
    "envoyé depuis ", "enviado desde mi ", "enviado desde mi", "verzonden vanaf mijn ",
    "verstuurd vanaf mijn ", "inviato da ", "outlook for ios", "outlook for android",
  ]
  private static let mobileEnds = ["から送信", " gesendet."]
}
