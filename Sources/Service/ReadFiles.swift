import CivilTime
import Rota
import Store

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
  /// Reads the folder again. A sound set comes into force; a faulty one leaves the last good one there, and
  /// is told of.
  public func readFilesAgain() throws {
    let now = freezeNow()
    let reading: RotaReading
    do {
      reading = RotaReading(try edges.rotaFiles(), edges: edges)
    } catch {
      edges.log("event=rota_files result=unreadable")
      return
    }
    guard let configuration = reading.configuration else {
      let since = inForce.pending?.since ?? now
      inForce = inForce.with(
        pending: InForce.Pending(since: since, problems: reading.errors))
      try set(.filesFaultDue, to: now + ServiceCore.faultToldAfter)
      edges.log("event=rota_files result=faulty problems=\(reading.errors.count)")
      return
    }
    guard try store.latestConfiguration()?.files != reading.files else {
      inForce = inForce.with(pending: nil)
      return
    }
    try store.add(KeptConfiguration(inForceSince: now, files: reading.files))
    inForce = InForce(
      configuration: configuration, since: now, files: reading.files.map(\.name), pending: nil,
      closing: inForce.closing, now: now)
    edges.log("event=rota_files result=in_force files=\(reading.files.count)")
  }
}
