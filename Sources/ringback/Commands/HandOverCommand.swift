import Documents

extension Command {
  static let handOver = Command(
    name: "hand-over", group: .callbacks,
    summary: "hand a callback to a person, to who is on call, or to the desk",
    arguments: [
      .ticket,
      CommandArgument(
        name: "TO", summary: "A person of the rota files, or “rota” (the list starts), or “desk”."),
    ],
    options: [.note, .asPerson, .json], notes: [settingsNote],
    examples: [
      Example(line: "ringback hand-over 1001 kiri", meaning: "Kiri has it from now on."),
      Example(
        line: "ringback hand-over 1001 rota --note \"I am on a plane\"",
        meaning: "Whoever is on call is told, at once."),
    ],
    run: { invocation throws(CommandFault) in
      let path = try invocation.callbackPath() + "/hand-over"
      let members =
        [JSON.Member("to", .string(invocation.argument(1) ?? ""))] + note(of: invocation)
      return try act(invocation, path, body(of: invocation, members), by: ServiceClient())
    })
}
