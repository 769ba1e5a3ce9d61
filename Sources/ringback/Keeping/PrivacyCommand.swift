import Callbacks
import CivilTime
import Documents
import Live
import PhoneNumbers
import Rota
import Service
import ServiceHours
import Store

extension Command {
  static let privacy = Command(
    name: "privacy", group: .access,
    summary: "print what is held about one caller, put it right, or wipe it",
    arguments: [
      CommandArgument(
        name: "NUMBER|EMAIL", summary: "The number that they ring from, or their address.")
    ],
    options: [.correct, .wipe, .json, .data, .config],
    notes: [
      "For those who ask by the Privacy Act 2020. It prints the tickets that are theirs or on which they "
        + "rang or wrote, and their calls. Read them before you hand them over: others may be named in them.",
      "--correct puts one detail right on their tickets; what they said on a call stays as it was said. "
        + "--wipe takes names, numbers and words from their solved tickets and their calls; an open ticket "
        + "is left, and the status is 1. It works beside a running service. Backups are not touched.",
    ],
    examples: [
      Example(
        line: "ringback privacy \"021 555 0199\"", meaning: "All that is held of that number."),
      Example(
        line: "ringback privacy moana@example.nz --correct \"name=Moana Tau\"",
        meaning: "Her name as it is written."),
      Example(
        line: "ringback privacy moana@example.nz --wipe", meaning: "Nothing is held after that."),
    ],
    run: { invocation throws(CommandFault) in try PrivacyCommand(invocation).run() })
}

extension CommandOption {
  fileprivate static let correct = CommandOption(
    name: "--correct", value: "FIELD=VALUE",
    summary: "Put name, organisation, email or phone right; without a value it is taken away.")
  fileprivate static let wipe = CommandOption(
    name: "--wipe", summary: "Wipe it, but for open tickets.")
}

private struct PrivacyCommand {
  private let invocation: Invocation
  private let person: PersonSought

  init(_ invocation: Invocation) throws(CommandFault) {
    self.invocation = invocation
    guard let person = PersonSought(invocation.argument(0) ?? "") else {
      throw .usage("privacy wants a telephone number or an email address.")
    }
    guard !invocation.has(.correct) || !invocation.has(.wipe) else {
      throw .usage("--correct and --wipe are two things to do; do one of them.")
    }
    self.person = person
  }

  func run() throws(CommandFault) -> ExitStatus {
    let change = try correction()
    let folder = DataFolder.named(by: invocation, try ServerFile.settings(invocation))
    guard folder.hasStore else {
      throw .failed("there is no store in “\(folder.path)”; name its folder with --data.")
    }
    do {
      let isReading = change == nil && !invocation.has(.wipe)
      let store =
        isReading
        ? try Store(readingFrom: folder.storePath) : try Store(path: folder.storePath)
      // A rehearsal's clock may be ahead of the real one.
      let now = max(RealTime.now(), try store.heartbeat() ?? Moment(seconds: 0))
      let details = try store.snapshot { try store.details(of: person) }
      guard !details.isEmpty else {
        try Output.write("Nothing is held.\n")
        return .found
      }
      if let change {
        try correct(change, details, in: store, now: now)
      } else if invocation.has(.wipe) {
        return try wipe(details, in: store, now: now)
      } else {
        try PrivacyText(details, now: now, zone: try zone(in: store)).write(
          asJSON: invocation.has(.json))
      }
      return .done
    } catch let fault as CommandFault {
      throw fault
    } catch {
      throw .failed("the store in “\(folder.path)” can't be used: \(error).")
    }
  }

  private func correction() throws(CommandFault) -> CallerChange? {
    guard let text = invocation[.correct] else { return nil }
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(parts[1]) : ""
    guard parts.count == 2, value.unicodeScalars.count <= CallEventLimits.nameScalarsMax else {
      throw .usage(
        "--correct wants FIELD=VALUE, of \(CallEventLimits.nameScalarsMax) characters at the most.")
    }
    let words: CallerChange.Correction<String> = value.isEmpty ? .removed : .set(value)
    var change = CallerChange()
    switch parts[0] {
    case "name": change.name = words
    case "organisation": change.organisation = words
    case "email":
      guard value.isEmpty || EmailAddress.isPlausible(value) else {
        throw .usage("“\(value)” can't be an email address.")
      }
      change.email = words
    case "phone": change.phone = value.isEmpty ? .removed : .set(WrittenNumber(value))
    default: throw .usage("--correct knows name, organisation, email and phone.")
    }
    return change
  }

