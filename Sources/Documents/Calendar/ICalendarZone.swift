import CivilTime

extension ICalendarWriter {
  /// The zone with every clock change of a range, and the one before it (RFC 5545, 3.6.5). One
  /// observance a change, without rules: it says what the clock really does in these years, and
  /// nothing of others.
  mutating func timeZone(_ zone: TimeZoneRules, in range: Range<Moment>) {
    line("BEGIN", "VTIMEZONE")
    line("TZID", zone.name)
    let before = zone.changes(in: Moment(seconds: 0)..<range.lowerBound + .seconds(1))
    let within = zone.changes(in: range.lowerBound + .seconds(1)..<range.upperBound + .seconds(1))
    if before.isEmpty { observance(from: Moment(seconds: 0), in: zone, isChange: false) }
    for change in before.suffix(1) + within { observance(from: change, in: zone, isChange: true) }
    line("END", "VTIMEZONE")
  }

  /// - Parameter isChange: false for the offset that holds before any change.
  private mutating func observance(from moment: Moment, in zone: TimeZoneRules, isChange: Bool) {
    let to = zone.offsetSeconds(at: moment)
    let from = isChange ? zone.offsetSeconds(at: moment - .seconds(1)) : to
    let name = to > from ? "DAYLIGHT" : "STANDARD"
    line("BEGIN", name)
    // On the clock that runs until then.
    line(
      "DTSTART", ICalendarTime.text(CivilDateTime(wallSeconds: moment.seconds + Int64(from))))
    line("TZOFFSETFROM", ICalendarTime.offset(from))
    line("TZOFFSETTO", ICalendarTime.offset(to))
    line("END", name)
  }
}
