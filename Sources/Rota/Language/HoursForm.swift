import CivilTime
import ServiceHours

/// A line `hours` and where it stands.
struct HoursLine {
  let hours: WeeklyHours
  let place: SourcePlace
}

extension ConfigurationReader {
  /// `DAYS TIME to TIME`.
  func readHours(_ reader: inout WordReader) throws -> HoursLine? {
    let start = reader.index
    let days = try readDays(&reader)
    let opens = try reader.time()
    try reader.keyword("to")
    let endIndex = reader.index
    let closes = try reader.time(asEnd: true)
    guard let days, let opens, let closes else { return nil }
    guard opens < closes else {
      reader.tell(
        RotaFault.endBeforeStart(end: "\(closes)", start: "\(opens)", right: nil),
        at: reader.statement.place(of: endIndex..<reader.index))
      return nil
    }
    return HoursLine(
      hours: WeeklyHours(days: days, opens: opens, closes: closes),
      place: reader.statement.place(of: start..<reader.index))
  }

  /// A list of weekdays and ranges of them; a range may wrap over the week's end.
  private func readDays(_ reader: inout WordReader) throws -> [Weekday]? {
    var days: [Weekday] = []
    var isSound = true
    repeat {
      let start = reader.index
      guard let first = try reader.weekday(.days) else {
        isSound = false
        if reader.takes("to") { _ = try reader.weekday() }
        continue
      }
      guard reader.takes("to") else {
        isSound = add([first], to: &days, from: start, reader) && isSound
        continue
      }
      guard let last = try reader.weekday() else {
        isSound = false
        continue
      }
      let length = (last.index - first.index + 7) % 7
      let range = (0...length).map { Weekday(index: first.index + $0) }
      // `Monday to Monday` names Monday twice.
      isSound =
        add(first == last ? [first, first] : range, to: &days, from: start, reader) && isSound
    } while reader.takesComma()
    return isSound ? days : nil
  }

  /// False when one of them stands there already, which is told.
  private func add(
    _ more: [Weekday], to days: inout [Weekday], from start: Int, _ reader: WordReader
  ) -> Bool {
    for day in more {
      guard !days.contains(day) else {
        reader.tell(
          RotaFault.dayTwice(day.name), at: reader.statement.place(of: start..<reader.index))
        return false
      }
      days.append(day)
    }
    return true
  }

  func checkHoursOverlaps(_ lines: [HoursLine]) {
    var items: [Clashes.Item] = []
    for (id, line) in lines.enumerated() {
      for day in line.hours.days {
        let midnight = Int64(day.index) * 86_400
        items.append(
          Clashes.Item(
            start: midnight + Int64(line.hours.opens.second),
            end: midnight + Int64(line.hours.closes.second), place: line.place, id: id))
      }
    }
    for clash in Clashes.find(items) {
      let day = Weekday(index: Int(max(clash.later.start, clash.earlier.start) / 86_400))
      faults.add(
        RotaFault.hoursOverlap(day.name, at: clash.earlier.place), at: clash.later.place)
    }
  }
}
