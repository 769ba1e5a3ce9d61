import Callbacks
import CivilTime
import Digests
import Documents
import HTTPServer
import Rota
import Service
import Store
import Synchronization
import TestSupport
import Testing

@testable import Web

/// The whole house behind its door: the real service on a real store, the real server on a real socket; the
/// clock, the files and chance are simulated. Every answer is held against `/openapi.json`.
final class House: Sendable {
  let folder: TemporaryFolder
  let time: SimulatedTime
  /// What the service wrote to its log.
  let log = Log()
  private let changed = Files()
  /// The secrets of the links in the notices that were sent.
  let links = Links()
  /// The emails that were handed to the mailer.
  let mails = Mails()
  let service: CallbackService
  let web: WebInterface
  private let server: HTTPServer
  var address: HTTPAddress { server.address }

  /// - Parameter clients: `clients.csv`; with one, the client pages are on, and emails are sent.
  init(
    _ now: String = "2026-07-10T02:00:00+12:00", trusting proxies: [String] = [],
    clients: String? = nil
  ) throws {
    folder = try TemporaryFolder()
    time = SimulatedTime(try #require(RFC3339.moment(now)))
    let database = TimeZoneDatabase()
    let (time, files, chance, log, links) = (time, changed, SeededChance(seed: 7), log, links)
    var edges = Edges(
      now: { time.now }, rotaFiles: { files.value },
      zones: ZoneSource(
        rules: { name throws(TimeZoneFault) in try database.zone(name) },
        names: { database.names() }),
      random: { chance.bytes($0) },
      send: { message, tell in
        if let token = message.linkToken { links.add(token) }
        tell(.sent)
      }, log: { log.add($0) })
    edges.trustedProxies = { proxies }
    if let clients { House.open(clients, mails, &edges) }
    service = try CallbackService.start(storePath: folder.path + "/store", edges: edges)
    let doorway = Doorway()
    let connections = doorway.connections
    web = try WebInterface(
      service,
      process: { ProcessMeasures(residentBytes: 7, connections: connections.value) })
    doorway.open(web.httpService { "Thu, 09 Jul 2026 14:00:00 GMT" })
    server = try HTTPServer.start(
      on: HTTPAddress(ip: "127.0.0.1", port: 0),
      service: doorway.httpService { "Thu, 09 Jul 2026 14:00:00 GMT" })
    let store = try Store(path: folder.path + "/store")
    for who in Who.allCases {
      guard let role = who.role else { continue }
      _ = try store.add(
        Token(
          name: who.rawValue, role: role, person: who.person.map { Name($0) },
          hash: SHA256.digest(of: Array(who.token.utf8)).bytes, madeAt: time.now))
    }
  }

  deinit {
    service.changes.end()
    server.drain(within: .seconds(5))
    web.stop()
    service.stop()
  }

  /// Edits the rota files, and has them read again.
  func edit(_ files: [RotaFile]) {
    changed.value = files
    service.readFilesAgain()
    settle()
  }

  /// What a commit brings into force is shown once it is over, and its turn of the clockwork with it: the
  /// next one follows it.
  func settle() {
    wait { service, done in
      service.write {
        try $0.beat()
      } then: { _ in
        done()
      }
    }
  }

  func wait(_ work: (CallbackService, @escaping @Sendable () -> Void) -> Void) {
    let queue = BoundedQueue<Bool>(itemsMax: 1)
    work(service) { _ = queue.post(true) }
    _ = queue.take(countMax: 1)
  }

  /// Sends bytes as they are.
  func send(_ bytes: [UInt8]) throws -> WebAnswer {
    try WebClient.send(bytes, to: server.address)
  }

  /// One request and its answer, which must be as `/openapi.json` says.
  @discardableResult func ask(
    _ method: String, _ target: String, as who: Who = .manager, _ body: String? = nil,
    type: String? = "application/json", fields: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> WebAnswer {
    try ask(
      method, target, as: who, bytes: body.map { Array($0.utf8) }, type: type, fields: fields,
      sourceLocation: sourceLocation)
  }

  @discardableResult func ask(
    _ method: String, _ target: String, as who: Who, bytes: [UInt8]?,
    type: String? = "application/json", fields: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> WebAnswer {
    var lines = ["\(method) \(target) HTTP/1.1", "Host: desk.example.nz"]
    if who != .nobody { lines.append("Authorization: Bearer \(who.token)") }
    if let bytes {
      if let type { lines.append("Content-Type: \(type)") }
      lines.append("Content-Length: \(bytes.count)")
    }
    lines += fields + ["Connection: close", "", ""]
    let answer = try send(Array(lines.joined(separator: "\r\n").utf8) + (bytes ?? []))
    for fault in Conformance.faults(of: answer, to: method, target) {
      Issue.record("\(method) \(target): \(fault)", sourceLocation: sourceLocation)
    }
    return answer
  }

  /// Posts a call event, as JSON.
  @discardableResult func post(
    _ event: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> WebAnswer {
    try ask("POST", "/v1/call-events", as: .telephony, event, sourceLocation: sourceLocation)
  }

  /// An after-hours call, with a callback of its own when the number is new.
  @discardableResult func call(_ id: String, from number: String = "021 555 0199") throws -> Int {
    let answer = try post(
      "{\"type\":\"call.started\",\"call_id\":\"\(id)\",\"from\":\"\(number)\"}")
    guard case .integer(let ticket)? = answer.json["ticket"] else { return 0 }
    return Int(ticket)
  }
}

/// Who asks: one for each role, and the odd ones.
enum Who: String, CaseIterable, Sendable {
  case telephony, mail, monitor, engineer, manager, viewer
  /// A manager whose token names a person.
  case boss
  /// An engineer, and a manager, whose person is not in the files.
  case gone, goneBoss
  case stranger, nobody

  var token: String { rawValue + "-token" }

  var role: Role? {
    switch self {
    case .boss, .goneBoss: .manager
    case .gone: .engineer
    case .stranger, .nobody: nil
    default: Role(rawValue: rawValue)
    }
  }

  var person: String? {
    switch self {
    case .engineer: "aroha"
    case .boss: "kiri"
    case .gone, .goneBoss: "zoe"
    default: nil
    }
  }
}

/// A clock that stands still until it is moved.
final class SimulatedTime: Sendable {
  private let moment: Mutex<Moment>

  init(_ moment: Moment) { self.moment = Mutex(moment) }

  var now: Moment { moment.withLock { $0 } }
  func advance(by span: Duration) { moment.withLock { $0 = $0 + span } }
}

final class Links: Sendable {
  private let tokens = Mutex<[String]>([])

  func add(_ token: String) { tokens.withLock { $0.append(token) } }
  var first: String? { tokens.withLock { $0.first } }
}

final class Log: Sendable {
  private let kept = Mutex<[String]>([])

  var lines: [String] { kept.withLock { $0 } }
  func add(_ line: String) { kept.withLock { $0.append(line) } }
}

private final class Files: Sendable {
  private let files = Mutex(House.files)

  var value: [RotaFile] {
    get { files.withLock { $0 } }
    set { files.withLock { $0 = newValue } }
  }
}

extension House {
  static let files = [RotaFile(name: "desk.rota", bytes: Array(text.utf8))]

  static let text = """
    desk
        name        "Service Desk"
        time zone   Pacific/Auckland
        region      Auckland
        hours       Monday to Friday 08:00 to 17:00
        dial        sip:desk@pbx.example.nz
        after hours dial  sip:message@pbx.example.nz
        after hours words "After-hours work is charged for."
    callbacks
        urgent      within 15m
        normal      within 1h
        ignore      021 555 0666 "Robot"
    person aroha
        name        "Aroha Ngata"
        phone       021 555 0101
        notify      sms
    person ben
        name        "Ben Carter"
        phone       021 555 0102
        notify      sms
    person kiri
        name        "Kiri Parata"
        phone       021 555 0105
        notify      sms
    rota primary
        turn        1 week
        hands over  Monday 08:00
        from        2026-06-01  ben, aroha
    escalation
        at once     primary
        after 10m   kiri
        last resort kiri

    """
}
