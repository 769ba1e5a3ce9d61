import CivilTime
import ServiceHours

// Times in forms: the desk's clock, as `datetime-local` writes it.

extension PageForm {
  /// Nil when the field is empty.
  ///
  /// - Throws: 422 for what is no time.
  func time(_ name: String, in zone: TimeZoneRules) throws(WebProblem) -> Moment? {
    guard let text = words(name) else { return nil }
    guard let moment = FormTime.moment(text, in: zone) else {
      throw WebProblem(422, "write the time as 2026-12-25 01:10, on the desk's clock")
    }
    return moment
  }

  /// - Throws: 422 for what is no whole number of the range.
  func number(_ name: String, in range: ClosedRange<Int>) throws(WebProblem) -> Int? {
    guard let text = words(name) else { return nil }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      range.contains(number)
    else {
      throw WebProblem(
        422, "\(name) is a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

enum FormTime {
  /// `2026-12-25T01:10`, with a blank in place of the `T`, with seconds or without; nil for anything
  /// else, and outside the calendar.
  static func moment(_ text: String, in zone: TimeZoneRules) -> Moment? {
    let minutes = text.replacing(" ", with: "T")
    let seconds = minutes.utf8.count == 16 ? minutes + ":00" : minutes
    // Read as if it were UTC, so that what the clock on the wall shows is had.
    guard let wall = RFC3339.moment(seconds + "Z") else { return nil }
    let local = CivilDateTime(wallSeconds: wall.seconds)
    return PublicHolidays.years.contains(local.date.year) ? zone.moment(of: local) : nil
  }
}
