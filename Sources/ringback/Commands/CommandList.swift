extension Command {
  /// Every command, in the order in which the help lists them.
  static let all: [Command] = [
    serve,
    backup, restore, doctor,
    check, format, diff, who, schedule, hours, holidays, whatIf,
    pending, show, acknowledge, attempt,
    promise, handOver, urgency, cancel, closeDesk, reopenDesk,
    log, update, time, materials, solve, status,
    report,
    token, mailIn, signIn,
    privacy,
  ]
}

/// What several commands take alike.
extension CommandOption {
  static let rotas = CommandOption(
    name: "--rotas", value: "DIR", summary: "The folder of the rota files (default: Rotas).")
  static let json = CommandOption(name: "--json", summary: "Print JSON, for programs.")
  static let at = CommandOption(
    name: "--at", value: "T",
    summary: "When: “2026-12-25 01:10” on the desk's clock, or a time with an offset"
      + " (default: now).")
}
