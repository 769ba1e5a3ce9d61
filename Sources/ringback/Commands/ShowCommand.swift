import CivilTime

extension Command {
  static let show = Command(
    name: "show", group: .callbacks, summary: "tell the story of a ticket's callback in time order",
    arguments: [.ticket], options: [.json], notes: [settingsNote],
    examples: [
      Example(line: "ringback show 1001", meaning: "Who called, and what was done since.")
    ],
    run: { invocation throws(CommandFault) in
      let path = try invocation.callbackPath()
      let answer = try ServiceClient().get(path)
      if invocation.has(.json) {
        try Output.write(answer.text)
      } else {
        try Output.write(CallbackStory(answer.read(CallbackAnswer.self), at: answer.now).text)
      }
      return .done
    })
}

extension CommandArgument {
  static let ticket = CommandArgument(name: "N", summary: "The ticket's number.")
}

extension Invocation {
  /// Where the interface has the callback of the ticket that the first argument names.
  func callbackPath() throws(CommandFault) -> String {
    let number = try Invocation.number(
      argument(0) ?? "", called: "the ticket", in: 1...Int(Int32.max))
    return "/v1/callbacks/\(number)"
  }
}

/// A callback with all that happened to it.
private struct CallbackStory {
  private let callback: CallbackAnswer
  private let now: Moment

  init(_ callback: CallbackAnswer, at now: Moment) {
    self.callback = callback
    self.now = now
  }

  var text: String {
    let story = history
    return callback.line(at: now) + facts + (story.isEmpty ? "" : "\n" + story)
  }

  private var facts: String {
    var table = TextTable(["", ""])
    let caller = callback.caller
    let onCall = callback.onCall.map { $0.joined(separator: ", ") }
    let facts: [(String, String?)] = [
      ("caller", joined([caller?.name, caller?.organisation])), ("number", number),
      ("email", caller?.email), ("calls", callback.calls.flatMap { $0 > 1 ? String($0) : nil }),
      ("they said", callback.summary), ("recording", callback.recordingURL),
      ("on call", callback.isOpen && callback.holder == nil ? onCall : nil),
      ("warnings", joined((callback.warnings ?? []).map { $0 })),
    ]
    for case (let name, let fact?) in facts where !fact.isEmpty { table.add([name, fact]) }
    return table.text(style: Style(isOn: false), width: nil)
  }

  /// As it is rung; one that is not understood as it was given.
  private var number: String {
    let given = callback.caller?.phoneAsGiven ?? ""
    return callback.caller?.phone == nil && !given.isEmpty
      ? given + " (not understood)" : callback.number
  }

  private func joined(_ texts: [String?]) -> String {
    texts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private var history: String {
    var table = TextTable(["when", "who", "what", "note"])
    for line in (callback.history ?? []) {
      let door = line.door == line.by ? nil : line.door.map { "(\($0))" }
      let by = [line.by, door].compactMap { $0 }.joined(separator: " ")
      table.add([CallbackAnswer.minute(line.at), by, line.what ?? "", line.note ?? ""])
    }
    return callback.history?.isEmpty == false ? table.text() : ""
  }
}
