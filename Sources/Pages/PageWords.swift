import Callbacks
public import CivilTime
public import Rota
import ServiceHours

/// People, times and states as a page says them.
public struct PageWords: Sendable {
  let zone: TimeZoneRules
  let now: Moment
  private let fullNames: [Name: String]

  public init(_ configuration: Configuration, now: Moment) {
    zone = configuration.desk.definition.zone
    self.now = now
    fullNames = Dictionary(
      configuration.people.map { ($0.name, $0.fullName) }, uniquingKeysWith: { first, _ in first })
  }

  /// Somebody who has left the files keeps the name by which they called them.
  func name(_ person: Name) -> String { fullNames[person] ?? person.text }

  func name(by text: String) -> String { name(Name(text)) }

  /// `3 am`, `3 am tomorrow`.
  public func by(_ moment: Moment) -> String {
    SpokenTime(moment, heardAt: now, in: zone).timeThenDay
  }

  /// `at 8 am`, `tomorrow at 8 am`.
  func at(_ moment: Moment) -> String { SpokenTime(moment, heardAt: now, in: zone).dayThenTime }

  /// `2:10 am`.
  func clock(_ moment: Moment) -> String { SpokenTime.clock(zone.local(at: moment).time) }

  /// `Friday 10 July`, with the year when it is another.
  func day(_ date: CivilDate) -> String {
    let day = SpokenTime.day(date)
    return date.year == zone.local(at: now).date.year ? day : "\(day) \(date.year)"
  }

  /// `Fri 10 July, 2:10 am`.
  func dayAndClock(_ moment: Moment) -> String {
    let date = zone.local(at: moment).date
    return "\(day(date)), \(clock(moment))"
  }

  /// `12 min left`, `25 min late`.
  func left(until due: Moment) -> String {
    due > now
      ? PageWords.span(due - now) + " left" : PageWords.span(now - due) + " late"
  }

  /// `under a minute`, `12 min`, `1 h 5 min`, `2 days`: whole minutes, what is less cut off.
  static func span(_ span: Duration) -> String {
    let minutes = span.wholeSeconds / 60
    let (hours, days) = (minutes / 60, minutes / 1440)
    if minutes < 1 { return "under a minute" }
    if hours < 1 { return "\(minutes) min" }
    if days < 1 { return minutes % 60 == 0 ? "\(hours) h" : "\(hours) h \(minutes % 60) min" }
    return days == 1 ? "1 day" : "\(days) days"
  }

  /// `July`.
  static func month(_ number: Int) -> String { SpokenTime.monthNames[number - 1] }

  func time(_ moment: Moment, _ words: String) -> HTML {
    Tag.time(.datetime(RFC3339.text(moment, in: zone))) { words }
  }

  static func urgency(_ urgency: Urgency) -> String { urgency.rawValue }

  static func outcome(_ outcome: AttemptOutcome) -> String {
    switch outcome {
    case .ringing: "ringing"
    case .reached: "reached"
    case .noAnswer: "no answer"
    case .leftMessage: "left a message"
    case .busy: "busy"
    case .wrongNumber: "wrong number"
    case .unreachable: "given up as unreachable"
    }
  }

  static func group(_ group: BillingGroup) -> String {
    switch group {
    case .unbillable: "Unbillable"
    case .serviceDesk: "Service desk"
    case .engineering: "Engineering"
    case .afterHours: "After hours"
    }
  }

  static func warning(_ warning: Warning) -> String {
    switch warning {
    case .badField(let name):
      "\(name.split(separator: "_").joined(separator: " ")) was not understood"
    case .clockAhead: "the telephony system’s clock is ahead"
    case .clockBehind: "the call was told late"
    case .noNumber: "no number to ring"
    case .unknownNumber: "a number that is not understood"
    case .premiumRateNumber: "a premium-rate number"
    case .foreignNumber: "a number abroad"
    case .perhapsSameCaller: "perhaps the caller of another ticket"
    case .partnerToBeTold: "comes through a partner, who is to be told"
    case .doubtfulClient: "several clients fit the caller"
    case .endNotKnown: "nobody has told the call’s end"
    }
  }

  /// Text that somebody else wrote: marks of direction in it turn nothing around it.
  static func said(_ text: String) -> HTML { Tag.bdi(text: text) }

  /// `1 call`, `2 calls`.
  static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)" + (count == 1 ? "" : "s")
  }
}
