import CivilTime
import Documents
import Testing

@testable import Callbacks
@testable import Service

/// What is kept with an event is the very answer that went out.
struct KeptAnswerTests {
  static let whole = CallAnswer(
    eventID: "e/\"1\"", isDuplicate: false, route: .onCall, dial: "sip:x@y", say: "Kia ora.\n",
    desk: CallAnswer.DeskAnswer(
      isOpen: false, reason: "Matariki", publicHoliday: "Matariki",
      nextChange: Moment(microseconds: 1_783_612_800_123_456)),
    ticket: TicketNumber(1001),
    callback: CallAnswer.CallbackAnswer(
      ticket: TicketNumber(1001), status: .pending, dueAt: Moment(seconds: -1), owner: .desk,
      onCall: ["ben", "kiri"]), warnings: ["clock_ahead"])

  static let bare = CallAnswer(
    eventID: "e", isDuplicate: true, route: .desk, dial: nil, say: nil,
    desk: CallAnswer.DeskAnswer(
      isOpen: true, reason: "service hours", publicHoliday: nil, nextChange: nil),
    ticket: nil, callback: nil, warnings: [])

  @Test(arguments: [whole, bare])
  func `it is read as it was written`(_ answer: CallAnswer) throws {
    #expect(try CallAnswer(kept: answer.kept.text) == answer)
  }

  /// Stores that stand were written so.
  @Test func `what earlier programs kept is read`() throws {
    let kept =
      #"{"callback":{"dueAt":-1000000,"onCall":["ben","kiri"],"owner":"desk","status":"pending","#
      + #""ticket":1001},"desk":{"isOpen":false,"nextChange":1783612800123456,"publicHoliday":"#
      + #""Matariki","reason":"Matariki"},"dial":"sip:x@y","eventID":"e\/\"1\"","isDuplicate":false,"#
      + #""route":"on_call","say":"Kia ora.\n","ticket":1001,"warnings":["clock_ahead"]}"#
    #expect(try CallAnswer(kept: kept) == KeptAnswerTests.whole)
  }
}
