import Documents

extension Command {
  static let urgency = Command(
    name: "urgency", group: .callbacks, summary: "raise or lower how soon a caller needs somebody",
    arguments: [
      .ticket, CommandArgument(name: "U", summary: urgencies.joined(separator: ", ") + "."),
    ],
    options: [.note, .asPerson, .json],
    notes: [
      "Raised, the deadline may become sooner; lowered, it stays. A promised time stays in any"
        + " case.", settingsNote,
    ],
    examples: [
      Example(line: "ringback urgency 1001 urgent", meaning: "The whole office is down.")
    ],
    run: { invocation throws(CommandFault) in
      let path = try invocation.callbackPath() + "/urgency"
      let word = try urgency(invocation.argument(1) ?? "")
      let members = [JSON.Member("urgency", .string(word))] + note(of: invocation)
      return try act(invocation, path, body(of: invocation, members), by: ServiceClient())
    })

  /// Spec: callbacks.md, "When a callback is owed".
  private static let urgencies = ["urgent", "normal", "low"]

  private static func urgency(_ text: String) throws(CommandFault) -> String {
    let name = text.lowercased()
    if urgencies.contains(name) { return name }
    let nearest = NearestWord.of(name, among: urgencies)
    throw .usage(
      "there is no urgency “\(text)”; "
        + (nearest.map { "did you mean “\($0)”?" }
          ?? "it is one of \(urgencies.joined(separator: ", "))."))
  }
}
