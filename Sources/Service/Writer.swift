import CivilTime
import Rota
import Store

/// Takes jobs into one transaction each time, a savepoint a job, and answers after the commit: a commit
/// costs one wait for the disk, however many share it. The clockwork's work is done in the same way.
struct Writer {
  private(set) var core: ServiceCore
  private let storePath: String
  /// After the disk has failed nothing is acknowledged until the store has been opened anew and checked:
  /// a second fsync may report success for data that is gone.
  private var needsOpening = false
  private var isRecovered = false
  private(set) var clockwork = ClockworkState.ok
  /// However far off the next moment is, the clock is looked at this often: it may jump.
  static let tick = Duration.seconds(1)

  init(core: ServiceCore, storePath: String) {
    self.core = core
    self.storePath = storePath
  }

  /// How many rows have been changed.
  var changes: Int { core.store.changes }

  /// How long the log is.
  var logPages: Int { core.store.logPages }

  /// How long nothing need be done.
  func wait(now: Moment) -> Duration {
    min(core.turn.wait(at: now), Writer.tick)
  }

  /// - Parameter publish: shows what is in force now, before anybody is told of what brought it there.
  /// - Returns: what is to be handed to the channels.
  mutating func perform(_ jobs: [Job], publish: (InForce) -> Void) -> WakeResult {
    if !jobs.isEmpty, let result = commitWithTurn(jobs, publish) { return result }
    let hasCommitted = !jobs.isEmpty && commit(jobs, publish)
    var result = wakeWhenDue()
    result.hasCommitted = result.hasCommitted || hasCommitted
    return result
  }

  /// The jobs, and what the clockwork does about them, in one commit.
  ///
  /// - Returns: nil when nothing of it stands and each is to be tried by itself: something was due before
  ///   the jobs, for which those who post don't wait, or the two failed together.
  private mutating func commitWithTurn(
    _ jobs: [Job], _ publish: (InForce) -> Void
  ) -> WakeResult? {
    guard isRecovered, !needsOpening, clockwork != .failing,
      !core.turn.isDue(at: core.freezeNow())
    else { return nil }
    let before = core.inForce
    do {
      var (tells, result) = try core.store.transaction {
        (try jobs.map { try $0.run(core) }, try core.wake())
      }
      told(tells, publish)
      finish(&result)
      return result
    } catch {
      restore(before)
      let kind = note(error)
      guard needsOpening else { return nil }
      for job in jobs { job.fail(.cannotWrite(kind)) }
      return WakeResult(sends: [])
    }
  }

  /// - Returns: whether it is on disk.
  private mutating func commit(_ jobs: [Job], _ publish: (InForce) -> Void) -> Bool {
    let before = core.inForce
    do {
      if needsOpening { try openAnew() }
      let tells = try core.store.transaction { try jobs.map { try $0.run(core) } }
      core.turn.comesNow()
      told(tells, publish)
      return true
    } catch {
      restore(before)
      let kind = note(error)
      for job in jobs { job.fail(.cannotWrite(kind)) }
      return false
    }
  }

  private func told(_ tells: [Job.Tell], _ publish: (InForce) -> Void) {
    core.edges.log("event=commit jobs=\(tells.count)", .debug)
    publish(core.inForce)
    for tell in tells { tell(nil) }
  }

  private func restore(_ inForce: InForce) {
    core.inForce = inForce
    // The numbers that were undone are given again.
    core.heldSets = [:]
  }

  private mutating func wakeWhenDue() -> WakeResult {
    let now = core.freezeNow()
    guard core.turn.isDue(at: now) else { return WakeResult(sends: []) }
    do {
      if needsOpening { try openAnew() }
      var result = try core.store.transaction {
        if !isRecovered { try core.recover() }
        return try core.wake()
      }
      isRecovered = true
      finish(&result)
      return result
    } catch {
      _ = note(error)
      core.turn.failed(again: now + Writer.tick)
      clockwork = .failing
      return WakeResult(sends: [])
    }
  }

  /// After its commit.
  private mutating func finish(_ turn: inout WakeResult) {
    let now = core.freezeNow()
    turn.hasCommitted = true
    core.turn.isDone(until: turn.next)
    if turn.hasOldLog { emptyLog(now: now) }
    clockwork = ClockworkState(next: turn.next, now: now)
  }

  /// What the turn has claimed is sent, however this goes.
  private mutating func emptyLog(now: Moment) {
    var isEmpty = false
    do {
      isEmpty = try core.emptyOldLog()
    } catch {
      _ = note(error)
    }
    if !isEmpty { core.turn.comes(by: now + Writer.tick) }
  }

  private mutating func note(_ error: any Error) -> StoreFault.Kind {
    let kind = (error as? StoreFault)?.kind ?? .other
    if kind.wantsOpening { needsOpening = true }
    core.edges.log("event=commit result=failed fault=\(kind)", .error)
    return kind
  }

  /// What of the failed transaction lies in the log behind the last commit is not taken up: the log's
  /// shared index, which the readers hold, has never heard of it, and the next commit is written over it.
  private mutating func openAnew() throws {
    let store = try Store(path: storePath)
    try store.requireWritable()
    guard try store.isSound() else { throw StoreFault.unsound }
    core = ServiceCore(store: store, of: core)
    needsOpening = false
  }
}
