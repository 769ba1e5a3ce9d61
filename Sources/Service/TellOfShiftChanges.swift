import Callbacks
import CivilTime
import Rota
import Store

extension ServiceCore {
  /// Whoever's coming shifts another set of files has changed is told (spec: callbacks.md, `shifts_changed`).
  ///
  /// The mark says up to which set that has been done, so that an edit made while the service was away is
  /// told of at its start, and one around a crash once.
  func tellOfShiftChanges(now: Moment) throws {
    let since = inForce.since
    let told = try store.clockworkMoment(Mark.shiftChanges.rawValue)
    guard told != since else { return }
    try set(.shiftChanges, to: since)
    guard let told, let before = try table(ofSetSince: told) else { return }
    let range = now..<now + ServiceCore.changesToldAhead
    let changes = ScheduleChange.between(before, inForce.onCall, in: range)
    let people = Set(inForce.configuration.people.map(\.name))
    // Somebody who has left the files has no channel by which to be told.
    try tell(
      PersonalChanges.of(changes).filter { people.contains($0.person) }.map { personal in
        NoticeOrder(
          kind: .shiftsChanged, recipient: .person(personal.person),
          text: ShiftsChangedText(personal, in: range, zone: inForce.zone).text,
          endsAt: (personal.gains + personal.losses).map(\.range.upperBound).max())
      }, now: now)
  }

  /// The set that the one in force has replaced, from memory where it is there still.
  private func table(ofSetSince moment: Moment) throws -> OnCallTable? {
    if let replaced, replaced.since == moment { return replaced.onCall }
    guard let set = try store.configurationTimes().last(where: { $0.since == moment }) else {
      return nil
    }
    let files = try store.configurationFiles(set.id)
    return Configuration.read(files, zones: edges.zones).configuration.map {
      OnCallTable($0, in: moment..<moment)
    }
  }

  static let changesToldAhead = Duration.days(14)
}
