import CivilTime
import Rota
import Testing

/// A desk of weekdays in Auckland, whose first step reaches one person a week.
enum Desk {
  static let zones = ZoneSource(
    rules: { name throws(TimeZoneFault) in try TimeZoneDatabase().zone(name) }, names: { [] })

  /// - Parameters:
  ///   - lines: further lines of the desk.
  ///   - turns: the line of the rota's order.
  static func configuration(
    _ lines: String = "", turns: String = "from 2026-03-30 aroha, ben"
  ) throws -> Configuration {
    let people = ["aroha", "ben", "kiri"].map { name in
      "person \(name)\n    name  \"\(name)\"\n    phone 021 555 0101\n    notify log\n"
    }
    let text = """
      desk
          name        "Service Desk"
          time zone   Pacific/Auckland
          region      Auckland
          hours       Monday to Friday 08:00 to 17:00
          dial        sip:desk@pbx.example.nz
          \(lines)
      \(people.joined())
      rota primary
          turn        1 week
          hands over  Monday 08:00
          \(turns)
      escalation
          at once     primary
          after 10m   kiri
          last resort kiri

      """
    let read = Configuration.read(
      [RotaFile(name: "desk.rota", bytes: Array(text.utf8))], zones: zones)
    return try #require(read.configuration, "\(read.problems)")
  }

  static func timeline(_ configuration: Configuration) -> ConfigurationTimeline {
    ConfigurationTimeline(sinces: [], present: configuration, load: { _ in nil })
  }

  static func moment(_ text: String) throws -> Moment { try #require(RFC3339.moment(text)) }

  static func range(_ from: String, _ to: String) throws -> Range<Moment> {
    try moment(from)..<(try moment(to))
  }
}
