import CivilTime
import Mail
import Testing

struct MailDateTests {
  @Test(arguments: [
    "Thu, 24 Dec 2026 10:00:00 +1300", "24 Dec 2026 10:00 +1300", "Thu,24 Dec 2026 10:00:00+1300",
    "Thu, 24 Dec 26 10:00:00 +1300", "24 Dec 126 10:00:00 +1300",
    "Wed, 23 Dec 2026 21:00:00 GMT", "Wed, 23 Dec 2026 21:00:00 UT", "23 Dec 2026 21:00 Z",
    "23 Dec 2026 21:00:00", "23 Dec 2026 21:00:00 -0000", "23 Dec 2026 21:00:00 X",
    "23 Dec 2026 16:00:00 EST", "23 Dec 2026 13:00 PST", "23 Dec 2026 17:00 EDT",
    "Thu, 24 Dec 2026 10:00:00 NZDT", "Thu, 24 Dec 2026 10:00:00 +13:00",
    "Thu, 24 Dec 2026 10:00:00 +1300 (NZDT)", "Thu (day), 24 (d) Dec 2026 10 : 00 : 00 +1300",
    "Wed Dec 23 21:00:00 2026", "Thursday, 24-Dec-2026 10:00:00 +1300", "24-dec-26 10:00 +1300",
    "2026-12-24T10:00:00+13:00", "Thu, 24 December 2026 10:00:00 +1300",
    "Wed, 23 Dec 2026 20:59:60 +0000",
  ])
  func `a date in any of its forms is the same moment`(_ text: String) {
    #expect(MailDate.moment(text)?.seconds == 1_798_059_600)
  }

  @Test(arguments: [
    "", "yesterday", "31 Feb 2026 10:00", "24 Dec 2026", "24 Dec 2026 25:00", "24 Dec 2026 10:60",
    "24 Dec 2026 10:00:61", "24 Foo 2026 10:00", "0 Dec 2026 10:00", "24 Dec 99999 10:00",
    "24 Dec 2026 +1:00", String(repeating: "1", count: 300),
  ])
  func `a time that isn't there is none`(_ text: String) {
    #expect(MailDate.moment(text) == nil)
  }

  @Test(arguments: [
    (0, "Wed, 23 Dec 2026 21:00:00 +0000"), (780, "Thu, 24 Dec 2026 10:00:00 +1300"),
    (-570, "Wed, 23 Dec 2026 11:30:00 -0930"),
  ])
  func `a moment is written in its zone`(_ offsetMinutes: Int, _ text: String) {
    let moment = Moment(seconds: 1_798_059_600)
    #expect(MailDate.text(moment, offsetMinutes: offsetMinutes) == text)
    #expect(MailDate.moment(text) == moment)
  }
}
