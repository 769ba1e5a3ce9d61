import Callbacks
import CivilTime
import PhoneNumbers
import Rota
import Store
import Synchronization
import TestSupport

@testable import Service

/// A night at the desk: the real service on a real store, with a clock, files and channels that a test
/// sets. Each step is done when it returns.
final class Night {
  let zone: TimeZoneRules
  private let folder: TemporaryFolder
  private let world: SimulatedWorld
  private(set) var core: ServiceCore
  /// How a channel answers; by itself it takes everything.
  var channels: [String: SendResult] = [:]
  /// Channels that say nothing until they are asked to.
  var silent: Set<String> = []
  /// The deliveries of which nothing has been said.
  private var unanswered: [Int64] = []
  /// What a channel was handed, in order.
  private(set) var tries: [Try] = []
  /// The links that its notices bore, in order.
  private(set) var links: [String] = []
  private var events = 0
  /// How many emails have been written.
  var mails = 0
  /// What the mailer was handed.
  let mailer = MailHand()

  struct Try {
    let at: Moment
    let id: String
    let kind: NoticeKind
    let text: String
    let channel: String
    let person: String
    let result: SendResult?
  }

  /// - Parameter start: a local time, `2026-07-10 02:00`.
  init(_ start: String, files: String = RotaText.plain) throws {
    let database = TimeZoneDatabase()
    zone = try database.zone("Pacific/Auckland")
    folder = try TemporaryFolder()
    world = SimulatedWorld(now: try Night.moment(start, in: zone), files: files)
    core = try ServiceCore(
      store: try Store(path: folder.path + "/store"), edges: world.edges(database))
    try core.store.transaction { try core.recover() }
    try wake()
  }

  var now: Moment { world.now }
  var log: [String] { world.log }
  var storePath: String { folder.path + "/store" }

  // MARK: - Time

  /// A local time as written; of one that comes twice, the first.
  func moment(_ text: String) throws -> Moment { try Night.moment(text, in: zone) }

  private static func moment(_ text: String, in zone: TimeZoneRules) throws -> Moment {
    if let moment = RFC3339.moment(text) { return moment }
    let seconds = text.count == 16 ? text + ":00" : text
    // Read as if it were UTC, so that what the clock on the wall shows is had.
    guard let wall = RFC3339.moment(seconds.replacing(" ") + "Z") else {
      throw NotATime(text: text)
    }
    return zone.moment(of: CivilDateTime(wallSeconds: wall.seconds))
  }

  struct NotATime: Error { let text: String }

  func local(_ moment: Moment?) -> String {
    moment.map { RFC3339.text($0, in: zone) } ?? "never"
  }

  /// Lets time go on, waking the service at each moment that it asked for.
  func go(to text: String) throws { try pass(moment(text) - now) }

  func pass(_ span: Duration) throws {
    let end = now + span
    while let next = try wake(), next < end { world.now = max(next, now) }
    world.now = max(end, now)
    try wake()
  }

  /// A clock that is set, on or back.
  func set(by span: Duration) throws {
    world.now = now + span
    try wake()
  }

  /// The process is away until then; nothing is done meanwhile.
  func stop(until text: String) throws {
    world.now = try moment(text)
    core = try ServiceCore(
      store: try Store(path: storePath), edges: world.edges(TimeZoneDatabase()))
    try core.store.transaction { try core.recover() }
    try wake()
  }

  /// Does all that is due; gives the next moment at which something is.
  @discardableResult
  func wake() throws -> Moment? {
    for _ in 0..<500 {
      _ = core.turn.isDue(at: now)
      let result = try core.store.transaction { try core.wake() }
      core.turn.isDone(until: result.next)
      if result.hasOldLog { _ = try core.emptyOldLog() }
      for sending in result.sends { try hand(sending) }
      for sending in result.mails { try hand(sending) }
      // What a channel answered may have moved the next moment.
      guard result.sends.isEmpty, result.mails.isEmpty else { continue }
      guard let next = result.next, next <= now else { return result.next }
    }
    throw Stuck()
  }

  struct Stuck: Error {}

  private func hand(_ sending: Sending) throws {
    let message = sending.message
    let channel = message.channel.text
    let answer = silent.contains(channel) ? nil : channels[channel] ?? .sent
    let person: String =
      switch message.recipient {
      case .person(let person): person.name.text
      case .desk: "desk"
      }
    tries.append(
      Try(
        at: now, id: message.id, kind: message.kind, text: message.text, channel: channel,
        person: person, result: answer))
    links += message.linkToken.map { [$0] } ?? []
    guard let answer else { return unanswered.append(sending.delivery) }
    try core.store.transaction { try core.delivered(sending.delivery, answer) }
  }

  /// What the silent channels were handed is answered now, however late.
  func answerLate(_ result: SendResult) throws {
    let deliveries = unanswered
    unanswered = []
    try core.store.transaction { try deliveries.forEach { try core.delivered($0, result) } }
  }

  private func hand(_ sending: MailSending) throws {
    mailer.take(sending)
    let result: SendResult = mailer.works ? .sent : .failed
    try core.store.transaction { try core.mailed(sending.id, result) }
  }

  // MARK: - Files

  /// How long personal details are kept.
  func keep(for span: Duration?) throws {
    world.keep = span
    try wake()
  }

  var filesAreSound: Bool { core.inForce.pending == nil }

