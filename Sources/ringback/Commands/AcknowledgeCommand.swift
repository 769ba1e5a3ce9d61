import Documents
import Live

extension Command {
  static let acknowledge = Command(
    name: "ack", group: .callbacks,
    summary: "take a callback on, so that nobody else is told of it",
    arguments: [.ticket], options: [.asPerson, .json], notes: [settingsNote],
    examples: [Example(line: "ringback ack 1001", meaning: "I have this one.")],
    run: { invocation throws(CommandFault) in
      let path = try invocation.callbackPath()
      return try act(
        invocation, path + "/acknowledge", body(of: invocation, []), by: ServiceClient())
    })

  /// Does something to a callback, and says how it stands then.
  static func act(
    _ invocation: Invocation, _ path: String, _ body: JSON, by client: ServiceClient
  ) throws(CommandFault) -> ExitStatus {
    let answer = try client.post(path, body)
    if invocation.has(.json) {
      try Output.write(answer.text)
    } else {
      try Output.write(answer.read(CallbackAnswer.self).line(at: RealTime.now()))
    }
    return .done
  }

  /// The members of a body, and for whom it is done when a manager does it for somebody.
  static func body(of invocation: Invocation, _ members: [JSON.Member]) -> JSON {
    .object(members + (invocation[.asPerson].map { [JSON.Member("as", .string($0))] } ?? []))
  }
}

extension CommandOption {
  static let asPerson = CommandOption(
    name: "--as", value: "PERSON", summary: "For whom it is done; managers only.")
}
