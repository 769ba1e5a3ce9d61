import Callbacks
import CivilTime
import PhoneNumbers
import Testing

@testable import Service

/// Whole calls, told in every order, and what their late words may not do (spec: callbacks.md).
struct WholeCallTests {
  /// A call by its events, as they happened, and what it comes to.
  struct Story: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// When the server hears of all of it.
    let heardAt: String
    let events: [(type: CallEventType, at: String, says: [String: String])]
    /// The deadline when they are heard in their own order; nil: no call is owed.
    let due: String?
  }

  static let stories = [
    Story(
      testDescription: "urgent in the details, the number too", heardAt: "2026-07-10 02:04",
      events: [
        (.started, "2026-07-10T02:00:00+12:00", ["from": "anonymous", "urgency": "low"]),
        (
          .details, "2026-07-10T02:01:00+12:00",
          ["caller.phone": "021 555 0201", "urgency": "urgent"]
        ),
        (.ended, "2026-07-10T02:02:00+12:00", ["outcome": "voicemail", "urgency": "normal"]),
      ], due: "2026-07-10T02:16:00+12:00"),
    Story(
      testDescription: "the same fields said again", heardAt: "2026-07-10 02:04",
      events: [
        (.started, "2026-07-10T02:00:00+12:00", ["from": "021 555 0201", "caller.name": "M"]),
        (.details, "2026-07-10T02:01:00+12:00", ["caller.name": "Mere", "summary": "First"]),
        (.details, "2026-07-10T02:02:00+12:00", ["summary": "Second", "from": ""]),
      ], due: "2026-07-10T03:00:00+12:00"),
    Story(
      testDescription: "a desk call, answered and told of", heardAt: "2026-07-13 10:05",
      events: [
        (.started, "2026-07-13T10:00:00+12:00", ["from": "021 555 0201"]),
        (.details, "2026-07-13T10:01:00+12:00", ["summary": "Printer"]),
        (.ended, "2026-07-13T10:02:00+12:00", ["outcome": "answered"]),
      ], due: nil),
    Story(
      testDescription: "a desk call whose second end says answered", heardAt: "2026-07-13 10:05",
      events: [
        (.started, "2026-07-13T10:00:00+12:00", ["from": "021 555 0201"]),
        (.ended, "2026-07-13T10:01:00+12:00", ["outcome": "no_answer"]),
        (.ended, "2026-07-13T10:02:00+12:00", ["outcome": "answered"]),
      ], due: nil),
    Story(
      testDescription: "a desk call sent to the fallback", heardAt: "2026-07-13 10:05",
      events: [
        (.started, "2026-07-13T10:00:00+12:00", ["from": "021 555 0201"]),
        (.details, "2026-07-13T10:01:00+12:00", ["sent_to": "fallback"]),
        (.ended, "2026-07-13T10:02:00+12:00", ["outcome": "answered"]),
      ], due: "2026-07-13T10:31:00+12:00"),
  ]

  @Test(arguments: stories, ArrivalOrderTests.orders)
  func `a call comes to the same, in whatever order it is told`(
    _ story: Story, _ order: [Int]
  ) throws {
    let (plain, night) = (try tell(story, [0, 1, 2]), try tell(story, order))
    let (told, call) = (try plain.call(), try night.call())
    #expect(call.arrival == told.arrival)
    #expect(call.caller == told.caller)
    #expect(call.summary == told.summary)
    #expect(call.outcome == told.outcome)
    #expect(call.sentTo == told.sentTo)
    #expect(max(call.urgency, .normal) == max(told.urgency, .normal))
    #expect(try open(night).count == (story.due == nil ? 0 : 1))
    guard let due = story.due else { return }
    #expect(try plain.due() == due)
    // Sooner when the call was heard of by a later event, never later.
    #expect(try night.callback().dueAt <= plain.callback().dueAt)
    #expect(try night.ticket().billing == plain.ticket().billing)
    #expect(try night.ticket().summary == told.summary?.value)
    #expect(try night.ticket().requester == told.caller)
  }

  private func tell(_ story: Story, _ order: [Int]) throws -> Night {
    let night = try Night(story.heardAt)
    for index in order {
      let event = story.events[index]
      try night.post(event.type, "c1", event.says.merging(["at": event.at]) { $1 })
    }
    return night
  }

  private func open(_ night: Night) throws -> [Callback] {
    try night.callbacks().filter(\.status.isOpen)
  }

  // MARK: - What comes late

  @Test func `a withheld number that comes last takes no known one's place`() throws {
    let night = try Night("2026-07-10 02:04")
    try night.started("c1", ["at": "2026-07-10T02:00:00+12:00"])
    try night.ended("c1", "abandoned", ["from": "", "at": "2026-07-10T02:01:00+12:00"])
    #expect(try night.call().number?.number?.e164 == "+64215550201")
    #expect(try night.started("c2").ticket == TicketNumber(1001))
  }

  @Test func `an attempt before a rise does not count for the sooner deadline`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.details("c1", ["from": "021 555 0201"])
    try night.go(to: "2026-07-10 02:10")
    try night.rang("ben", .noAnswer)
    try night.go(to: "2026-07-10 02:20")
    try night.details("c1", ["urgency": "urgent"])
    #expect(try night.due() == "2026-07-10T02:35:00+12:00")
    try night.go(to: "2026-07-10 02:35")
    #expect(try night.callback().isOverdue(at: night.now))
  }

  @Test func `who rings back at once is believed though the caller's clock is ahead`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.details("c1", ["from": "021 555 0201", "at": "2026-07-10T02:04:00+12:00"])
    try night.rang("ben", .noAnswer, at: "2026-07-10 02:00")
    #expect(try night.attempts() == ["ben no_answer"])
    try night.go(to: "2026-07-10 03:30")
    #expect(try night.told(.overdue) == [])
  }

  @Test func `only an answer takes a desk call's callback away`() throws {
    let night = try Night("2026-07-13 10:00")
    try night.started("c1", ["sent_to": "fallback"])
    try night.go(to: "2026-07-13 10:01")
    try night.details("c1", ["sent_to": "desk"])
    #expect(try night.callback().status == .pending)
    try night.ended("c1", "answered")
    #expect(try night.callback().status == .cancelled)
    #expect(try night.details("c1", ["summary": "Thanks"]).callback == nil)
  }

  @Test func `answered after all leaves what another call has joined`() throws {
    let night = try Night("2026-07-13 10:00")
    try night.ended("c1", "busy", ["from": "021 555 0201"])
    try night.ended("c2", "busy", ["from": "021 555 0201"])
    try night.go(to: "2026-07-13 10:01")
    try night.ended("c1", "answered")
    #expect(try night.callback().status == .pending)
  }

  @Test func `the same words days later, with no id and no time, are another call`() throws {
    let night = try Night("2026-07-10 02:00")
    let words = ["type": "call.started", "call_id": "7"]
    let timed = words.merging(["at": "2026-07-10T02:00:00+12:00"]) { $1 }
    #expect(try taken(night, words) == Taken(ticket: 1001, isDuplicate: false))
    #expect(try taken(night, timed) == Taken(ticket: 1001, isDuplicate: false))
    try night.go(to: "2026-07-13 02:00")
    #expect(try taken(night, words) == Taken(ticket: 1002, isDuplicate: false))
    #expect(try taken(night, words) == Taken(ticket: 1002, isDuplicate: true))
    // With its time told it is the same event for ever.
    #expect(try taken(night, timed) == Taken(ticket: 1001, isDuplicate: true))
  }

  @Test func `what was refused uses up no id, and a conflict changes nothing`() throws {
    let night = try Night("2026-07-10 02:00")
    var body = ["event_id": "e", "call_id": "7"]
    #expect(throws: CallEventRefusal.self) { try night.send(body) }
    body["type"] = "call.started"
    #expect(try taken(night, body) == Taken(ticket: 1001, isDuplicate: false))
    let before = try night.history()
    #expect(try night.send(body.merging(["urgency": "urgent"]) { $1 }) == .conflict)
    #expect(try night.history() == before)
    #expect(try night.callback().urgency == .normal)
    #expect(try taken(night, body) == Taken(ticket: 1001, isDuplicate: true))
  }

  private struct Taken: Equatable {
    let ticket: Int64?
    let isDuplicate: Bool
  }

  private func taken(_ night: Night, _ body: [String: String]) throws -> Taken? {
    guard case .taken(let answer) = try night.send(body) else { return nil }
    return Taken(ticket: answer.ticket?.value, isDuplicate: answer.isDuplicate)
  }

  // MARK: - Urgency, and what an attempt leaves

  static let said: [(words: [String?], urgency: Urgency, due: String)] = [
    (["low", nil, nil], .low, "06:00"), ([nil, "low", nil], .normal, "03:00"),
    (["low", "normal", nil], .normal, "03:00"), (["urgent", "low", "normal"], .urgent, "02:15"),
    ([nil, nil, "urgent"], .urgent, "02:15"), (["low", "urgent", "low"], .urgent, "02:15"),
  ]

  @Test(arguments: said)
  func `the highest urgency wins, and the ticket shows it`(
    _ words: [String?], _ urgency: Urgency, _ due: String
  ) throws {
    let night = try Night("2026-07-10 02:00")
    for (type, word) in zip([CallEventType.started, .details, .ended], words) {
      try night.post(type, "c1", word.map { ["urgency": $0] } ?? [:])
    }
    #expect(try night.callback().urgency == urgency)
    #expect(try night.ticket().urgency == urgency)
    #expect(try night.due() == "2026-07-10T\(due):00+12:00")
  }

  @Test func `a request without a callback has an urgency too`() throws {
    let night = try Night("2026-07-13 10:00")
    try night.ended("c1", "answered", ["from": "021 555 0201"])
    try night.details("c1", ["summary": "Printer"])
    try night.details("c1", ["urgency": "urgent"])
    #expect(try night.ticket().urgency == .urgent)
  }

  @Test(arguments: [(Int?.none, "02:20"), (0, "02:20"), (20, "02:00"), (45, "02:00")])
  func `an attempt was made now less its minutes, but not before the call`(
    _ minutes: Int?, _ at: String
  ) throws {
    let night = try Night("2026-07-10 02:00")
    try night.started()
    try night.go(to: "2026-07-10 02:20")
    try night.rang("ben", .reached, minutes: minutes)
    #expect(try night.local(night.record().attempts.first?.at) == "2026-07-10T\(at):00+12:00")
  }

  @Test func `the minutes of an attempt are time worked on the ticket`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.started()
    try night.go(to: "2026-07-10 02:20")
    try night.rang("ben", .ringing)
    try night.rang("ben", .noAnswer, minutes: 5)
    try night.rang("ben", .busy, minutes: 0)
    try night.rang("kiri", .reached, at: "2026-07-10 02:12", minutes: 7)
    let spans = try night.whole().time.map { "\($0.person) \($0.end - $0.start)" }
    #expect(spans == ["kiri \(Duration.minutes(7))", "ben \(Duration.minutes(5))"])
    #expect(try night.whole().time.first?.start == night.moment("2026-07-10 02:12"))
  }

  @Test func `there is nothing to act on where no callback is`() throws {
    #expect(try Night("2026-07-10 02:00").act("ben", .acknowledge) == .noCallback)
  }
}