  func edit(_ text: String) throws {
    world.files = text
    try core.store.transaction {
      try core.take(RotaReading(world.rotaFiles, edges: core.edges))
    }
    try wake()
  }

  /// Edits `clients.csv`, or takes it away.
  func editClients(_ text: String?) throws {
    world.clients = text
    try core.store.transaction { try core.take(ClientFileReading(world.clientFile)) }
    try wake()
  }

  func editClientsUnseen(_ text: String) { world.clients = text }

  /// The folder's files while nobody looks.
  func editUnseen(_ text: String) { world.files = text }

  func close(until text: String, reason: String) throws {
    let end = try moment(text)
    try core.store.transaction {
      try core.close(ClosingByHand(range: now..<end, reason: reason, by: "kiri"))
    }
    try wake()
  }

  // MARK: - Calls

  @discardableResult
  func started(
    _ call: String = "c1", from: String? = "021 555 0201", _ more: [String: String] = [:]
  ) throws -> CallAnswer {
    try post(.started, call, more.merging(from.map { ["from": $0] } ?? [:]) { own, _ in own })
  }

  @discardableResult
  func details(_ call: String = "c1", _ more: [String: String] = [:]) throws -> CallAnswer {
    try post(.details, call, more)
  }

  @discardableResult
  func ended(
    _ call: String = "c1", _ outcome: String? = "no_answer", _ more: [String: String] = [:]
  ) throws -> CallAnswer {
    try post(.ended, call, more.merging(outcome.map { ["outcome": $0] } ?? [:]) { own, _ in own })
  }

  @discardableResult
  func post(
    _ type: CallEventType, _ call: String, _ more: [String: String] = [:]
  ) throws -> CallAnswer {
    var fields = more
    events += 1
    if fields["event_id"] == nil { fields["event_id"] = "e\(events)" }
    fields["type"] = type.rawValue
    fields["call_id"] = call
    guard case .taken(let answer) = try send(fields) else { throw WasRefused() }
    return answer
  }

  struct WasRefused: Error {}

  /// A body as it is, with nothing put in.
  func send(_ fields: [String: String]) throws -> CallReceipt {
    let read = fields.mapValues { FieldValue.text($0) }
    let text = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      .joined(separator: "&")
    let post = CallPost(
      event: try CallEvent(fields: read), content: CallContent(text: text), poster: "pbx")
    let receipt = try core.store.transaction {
      try core.store.savepoint { try core.receive(post) }
    }
    try wake()
    return receipt
  }

  // MARK: - People

  /// The person does that with the ticket's callback.
  @discardableResult
  func act(
    _ person: String, _ action: CallbackAction, on ticket: Int64 = 1001
  ) throws -> ActionReceipt {
    let receipt = try core.store.transaction {
      try core.act(
        action, on: TicketNumber(ticket), by: Actor(person: Name(person), door: .api))
    }
    try wake()
    return receipt
  }

  @discardableResult
  func rang(
    _ person: String, _ outcome: AttemptOutcome, at: String? = nil, minutes: Int? = nil,
    on ticket: Int64 = 1001
  ) throws -> ActionReceipt {
    let report = CallbackAction.AttemptReport(
      outcome: outcome, at: try at.map(moment), minutes: minutes, note: nil)
    return try act(person, .attempt(report), on: ticket)
  }

  // MARK: - What stands

  func callback(_ ticket: Int64 = 1001) throws -> Callback {
    guard let callback = try core.store.callback(of: TicketNumber(ticket)) else { throw NotThere() }
    return callback
  }

  func callbacks(_ ticket: Int64 = 1001) throws -> [Callback] {
    try core.store.callbacks(of: TicketNumber(ticket))
  }

  func ticket(_ number: Int64 = 1001) throws -> Ticket {
    guard let ticket = try core.store.ticket(TicketNumber(number)) else { throw NotThere() }
    return ticket
  }

  func call(_ id: String = "c1") throws -> Call {
    guard let call = try core.store.call(withID: id) else { throw NotThere() }
    return call
  }

  func history(_ ticket: Int64 = 1001) throws -> [HistoryEntry] {
    try core.store.history(of: TicketNumber(ticket))
  }

  struct NotThere: Error {}

  /// A person changes the ticket, by a door that is not tried here.
  func change(_ number: Int64 = 1001, _ change: (inout Ticket) -> Void) throws {
    var ticket = try ticket(number)
    change(&ticket)
    try core.store.save(ticket)
  }

  func due(_ ticket: Int64 = 1001) throws -> String { local(try callback(ticket).dueAt) }

  /// Who was told of that kind, as `02:10 aroha`, each once for each time.
  func told(_ kind: NoticeKind, since: String? = nil) throws -> [String] {
    let from = try since.map(moment)
    var seen: Set<String> = []
    return tries.filter { tried in tried.kind == kind && from.map { tried.at >= $0 } != false }
      .filter { seen.insert($0.id).inserted }
      .map { "\(clock($0.at)) \($0.person)" }
  }

  /// The hour and minute on the wall, with the seconds where there are some.
  func clock(_ moment: Moment) -> String {
    let time = zone.local(at: moment).time
    let text = "\(RFC3339.text(moment, in: zone).dropFirst(11).prefix(8))"
    return time.second % 60 == 0 ? String(text.prefix(5)) : text
  }
}

extension String {
  fileprivate func replacing(_ blank: Character) -> String {
    String(map { $0 == blank ? "T" : $0 })
  }
}
