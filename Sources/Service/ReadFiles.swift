import CivilTime
import Rota
import Store
import Synchronization

extension InForce {
  /// The files of the folder when they are sound, else the last good ones that the store kept.
  static func atStart(store: Store, edges: Edges) throws -> InForce {
    let now = edges.now()
    let kept = try store.latestConfiguration()
    let reading: RotaReading
    do {
      reading = RotaReading(try edges.rotaFiles(), edges: edges)
    } catch {
      guard let kept, let standing = try InForce.standing(kept, store, edges: edges, now: now)
      else {
        throw StartFault.unreadableFiles(error)
      }
      return standing
    }
    if let configuration = reading.configuration {
      let isKept = kept?.files == reading.files
      let since = isKept ? kept?.inForceSince ?? now : now
      if !isKept {
        try store.transaction {
          try store.add(KeptConfiguration(inForceSince: now, files: reading.files))
        }
      }
      return InForce(
        configuration: configuration, since: since, files: reading.files.map(\.name),
        pending: nil, closing: try store.latestClosing(), now: now)
    }
    guard let kept, let standing = try InForce.standing(kept, store, edges: edges, now: now) else {
      throw StartFault.noGoodFiles(reading.problems)
    }
    return standing.with(pending: Pending(since: now, problems: reading.errors))
  }

  /// A set that was sound when it was kept; nil when this program doesn't find it so any more.
  private static func standing(
    _ kept: KeptConfiguration, _ store: Store, edges: Edges, now: Moment
  ) throws -> InForce? {
    let closing = try store.latestClosing()
    return RotaReading(kept.files, edges: edges).configuration.map {
      InForce(
        configuration: $0, since: kept.inForceSince, files: kept.files.map(\.name), pending: nil,
        closing: closing, now: now)
    }
  }
}

extension ServiceCore {
  /// Takes what the folder holds now. A sound set comes into force; a faulty one leaves the last good one
  /// there, and is told of.
  func take(_ reading: RotaReading) throws {
    let now = freezeNow()
    guard let configuration = reading.configuration else {
      return try hold(reading.errors, now: now)
    }
    guard try store.latestConfiguration()?.files != reading.files else {
      inForce = inForce.with(pending: nil)
      return
    }
    try store.add(KeptConfiguration(inForceSince: now, files: reading.files))
    let old = inForce
    inForce = InForce(
      configuration: configuration, since: now, files: reading.files.map(\.name), pending: nil,
      closing: old.closing, now: now)
    inForce.clients = old.clients
    replaced = old
    edges.log("event=rota_files result=in_force files=\(reading.files.count)")
  }

  /// The last good set stays in force, and everybody can see that it is so.
  func hold(_ problems: [Problem], now: Moment) throws {
    guard inForce.pending?.problems != problems else { return }
    inForce = inForce.with(
      pending: InForce.Pending(since: inForce.pending?.since ?? now, problems: problems))
    try set(.filesFaultDue, to: now + ServiceCore.faultToldAfter)
    edges.log("event=rota_files result=faulty problems=\(problems.count)", .warning)
  }
}

extension CallbackService {
  /// Reads the folder again, on the caller's thread, and hands what it holds to the writer when that is not
  /// what it held the last time.
  public func readFilesAgain() {
    readingTurn.withLock { _ in readAndHandOver() }
  }

  private func readAndHandOver() {
    let files: [RotaFile]
    do {
      files = try edges.rotaFiles()
    } catch {
      lastRead.withLock { $0 = nil }
      let problem = Problem(
        severity: .error, place: nil, message: "the rota folder can't be read: \(error)",
        advice: "Put the folder back, or let the service read it.")
      return write {
        try $0.hold([problem], now: $0.freezeNow())
      } then: { _ in
      }
    }
    // A folder that can't be read at all is told once, above.
    readClientsAgain()
    let isNew = lastRead.withLock { last in
      defer { last = files }
      return last != files
    }
    guard isNew else { return }
    let reading = RotaReading(files, edges: edges)
    write {
      try $0.take(reading)
    } then: { [self] result in
      // What could not be kept is taken up again the next time.
      if case .failure = result { lastRead.withLock { $0 = nil } }
    }
  }
}