  /// On the tickets that are theirs; another's, on which they have only rung or written, is left.
  private func correct(
    _ change: CallerChange, _ details: PersonDetails, in store: Store, now: Moment
  ) throws {
    let own = details.tickets.map(\.ticket.number)
    let by = Actor(person: Name("privacy"), door: .api)
    var count = 0
    try store.transaction {
      for number in own {
        guard let ticket = try store.ticket(number), person.isMeant(by: ticket.requester) else {
          continue
        }
        let changed = TicketChange(caller: change).decide(on: ticket, by: by, now: now)
        if changed.ticket != ticket { try store.save(changed.ticket) }
        for entry in changed.history { try store.add(entry) }
        count += 1
      }
    }
    try Output.write("Put right on \(Words.count(count, "ticket")).\n")
  }

  private func wipe(
    _ details: PersonDetails, in store: Store, now: Moment
  ) throws -> ExitStatus {
    let open = details.tickets.filter { $0.ticket.status == .open }
    let done = details.tickets.filter { $0.ticket.status != .open }
    try store.transaction {
      for whole in done { try store.wipe(whole.ticket, at: now) }
      for call in details.calls { try store.wipe(call.key, at: now) }
      try store.removeKeptAside(of: person)
    }
    let isClean = try store.finishWiping()
    try Output.write(
      "Wiped: \(Words.count(done.count, "ticket")), \(Words.count(details.calls.count, "call")), "
        + "\(details.keptAside) kept aside.\n")
    // Somebody reads just now: the service empties it.
    if !isClean {
      try store.transaction { try store.setClockworkMoment(ServiceCore.oldLogMark, to: now) }
    }
    guard !open.isEmpty else { return .done }
    let numbers = open.map { "\($0.ticket.number.value)" }.joined(separator: ", ")
    StandardError.write("Left, since they are open: \(numbers). Solve them, and wipe again.")
    return .found
  }

  /// By the set of files that the store has from the service.
  private func zone(in store: Store) throws -> TimeZoneRules {
    let database = TimeZoneDatabase()
    let source = ZoneSource(rules: { name throws(TimeZoneFault) in try database.zone(name) })
    let read = try store.latestConfiguration().map {
      Configuration.read($0.files, zones: source).configuration
    }
    return try read??.desk.definition.zone ?? database.zone("Pacific/Auckland")
  }
}

/// What is held, to be read or to be handed over.
private struct PrivacyText {
  let details: PersonDetails
  let zone: TimeZoneRules
  let now: Moment

  init(_ details: PersonDetails, now: Moment, zone: TimeZoneRules) {
    self.details = details
    self.now = now
    self.zone = zone
  }

  func write(asJSON: Bool) throws(CommandFault) {
    let documents = RequestDocuments(zone: zone, firstStep: [], now: now)
    guard !asJSON else {
      return try Output.write([
        "tickets": .array(details.tickets.map { documents.ticket($0) }),
        "calls": documents.calls(details.calls),
        "kept_aside": .integer(Int64(details.keptAside)),
      ])
    }
    var lines: [String] = []
    for whole in details.tickets { lines += text(of: whole) + [""] }
    lines += details.calls.map(text)
    if details.keptAside > 0 {
      lines.append(
        "\(Words.count(details.keptAside, "message")) that could not be read: see GET /v1/refused.")
    }
    try Output.write(lines.map(\.printable).joined(separator: "\n") + "\n")
  }

  private func text(of whole: WholeTicket) -> [String] {
    let ticket = whole.ticket
    var lines = [
      "Ticket \(ticket.number.value), \(ticket.status.rawValue), \(time(ticket.createdAt))"
    ]
    lines.append("  \(who(ticket.requester))")
    lines.append("  \(ticket.subject)")
    if let summary = ticket.summary { lines.append("  \(summary)") }
    lines += whole.calls.map { "  " + text(of: $0) }
    lines += whole.callbacks.flatMap(\.attempts).map {
      "  Rung \(time($0.at)): \($0.outcome.rawValue)" + ($0.note.map { ": \($0)" } ?? "")
    }
    lines += whole.updates.map {
      "  \($0.isPublic ? "Update" : "Note") \(time($0.at)), \($0.by): \($0.text)"
    }
    lines += whole.attachments.map { "  File \(time($0.at)): \($0.name)" }
    lines += whole.history.compactMap { entry in
      entry.note.map { "  \(entry.what) \(time(entry.at)), \(entry.by): \($0)" }
    }
    return lines
  }

  private func text(of call: Call) -> String {
    ["Call \(time(call.arrival)): \(who(call.caller))", call.summary?.value].compactMap { $0 }
      .joined(separator: ": ")
  }

  private func who(_ caller: CallerDetails) -> String {
    [caller.name, caller.organisation, caller.email, caller.phone?.asGiven].compactMap { $0 }
      .joined(separator: ", ")
  }

  private func time(_ moment: Moment) -> String { RFC3339.text(moment, in: zone) }
}
