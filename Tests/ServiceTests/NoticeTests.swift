import Callbacks
import CivilTime
import Rota
import Store
import Testing

@testable import Service

extension ServiceCore {
  func storedAttempts(of callback: CallbackID) throws -> [Attempt] {
    try store.attempts(of: callback)
  }
}

/// Notices: persisted, sent at least once, and the next channel or person when one fails (spec: callbacks.md,
/// "Notices").
struct NoticeTests {
  private func night(_ answer: SendResult?) throws -> Night {
    let night = try Night("2026-07-10 02:00")
    night.channelsSay = answer
    try night.post("details", "c", "from=021_555_0199 caller.name=Mere summary=Server_down")
    return night
  }

  /// The channels on which Aroha's notices were tried.
  private func channels(_ night: Night) -> [String] {
    night.sent.filter {
      if case .person(let person) = $0.recipient { person.name == Name("aroha") } else { false }
    }.map { "\($0.channel)" }
  }

  @Test func `a channel that fails three times gives way to the next, and is tried on`() throws {
    let night = try night(.failed)
    #expect(channels(night) == ["push"])
    // Waits of 5 s and 10 s, a tenth more or less.
    try night.at("2026-07-10 02:00:17")
    #expect(channels(night).filter { $0 == "push" }.count == 3)
    #expect(channels(night).contains("text"))
    try night.at("2026-07-10 02:01")
    #expect(channels(night).filter { $0 == "push" }.count == 4)
  }

  @Test func `the same notice bears the same id on every try and every channel`() throws {
    let night = try night(.failed)
    try night.at("2026-07-10 02:00:30")
    let toAroha = night.sent.filter {
      if case .person(let person) = $0.recipient { person.name == Name("aroha") } else { false }
    }
    #expect(Set(toAroha.map(\.id)).count == 1)
    #expect(toAroha.count > 3)
  }

  @Test func `when every channel of a step has failed the next step is taken at once`() throws {
    let night = try night(.noSuchChannel)
    // All three steps fail in turn, then the last resort is told.
    let people = night.told().map { $0.split(separator: " ")[0] }
    #expect(people.first == "aroha")
    #expect(people.contains("ben"))
    #expect(people.last == "kiri")
  }

  @Test func `a channel that hangs for thirty seconds gives way to the next`() throws {
    let night = try night(nil)
    try night.at("2026-07-10 02:00:29")
    #expect(channels(night) == ["push"])
    try night.at("2026-07-10 02:00:30")
    #expect(channels(night) == ["push", "text"])
  }

  @Test func `nothing more is sent once its reason has gone`() throws {
    let night = try night(.failed)
    try night.act(.acknowledge, by: "ben")
    let before = night.sent.count
    try night.at("2026-07-10 02:15")
    #expect(night.sent.count == before)
  }

  @Test func `what was being sent when the process ended is sent again under its id`() throws {
    let night = try night(nil)
    let first = try #require(night.sent.first)
    try night.core.store.transaction { try night.core.recover() }
    try night.wake()
    #expect(night.sent.last?.id == first.id)
    #expect(night.sent.count == 2)
  }

  @Test func `a notice fits a lock screen and says whom to ring, by when, and why`() throws {
    let night = try night(.sent)
    #expect(
      night.sent.first?.text == "Ring back 021 555 0199 by 3 am. Ticket 1001: Mere: Server down")
    let long = try Night("2026-07-10 02:00")
    let words = String(repeating: "very_", count: 400)
    try long.post("details", "c", "from=021_555_0199 summary=\(words)")
    #expect((long.sent.first?.text.unicodeScalars.count ?? 0) <= 220)
  }

  @Test func `somebody is told an hour before a shift starts`() throws {
    let night = try Night(
      "2026-07-12 20:00",
      rotas: Night.rotas.replacing("from 2026-01-05 ben", with: "from 2026-01-05 ben, kiri"))
    try night.at("2026-07-13 06:59")
    #expect(night.told() == [])
    try night.at("2026-07-13 07:00")
    #expect(night.told().allSatisfy { $0.hasSuffix("shift_starts") })
  }
}
