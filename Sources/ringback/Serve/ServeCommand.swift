import CivilTime
import Clients
import HTTPServer
import Live
import Rota
import Service
import ServiceHours
import Store
import Web

extension Command {
  static let serve = Command(
    name: "serve", group: .service, summary: "run the service",
    options: [.rotas, .data, .listen, .config, .clock, .standby, .log],
    notes: [
      "It prints its address once it accepts calls. SIGTERM ends it within 10 s, when what is in hand is "
        + "done; SIGHUP makes it read its files again, and the server's own file; of that, where it listens "
        + "and where its folders are counts from the next start.",
      "The first start makes a token for the telephony system and one for a manager: a terminal shows "
        + "them once, else they are written to first-tokens in the data folder.",
      "With --standby it waits for the service that has the data folder to end, however it ends, answers "
        + "503 until then, and takes over.",
    ],
    examples: [
      Example(line: "ringback serve", meaning: "On the files in Rotas, at 127.0.0.1:8080."),
      Example(
        line: "ringback serve --config ringback.conf",
        meaning: "As that file says, with its channels; an option beside it wins."),
      Example(
        line: "ringback serve --clock \"2026-07-10 02:00\" --data rehearsal",
        meaning: "Rehearse a night: the clock starts there and runs on."),
    ],
    run: { invocation throws(CommandFault) in try ServeCommand(invocation).run() })
}

extension CommandOption {
  static let data = CommandOption(
    name: "--data", value: "DIR", summary: "The folder of the store (default: ringback-data).")
  fileprivate static let listen = CommandOption(
    name: "--listen", value: "ADDR:PORT",
    summary: "Where to listen (default: 127.0.0.1:8080); port 0 picks one.")
  fileprivate static let standby = CommandOption(
    name: "--standby", summary: "Wait until the data folder is free, then take over.")
  fileprivate static let log = CommandOption(
    name: "--log", value: "LEVEL",
    summary: "What is logged at the least: error, warning, info (usual) or debug.")
  fileprivate static let clock = CommandOption(
    name: "--clock", value: "T",
    summary: "For rehearsals: the service's clock starts at T and runs on.")
}

/// Spec: cli.md, `serve`.
struct ServeCommand {
  private let invocation: Invocation
  private let settings: ServerConfiguration
  private let folder: DataFolder
  private let rotas: String
  private let log: ServiceLog

  init(_ invocation: Invocation) throws(CommandFault) {
    self.invocation = invocation
    settings = try ServerFile.settings(invocation)
    log = ServiceLog(
      try ServeCommand.logLevel(invocation) ?? settings.logLevel ?? ServiceLog.usualLevel)
    folder = DataFolder.named(by: invocation, settings)
    rotas = invocation[.rotas] ?? settings.rotas ?? RotaSet.usualFolder
  }

  static let usualAddress = HTTPAddress(ip: "127.0.0.1", port: 8080)
  /// How long what is in hand may take after SIGTERM.
  static let drainWithin = Duration.seconds(10)

  func run() throws(CommandFault) -> ExitStatus {
    ServiceSignal.block()
    let supervisor = ServiceSupervisor.ofEnvironment()
    let address = try listenAddress()
    let now = try clock()
    let door = ServeDoor(address: address, now: now)
    let lock: DataFolderLock
    if invocation.has(.standby) {
      guard let taken = try StandbyWait(folder: folder, door: door).wait(telling: supervisor) else {
        return .done
      }
      lock = taken
    } else {
      lock = try lockedFolder()
    }
    let sender = try sender(now: now)
    let mailer = try mailer()
    let edges = try edges(now: now, sender, mailer)
    let service = try started(edges)
    let watch = ServerFileWatch(
      path: invocation[.config], rotas: RotaFolder(rotas), first: settings, sender: sender,
      log: log, hasLevelOfItsOwn: invocation[.log] != nil)
    watch.tellOfChannels(settings)
    // Before the address is told: no edit after that waits.
    let rotaWatch = try self.rotaWatch(for: service)
    let web: WebInterface
    do {
      web = try WebInterface(service, process: measures(door))
    } catch {
      throw .failed("the system gives no more threads; end other programs first.")
    }
    let server = try door.open(web)
    lock.tell(address: "http://\(server.address)")
    for sentence in MailWords.whyNotSent(settings) { log.write(.warning, sentence) }
    if let text = invocation[.clock] {
      log.write(
        .warning, "Rehearsal: the service's clock starts at \(text), not at the real time.")
    }
    try FirstTokens(folder: folder, address: server.address, now: edges.now()).makeIfNone()
    try Output.write("Ringback answers at http://\(server.address)\n")
    supervisor.tell(.ready, .status("answers at http://\(server.address)"))
    while case .readAgain = SupervisedService(service, supervisor).nextSignal() {
      service.readFilesAgain()
      watch.readAgain()
      // What has changed there may be due now.
      service.write { _ in
      } then: { _ in
      }
    }
    supervisor.tell(.stopping, .status("finishes what is in hand"))
    rotaWatch.stop()
    // The tries in hand end while the requests in hand are answered.
    sender.close()
    mailer.close()
    service.changes.end()
    server.drain(within: ServeCommand.drainWithin)
    web.stop()
    sender.join()
    mailer.join()
    service.stop()
    withExtendedLifetime(lock) {}
    return .done
  }

