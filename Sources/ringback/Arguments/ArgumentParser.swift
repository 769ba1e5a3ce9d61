/// Reads what stands after a command's name: `--option value`, `--option=value`, arguments; after
/// `--` there are no more options.
struct ArgumentParser {
  private let command: Command

  init(_ command: Command) { self.command = command }

  static func asksForHelp(_ given: [String]) -> Bool {
    given.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
  }

  func parse(_ given: [String]) throws(CommandFault) -> Invocation {
    var arguments: [String] = []
    var values: [CommandOption: String] = [:]
    var rest = given[...]
    while let word = rest.popFirst() {
      if word == "--" {
        arguments += rest
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        arguments.append(word)
        continue
      }
      let (option, value) = try read(word, &rest)
      guard values.updateValue(value, forKey: option) == nil else {
        throw .usage("\(option.name) is given twice; leave one out.")
      }
    }
    try check(arguments)
    return Invocation(command: command, arguments: arguments, values: values)
  }

  private func read(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(CommandFault) -> (CommandOption, String) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = command.options.first(where: { $0.name == name }) else {
      throw unknown(name)
    }
    guard let valueName = option.value else {
      guard parts.count == 1 else { throw .usage("\(name) takes no value; leave “=” out.") }
      return (option, "")
    }
    if parts.count == 2 { return (option, String(parts[1])) }
    // A forgotten value would otherwise swallow the option after it.
    guard let next = rest.first, !(next.hasPrefix("--") && next.count > 2) else {
      throw .usage("\(name) needs a value: \(name) \(valueName).")
    }
    rest.removeFirst()
    return (option, next)
  }

  private func unknown(_ name: String) -> CommandFault {
    let nearest = NearestWord.of(name, among: command.options.map(\.name))
    let advice =
      nearest.map { "did you mean “\($0)”?" }
      ?? "`ringback \(command.name) --help` lists its options."
    return .usage("“\(command.name)” has no option “\(name)”; \(advice)")
  }

  private func check(_ arguments: [String]) throws(CommandFault) {
    if arguments.count > command.arguments.count {
      let extra = arguments[command.arguments.count]
      throw otherForm("does not know what to do with “\(extra)”")
    }
    let missing = command.arguments.dropFirst(arguments.count).first { $0.isRequired }
    if let missing { throw otherForm("needs \(missing.name)") }
  }

  private func otherForm(_ fault: String) -> CommandFault {
    .usage("“\(command.name)” \(fault); the form is `\(HelpText.form(of: command))`.")
  }
}
