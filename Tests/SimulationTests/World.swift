import Callbacks
import CivilTime
import Rota
import Store
import Synchronization
import TestSupport

@testable import Service

/// A whole service with its real store, and a simulated world around it: clock, files, channels, people and
/// chance, all from one seed. It has no thread: a step is done when it returns, or has crashed.
final class World {
  var random: SeededRandom
  let folder: TemporaryFolder
  let clock: SimulatedClock
  private(set) var core: ServiceCore
  private let files = Files(RotaTexts.good[0])
  private let chance: SeededChance

  /// Call events that were answered, and the answer's ticket.
  var answered: [String: TicketNumber?] = [:]
  /// Events that may be sent again, answered or not.
  var posted: [CallPost] = []
  /// What the channels have in hand, not told of yet.
  var inHand: [Sending] = []
  /// What reached a person: the notice's id and its channel.
  var received: Set<String> = []
  /// What a channel has said that it took, and the service has kept as taken.
  var taken: Set<String> = []
  /// What was handed to a channel and should not have been.
  var wrongs: [String] = []
  /// The deadlines as they stood after the step before.
  var dueBefore: [CallbackID: Moment] = [:]
  var clockWasSet = false
  private var handedOut = 0
  var crashes = 0
  var commits = 0

  struct Crash: Error {}

  /// The service asks again and again to be woken, and does nothing.
  struct Stuck: Error {
    let callbacks: [Callback]
    let deliveries: [KeptDelivery]
    let next: Moment?
    let now: Moment
  }

  init(seed: UInt64, start: Moment) throws {
    random = SeededRandom(seed: seed)
    chance = SeededChance(seed: seed ^ 0x5EED)
    folder = try TemporaryFolder(inMemory: true)
    clock = SimulatedClock(start)
    core = try ServiceCore(
      store: try Store(path: folder.path + "/store"),
      edges: World.edges(clock: clock, files: files, chance: chance))
    try transaction { try $0.recover() }
  }

  private static func edges(clock: SimulatedClock, files: Files, chance: SeededChance) -> Edges {
    let database = TimeZoneDatabase()
    var edges = Edges(
      now: { clock.now }, rotaFiles: { files.now },
      zones: ZoneSource(rules: { name throws(TimeZoneFault) in try database.zone(name) }),
      random: { chance.bytes($0) }, send: { _, _ in }, log: { _ in }, linkKey: [1])
    edges.reading = World.read.reading(edges.reading)
    return edges
  }

  private static let read = RememberedReadings()

  // MARK: - Stops

  /// Ends the process as SIGKILL does, and starts it again on the same store.
  func restart() throws {
    crashes += 1
    // What was with a channel may have arrived all the same; nobody will tell.
    for sending in inHand where Bool.random(using: &random) {
      received.insert(World.key(of: sending))
    }
    inHand = []
    core = try ServiceCore(
      store: try Store(path: folder.path + "/store"),
      edges: World.edges(clock: clock, files: files, chance: chance))
    try transaction { try $0.recover() }
  }

  /// One commit, at which the process may end: before it, in it, or after it but before anybody was told.
  /// As the service's writer does, with the clockwork's turn in it when nothing was due before.
  ///
  /// - Parameter keep: what the world keeps of it, before anything is handed out.
  func commit<Result>(
    _ work: (ServiceCore) throws -> Result, then keep: () -> Void = {}
  ) throws -> Result? {
    let isBehind = core.turn.isDue(at: clock.now)
    let done = try commitUntold { core in
      (result: try work(core), turn: isBehind ? nil : try core.wake())
    }
    guard let done else { return nil }
    keep()
    if let turn = done.turn { handOut(turn) } else { core.turn.comesNow() }
    return done.result
  }

  private func handOut(_ turn: WakeResult) {
    core.turn.isDone(until: turn.next)
    for sending in turn.sends { look(at: sending) }
    inHand += turn.sends
    handedOut += turn.sends.count
  }

  private func commitUntold<Result>(_ work: (ServiceCore) throws -> Result) throws -> Result? {
    commits += 1
    let fate = Int.random(in: 0..<300, using: &random)
    do {
      let result = try core.store.transaction {
        if fate == 0 { throw Crash() }
        let result = try work(core)
        if fate == 1 { throw Crash() }
        return result
      }
      if fate == 2 { throw Crash() }
      if core.store.logPages >= World.logPagesMax { try core.store.copyLog() }
      return result
    } catch is Crash {
      try restart()
      return nil
    }
  }

