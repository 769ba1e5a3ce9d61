import Callbacks
import CivilTime
import PhoneNumbers
import Testing

/// What a call event's fields may be, and what becomes of those that can't (spec: callbacks.md, "Nothing is
/// lost"; http-api.md, "Call events").
struct CallEventReadingTests {
  private func event(
    _ more: [String: FieldValue], type: String = "call.started"
  ) throws -> CallEvent {
    let base: [String: FieldValue] = ["type": .text(type), "call_id": .text("c")]
    return try CallEvent(fields: base.merging(more) { $1 })
  }

  private func texts(_ count: Int) -> FieldValue { .text(String(repeating: "é", count: count)) }

  @Test func `ids have 1 to 200 characters`() throws {
    #expect(try event(["event_id": texts(200), "call_id": texts(200)]).id?.count == 200)
    for field in ["event_id", "call_id"] {
      let refusal = #expect(throws: CallEventRefusal.self) { try event([field: texts(201)]) }
      #expect(refusal?.faults == [.tooLong(field: field)])
      let number = #expect(throws: CallEventRefusal.self) { try event([field: .number("7")]) }
      #expect(number?.faults == [.wrongKind(field: field)])
    }
  }

  @Test func `all that is missing or unknown is said at once`() {
    let refusal = #expect(throws: CallEventRefusal.self) {
      try CallEvent(fields: ["event_id": texts(201)])
    }
    #expect(
      refusal?.faults == [
        .missing(field: "type"), .missing(field: "call_id"), .tooLong(field: "event_id"),
      ])
    let unknown = #expect(throws: CallEventRefusal.self) { try event([:], type: "call.paused") }
    #expect(unknown?.faults == [.unknownType])
  }

  @Test func `a summary is cut at 4000 characters, with a warning`() throws {
    let fits = try event(["summary": texts(4000)])
    #expect(fits.summary?.unicodeScalars.count == 4000 && fits.warnings.isEmpty)
    let cut = try event(["summary": texts(4001)])
    #expect(cut.summary?.unicodeScalars.count == 4000)
    #expect(cut.warnings == [.badField("summary")])
  }

  @Test(arguments: [
    ("caller.email", "mia", "bad_caller_email"), ("urgency", "asap", "bad_urgency"),
    ("at", "yesterday", "bad_at"), ("recording_url", "ftp://x/y", "bad_recording_url"),
    ("sent_to", "mars", "bad_sent_to"),
  ])
  func `what is not understood is left out and named`(
    field: String, value: String, code: String
  ) throws {
    let event = try event([field: .text(value), "summary": .text("kept")])
    #expect(event.warnings.map(\.code) == [code])
    #expect(event.summary == "kept")
    #expect(event.caller.email == nil && event.urgency == nil && event.statedAt == nil)
    #expect(event.recordingURL == nil && event.sentTo == nil)
  }

  @Test(arguments: ["from", "to", "caller.name", "caller.organisation", "caller.phone", "summary"])
  func `a list where a text belongs is left out and named`(field: String) throws {
    let code = "bad_" + field.split(separator: ".").joined(separator: "_")
    #expect(try event([field: .other("[1]")]).warnings.map(\.code) == [code])
  }

  @Test(arguments: [nil, "", "gone"] as [String?])
  func `an end that says not how counts as failed`(outcome: String?) throws {
    let more = outcome.map { ["outcome": FieldValue.text($0)] } ?? [:]
    let event = try event(more, type: "call.ended")
    #expect(event.outcome == .failed)
    #expect(event.warnings.map(\.code) == ["bad_outcome"])
    #expect(try self.event(more).outcome == nil)
  }

  @Test(arguments: [
    "2026-07-10T02:00:00+12:00", "2026-07-09T14:00:00Z", "1783605600", "1783605600000",
    "1783605600000000",
  ])
  func `a time is understood in each of its forms`(text: String) throws {
    let moment = Moment(seconds: 1_783_605_600)
    #expect(try event(["at": .text(text)]).statedAt == moment)
    if !text.contains("T") { #expect(try event(["at": .number(text)]).statedAt == moment) }
  }
}
