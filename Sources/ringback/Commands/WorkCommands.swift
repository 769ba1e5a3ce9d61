import Documents

extension Command {
  static let log = Command(
    name: "log", group: .callbacks, summary: "log a request by hand, with the caller on the line",
    arguments: [CommandArgument(name: "SUMMARY", summary: "What they ask.")],
    options: [
      .callerName, .organisation, .email, .phone, .urgencyOfRequest, .group, .owesCallback,
      .callbackAt, .asPerson, .json,
    ],
    notes: [
      "Give one of --name, --organisation, --email and --phone at least. Group, owner and deadline are"
        + " chosen as for a call that arrives now.",
      settingsNote,
    ],
    examples: [
      Example(
        line: "ringback log \"No email\" --name Moana --phone \"021 555 0199\" --callback",
        meaning: "A ticket, and somebody rings her back."),
      Example(
        line: "ringback log \"A quote\" --email moana@harbour.example.nz --group unbillable",
        meaning: "A ticket alone."),
    ],
    run: { invocation throws(CommandFault) in
      let caller = texts(
        of: invocation,
        [
          ("name", .callerName), ("organisation", .organisation), ("email", .email),
          ("phone", .phone),
        ])
      guard !caller.isEmpty else {
        throw .usage("nobody is named; give --name, --organisation, --email or --phone.")
      }
      var members = [
        JSON.Member("caller", .object(caller)),
        JSON.Member("summary", .string(invocation.argument(0) ?? "")),
      ]
      members += texts(
        of: invocation, [("urgency", .urgencyOfRequest), ("billing_group", .group)])
      let client = try ServiceClient()
      let agreed = try DeskClock(client).time(.callbackAt, of: invocation)
      if invocation.has(.owesCallback) || agreed != nil {
        members.append(JSON.Member("callback", .bool(true)))
      }
      if let agreed { members.append(JSON.Member("callback_at", .string(agreed))) }
      let answer = try client.post("/v1/tickets", body(of: invocation, members))
      try Output.write(
        invocation.has(.json) ? answer.text : answer.read(LoggedTicket.self).sentence)
      return .done
    })

  static let time = Command(
    name: "time", group: .callbacks, summary: "write down time that somebody worked on a ticket",
    arguments: [.ticket], options: [.start, .end, .workMinutes, .worker, .note, .json],
    notes: [
      "Give two of --start, --end and --minutes. What lies in service hours and what outside is told"
        + " apart by itself.",
      settingsNote,
    ],
    examples: [
      Example(
        line:
          "ringback time 1001 --start \"2026-07-10 02:10\" --minutes 25",
        meaning: "25 minutes go to the bill.")
    ],
    run: { invocation throws(CommandFault) in
      let path = try invocation.ticketPath() + "/time"
      let given = [CommandOption.start, .end, .workMinutes].filter { invocation.has($0) }
      guard given.count == 2 else {
        throw .usage(
          "give two of --start, --end and --minutes, no more and no fewer; the third follows.")
      }
      var members: [JSON.Member] = []
      if let minutes = try invocation.number(.workMinutes, in: 1...minutesMax) {
        members.append(JSON.Member("minutes", .integer(Int64(minutes))))
      }
      members += texts(of: invocation, [("person", .worker), ("note", .note)])
      let client = try ServiceClient()
      for (name, option) in [("start", CommandOption.start), ("end", .end)] {
        guard let time = try DeskClock(client).time(option, of: invocation) else { continue }
        members.append(JSON.Member(name, .string(time)))
      }
      return try writeDown(invocation, path, members, "the time is written down", by: client)
    })

