import CivilTime
import Rota
import Synchronization
import TestSupport

@testable import Service

/// What stands outside the service: a clock that stands still until it is moved, and the rota folder.
final class SimulatedWorld: Sendable {
  private let time: Mutex<Moment>
  private let text: Mutex<String>
  private let list = Mutex<String?>(nil)
  private let keeping = Mutex<Duration?>(nil)
  private let chance = SeededChance(seed: 7)
  private let lines = Mutex<[String]>([])

  init(now: Moment, files: String) {
    time = Mutex(now)
    text = Mutex(files)
  }

  var now: Moment {
    get { time.withLock { $0 } }
    set { time.withLock { $0 = newValue } }
  }

  var files: String {
    get { text.withLock { $0 } }
    set { text.withLock { $0 = newValue } }
  }

  /// `clients.csv`; nil when there is none.
  var clients: String? {
    get { list.withLock { $0 } }
    set { list.withLock { $0 = newValue } }
  }

  /// How long personal details are kept; nil: for ever.
  var keep: Duration? {
    get { keeping.withLock { $0 } }
    set { keeping.withLock { $0 = newValue } }
  }

  var clientFile: RotaFile? {
    clients.map { RotaFile(name: "clients.csv", bytes: Array($0.utf8)) }
  }

  /// What was logged.
  var log: [String] { lines.withLock { $0 } }

  var rotaFiles: [RotaFile] { [RotaFile(name: "all.rota", bytes: Array(files.utf8))] }

  func edges(_ database: TimeZoneDatabase) -> Edges {
    var edges = Edges(
      now: { self.now }, rotaFiles: { self.rotaFiles },
      zones: ZoneSource(rules: { name throws(TimeZoneFault) in try database.zone(name) }),
      random: { self.chance.bytes($0) }, send: { _, _ in },
      log: { line in self.lines.withLock { $0.append(line) } },
      linkKey: [7], mail: { MailHand.settings })
    edges.clientFile = { self.clientFile }
    edges.keepsPersonalDetails = { self.keep }
    return edges
  }
}

/// The desk of rotas.md's whole example, with one person a step, so that a story names who is told.
enum RotaText {
  static let plain = text()

  static func text(
    desk: String = "", callbacks: String = "", rest: String = "",
    escalation: String = """
        at once  primary
        after 10m  ben, kiri
        after 25m  everyone
    """
  ) -> String {
    """
    desk
        name        "Service Desk"
        time zone   Pacific/Auckland
        region      Auckland
        hours       Monday to Friday 08:00 to 17:00
        dial        sip:desk@pbx.example.nz
        after hours dial  sip:message@pbx.example.nz
        after hours words "After-hours work is charged for."
    \(desk)
    callbacks
        urgent within 15m
        normal within 1h
        low within 4h
        desk within 30m
    \(callbacks)
    person aroha
        name "Aroha Ngata"
        phone 021 555 0101
        email aroha@desk.example.nz
        notify sms, email
    person ben
        name "Ben Carter"
        phone 021 555 0102
        notify push
    person chen
        name "Chen Wei"
        phone 021 555 0103
        notify sms
    person kiri
        name "Kiri Parata"
        phone 021 555 0105
        notify voice
    rota primary
        turn 1 week
        hands over Monday 08:00
        from 2026-01-05 aroha
    rota second
        turn 1 week
        hands over Monday 08:00
        from 2026-01-05 chen
    \(rest)
    escalation
    \(escalation)
        repeat 15m
        acknowledgement lasts 20m
        overdue kiri
        last resort kiri

    """
  }
}
