import CivilTime
import Foundation
import TestSupport
import Testing

/// Foundation has its own tables of the same laws; here alone it is asked.
struct TimeZoneFoundationTests {
  @Test(arguments: [
    "Pacific/Auckland", "Pacific/Chatham", "Europe/Dublin", "America/St_Johns",
    "Asia/Kolkata", "UTC",
  ])
  func `Foundation finds the same offsets about every change of 1970 to 2037`(name: String) throws {
    let ours = try TimeZoneDatabase().zone(name)
    let theirs = try #require(TimeZone(identifier: name))
    let (first, last) = (Int64(0), Int64(2_145_916_800))
    var instants = Set(
      ours.changes(in: Moment(seconds: first)..<Moment(seconds: last)).map(\.seconds))
    var date = Date(timeIntervalSince1970: 0)
    while let next = theirs.nextDaylightSavingTimeTransition(after: date),
      next.timeIntervalSince1970 < Double(last)
    {
      instants.insert(Int64(next.timeIntervalSince1970))
      date = next
    }
    var random = SeededRandom(seed: 7)
    for _ in 0..<2000 { instants.insert(Int64.random(in: first..<last, using: &random)) }
    for instant in instants {
      for second in [instant - 1, instant] where second >= first {
        let offset = theirs.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
        #expect(ours.offsetSeconds(at: Moment(seconds: second)) == offset, "\(name) at \(second)")
      }
    }
  }
}
