import Callbacks
import CivilTime
import Rota
import Store
import TestSupport
import Testing

@testable import Service

/// One desk's night, told in few words: a real store, and a clock, files and channels that do as they are told.
final class Night {
  private let folder: TemporaryFolder
  private let clock: SimulatedClock
  let core: ServiceCore
  /// What was handed to a channel, in order.
  private(set) var sent: [NoticeMessage] = []
  /// How the channels answer; nil: not at all.
  var channelsSay: SendResult? = .sent
  private var events = 0

  /// - Parameter now: `2026-07-10 02:00`, on the desk's clock.
  init(_ now: String, rotas: String = Night.rotas) throws {
    folder = try TemporaryFolder(inMemory: true)
    let clock = SimulatedClock(try Night.moment(now))
    self.clock = clock
    let chance = SeededChance(seed: 7)
    let edges = Edges(
      now: { clock.now },
      rotaFiles: { [RotaFile(name: "all.rota", bytes: Array(rotas.utf8))] },
      zones: ZoneSource(
        rules: { name throws(TimeZoneFault) in try TimeZoneDatabase().zone(name) }),
      random: { chance.bytes($0) }, send: { _, _ in }, log: { _ in })
    core = try ServiceCore(store: try Store(path: folder.path + "/store"), edges: edges)
    try core.store.transaction { try core.recover() }
  }

  static let zone = try? TimeZoneDatabase().zone("Pacific/Auckland")

  static func moment(_ text: String) throws -> Moment {
    let zone = try #require(zone)
    let date = try #require(CivilDate(text.prefix(10)))
    let clock = text.dropFirst(11)
    let minutes = try #require(TimeOfDay(clock.prefix(5)))
    let second = clock.count > 5 ? Int(clock.suffix(2)) ?? 0 : 0
    return zone.moment(of: CivilDateTime(date, TimeOfDay(second: minutes.second + second)))
  }

  /// `02:10`, or `07-13 08:00` on another day than the clock shows.
  func text(_ moment: Moment) -> String {
    guard let zone = Night.zone else { return "" }
    let local = zone.local(at: moment)
    let isToday = local.date == zone.local(at: clock.now).date
    return isToday ? "\(local.time)" : local.date.description.dropFirst(5) + " \(local.time)"
  }

  // MARK: - What happens

  /// The clock shows that time, and all that falls due on the way is done at its own moment.
  func at(_ time: String) throws { try at(try Night.moment(time)) }

  func at(_ end: Moment) throws {
    while let next = try wake(), next < end { clock.now = max(next, clock.now) }
    clock.now = end
    try wake()
  }

  /// Sets the clock without letting time go on: what falls due meanwhile was missed.
  func jump(to time: String) throws { clock.now = try Night.moment(time) }

  @discardableResult func wake() throws -> Moment? {
    while true {
      let result = try core.store.transaction { try core.wake() }
      for sending in result.sends {
        sent.append(sending.message)
        if let answer = channelsSay {
          try core.store.transaction { try core.delivered(sending.delivery, answer) }
        }
      }
      guard let next = result.next, next <= clock.now || !result.sends.isEmpty else {
        return result.next
      }
    }
  }

  /// Posts an event of the call; `fields` are `name=value` with blanks between, `_` for a blank in a value.
  @discardableResult
  func post(_ type: String, _ call: String = "c", _ fields: String = "") throws -> CallAnswer {
    events += 1
    var all: [String: FieldValue] = [
      "type": .text("call." + type), "call_id": .text(call), "event_id": .text("e\(events)"),
    ]
    for field in fields.split(separator: " ") {
      let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
      let isWord = ["outcome", "sent_to"].contains(parts[0])
      let value = parts.count > 1 ? parts[1] : ""
      all[parts[0]] = .text(isWord ? value : value.replacing("_", with: " "))
    }
    if case .text(let at)? = all["at"], at.count < 20 {
      all["at"] = .number(String(try Night.moment(at).seconds))
    }
    return try post(all)
  }

  func post(_ fields: [String: FieldValue]) throws -> CallAnswer {
    let text = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined()
    let post = CallPost(
      event: try CallEvent(fields: fields), content: CallContent(text: text), poster: "pbx")
    let receipt = try core.store.transaction { try core.receive(post) }
    guard case .taken(let answer) = receipt else { throw Conflict() }
    try wake()
    return answer
  }

  struct Conflict: Error {}

  @discardableResult
  func act(
    _ action: CallbackAction, by person: String, on ticket: Int64 = 1001
  ) throws -> ActionReceipt {
    let receipt = try core.store.transaction {
      try core.act(
        action, on: TicketNumber(ticket), by: Actor(person: Name(person), door: .api))
    }
    try wake()
    return receipt
  }

  @discardableResult
  func attempt(
    _ outcome: AttemptOutcome, by person: String, at: String? = nil, minutes: Int? = nil
  ) throws -> ActionReceipt {
    try act(
      .attempt(
        CallbackAction.AttemptReport(
          outcome: outcome, at: try at.map(Night.moment), minutes: minutes, note: nil)),
      by: person)
  }

  // MARK: - What is there

  func callback(_ ticket: Int64 = 1001) throws -> Callback {
    try #require(try core.store.callback(of: TicketNumber(ticket)))
  }

  func ticket(_ number: Int64 = 1001) throws -> Ticket {
    try #require(try core.store.ticket(TicketNumber(number)))
  }

  var isOverdue: Bool { get throws { try callback().isOverdue(at: clock.now) } }

  /// Who was told what since the last look: `ben callback_ready`.
  func told() -> [String] {
    defer { sent = [] }
    return sent.map { message in
      switch message.recipient {
      case .person(let person): "\(person.name) \(message.kind.rawValue)"
      case .desk: "desk \(message.kind.rawValue)"
      }
    }
  }
}

extension Night {
  static let rotas = """
    desk
        name        "Service Desk"
        time zone   Pacific/Auckland
        region      Auckland
        hours       Monday to Friday 08:00 to 17:00
        dial        sip:desk@pbx.example.nz
        after hours dial  sip:message@pbx.example.nz
        after hours words "After-hours work is charged for."
    callbacks
        ignore 09 555 0999 "A fax"
    person aroha
        name "Aroha Ngata"
        phone 021 555 0101
        notify push, text
    person ben
        name "Ben Carter"
        phone 021 555 0102
        notify push, text
    person kiri
        name "Kiri Parata"
        phone 021 555 0105
        notify push
    rota primary
        turn 1 week
        hands over Monday 08:00
        from 2026-01-05 aroha
    rota secondary
        turn 1 week
        hands over Monday 08:00
        from 2026-01-05 ben
    escalation
        at once  primary
        after 10m  secondary
        after 25m  aroha, ben, kiri
        repeat 15m
        acknowledgement lasts 20m
        overdue kiri
        last resort kiri

    """
}