  private func measures(_ door: ServeDoor) -> @Sendable () -> ProcessMeasures {
    let (connections, log) = (door.connections, folder.storePath + "-wal")
    return {
      ProcessMeasures(
        residentBytes: ProcessMemory.residentBytes(), connections: connections.value,
        logBytes: PlainFile.size(of: log) ?? 0)
    }
  }

  private func rotaWatch(for service: CallbackService) throws(CommandFault) -> FolderWatch {
    do throws(FolderWatchFault) {
      return try FolderWatch(rotas) { service.readFilesAgain() }
    } catch {
      throw .failed("the system gives no more files or threads; end other programs first.")
    }
  }

  private func sender(now: @escaping @Sendable () -> Moment) throws(CommandFault) -> NoticeSender {
    do throws(SystemThreadFault) {
      return try NoticeSender(settings, now: now, log: { [log] in log.write($0, $1) })
    } catch {
      throw .failed("the system gives no more threads; end other programs first.")
    }
  }

  private func mailer() throws(CommandFault) -> MailSender {
    do throws(SystemThreadFault) {
      return try MailSender(log: { [log] in log.write(.warning, $0) })
    } catch {
      throw .failed("the system gives no more threads; end other programs first.")
    }
  }

  private func edges(
    now: @escaping @Sendable () -> Moment, _ sender: NoticeSender, _ mailer: MailSender
  ) throws(CommandFault) -> Edges {
    let linkKey = try NoticeLinkKey(data: self.folder).read()
    let folder = RotaFolder(rotas)
    let database = TimeZoneDatabase()
    var edges = Edges(
      now: now, rotaFiles: { try folder.read() },
      zones: ZoneSource(
        rules: { name throws(TimeZoneFault) in try database.zone(name) },
        names: { database.names() }),
      random: { SecureRandom.bytes($0) }, send: { sender.send($0, tell: $1) },
      log: { _ in }, linkKey: linkKey,
      mail: { MailSettings(sender.inForce) },
      sendMail: { mailer.send($0, tell: $1) })
    edges.logAt = { [log] in log.write($0, $1) }
    edges.billing = { sender.inForce.billing }
    edges.keepsPersonalDetails = { sender.inForce.keepsPersonalDetails }
    edges.clientPages = { ClientPageSettings(sender.inForce) }
    edges.clientFile = { try folder.file(ClientList.fileName) }
    edges.trustedProxies = { sender.inForce.trustedProxies }
    edges.publicAddress = { sender.inForce.publicAddress }
    edges.setUpProblems = {
      (try? folder.read()).map { sender.channelProblems(in: $0) } ?? []
    }
    return edges
  }

  /// The real clock, or a rehearsal's.
  private func clock() throws(CommandFault) -> @Sendable () -> Moment {
    guard let text = invocation[.clock] else { return { RealTime.now() } }
    let rehearsal = RehearsalTime(start: try rehearsalStart(text))
    return { rehearsal.now() }
  }

  /// A time with its offset, or one of the desk's clock.
  private func rehearsalStart(_ text: String) throws(CommandFault) -> Moment {
    if let moment = TimeArgument.withOffset(text) { return moment }
    let set = try RotaSet.read(rotas)
    guard let zone = set.configuration?.desk.definition.zone else {
      throw .failed("--clock wants sound rota files, or a time with an offset; run ringback check.")
    }
    return try TimeArgument.moment(.clock, of: invocation, in: zone)
  }

  private func lockedFolder() throws(CommandFault) -> DataFolderLock {
    do throws(DataFolderFault) {
      try folder.make()
      return try folder.lock()
    } catch {
      throw .failed("\(error); name another with --data.")
    }
  }

  private func started(_ edges: Edges) throws(CommandFault) -> CallbackService {
    do {
      return try CallbackService.start(storePath: folder.storePath, edges: edges)
    } catch let fault as StartFault {
      throw .failed(ServeWords.sentence(fault))
    } catch let fault as StoreFault {
      throw .failed("the store in “\(folder.path)” can't be used: \(fault).")
    } catch {
      throw .failed("the service can't start: \(error).")
    }
  }

  private static func logLevel(_ invocation: Invocation) throws(CommandFault) -> LogLevel? {
    guard let text = invocation[.log] else { return nil }
    guard let level = LogLevel(rawValue: text.lowercased()) else {
      throw .usage("--log wants one of error, warning, info and debug.")
    }
    return level
  }

  private func listenAddress() throws(CommandFault) -> HTTPAddress {
    guard let text = invocation[.listen] else {
      return settings.listen.map { HTTPAddress(ip: $0.ip, port: $0.port) }
        ?? ServeCommand.usualAddress
    }
    // An IPv6 address wants its brackets: ::1:80 could be read in two ways.
    guard let colon = text.lastIndex(of: ":"),
      let port = ServeCommand.port(text[text.index(after: colon)...]),
      let ip = ServeCommand.ip(text[..<colon])
    else {
      throw .usage("--listen wants an address and a port, such as 127.0.0.1:8080 or [::1]:8080.")
    }
    return HTTPAddress(ip: ip, port: port)
  }

  /// Digits alone: the system's reader of numbers takes a sign too.
  private static func port(_ text: Substring) -> UInt16? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? UInt16(text) : nil
  }

  private static func ip(_ text: Substring) -> String? {
    let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
    let ip = isBracketed ? text.dropFirst().dropLast() : text
    guard !ip.isEmpty, !ip.contains(where: { "[]".contains($0) }) else { return nil }
    return isBracketed == ip.contains(":") ? String(ip) : nil
  }
}
