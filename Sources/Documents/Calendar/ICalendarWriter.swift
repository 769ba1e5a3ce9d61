import CivilTime

/// Writes content lines (RFC 5545, 3.1): folded at 75 octets and never inside a character, ended by
/// CR and LF.
struct ICalendarWriter {
  private(set) var bytes: [UInt8] = []

  /// The line's end not counted.
  static let lineBytesMax = 75

  /// A value that is written as it stands.
  mutating func line(_ name: String, _ value: String) {
    var used = 0
    for scalar in "\(name):\(value)".unicodeScalars {
      let encoded = Array(String(scalar).utf8)
      if used + encoded.count > ICalendarWriter.lineBytesMax {
        bytes += ICalendarWriter.lineEnd + [UInt8(ascii: " ")]
        used = 1
      }
      bytes += encoded
      used += encoded.count
    }
    bytes += ICalendarWriter.lineEnd
  }

  /// A text (RFC 5545, 3.3.11), with what would end it or divide it escaped. Control characters,
  /// which no text may hold, become blanks.
  mutating func text(_ name: String, _ text: String) {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": escaped.append(contentsOf: ["\\", scalar])
      case "\n": escaped.append(contentsOf: ["\\", "n"])
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        escaped.append(" ")
      default: escaped.append(scalar)
      }
    }
    line(name, String(escaped))
  }

  /// A moment as the desk's clock shows it. One that such a time doesn't mean, the second of an
  /// hour that comes twice, is written in UTC.
  mutating func time(_ name: String, _ moment: Moment, in zone: TimeZoneRules) {
    let local = zone.local(at: moment)
    if zone.moment(of: local) == moment {
      line("\(name);TZID=\(zone.name)", ICalendarTime.text(local))
    } else {
      line(name, ICalendarTime.utc(moment))
    }
  }

  private static let lineEnd: [UInt8] = [0x0D, 0x0A]
}

/// Dates with times (RFC 5545, 3.3.5): `20261225T080000`.
enum ICalendarTime {
  static func text(_ local: CivilDateTime) -> String {
    let date = local.date.description.filter { $0 != "-" }
    let second = local.time.second
    return date + "T" + two(second / 3600) + two(second / 60 % 60) + two(second % 60)
  }

  static func utc(_ moment: Moment) -> String {
    text(CivilDateTime(wallSeconds: moment.seconds)) + "Z"
  }

  /// Seconds east of UTC: `+1300`, with seconds only where there are some.
  static func offset(_ seconds: Int) -> String {
    let size = abs(seconds)
    let text = (seconds < 0 ? "-" : "+") + two(size / 3600) + two(size / 60 % 60)
    return size % 60 == 0 ? text : text + two(size % 60)
  }

  private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
}
