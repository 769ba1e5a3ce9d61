import CivilTime
import Clients
import Documents
import Live
import Rota
import ServiceHours

extension Command {
  static let check = Command(
    name: "check", group: .files,
    summary: "look for everything that is wrong in the rota files",
    arguments: [
      CommandArgument(
        name: "DIR", summary: "The folder of the rota files (default: Rotas).", isRequired: false)
    ],
    options: [.from, .days, .strict, .json, .rotas, .config],
    notes: [
      "Beside the files it looks at the calendar: is anybody on call out of service hours?",
      "With --config it looks at the server's own file too, and whether the server knows the channels.",
      "The list of clients, clients.csv, is checked too when it stands beside the files.",
      "The status is 1 when there are errors, 0 when there are none.",
    ],
    examples: [
      Example(line: "ringback check", meaning: "What is wrong from today on."),
      Example(
        line: "ringback check new-rotas --from 2026-12-01 --days 60",
        meaning: "The same of other files, for the days of the summer."),
    ],
    run: { invocation throws(CommandFault) in try CheckCommand(invocation).run() })
}

extension CommandOption {
  fileprivate static let from = CommandOption(
    name: "--from", value: "DATE", summary: "The calendar's first day (default: today).")
  fileprivate static let days = CommandOption(
    name: "--days", value: "N", summary: "How many days of the calendar (default: 90).")
  fileprivate static let strict = CommandOption(
    name: "--strict", summary: "Warnings count as errors do.")
}

/// Spec: rotas.md, "What the check says".
private struct CheckCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) { self.invocation = invocation }

  private static let usualDays = 90
  private static let daysMax = 3660

  func run() throws(CommandFault) -> ExitStatus {
    let days = try invocation.number(.days, in: 1...CheckCommand.daysMax)
    let server = try serverFile()
    let set = try RotaSet.read(
      RotaSet.folder(of: invocation, usual: server?.settings?.rotas ?? RotaSet.usualFolder))
    let list = try RotaSet.clientFile(of: set.folder)
    let clients = list.map(ClientList.read)
    var problems = set.problems + (server?.problems ?? []) + (clients?.problems ?? [])
    problems += server?.settings?.channelProblems(in: set.files) ?? []
    if let configuration = set.configuration {
      let zone = configuration.desk.definition.zone
      let first = try TimeArgument.date(.from, of: invocation, in: zone)
      problems += configuration.calendarProblems(
        from: first, days: days ?? CheckCommand.usualDays)
    } else if let text = invocation[.from], CivilDate(text) == nil {
      throw .usage("--from wants a date such as 2026-12-25, not “\(text)”.")
    }
    problems.sort(by: CheckCommand.comesBefore)
    if invocation.has(.json) {
      try Output.write(JSON.problems(problems))
    } else {
      let files = set.files + (server.map { [$0.file] } ?? []) + (list.map { [$0] } ?? [])
      try Output.write(text(of: problems, in: files, set, clients?.list))
    }
    if server == nil, !invocation.has(.json) {
      StandardError.write("Note: the channels' names were not checked.")
    }
    let counts: [Problem.Severity] = invocation.has(.strict) ? [.error, .warning] : [.error]
    return problems.contains { counts.contains($0.severity) } ? .found : .done
  }

  private func serverFile() throws(CommandFault) -> ServerFile? {
    guard let path = invocation[.config] else { return nil }
    return try ServerFile.read(path)
  }

  /// By file name, line and column; what has no place comes last.
  private static func comesBefore(_ left: Problem, _ right: Problem) -> Bool {
    guard let first = left.place else { return false }
    guard let second = right.place else { return true }
    return (first.file, first.line, first.column) < (second.file, second.line, second.column)
  }

  private func text(
    of problems: [Problem], in files: [RotaFile], _ set: RotaSet, _ clients: ClientList?
  ) -> String {
    let rendering = ProblemRendering(files: files, color: Style.ofOutput().isOn)
    let all = rendering.text(of: problems)
    return all + (all.isEmpty ? "" : "\n")
      + summary(of: problems, in: set, clients, files: files.count) + "\n"
  }

  private func summary(
    of problems: [Problem], in set: RotaSet, _ clients: ClientList?, files: Int
  ) -> String {
    let files = Words.count(files, "file")
    let counts =
      ([(.error, "error"), (.warning, "warning"), (.note, "note")]
      as [(Problem.Severity, String)])
      .map { severity, noun in (problems.count { $0.severity == severity }, noun) }
      .filter { $0.0 > 0 }.map { Words.count($0.0, $0.1) }
    if !counts.isEmpty { return counts.joined(separator: ", ") + " in \(files)" }
    guard let configuration = set.configuration else { return "No problems: \(files)." }
    let people =
      configuration.people.count == 1 ? "1 person" : "\(configuration.people.count) people"
    let rotas = Words.count(configuration.rotas.count, "rota")
    let list = clients.map { ", " + Words.count($0.clients.count, "client") } ?? ""
    return "No problems: \(files), \(people), \(rotas)\(list)."
  }
}
