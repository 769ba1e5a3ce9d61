import Documents

extension Command {
  static let cancel = Command(
    name: "cancel", group: .callbacks, summary: "say that nobody need ring any more, and why",
    arguments: [
      .ticket, CommandArgument(name: "REASON", summary: "Why, in words; the history keeps it."),
    ],
    options: [.asPerson, .json], notes: [settingsNote],
    examples: [
      Example(
        line: "ringback cancel 1001 \"Sent us a mail: it works again\"",
        meaning: "The callback is over; its ticket stays.")
    ],
    run: { invocation throws(CommandFault) in
      let path = try invocation.callbackPath() + "/cancel"
      let members = [JSON.Member("reason", .string(invocation.argument(1) ?? ""))]
      return try act(invocation, path, body(of: invocation, members), by: ServiceClient())
    })
}
