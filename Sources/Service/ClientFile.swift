public import CivilTime
public import Clients
import Rota
import Store
import Synchronization

/// The list of clients that counts now. It is a set of its own: a fault in it holds back no rota file, nor
/// the other way round (spec: clients-and-status.md).
public struct ClientsInForce: Sendable {
  public let list: ClientList
  /// Nil before there was ever a file.
  public let since: Moment?
  public let hasFile: Bool
  /// The faults of the file in the folder, while the last good list stays in force.
  public let pending: InForce.Pending?

  static let none = ClientsInForce(list: .empty, since: nil, hasFile: false, pending: nil)

  fileprivate func with(pending: InForce.Pending?) -> ClientsInForce {
    ClientsInForce(list: list, since: since, hasFile: hasFile, pending: pending)
  }

  /// The file of the folder when it is sound, else the last good one that the store kept.
  static func atStart(store: Store, edges: Edges) throws -> ClientsInForce {
    let now = edges.now()
    let kept = try store.latestClientList()
    // It was sound when it was kept; a program that doesn't find it so any more has no list.
    let standing =
      kept.map { kept in
        ClientsInForce(
          list: ClientFileReading(kept.bytes.map(ClientFileReading.file)).list ?? .empty,
          since: kept.inForceSince, hasFile: kept.bytes != nil, pending: nil)
      } ?? .none
    let file: RotaFile?
    do {
      file = try edges.clientFile()
    } catch {
      // It is told by the first look at the folder.
      return standing
    }
    let reading = ClientFileReading(file)
    guard let list = reading.list else {
      return standing.with(pending: InForce.Pending(since: now, problems: reading.errors))
    }
    guard kept?.bytes != file.map(\.bytes) else { return standing }
    try store.transaction {
      try store.add(KeptClientList(inForceSince: now, bytes: file.map(\.bytes)))
    }
    return ClientsInForce(list: list, since: now, hasFile: file != nil, pending: nil)
  }
}

extension InForce {
  /// The faults of the rota files and of the list of clients together.
  public var allPending: Pending? {
    guard let second = clients.pending else { return pending }
    guard let first = pending else { return second }
    return Pending(
      since: min(first.since, second.since), problems: first.problems + second.problems)
  }

  /// The names of all files that count, `clients.csv` included.
  public var allFiles: [String] { files + (clients.hasFile ? [ClientList.fileName] : []) }
}

/// A list as read: what it says when it is sound, and all that is wrong with it.
struct ClientFileReading: Sendable {
  /// Nil when there is none in the folder.
  let file: RotaFile?
  let list: ClientList?
  let problems: [Problem]

  init(_ file: RotaFile?) {
    self.file = file
    let result = file.map(ClientList.read)
    list = file == nil ? .empty : result?.list
    problems = result?.problems ?? []
  }

  var errors: [Problem] { problems.filter { $0.severity == .error } }

  static func file(_ bytes: [UInt8]) -> RotaFile {
    RotaFile(name: ClientList.fileName, bytes: bytes)
  }
}

extension ServiceCore {
  /// Takes what the folder holds now; a faulty list leaves the last good one there.
  func take(_ reading: ClientFileReading) throws {
    let now = freezeNow()
    guard let list = reading.list else { return try holdClients(reading.errors, now: now) }
    let bytes = reading.file?.bytes
    let kept = try store.latestClientList()
    guard kept?.bytes != bytes else {
      inForce.clients = inForce.clients.with(pending: nil)
      return
    }
    try store.add(KeptClientList(inForceSince: now, bytes: bytes))
    inForce.clients = ClientsInForce(list: list, since: now, hasFile: bytes != nil, pending: nil)
    edges.log("event=clients result=in_force clients=\(list.clients.count)")
  }

  func holdClients(_ problems: [Problem], now: Moment) throws {
    let pending = inForce.clients.pending
    guard pending?.problems != problems else { return }
    inForce.clients = inForce.clients.with(
      pending: InForce.Pending(since: pending?.since ?? now, problems: problems))
    try set(.clientsFaultDue, to: now + ServiceCore.faultToldAfter)
    edges.log("event=clients result=faulty problems=\(problems.count)", .warning)
  }
}

/// What the folder's list was the last time that it was looked at.
enum LastClientFile: Equatable {
  case notSeen
  case seen(RotaFile?)
}

extension CallbackService {
  /// Reads the list again, as ``readFilesAgain()`` does the rota files.
  func readClientsAgain() {
    let file: RotaFile?
    do {
      file = try edges.clientFile()
    } catch {
      lastClientFile.withLock { $0 = .notSeen }
      let problem = Problem(
        severity: .error, place: nil,
        message: "The list of clients can’t be read: \(error).",
        advice: "Put the folder back, or let the service read it.")
      return write {
        try $0.holdClients([problem], now: $0.freezeNow())
      } then: { _ in
      }
    }
    let isNew = lastClientFile.withLock { last in
      defer { last = .seen(file) }
      return last != .seen(file)
    }
    guard isNew else { return }
    let reading = ClientFileReading(file)
    write {
      try $0.take(reading)
    } then: { [self] result in
      // What could not be kept is taken up again the next time.
      if case .failure = result { lastClientFile.withLock { $0 = .notSeen } }
    }
  }
}
