public import CivilTime
public import Rota
import Store
import Synchronization

/// The running service: one thread that owns the state and writes, taking what waits into one transaction,
/// and readers that never wait for it. All of it may be called from any thread.
public final class CallbackService: Sendable {
  private let queue: BoundedQueue<Job>
  private let readers: Readers
  private let copying: LogCopying
  private let shared: Mutex<InForce>
  private let writer: Mutex<SystemThread?> = Mutex(nil)
  private let turn = Mutex(ClockworkState.ok)
  private let commits = Atomic(0)
  let probe = WriteProbe()
  /// What is committed is announced here.
  public let changes: Changes
  let edges: Edges
  let past: PastConfigurations
  /// What the folder held the last time that it was read.
  let lastRead: Mutex<[RotaFile]?>
  let lastClientFile = Mutex(LastClientFile.notSeen)
  /// Whoever reads the folder hands over what they read before the next one reads: else an older reading
  /// could come into force after a newer one.
  let readingTurn = Mutex(())

  /// What waits at the most; above it a post is answered with 503.
  public static let waitingMax = 1024
  /// How many posts share one commit at the most.
  static let batchMax = 256

  /// Opens the store, reads the files and starts the threads.
  ///
  /// - Throws: ``StoreFault``, ``StartFault``, ``SystemThreadFault``.
  public static func start(storePath: String, edges: Edges) throws -> CallbackService {
    let store = try Store(path: storePath)
    if let schema = store.upgradedFrom {
      edges.log(
        "event=upgrade from=\(schema) to=\(Store.schemaVersion) "
          + "kept=\(Store.keptBeforeUpgrade(of: storePath, schema: schema))")
    }
    let core = try ServiceCore(store: store, edges: edges)
    let service = CallbackService(
      core, readers: try Readers(storePath: storePath),
      copying: try LogCopying(storePath: storePath, edges: edges),
      lastRead: core.inForce.pending == nil ? try store.latestConfiguration()?.files : nil)
    try service.run(Writer(core: core, storePath: storePath))
    return service
  }

  /// - Parameter lastRead: the files that count, when nothing is known against those of the folder: they
  ///   need not be read again before they change.
  private init(
    _ core: ServiceCore, readers: Readers, copying: LogCopying, lastRead: [RotaFile]?
  ) {
    queue = BoundedQueue(itemsMax: CallbackService.waitingMax)
    shared = Mutex(core.inForce)
    self.readers = readers
    self.copying = copying
    self.lastRead = Mutex(lastRead)
    edges = core.edges
    changes = Changes(run: edges.random(4))
    past = PastConfigurations(readers: readers, zones: edges.zones)
  }

  /// The files in force now.
  public var inForce: InForce { shared.withLock { $0 } }

  public var now: Moment { edges.now() }

  /// How the clockwork's last turn went.
  public var clockwork: ClockworkState { turn.withLock { $0 } }

  /// Changes with every commit that wrote something, before anybody is told of it: as long as it stays the
  /// same, so does everything that was read since.
  public var commitCount: Int { commits.load(ordering: .acquiring) }

  /// Where people reach the service from outside, without a slash at its end.
  public var publicAddress: String? { edges.publicAddress() }

  public func log(_ line: String) { edges.log(line) }

  public func log(_ line: String, _ level: LogLevel) { edges.log(line, level) }

  /// So many bytes that nobody can foresee.
  public func random(_ count: Int) -> [UInt8] { edges.random(count) }

  /// Does the work on the writer's thread, within a transaction, and tells how it went once it is on disk.
  ///
  /// `then` is called on the writer's thread (or at once, when the queue is full) and must not block.
  public func write<Result: Sendable>(
    _ work: @escaping @Sendable (ServiceCore) throws -> Result,
    then tell: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
  ) {
    let job = Job { core in
      do {
        let result = try core.store.savepoint { try work(core) }
        return { failure in tell(failure.map { .failure($0) } ?? .success(result)) }
      } catch let fault as StoreFault where fault.endsTransaction || !core.store.isInTransaction {
        throw fault
      } catch {
        return { _ in tell(.failure(error)) }
      }
    } fail: { fault in
      tell(.failure(fault))
    }
    if !queue.post(job) { job.fail(queue.isOpen ? .overloaded : .stopping) }
  }

  /// Reads at one moment, on the caller's thread; never waits for the writer.
  func read<Result: Sendable>(_ work: @Sendable (Store) throws -> Result) throws -> Result {
    try readers.read(work)
  }

  /// Lets what is in hand be finished, and ends the threads.
  public func stop() {
    queue.close()
    writer.withLock { thread in
      thread?.join()
      thread = nil
    }
    copying.stop()
  }

  private func run(_ first: consuming sending Writer) throws {
    let start = Mutex<Writer?>(first)
    let box = WriterBox(start)
    let thread = try SystemThread { [self] in
      guard var writer = box.take() else { return }
      var (wait, rows) = (Duration.zero, writer.changes)
      while let jobs = queue.take(countMax: CallbackService.batchMax, within: wait) {
        let result = writer.perform(jobs) { inForce in
          shared.withLock { $0 = inForce }
          commits.add(1, ordering: .releasing)
        }
        // The clockwork's own work is told to nobody before this.
        if writer.changes != rows { commits.add(1, ordering: .releasing) }
        rows = writer.changes
        turn.withLock { $0 = writer.clockwork }
        if result.hasCommitted { changes.commit() }
        changes.look(now: edges.now())
        for sending in result.sends { send(sending) }
        for sending in result.mails { send(sending) }
        copying.follow(writer.logPages)
        wait = writer.wait(now: edges.now())
      }
    }
    writer.withLock { $0 = thread }
  }

  private func send(_ sending: Sending) {
    edges.send(sending.message) { [self] result in
      write { core in
        try core.delivered(sending.delivery, result)
      } then: { _ in
      }
    }
  }
}

extension CallbackService {
  private func send(_ sending: MailSending) {
    edges.sendMail(sending) { [self] result in
      write { core in
        try core.mailed(sending.id, result)
      } then: { _ in
      }
    }
  }
}

/// Hands the writer over to its thread.
private final class WriterBox: Sendable {
  private let writer: Mutex<Writer?>

  init(_ writer: consuming sending Mutex<Writer?>) { self.writer = writer }

  func take() -> sending Writer? {
    writer.withLock { held in
      let writer = held
      held = nil
      return writer
    }
  }
}

/// One piece of work for the writer: it gives what to tell once the commit is on disk, or has failed.
struct Job: Sendable {
  typealias Tell = (ServiceFault?) -> Void

  let run: @Sendable (ServiceCore) throws -> Tell
  let fail: @Sendable (ServiceFault) -> Void
}
