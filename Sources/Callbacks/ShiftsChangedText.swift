public import CivilTime
public import Rota

/// The words of a notice that somebody's coming shifts have changed: what is new, what has gone, and with
/// whom it was changed; as much as fits a lock screen.
public struct ShiftsChangedText {
  private let changes: PersonalChanges
  /// What was compared: what lasts to its end goes on after it.
  private let range: Range<Moment>
  private let zone: TimeZoneRules

  public init(_ changes: PersonalChanges, in range: Range<Moment>, zone: TimeZoneRules) {
    self.changes = changes
    self.range = range
    self.zone = zone
  }

  public var text: String {
    let gains = changes.gains.map { "new: \(shift($0)) (was \($0.before?.text ?? "nobody"))" }
    let losses = changes.losses.map { "gone: \(shift($0)) (now \($0.after?.text ?? "nobody"))" }
    let all = gains + losses
    var text = "Your coming shifts have changed"
    for (index, part) in all.enumerated() {
      let left = all.count - index
      let next = text + (index == 0 ? ": " : "; ") + part
      // Room for the words that follow when the next part doesn't fit.
      guard
        next.unicodeScalars.count + (left > 1 ? ShiftsChangedText.moreScalars : 1)
          <= NoticeText.scalarsMax
      else { return text + (index == 0 ? ": \(left) of them." : "; and \(left) more.") }
      text = next
    }
    return text + "."
  }

  private static let moreScalars = "; and 9999 more.".count

  /// `primary, Mon 23 Nov 8 am to Mon 30 Nov 8 am`.
  private func shift(_ change: ScheduleChange) -> String {
    let start = zone.local(at: change.range.lowerBound)
    let end = zone.local(at: change.range.upperBound)
    let startsNow = change.range.lowerBound == range.lowerBound
    let goesOn = change.range.upperBound == range.upperBound
    let first = startsNow ? "now" : words(start)
    let when =
      switch (startsNow, goesOn) {
      case (true, true): "from now on"
      case (false, true): "from \(first)"
      case (_, false):
        "\(first) to \(start.date == end.date ? SpokenTime.clock(end.time) : words(end))"
      }
    return "\(change.rota.text), \(when)"
  }

  private func words(_ time: CivilDateTime) -> String {
    let month = SpokenTime.monthNames[time.date.month - 1].prefix(3)
    return "\(time.date.weekday.name.prefix(3)) \(time.date.day) \(month) "
      + SpokenTime.clock(time.time)
  }
}
