/// A command as a value: what it is called, what it takes, and what it does. Reading its arguments,
/// its help and "did you mean" all come from here.
struct Command: Sendable {
  let name: String
  let group: Group
  /// One line, without a full stop, that goes on from the command's name.
  let summary: String
  var arguments: [CommandArgument] = []
  var options: [CommandOption] = []
  /// What the summary leaves out, each a paragraph.
  var notes: [String] = []
  var examples: [Example] = []
  let run: @Sendable (Invocation) throws(CommandFault) -> ExitStatus

  /// The headings of the overall help, in their order.
  enum Group: String, CaseIterable, Sendable {
    case service = "The service"
    case files = "On the rota files alone, no service needed"
    case callbacks = "Callbacks, asked of the running service"
    case access = "Who may come in"
  }

  struct Example: Sendable {
    let line: String
    let meaning: String
  }
}

/// What stands without a name after the command.
struct CommandArgument: Sendable {
  /// As the help shows it: `DIR`.
  let name: String
  let summary: String
  var isRequired = true
}

/// What is given by name: `--at T`, or a mere `--json`.
struct CommandOption: Hashable, Sendable {
  /// With its two hyphens.
  let name: String
  /// As the help shows its value; nil for one that has none.
  var value: String?
  let summary: String
}

/// What was given to a command, checked against what it takes.
struct Invocation: Sendable {
  let command: Command
  let arguments: [String]
  private let values: [CommandOption: String]

  init(command: Command, arguments: [String], values: [CommandOption: String]) {
    self.command = command
    self.arguments = arguments
    self.values = values
  }

  /// The argument at that place, when it was given.
  func argument(_ index: Int) -> String? {
    arguments.indices.contains(index) ? arguments[index] : nil
  }

  subscript(option: CommandOption) -> String? { values[option] }

  func has(_ option: CommandOption) -> Bool { values[option] != nil }
}

/// Spec: cli.md.
enum ExitStatus: Int32, Sendable {
  case done = 0
  /// It found what it looks for, or it failed.
  case found = 1
  case usage = 2
  /// `EX_DATAERR` and `EX_TEMPFAIL` (sysexits.h), for mail servers alone.
  case dataError = 65
  case tryAgain = 75
}

/// Why a command did not do its work, as one sentence that says what to do.
struct CommandFault: Error, Sendable {
  let status: ExitStatus
  let sentence: String

  /// It was asked in a way that it does not understand.
  static func usage(_ sentence: String) -> CommandFault {
    CommandFault(status: .usage, sentence: sentence)
  }

  /// It was understood, and could not be done.
  static func failed(_ sentence: String) -> CommandFault {
    CommandFault(status: .found, sentence: sentence)
  }
}
