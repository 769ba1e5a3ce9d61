import Live

/// The whole program: finds the command, runs it, and turns how it went into an exit status.
enum Program {
  static func run(_ arguments: [String]) -> Int32 {
    do throws(CommandFault) {
      return try answer(arguments).rawValue
    } catch {
      StandardError.write("ringback: " + error.sentence)
      return error.status.rawValue
    }
  }

  private static func answer(_ arguments: [String]) throws(CommandFault) -> ExitStatus {
    guard let name = arguments.first else {
      throw .usage("name a command; `ringback --help` lists them.")
    }
    switch name {
    case "--help", "-h", "help":
      let topic = arguments.dropFirst().first { !$0.hasPrefix("-") }
      return try help(topic)
    default: break
    }
    let command = try command(named: name)
    let given = Array(arguments.dropFirst())
    if ArgumentParser.asksForHelp(given) { return try help(name) }
    return try command.run(ArgumentParser(command).parse(given))
  }

  private static func help(_ topic: String?) throws(CommandFault) -> ExitStatus {
    let width = Terminal.outputWidth
    if let topic {
      try Output.write(HelpText(width: width).of(command(named: topic)))
    } else {
      try Output.write(HelpText(width: width).overall(Command.all.map { $0.value() }))
    }
    return .done
  }

  private static func command(named name: String) throws(CommandFault) -> Command {
    if let command = Command.all.first(where: { $0.key == name }) { return command.value() }
    if name.hasPrefix("-") {
      throw .usage("the command comes first, then its options: `ringback COMMAND \(name)`.")
    }
    let nearest = NearestWord.of(name, among: Command.all.map(\.key))
    throw .usage(
      "there is no command “\(name)”"
        + (nearest.map { "; did you mean “\($0)”?" } ?? "; `ringback --help` lists them."))
  }
}
