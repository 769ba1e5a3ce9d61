import CivilTime

extension Command {
  static let report = Command(
    name: "report", group: .callbacks,
    summary: "what the work comes to, how callbacks were kept, who bore the nights, what the desk"
      + " finds; managers only",
    arguments: [
      CommandArgument(
        name: "KIND", summary: ReportKind.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    ],
    options: [.from, .to, .moment, .csv, .json],
    notes: [
      "A period begins with its first day and ends before the day of --to; without them it is the"
        + " month that runs. The handover has no period: it tells of the time since the desk closed, or,"
        + " while the desk is open, of the time that it was last closed.",
      settingsNote,
    ],
    examples: [
      Example(
        line: "ringback report billing --from 2026-07-01 --to 2026-08-01 --csv >july.csv",
        meaning: "July's work, for an accounting program."),
      Example(line: "ringback report on-call", meaning: "This month's nights, done and planned."),
      Example(line: "ringback report handover", meaning: "What the morning desk has to know."),
    ],
    run: { invocation throws(CommandFault) in try ReportCommand(invocation).run() })
}

extension CommandOption {
  fileprivate static let from = CommandOption(
    name: "--from", value: "D",
    summary: "The first day, 2026-07-01, or a time (default: the first of this month).")
  fileprivate static let to = CommandOption(
    name: "--to", value: "D",
    summary: "The first day after the period, or a time (default: the first of the month after).")
  fileprivate static let moment = CommandOption(
    name: "--at", value: "T",
    summary: "Of the handover alone: “2026-12-25 08:00” on the desk's clock, or a time with an"
      + " offset (default: now).")
}

enum ReportKind: String, CaseIterable {
  case billing, callbacks
  case onCall = "on-call"
  case handover
}

private struct ReportCommand {
  private let invocation: Invocation
  private let kind: ReportKind

  init(_ invocation: Invocation) throws(CommandFault) {
    self.invocation = invocation
    kind = try Self.kind(invocation.argument(0) ?? "")
    guard !(invocation.has(.csv) && invocation.has(.json)) else {
      throw .usage("--csv and --json exclude each other; leave one out.")
    }
    let foreign: [CommandOption] = kind == .handover ? [.from, .to] : [.moment]
    if let wrong = foreign.first(where: { invocation.has($0) }) {
      throw .usage(
        kind == .handover
          ? "the handover has no period; give --at in place of \(wrong.name)."
          : "--at is for the handover; give --from and --to.")
    }
  }

  private static func kind(_ text: String) throws(CommandFault) -> ReportKind {
    if let kind = ReportKind(rawValue: text.lowercased()) { return kind }
    let names = ReportKind.allCases.map(\.rawValue)
    throw .usage(
      "there is no report “\(text)”; "
        + (NearestWord.of(text.lowercased(), among: names).map { "did you mean “\($0)”?" }
          ?? "it is one of \(names.joined(separator: ", "))."))
  }

  func run() throws(CommandFault) -> ExitStatus {
    let client = try ServiceClient()
    let period = kind == .handover ? nil : try period(client)
    var path = "/v1/reports/\(kind.rawValue)"
    if let period {
      path += "?from=\(period.from)&to=\(period.to)"
    } else if let at = try DeskClock(client).time(.moment, of: invocation) {
      path += "?at=\(at)"
    }
    if invocation.has(.csv) {
      try Output.write(bytes: client.getCSV(path).body)
    } else {
      let answer = try client.get(path)
      try Output.write(invocation.has(.json) ? answer.text : words(answer, period))
    }
    return .done
  }

  private typealias Period = (from: String, to: String)

  private func words(
    _ answer: ServiceAnswer, _ period: Period?
  ) throws(CommandFault) -> String {
    let span = period.map { "from \($0.from) up to \($0.to)" } ?? ""
    return switch kind {
    case .billing: try answer.read(BillAnswer.self).text(of: span)
    case .callbacks: try answer.read(CallbacksReportAnswer.self).text(of: span)
    case .onCall: try answer.read(OnCallReportAnswer.self).text(of: span)
    case .handover: try answer.read(HandoverAnswer.self).text(now: answer.now)
    }
  }

  /// What is not given is made up to a month by the desk's own date.
  private func period(_ client: ServiceClient) throws(CommandFault) -> Period {
    let from: String
    if let given = try end(.from, client) {
      from = given
    } else {
      from = try firstOfMonth(of: deskDate(client))
    }
    if let to = try end(.to, client) { return (from, to) }
    return (from, try firstOfMonth(of: from.prefix(10), next: true))
  }

  /// As the interface takes it.
  private func end(
    _ option: CommandOption, _ client: ServiceClient
  ) throws(CommandFault) -> String? {
    guard let text = invocation[option], CivilDate(text) == nil else { return invocation[option] }
    return try DeskClock(client).time(text, called: option.name)
  }

  private func deskDate(_ client: ServiceClient) throws(CommandFault) -> Substring {
    try client.get("/v1/service-hours").read(DeskTimeAnswer.self).at.prefix(10)
  }

  private func firstOfMonth(
    of text: Substring, next: Bool = false
  ) throws(CommandFault) -> String {
    guard let date = CivilDate(text) else {
      throw .failed("the service's answer is not understood; is it a newer one?")
    }
    let first = CivilDate(uncheckedYear: date.year, month: date.month, day: 1)
    let days = CivilDate.daysInMonth(date.month, ofYear: date.year)
    return (next ? first.adding(days: days) : first).description
  }
}
