import CivilTime
import HTTPServer
import Live
import Service
import Web

/// Where the service listens. A service that stands by listens before it has anything to answer with.
final class ServeDoor {
  private let address: HTTPAddress
  private let now: @Sendable () -> Moment
  private let doorway = Doorway()
  private var server: HTTPServer?

  init(address: HTTPAddress, now: @escaping @Sendable () -> Moment) {
    self.address = address
    self.now = now
  }

  var connections: ConnectionCount { doorway.connections }

  /// Answers that it stands by.
  func listen() throws(CommandFault) -> HTTPServer {
    if let server { return server }
    let now = now
    do throws(HTTPServerError) {
      let started = try HTTPServer.start(
        on: address, service: doorway.httpService { HTTPDate.text(now()) })
      server = started
      return started
    } catch {
      throw .failed(ServeWords.sentence(error))
    }
  }

  /// From now on the interface answers.
  func open(_ web: WebInterface) throws(CommandFault) -> HTTPServer {
    let now = now
    doorway.open(web.httpService { HTTPDate.text(now()) })
    return try listen()
  }
}

/// `serve --standby`: waits until the service that has the data folder has ended.
struct StandbyWait {
  let folder: DataFolder
  let door: ServeDoor

  /// How often the lock is tried. It is asked for again and again rather than waited for, since a wait can't
  /// be broken off by a signal, and some shared file systems never end one.
  static let tryEvery = Duration.milliseconds(100)

  /// - Returns: nil when it was told to end first.
  func wait(telling supervisor: ServiceSupervisor) throws(CommandFault) -> DataFolderLock? {
    let server = try door.listen()
    try Output.write("Ringback stands by at http://\(server.address)\n")
    supervisor.tell(.ready, .status("stands by"))
    while true {
      if let lock = try lock() {
        StandardError.write("event=takeover")
        return lock
      }
      supervisor.tell(.alive)
      if ServiceSignal.next(within: StandbyWait.tryEvery) == .stop {
        supervisor.tell(.stopping)
        server.drain(within: .zero)
        return nil
      }
    }
  }

  /// Nil while another has it.
  private func lock() throws(CommandFault) -> DataFolderLock? {
    do throws(DataFolderFault) {
      try folder.make()
      return try folder.lock()
    } catch {
      if case .inUse = error { return nil }
      throw .failed("\(error); name another with --data.")
    }
  }
}

/// A service that is watched: told to be alive as long as its writer takes work and ends it.
struct SupervisedService {
  private let service: CallbackService
  private let supervisor: ServiceSupervisor

  init(_ service: CallbackService, _ supervisor: ServiceSupervisor) {
    self.service = service
    self.supervisor = supervisor
  }

  /// Waits for the next signal, and meanwhile lets it be known that the service lives: a word goes out only
  /// once the writer, in the queue like any other, has done nothing and committed it.
  func nextSignal() -> ServiceSignal {
    guard let within = supervisor.aliveWithin else { return ServiceSignal.next() }
    while true {
      let supervisor = supervisor
      service.write { _ in
      } then: { result in
        if case .success = result { supervisor.tell(.alive) }
      }
      if let signal = ServiceSignal.next(within: within / 3) { return signal }
    }
  }
}
