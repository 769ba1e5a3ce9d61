import CivilTime

extension Grammar {
  /// The language of rotas.md.
  package static let rota = Grammar([
    StanzaForm(
      "desk", shape: "desk",
      [
        PropertyForm("name", "\"Service Desk\"", isRequired: true),
        PropertyForm(
          "time zone", "Pacific/Auckland", isRequired: true, alsoCalled: ["zone", "tz"]),
        PropertyForm("region", "Auckland", isRequired: true),
        PropertyForm(
          "hours", "Monday to Friday 08:00 to 17:00", isRequired: true, mayRepeat: true),
        PropertyForm(
          "dial", "sip:desk@pbx.example.nz", isRequired: true,
          alsoCalled: ["phone", "number", "tel", "telephone", "rings"]),
        PropertyForm("after hours dial", "sip:message@pbx.example.nz"),
        PropertyForm("after hours words", "\"After-hours work is charged for.\""),
        PropertyForm("notify", "email"),
        PropertyForm("email", "desk@example.nz"),
        PropertyForm("holiday", "2026-09-28 \"Day of Mourning\"", mayRepeat: true),
        PropertyForm(
          "closed", "2026-12-29 to 2026-12-31 \"Summer shutdown\"", mayRepeat: true,
          alsoCalled: ["shut", "closure", "shutdown"]),
        PropertyForm("open", "2027-01-23 09:00 to 13:00 \"Migration Saturday\"", mayRepeat: true),
      ]),
    StanzaForm(
      "callbacks", shape: "callbacks",
      [
        PropertyForm("urgent", "within 15m"),
        PropertyForm("normal", "within 1h"),
        PropertyForm("low", "within 4h"),
        PropertyForm("desk", "within 30m"),
        PropertyForm("ignore", "09 555 0199 \"A fax machine\"", mayRepeat: true),
      ]),
    StanzaForm(
      "escalation", shape: "escalation",
      [
        PropertyForm(
          "at once", "primary", isRequired: true, alsoCalled: ["first", "immediately", "now"]),
        PropertyForm("after", "10m everyone", mayRepeat: true, alsoCalled: ["then", "second"]),
        PropertyForm("repeat", "15m"),
        PropertyForm("acknowledgement lasts", "20m"),
        PropertyForm("overdue", "kiri"),
        PropertyForm("last resort", "kiri", isRequired: true, alsoCalled: ["fallback", "finally"]),
      ]),
    StanzaForm(
      "person", shape: "person NAME",
      [
        PropertyForm("name", "\"Aroha Ngata\"", isRequired: true),
        PropertyForm(
          "phone", "021 555 0101",
          alsoCalled: ["mobile", "cell", "tel", "telephone", "number", "ph"]),
        PropertyForm("email", "aroha@desk.example.nz"),
        PropertyForm("notify", "sms", alsoCalled: ["tell", "alert", "channel", "channels"]),
      ]),
    StanzaForm(
      "rota", shape: "rota NAME",
      [
        PropertyForm("turn", "1 week", alsoCalled: ["rotation", "length"]),
        PropertyForm("hands over", "Monday 08:00"),
        PropertyForm(
          "from", "2026-11-02 aroha, ben", mayRepeat: true,
          alsoCalled: ["start", "starts", "begin", "begins", "people", "members", "order"]),
        PropertyForm("during", "Friday 17:00 to Monday 08:00", mayRepeat: true),
        PropertyForm("shift", "2026-12-29 08:00 to 17:00 aroha", mayRepeat: true),
      ]),
    StanzaForm("leave", shape: "leave NAME 2026-12-28 to 2027-01-10", isStatement: true),
    StanzaForm(
      "override", shape: "override ROTA 2026-12-25 08:00 to 17:00 by NAME", isStatement: true),
  ])

  /// What is never a name: the keywords of rotas.md, each word of one, the weekdays, and a few more.
  static let reservedWords: Set<String> = {
    var words: Set<String> = [
      "turn", "day", "days", "week", "weeks", "each", "public", "holiday", "to", "by", "within",
      "else", "everyone", "nobody", "none", "me",
    ]
    for stanza in rota.stanzas {
      words.insert(stanza.keyword)
      for property in stanza.properties { words.formUnion(property.words) }
    }
    for weekday in Weekday.allCases {
      words.insert(weekday.name.lowercased())
      words.insert(weekday.abbreviation.lowercased())
    }
    return words
  }()
}
