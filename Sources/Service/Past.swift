import Callbacks
public import CivilTime
public import Rota
import Store
import Synchronization

/// The sets of files that were in force, read again when a question about the past asks for one.
final class PastConfigurations: Sendable {
  private let readers: Readers
  private let zones: ZoneSource
  private let kept = Mutex<(timeline: ConfigurationTimeline, since: Moment)?>(nil)
  private let read = Mutex<[Int64: Configuration]>([:])

  /// So many sets are held in memory; a report over more reads some again.
  static let heldMax = 16

  init(readers: Readers, zones: ZoneSource) {
    self.readers = readers
    self.zones = zones
  }

  /// What was in force when, up to the set that is in force now.
  func timeline(to present: InForce) throws -> ConfigurationTimeline {
    if let kept = kept.withLock({ $0 }), kept.since == present.since { return kept.timeline }
    let sets = try readers.read { try $0.configurationTimes() }
    let timeline = ConfigurationTimeline(
      sinces: sets.map(\.since), present: present.configuration,
      load: { [self] index in configuration(sets[index].id) })
    kept.withLock { $0 = (timeline, present.since) }
    return timeline
  }

  private func configuration(_ id: Int64) -> Configuration? {
    if let held = read.withLock({ $0[id] }) { return held }
    guard let files = try? readers.read({ try $0.configurationFiles(id) }),
      let configuration = Configuration.read(files, zones: zones).configuration
    else { return nil }
    read.withLock { held in
      if held.count >= PastConfigurations.heldMax { held.removeAll() }
      held[id] = configuration
    }
    return configuration
  }
}

extension CallbackService {
  /// What was in force when: for every question that may be about the past.
  public func timeline() throws -> ConfigurationTimeline { try past.timeline(to: inForce) }

  /// The closing by hand that held at that moment, and when the desk took calls again after it; nil when
  /// none did.
  public func closing(at moment: Moment) throws -> (reason: String, nextChange: Moment?)? {
    guard let closing = try read({ try $0.closing(at: moment) }) else { return nil }
    let hours = try timeline().configuration(at: moment).hours
    let view = DeskView(hours: hours, closing: closing)
    return (closing.reason, view.nextOpening(from: moment))
  }
}
