import CivilTime
import Synchronization

/// Whether the service does what it is there for, part by part (spec: http-api.md, "For those who run it").
public struct Health: Equatable, Sendable {
  /// Why nothing is kept now; nil while a commit reaches the disk.
  public let writeFault: WriteFault?
  public let clockwork: ClockworkState
  /// The last good set of rota files is in force while a faulty one waits to be mended: told, but no
  /// failure, since calls go where they should.
  public let filesAreFaulty: Bool

  /// Whether calls can be kept, and whether what is due is done.
  public var isWell: Bool { writeFault == nil && clockwork == .ok }

  public enum WriteFault: Equatable, Sendable {
    case fault(ServiceFault)
    /// A commit has been under way for longer than ``WriteProbe/patience``.
    case stalled
    /// The commit failed for a reason of the program's own.
    case defect
  }
}

/// How the clockwork's last turn went.
public enum ClockworkState: String, CaseIterable, Equatable, Sendable {
  case ok
  /// Its turn failed: nothing that is due is done.
  case failing
  /// After its turn there was still work that had been due for longer than ``lateMax``.
  case late

  public static let lateMax = Duration.minutes(2)

  /// - Parameter next: what is due next, as the turn left it.
  init(next: Moment?, now: Moment) {
    self = next.map { now - $0 > ClockworkState.lateMax } == true ? .late : .ok
  }
}

extension CallbackService {
  /// How it fares now. A commit is tried for it, at most one a second, however many ask; it is told on any
  /// thread, within ``WriteProbe/patience``, which one asker of all waits for here.
  public func health(then tell: @escaping @Sendable (Health) -> Void) {
    let whole: @Sendable (Health.WriteFault?) -> Void = { [self] fault in
      tell(
        Health(
          writeFault: fault, clockwork: clockwork, filesAreFaulty: inForce.allPending != nil))
    }
    switch probe.enter(now: now, whole) {
    case .knows(let fault): whole(fault)
    case .waits: return
    case .asks:
      let answers = BoundedQueue<Health.WriteFault?>(itemsMax: 1)
      write {
        try $0.beat()
      } then: { [self] result in
        probe.hasReturned()
        _ = answers.post(WriteProbe.fault(of: result))
      }
      let fault = answers.take(countMax: 1, within: WriteProbe.patience)?.first ?? .stalled
      for tell in probe.leave(fault, now: now) + [whole] { tell(fault) }
    }
  }
}

/// Finds out whether writing works by writing, for all who ask at once.
final class WriteProbe: Sendable {
  /// What is known is good for so long.
  static let goodFor = Duration.seconds(1)
  /// A commit that takes longer counts as none.
  static let patience = Duration.seconds(2)

  typealias Tell = @Sendable (Health.WriteFault?) -> Void

  enum Entry {
    case knows(Health.WriteFault?)
    /// Another asker tells.
    case waits
    /// Whoever enters so must write, and ``leave(_:now:)``.
    case asks
  }

  private struct State {
    var known: (at: Moment, fault: Health.WriteFault?)?
    var isAsking = false
    /// The job is with the writer.
    var isUnderWay = false
    var waiting: [Tell] = []
  }

  private let state = Mutex(State())

  func enter(now: Moment, _ tell: @escaping Tell) -> Entry {
    state.withLock { state in
      if let (at, fault) = state.known, at <= now, now - at < WriteProbe.goodFor {
        return .knows(fault)
      }
      if state.isAsking {
        state.waiting.append(tell)
        return .waits
      }
      // The job of an earlier asker, who has given up, is still there: another would only queue up.
      if state.isUnderWay { return .knows(.stalled) }
      (state.isAsking, state.isUnderWay) = (true, true)
      return .asks
    }
  }

  func hasReturned() { state.withLock { $0.isUnderWay = false } }

  /// - Returns: those who have come meanwhile.
  func leave(_ fault: Health.WriteFault?, now: Moment) -> [Tell] {
    state.withLock { state in
      defer { state.waiting = [] }
      state.isAsking = false
      // A stall is over when its job returns; nobody need remember it.
      state.known = fault == .stalled ? nil : (now, fault)
      return state.waiting
    }
  }

  static func fault(of result: Result<Void, any Error>) -> Health.WriteFault? {
    switch result {
    case .success: nil
    case .failure(let fault as ServiceFault): .fault(fault)
    case .failure: .defect
    }
  }
}
