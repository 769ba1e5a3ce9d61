import CivilTime
import Documents

extension Command {
  static let closeDesk = Command(
    name: "close-desk", group: .callbacks,
    summary: "send calls to the on-call people until a time; managers only",
    arguments: [
      CommandArgument(
        name: "UNTIL",
        summary: "“2026-12-24 14:00” on the desk's clock, or a time with an offset; at most 7 days"
          + " ahead."),
      CommandArgument(name: "REASON", summary: "Why, as callers hear it."),
    ],
    options: [.json],
    notes: ["A second closing replaces the first. Billing goes by the hours all the same."]
      + [settingsNote],
    examples: [
      Example(
        line: "ringback close-desk \"2026-12-24 14:00\" \"a fire drill\"",
        meaning: "Callers hear that the desk is closed for a fire drill.")
    ],
    run: { invocation throws(CommandFault) in
      let client = try ServiceClient()
      let until = try DeskClock(client).time(invocation.argument(0) ?? "", called: "UNTIL")
      let answer = try client.post(
        closedPath,
        [
          "until": .string(until), "reason": .string(invocation.argument(1) ?? ""),
        ])
      if invocation.has(.json) {
        try Output.write(answer.text)
      } else {
        let closing = try answer.read(Closing.self)
        try Output.write(
          "The desk is closed until \(CallbackAnswer.minute(closing.until)): "
            + "\(closing.reason.printable).\n")
      }
      return .done
    })

  static let reopenDesk = Command(
    name: "reopen-desk", group: .callbacks,
    summary: "let the desk go by its hours again; managers only",
    options: [.json], notes: [settingsNote],
    examples: [Example(line: "ringback reopen-desk", meaning: "The fire drill is over.")],
    run: { invocation throws(CommandFault) in
      let client = try ServiceClient()
      try client.delete(closedPath)
      let answer = try client.get("/v1/service-hours")
      if invocation.has(.json) {
        try Output.write(answer.text)
      } else {
        try Output.write(try answer.read(Hours.self).sentence)
      }
      return .done
    })

  private static let closedPath = "/v1/desk/closed"

  private struct Closing: SentDocument {
    let until: String
    let reason: String

    init(_ sent: SentObject) throws(SentMismatch) {
      until = try sent["until"]
      reason = try sent["reason"]
    }
  }

  private struct Hours: SentDocument {
    let open: Bool
    let reason: String
    let nextChange: String?

    init(_ sent: SentObject) throws(SentMismatch) {
      open = try sent["open"]
      reason = try sent["reason"]
      nextChange = try sent["next_change"]
    }

    var sentence: String {
      let until = nextChange.map { " until \(CallbackAnswer.minute($0))" } ?? ""
      return "The desk goes by its hours again: it is \(open ? "open" : "closed")\(until)"
        + (open ? ".\n" : " (\(reason.printable)).\n")
    }
  }
}
