import Store

/// Takes jobs into one transaction each time, a savepoint a job, and answers after the commit: a commit
/// costs one wait for the disk, however many share it.
struct Writer {
  private(set) var core: ServiceCore
  private let storePath: String
  /// After the disk has failed nothing is acknowledged until the store has been opened anew and checked:
  /// a second fsync may report success for data that is gone.
  private var needsOpening = false

  init(core: ServiceCore, storePath: String) {
    self.core = core
    self.storePath = storePath
  }

  mutating func perform(_ jobs: [Job]) {
    let before = core.inForce
    do {
      if needsOpening { try openAnew() }
      let tells = try core.store.transaction { try jobs.map { try $0.run(core) } }
      for tell in tells { tell(nil) }
    } catch {
      core.inForce = before
      let kind = (error as? StoreFault)?.kind ?? .other
      if kind == .disk || kind == .damaged { needsOpening = true }
      core.edges.log("event=commit result=failed fault=\(kind)")
      for job in jobs { job.fail(.cannotWrite(kind)) }
    }
  }

  private mutating func openAnew() throws {
    let store = try Store(path: storePath)
    guard try store.isSound() else { throw StoreFault.unsound }
    core = ServiceCore(store: store, of: core)
    needsOpening = false
  }
}
