extension Command {
  /// Every command, in the order in which the help lists them; each is made when it is asked for, since
  /// whoever runs one wants its answer at once and none of the others.
  static let all: KeyValuePairs<String, @Sendable () -> Command> = [
    "serve": { serve },
    "backup": { backup }, "restore": { restore }, "doctor": { doctor },
    "check": { check }, "format": { format }, "diff": { diff }, "who": { who },
    "schedule": { schedule }, "hours": { hours }, "holidays": { holidays }, "what-if": { whatIf },
    "pending": { pending }, "show": { show }, "ack": { acknowledge }, "attempt": { attempt },
    "promise": { promise }, "hand-over": { handOver }, "urgency": { urgency },
    "cancel": { cancel }, "close-desk": { closeDesk }, "reopen-desk": { reopenDesk },
    "log": { log }, "update": { update }, "time": { time }, "materials": { materials },
    "solve": { solve }, "status": { status },
    "report": { report },
    "token": { token }, "mail-in": { mailIn }, "sign-in": { signIn },
    "privacy": { privacy },
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
