import Documents

extension Command {
  static let promise = Command(
    name: "promise", group: .callbacks,
    summary: "write down the time that you and the caller agreed on",
    arguments: [
      .ticket,
      CommandArgument(
        name: "T",
        summary: "When you ring: “2026-12-25 09:30” on the desk's clock, or a time with an offset."
      ),
    ],
    options: [.note, .asPerson, .json],
    notes: ["The callback is yours, and that time is its deadline.", settingsNote],
    examples: [
      Example(
        line: "ringback promise 1001 \"2026-12-25 09:30\"",
        meaning: "They expect my call at half past nine.")
    ],
    run: { invocation throws(CommandFault) in
      let path = try invocation.callbackPath() + "/promise"
      let client = try ServiceClient()
      let at = try DeskClock(client).time(invocation.argument(1) ?? "", called: "the agreed time")
      let members = [JSON.Member("at", .string(at))] + note(of: invocation)
      return try act(invocation, path, body(of: invocation, members), by: client)
    })

  /// What a person adds in words.
  static func note(of invocation: Invocation) -> [JSON.Member] {
    invocation[.note].map { [JSON.Member("note", .string($0))] } ?? []
  }
}
