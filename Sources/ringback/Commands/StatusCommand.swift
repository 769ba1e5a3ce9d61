import Documents

extension Command {
  static let status = Command(
    name: "status", group: .callbacks,
    summary: "tell everybody what is wrong, and how far you are",
    arguments: [
      CommandArgument(name: "STATE", summary: states.joined(separator: ", ") + "."),
      CommandArgument(name: "TEXT", summary: "What everybody may read at /status."),
    ],
    options: [.says, .notice, .another, .json],
    notes: ["It goes on with the notice that is open, until it is resolved.", settingsNote],
    examples: [
      Example(
        line:
          "ringback status investigating \"Email is slow\" --says \"We know that email is slow.\"",
        meaning: "New callers hear it first."),
      Example(line: "ringback status resolved \"Email is back\"", meaning: "It is over."),
    ],
    run: { invocation throws(CommandFault) in
      var members = [
        JSON.Member("state", .string(try state(invocation.argument(0) ?? ""))),
        JSON.Member("text", .string(invocation.argument(1) ?? "")),
      ]
      if let says = invocation[.says] { members.append(JSON.Member("says", .string(says))) }
      if let number = try invocation.number(.notice, in: 1...Int(Int32.max)) {
        members.append(JSON.Member("notice", .integer(Int64(number))))
      }
      if invocation.has(.another) { members.append(JSON.Member("new", .bool(true))) }
      let answer = try ServiceClient().post("/v1/status", .object(members))
      try Output.write(invocation.has(.json) ? answer.text : "The status page says so now.\n")
      return .done
    })

  private static let states = ["investigating", "identified", "monitoring", "resolved"]

  private static func state(_ text: String) throws(CommandFault) -> String {
    let name = text.lowercased()
    if states.contains(name) { return name }
    let nearest = NearestWord.of(name, among: states)
    throw .usage(
      "there is no state “\(text)”; "
        + (nearest.map { "did you mean “\($0)”?" }
          ?? "it is one of \(states.joined(separator: ", "))."))
  }
}

extension CommandOption {
  fileprivate static let says = CommandOption(
    name: "--says", value: "TEXT", summary: "What new callers hear first, while it is open.")
  fileprivate static let notice = CommandOption(
    name: "--notice", value: "N", summary: "The notice that is gone on with, when several are open."
  )
  fileprivate static let another = CommandOption(
    name: "--new", summary: "Begin another notice though one is open.")
}
