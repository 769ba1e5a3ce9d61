import Callbacks
import CivilTime
import PhoneNumbers
import Testing

/// What a posted body becomes (spec: http-api.md, "Call events"; callbacks.md, "Nothing is lost").
struct EventReadingTests {
  private static let least: [String: FieldValue] = [
    "type": .text("call.started"), "call_id": .text("c"),
  ]

  private func event(_ more: [String: FieldValue]) throws -> CallEvent {
    try CallEvent(fields: EventReadingTests.least.merging(more) { $1 })
  }

  private func faults(_ fields: [String: FieldValue]) -> Set<CallEventFault> {
    do throws(CallEventRefusal) {
      _ = try CallEvent(fields: fields)
      return []
    } catch {
      return Set(error.faults)
    }
  }

  // MARK: - Refused

  @Test func `what is refused is refused for all its faults at once`() {
    #expect(faults([:]) == [.missing(field: "type"), .missing(field: "call_id")])
    #expect(
      faults([
        "type": .number("1"), "call_id": .other("[]"),
        "event_id": .text(String(repeating: "e", count: 201)),
      ]) == [
        .wrongKind(field: "type"), .wrongKind(field: "call_id"), .tooLong(field: "event_id"),
      ])
    #expect(
      faults(["type": .text("call.held"), "call_id": .text("")])
        == [.unknownType, .missing(field: "call_id")])
    #expect(
      faults(["type": .text("call.ended"), "call_id": .text("c"), "event_id": .number("7")])
        == [.wrongKind(field: "event_id")])
  }

  /// Scalars, not bytes and not what is seen as one letter.
  @Test(arguments: ["call_id", "event_id"], ["e", "ā", "e\u{301}"])
  func `an id has 200 characters at the most`(_ field: String, _ letter: String) throws {
    let count = CallEventLimits.idScalarsMax / letter.unicodeScalars.count
    let most = String(repeating: letter, count: count)
    let read = try event([field: .text(most)])
    #expect((field == "call_id" ? read.callID : read.id) == most)
    let fields = EventReadingTests.least.merging([field: .text(most + "e")]) { $1 }
    #expect(faults(fields) == [.tooLong(field: field)])
  }

  @Test func `an empty event id is none`() throws {
    #expect(try event(["event_id": .text("")]).id == nil)
  }

  // MARK: - Left out or cut

  static let cut: [(field: String, max: Int)] = [
    ("summary", 4000), ("caller.name", 200), ("caller.organisation", 200), ("to", 200),
    ("from", 200), ("caller.phone", 200),
  ]

  @Test(arguments: cut)
  func `a text too long is cut, and named`(_ field: String, _ max: Int) throws {
    let most = String(repeating: "7", count: max)
    let whole = try event([field: .text(most)])
    #expect(whole.warnings == [])
    #expect(text(of: field, in: whole) == most)
    let longer = try event([field: .text(most + "7")])
    #expect(longer.warnings.map(\.code) == ["bad_" + field.replacing(".", with: "_")])
    #expect(text(of: field, in: longer) == most)
  }

  private func text(of field: String, in event: CallEvent) -> String? {
    switch field {
    case "summary": event.summary
    case "caller.name": event.caller.name
    case "caller.organisation": event.caller.organisation
    case "to": event.to
    case "from": event.from?.asGiven
    default: event.caller.phone?.asGiven
    }
  }

  static let unreadable: [(field: String, value: FieldValue)] = [
    ("at", .text("yesterday")), ("at", .number("-5")), ("at", .other("true")),
    ("at", .text("2026-02-30T02:00:00Z")), ("at", .text("2026-07-10T02:00:00")),
    ("from", .other("[]")), ("to", .other("{}")), ("summary", .other("true")),
    ("caller", .text("Mere")), ("caller.name", .other("[\"Mere\"]")),
    ("caller.organisation", .other("1e9")), ("caller.email", .text("mere")),
    ("caller.email", .text("me re@a.nz")), ("caller.email", .text("mere@a.nz\r\nBcc: x@y.nz")),
    ("caller.email", .text("mere@a..nz")), ("caller.phone", .other("false")),
    ("recording_url", .text("ftp://pbx/1")), ("recording_url", .text("javascript:alert(1)")),
    ("recording_url", .text("https://pbx/a b")), ("urgency", .text("URGENT")),
    ("urgency", .number("1")), ("sent_to", .text("moon")),
  ]

  @Test(arguments: unreadable)
  func `any other fault is left out and named, and the call is dealt with`(
    _ field: String, _ value: FieldValue
  ) throws {
    let event = try event([field: value])
    #expect(event.warnings.map(\.code) == ["bad_" + field.replacing(".", with: "_")])
    #expect(event.statedAt == nil && event.urgency == nil && event.sentTo == nil)
    #expect(event.caller == CallerDetails() && event.recordingURL == nil && event.summary == nil)
  }

  @Test(arguments: [254, 255])
  func `an address has at most 254 bytes`(_ count: Int) throws {
    let address = String(repeating: "a", count: count - 5) + "@b.nz"
    #expect((try event(["caller.email": .text(address)]).caller.email != nil) == (count <= 254))
  }

  @Test(arguments: [2000, 2001])
  func `a link has at most 2,000 bytes`(_ count: Int) throws {
    let link = "https://" + String(repeating: "a", count: count - 8)
    #expect((try event(["recording_url": .text(link)]).recordingURL != nil) == (count <= 2000))
  }

  // MARK: - The end

  @Test(arguments: [
    (FieldValue?.none, true), (.text(""), true), (.text("answerd"), true), (.number("5"), true),
    (.other("null-ish"), true), (.text("failed"), false),
  ])
  func `an end that does not say how counts as failed`(
    _ outcome: FieldValue?, _ isNamed: Bool
  ) throws {
    var fields: [String: FieldValue] = ["type": .text("call.ended")]
    fields["outcome"] = outcome
    let event = try event(fields)
    #expect(event.outcome == .failed)
    #expect(event.warnings.map(\.code) == (isNamed ? ["bad_outcome"] : []))
  }

  @Test func `only an end has an outcome`() throws {
    #expect(try event(["outcome": .text("answered")]).outcome == nil)
  }

  // MARK: - When

  static let times: [(text: String, microseconds: Int64)] = [
    ("2026-07-10T02:00:00+12:00", 1_783_605_600_000_000),
    ("2026-07-09T14:00:00Z", 1_783_605_600_000_000),
    ("2026-07-09T14:00:00.25Z", 1_783_605_600_250_000),
    ("1783605600", 1_783_605_600_000_000), ("1783605600.5", 1_783_605_600_500_000),
    ("1783605600123", 1_783_605_600_123_000), ("1783605600123456", 1_783_605_600_123_456),
    ("1783605600.000001", 1_783_605_600_000_001),
  ]

  @Test(arguments: times)
  func `a time is RFC 3339, or Unix time told apart by its size`(
    _ text: String, _ microseconds: Int64
  ) throws {
    #expect(try event(["at": .text(text)]).statedAt == Moment(microseconds: microseconds))
    if !text.contains("T") {
      #expect(try event(["at": .number(text)]).statedAt == Moment(microseconds: microseconds))
    }
  }

  @Test func `five minutes ahead are believed to the last microsecond`() throws {
    let now = Moment(seconds: 1_783_605_600)
    for (ahead, isBelieved) in [(Int64(300_000_000), true), (300_000_001, false)] {
      let stated = now + .microseconds(ahead)
      let heard = HeardEvent(
        try event(["at": .number(String(stated.microseconds))]), receivedAt: now)
      #expect(heard.at == (isBelieved ? stated : now))
      #expect(heard.warnings == (isBelieved ? [] : [.clockAhead]))
    }
  }

  @Test(arguments: [
    (300 as Int64, true, [Warning]()), (301, true, [.clockBehind]),
    (30 * 86_400, true, [.clockBehind]), (30 * 86_400 + 1, false, [.clockBehind]),
  ])
  func `the past is believed for thirty days`(
    _ behind: Int64, _ isBelieved: Bool, _ warnings: [Warning]
  ) throws {
    let now = Moment(seconds: 1_783_605_600)
    let stated = now - .seconds(behind)
    let heard = HeardEvent(try event(["at": .number(String(stated.seconds))]), receivedAt: now)
    #expect(heard.at == (isBelieved ? stated : now))
    #expect(heard.warnings == warnings)
  }
}