  /// Longer than that it is copied into the file, as the service does beside its writer.
  private static let logPagesMax = 1024

  private func transaction(_ work: (ServiceCore) throws -> Void) throws {
    try core.store.transaction { try work(core) }
  }

  // MARK: - Time

  /// Does what is due now, and hands out what is to be sent, until nothing is.
  func wake() throws {
    // With most of a channel's places lost for a minute, thousands may go through the last one; to be woken
    // for nothing is another matter.
    var (rounds, forNothing) = (0, 0)
    while rounds < 5000, forNothing < 200 {
      let handedOutBefore = handedOut
      defer {
        rounds += 1
        forNothing = handedOut == handedOutBefore ? forNothing + 1 : 0
      }
      if core.turn.isDue(at: clock.now) {
        guard let result = try commitUntold({ try $0.wake() }) else { continue }
        handOut(result)
      }
      // What a channel tells may make something due at once, and so may a stop.
      guard try letChannelsAnswer() || core.turn.isDue(at: clock.now) else { return }
    }
    throw Stuck(
      callbacks: try core.store.callbacksDue(by: clock.now, limit: 3),
      deliveries: try core.store.deliveriesDue(
        by: clock.now, inHand: try core.store.deliveriesInHand(), inHandMax: 24, limit: 3
      ).compactMap { try core.store.delivery($0.id) },
      next: core.turn.next,
      now: clock.now)
  }

  /// Lets time go on, waking the service at each moment that it asked for.
  func advance(_ span: Duration) throws {
    let end = clock.now + span
    for _ in 0..<10_000 {
      try wake()
      guard let next = core.turn.next, next < end else { break }
      clock.now = max(next, clock.now)
    }
    clock.now = max(clock.now, end)
    try wake()
  }

  /// Each channel takes what it has, refuses it, or says nothing yet; what is told of at once shares a
  /// commit, as in the service. True when something was told, or the process ended meanwhile.
  func letChannelsAnswer() throws -> Bool {
    guard inHand.contains(where: { channels[$0.message.channel.text] != .hangs }) else {
      return false
    }
    var told: [(sending: Sending, result: SendResult)] = []
    var silent: [Sending] = []
    for sending in inHand {
      let state = channels[sending.message.channel.text] ?? .works
      // A channel that lies lets it arrive, and says that it did not.
      if state == .works || state == .lies {
        received.insert(World.key(of: sending))
      }
      switch state {
      case .works: told.append((sending, .sent))
      case .fails, .lies: told.append((sending, .failed))
      case .isMissing: told.append((sending, .noSuchChannel))
      case .hangs: silent.append(sending)
      }
    }
    inHand = silent
    guard !told.isEmpty else { return false }
    _ = try commit({ core in
      for (sending, result) in told { try core.delivered(sending.delivery, result) }
    }) {
      taken.formUnion(told.filter { $0.result == .sent }.map { World.key(of: $0.sending) })
    }
    return true
  }

  enum ChannelState: CaseIterable { case works, fails, lies, isMissing, hangs }
  var channels: [String: ChannelState] = [:]

  // MARK: - Files

  func edit(_ text: String) throws {
    files.now = RotaTexts.files(text)
    let reading = RotaReading(files.now, edges: core.edges)
    _ = try commit { core in
      if reading.configuration == nil {
        try core.hold(reading.errors, now: core.freezeNow())
      } else {
        try core.take(reading)
      }
    }
    try wake()
  }
}

/// The folder's files, shared with the edges.
final class Files: Sendable {
  private let held: Mutex<[RotaFile]>

  init(_ text: String) { held = Mutex(RotaTexts.files(text)) }

  var now: [RotaFile] {
    get { held.withLock { $0 } }
    set { held.withLock { $0 = newValue } }
  }
}

/// What each set of files came to: to make its calendar anew at every restart would take longer than all
/// else.
final class RememberedReadings: Sendable {
  private let known = Mutex<[[RotaFile]: ReadResult]>([:])

  func reading(
    _ read: @escaping @Sendable ([RotaFile]) -> ReadResult
  ) -> @Sendable ([RotaFile]) -> ReadResult {
    { [self] files in
      if let result = known.withLock({ $0[files] }) { return result }
      let result = read(files)
      known.withLock { $0[files] = result }
      return result
    }
  }
}
