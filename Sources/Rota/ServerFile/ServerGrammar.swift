extension Grammar {
  /// The language of the server's own file (spec: cli.md): the rota files' lines and strings, with other
  /// stanzas.
  static let server = Grammar([
    StanzaForm(
      "server", shape: "server",
      [
        PropertyForm("listen", "127.0.0.1:8080"),
        PropertyForm("data", "/var/lib/ringback"),
        PropertyForm("rotas", "/etc/ringback/Rotas"),
        PropertyForm("public address", "https://ringback.example.nz"),
        PropertyForm("trusted proxy", "127.0.0.1", mayRepeat: true),
        PropertyForm("knowledge base URL", "https://help.example.nz"),
        PropertyForm("client pages", "on"),
        PropertyForm("log", "info"),
      ]),
    StanzaForm(
      "channel", shape: "channel NAME",
      [
        PropertyForm("webhook", "https://chat.example.nz/hooks/ringback"),
        PropertyForm("command", "/usr/local/bin/send-sms"),
        PropertyForm("email", ""),
        PropertyForm("secret", "whsec_…"),
      ]),
    StanzaForm(
      "mail", shape: "mail",
      [
        PropertyForm("from", "support@desk.example.nz"),
        PropertyForm("support address", "support@desk.example.nz"),
      ]),
    StanzaForm(
      "billing", shape: "billing",
      [
        PropertyForm("currency", "NZD"),
        PropertyForm("tax", "15%"),
        PropertyForm("rate after hours", "180"),
        PropertyForm("rate service desk", "120"),
        PropertyForm("rate engineering", "150.50"),
        PropertyForm("minimum", "15m"),
        PropertyForm("round up to", "15m"),
      ]),
    StanzaForm("keep", shape: "keep", [PropertyForm("personal details", "365d")]),
  ])
}
