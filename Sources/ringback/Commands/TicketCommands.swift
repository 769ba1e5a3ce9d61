import Documents

extension Command {
  static let update = Command(
    name: "update", group: .callbacks, summary: "write something on a ticket",
    arguments: [.ticket, CommandArgument(name: "TEXT", summary: "What is to be written.")],
    options: [.publicly, .internally, .asPerson, .json],
    notes: [
      "Without --public it is a note among the staff; with it the requester is sent it.",
      settingsNote,
    ],
    examples: [
      Example(
        line: "ringback update 1001 \"The new router is ordered\" --public",
        meaning: "The requester is sent this.")
    ],
    run: { invocation throws(CommandFault) in
      guard !(invocation.has(.publicly) && invocation.has(.internally)) else {
        throw .usage("--public and --internal exclude each other; give one.")
      }
      let path = try invocation.ticketPath() + "/updates"
      let members = [
        JSON.Member("text", .string(invocation.argument(1) ?? "")),
        JSON.Member("public", .bool(invocation.has(.publicly))),
      ]
      let answer = try ServiceClient().post(path, body(of: invocation, members))
      let what = invocation.has(.publicly) ? "updated" : "noted"
      try tell(invocation, answer, what)
      return .done
    })

  static let solve = Command(
    name: "solve", group: .callbacks, summary: "solve a ticket, or open it again",
    arguments: [.ticket], options: [.reopen, .asPerson, .json],
    notes: [
      "While somebody is owed a call it can't be solved: ring them and write it down, or cancel the "
        + "callback first.",
      settingsNote,
    ],
    examples: [Example(line: "ringback solve 1001", meaning: "The requester is told.")],
    run: { invocation throws(CommandFault) in
      let path = try invocation.ticketPath()
      let status = invocation.has(.reopen) ? "open" : "solved"
      let answer = try ServiceClient().patch(
        path, body(of: invocation, [JSON.Member("status", .string(status))]))
      try tell(invocation, answer, status)
      return .done
    })

  private static func tell(
    _ invocation: Invocation, _ answer: ServiceAnswer, _ what: String
  ) throws(CommandFault) {
    if invocation.has(.json) { return try Output.write(answer.text) }
    try Output.write("Ticket \(invocation.argument(0) ?? ""): \(what).\n")
  }
}

extension Invocation {
  /// Where the interface has the ticket that the first argument names.
  func ticketPath() throws(CommandFault) -> String {
    let number = try Invocation.number(
      argument(0) ?? "", called: "the ticket", in: 1...Int(Int32.max))
    return "/v1/tickets/\(number)"
  }
}

extension CommandOption {
  fileprivate static let publicly = CommandOption(
    name: "--public", summary: "The requester is sent it.")
  fileprivate static let internally = CommandOption(
    name: "--internal", summary: "A note among the staff; so it is without either.")
  fileprivate static let reopen = CommandOption(name: "--reopen", summary: "Open it again.")
}