  static let materials = Command(
    name: "materials", group: .callbacks, summary: "write down what was used and is paid for",
    arguments: [.ticket, CommandArgument(name: "WHAT", summary: "What it is.")],
    options: [.price, .quantity, .usedOn, .json],
    notes: [settingsNote],
    examples: [
      Example(
        line: "ringback materials 1001 \"Network cable, 5 m\" --price 12.50 --quantity 2",
        meaning: "Two of them, $25 on the bill.")
    ],
    run: { invocation throws(CommandFault) in
      let path = try invocation.ticketPath() + "/materials"
      guard let price = invocation[.price] else {
        throw .usage("--price is missing: what one costs, in dollars, such as 12.50.")
      }
      guard let cents = Dollars.cents(price) else {
        throw .usage("--price wants dollars such as 12 or 12.50, not “\(price)”.")
      }
      var members = [
        JSON.Member("description", .string(invocation.argument(1) ?? "")),
        JSON.Member(
          "quantity", JSON(try invocation.number(.quantity, in: 1...Int(Int32.max)) ?? 1)),
        JSON.Member("unit_price_cents", JSON(cents)),
      ]
      members += texts(of: invocation, [("date", .usedOn)])
      return try writeDown(
        invocation, path, members, "the materials are written down", by: ServiceClient())
    })

  private static let minutesMax = 24 * 60

  /// The members that have been given.
  private static func texts(
    of invocation: Invocation, _ options: [(name: String, option: CommandOption)]
  ) -> [JSON.Member] {
    options.compactMap { name, option in
      invocation[option].map { JSON.Member(name, .string($0)) }
    }
  }

  private static func writeDown(
    _ invocation: Invocation, _ path: String, _ members: [JSON.Member], _ done: String,
    by client: ServiceClient
  ) throws(CommandFault) -> ExitStatus {
    let answer = try client.post(path, .object(members))
    try Output.write(
      invocation.has(.json) ? answer.text : "Ticket \(invocation.argument(0) ?? ""): \(done).\n")
    return .done
  }
}

/// A ticket that was logged, as far as the command tells of it.
private struct LoggedTicket: SentDocument {
  let number: Int
  let billingGroup: String?
  let callbacks: [CallbackAnswer]?

  init(_ sent: SentObject) throws(SentMismatch) {
    number = try sent["number"]
    billingGroup = try sent["billing_group"]
    callbacks = try sent["callbacks"]
  }

  var sentence: String {
    let group = billingGroup.map { " in the group \($0)" } ?? ""
    let owed = callbacks?.last { $0.isOpen }.map {
      ($0.owner == "desk" ? "; the desk rings back by " : "; who is on call rings back by ")
        + CallbackAnswer.minute($0.dueAt)
    }
    return "Ticket \(number) is made\(group)\(owed ?? "").\n"
  }
}

extension CommandOption {
  fileprivate static let callerName = CommandOption(
    name: "--name", value: "TEXT", summary: "Who asks.")
  fileprivate static let organisation = CommandOption(
    name: "--organisation", value: "TEXT", summary: "Of which organisation.")
  fileprivate static let email = CommandOption(
    name: "--email", value: "ADDRESS", summary: "They are sent the ticket's number.")
  fileprivate static let phone = CommandOption(
    name: "--phone", value: "NUMBER", summary: "To be rung on, in any usual form.")
  fileprivate static let urgencyOfRequest = CommandOption(
    name: "--urgency", value: "U", summary: "urgent, normal or low (default: normal).")
  fileprivate static let group = CommandOption(
    name: "--group", value: "G",
    summary: "unbillable, service_desk, engineering or after_hours (default: by the hour).")
  fileprivate static let owesCallback = CommandOption(
    name: "--callback", summary: "Somebody is to ring back.")
  fileprivate static let callbackAt = CommandOption(
    name: "--callback-at", value: "T",
    summary: "A time agreed on for it: “2026-12-25 09:00” on the desk's clock, or with an offset.")
  fileprivate static let start = CommandOption(
    name: "--start", value: "T",
    summary: "When the work began: “2026-12-25 01:10” on the desk's clock, or with an offset.")
  fileprivate static let end = CommandOption(
    name: "--end", value: "T", summary: "When it ended; not ahead of now.")
  fileprivate static let workMinutes = CommandOption(
    name: "--minutes", value: "M", summary: "How long it took.")
  fileprivate static let worker = CommandOption(
    name: "--person", value: "PERSON", summary: "Who worked; managers only (default: you).")
  fileprivate static let price = CommandOption(
    name: "--price", value: "DOLLARS", summary: "What one costs, such as 12.50.")
  fileprivate static let quantity = CommandOption(
    name: "--quantity", value: "Q", summary: "How many (default: 1).")
  fileprivate static let usedOn = CommandOption(
    name: "--date", value: "D", summary: "The day, such as 2026-12-25 (default: today).")
}
