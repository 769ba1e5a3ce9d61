import Documents

extension Command {
  static let attempt = Command(
    name: "attempt", group: .callbacks, summary: "write down that you rang, and what came of it",
    arguments: [
      .ticket,
      CommandArgument(name: "OUTCOME", summary: outcomes.joined(separator: ", ") + "."),
    ],
    options: [.minutes, .rangAt, .note, .asPerson, .json],
    notes: [settingsNote],
    examples: [
      Example(line: "ringback attempt 1001 ringing", meaning: "I am about to ring."),
      Example(
        line: "ringback attempt 1001 reached --minutes 25 --note \"Mail server restarted\"",
        meaning: "We have spoken; 25 minutes go to the bill."),
    ],
    run: { invocation throws(CommandFault) in
      let path = try invocation.callbackPath() + "/attempts"
      var members = [JSON.Member("outcome", .string(try outcome(invocation.argument(1) ?? "")))]
      if let minutes = try invocation.number(.minutes, in: 0...Int(Int32.max)) {
        members.append(JSON.Member("minutes", .integer(Int64(minutes))))
      }
      if let note = invocation[.note] { members.append(JSON.Member("note", .string(note))) }
      let client = try ServiceClient()
      if let at = try DeskClock(client).time(.rangAt, of: invocation) {
        members.append(JSON.Member("at", .string(at)))
      }
      return try act(invocation, path, body(of: invocation, members), by: client)
    })

  /// Spec: callbacks.md, "A callback's life".
  private static let outcomes = [
    "ringing", "reached", "no_answer", "left_message", "busy", "wrong_number", "unreachable",
  ]

  private static func outcome(_ text: String) throws(CommandFault) -> String {
    // People write no-answer too.
    let name = String(text.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    if outcomes.contains(name) { return name }
    let nearest = NearestWord.of(name, among: outcomes)
    throw .usage(
      "there is no outcome “\(text)”; "
        + (nearest.map { "did you mean “\($0)”?" }
          ?? "it is one of \(outcomes.joined(separator: ", "))."))
  }
}

extension CommandOption {
  fileprivate static let minutes = CommandOption(
    name: "--minutes", value: "M", summary: "How long it took; makes a time entry.")
  fileprivate static let rangAt = CommandOption(
    name: "--at", value: "T",
    summary: "When you rang: “2026-12-25 01:10” on the desk's clock, or a time with an offset"
      + " (default: now less the minutes).")
  static let note = CommandOption(
    name: "--note", value: "TEXT", summary: "What there is to know.")
}
