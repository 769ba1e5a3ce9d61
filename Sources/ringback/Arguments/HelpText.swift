/// What `--help` prints, made from the commands themselves.
struct HelpText {
  /// Where lines are broken.
  private let width: Int

  /// - Parameter width: the terminal's; nil for none.
  init(width: Int?) { self.width = min(max(width ?? 80, 40), 100) }

  /// `ringback check [DIR] [options]`.
  static func form(of command: Command) -> String {
    let arguments = command.arguments.map { $0.isRequired ? $0.name : "[\($0.name)]" }
    let options = command.options.isEmpty ? [] : ["[options]"]
    return (["ringback", command.name] + arguments + options).joined(separator: " ")
  }

  func overall(_ commands: [Command]) -> String {
    var text = "ringback: after-hours callbacks for a service desk.\n\n"
    text += "Usage: ringback COMMAND [arguments] [options]\n"
    for group in Command.Group.allCases {
      let members = commands.filter { $0.group == group }
      if members.isEmpty { continue }
      text += "\n\(group.rawValue):\n"
      let width = members.map(\.name.count).max() ?? 0
      for command in members { text += entry(command.name, width, command.summary) }
    }
    return text + "\n`ringback COMMAND --help` says more of each.\n"
  }

  func of(_ command: Command) -> String {
    var text = lines("ringback \(command.name): \(command.summary).", indent: 0)
    text += "\nUsage: \(HelpText.form(of: command))\n"
    if !command.arguments.isEmpty {
      text += "\nArguments:\n"
      let width = command.arguments.map(\.name.count).max() ?? 0
      for argument in command.arguments { text += entry(argument.name, width, argument.summary) }
    }
    let options = command.options.map { ($0.name + ($0.value.map { " " + $0 } ?? ""), $0.summary) }
    let all = options + [("--help", "Say this.")]
    text += "\nOptions:\n"
    let width = all.map(\.0.count).max() ?? 0
    for (name, summary) in all { text += entry(name, width, summary) }
    for note in command.notes { text += "\n" + lines(note, indent: 0) }
    if !command.examples.isEmpty {
      text += "\nExamples:\n"
      for example in command.examples {
        text += "  \(example.line)\n" + lines(example.meaning, indent: 6)
      }
    }
    return text
  }

  /// A name, and beside it what it means.
  private func entry(_ name: String, _ nameWidth: Int, _ summary: String) -> String {
    let indent = nameWidth + 4
    let blanks = String(repeating: " ", count: nameWidth - name.count)
    return "  \(name)\(blanks)  " + lines(summary, indent: indent).dropFirst(indent)
  }

  /// The text broken into lines at blanks, each with that indent.
  private func lines(_ text: String, indent: Int) -> String {
    let blanks = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty && indent + line.count + 1 + word.count > width {
        lines.append(blanks + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(blanks + line)
    return lines.joined(separator: "\n") + "\n"
  }
}
