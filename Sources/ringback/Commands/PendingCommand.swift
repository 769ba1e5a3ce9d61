import CivilTime

extension Command {
  static let pending = Command(
    name: "pending", group: .callbacks,
    summary: "list the callbacks that are owed, the most pressing first",
    options: [.json],
    notes: [settingsNote],
    examples: [
      Example(line: "ringback pending", meaning: "Who waits for a call, and for how long yet.")
    ],
    run: { invocation throws(CommandFault) in
      let client = try ServiceClient()
      if invocation.has(.json) {
        try Output.write(client.get(path).text)
        return .done
      }
      try Output.write(text(of: client))
      return .done
    })

  /// How the commands that ask the service find it.
  static let settingsNote =
    "The service is found by RINGBACK_URL (default: \(ClientSettings.usualAddress)) and opened by"
    + " RINGBACK_TOKEN; without them by the lines “url …” and “token …” of ~/.config/ringback."

  private static let path = "/v1/callbacks?limit=200"
  private static let pagesMax = 50

  private static func text(of client: ServiceClient) throws(CommandFault) -> String {
    var answer = try client.get(path)
    let now = answer.now
    var page = try answer.read(CallbackList.self)
    var callbacks = page.callbacks
    for _ in 1..<pagesMax {
      guard let next = page.next else { break }
      answer = try client.get(path + "&after=" + escaped(next))
      page = try answer.read(CallbackList.self)
      callbacks += page.callbacks
    }
    return callbacks.isEmpty ? "Nobody waits for a call.\n" : table(callbacks, at: now)
  }

  /// For a query: all but the unreserved characters of RFC 3986.
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        String(decoding: [byte], as: UTF8.self)
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  private static func table(_ callbacks: [CallbackAnswer], at now: Moment) -> String {
    let headings = [
      "due", "ticket", "urgency", "caller", "number", "organisation", "held by", "they said",
    ]
    var table = TextTable(headings, isCut: true)
    for callback in callbacks {
      let again = (callback.calls ?? 1) > 1 ? "(\(callback.calls ?? 1) calls) " : ""
      table.add(
        [
          callback.due(at: now), String(callback.ticket), callback.urgency ?? "",
          callback.caller?.name ?? "", callback.number, callback.caller?.organisation ?? "",
          callback.holder ?? "–", again + shortened(callback.summary ?? ""),
        ],
        style: { style, text in callback.isLate(at: now) ? style.bad(text) : style.strong(text) })
    }
    return table.text()
  }

  /// Enough to know it by; `show` has the rest.
  private static func shortened(_ summary: String) -> String {
    let plain = summary.split { $0.isWhitespace }.joined(separator: " ")
    return plain.count <= summaryLettersMax
      ? plain : plain.prefix(summaryLettersMax - 1) + "…"
  }

  private static let summaryLettersMax = 60
}
