import Callbacks
import CivilTime
import Rota
import Service
import Testing

/// How a notice comes to a person (spec: callbacks.md, "Notices").
struct NoticeTests {
  private func night(_ channels: [String: SendResult], silent: Set<String> = []) throws -> Night {
    let night = try Night("2026-07-16 22:00")
    night.channels = channels
    night.silent = silent
    try night.started()
    try night.ended()
    return night
  }

  private func waits(_ night: Night, on channel: String) -> [Duration] {
    let times = night.tries.filter { $0.channel == channel && $0.person == "aroha" }.map(\.at)
    return zip(times.dropFirst(), times).map { $0 - $1 }
  }

  @Test func `the waits between tries double up to five minutes, with jitter`() throws {
    let night = try night(["sms": .failed])
    try night.go(to: "2026-07-16 22:24")
    let waits = waits(night, on: "sms")
    let wanted = [5, 10, 20, 40, 80, 160, 300, 300]
    #expect(waits.count >= wanted.count)
    for (wait, seconds) in zip(waits, wanted) {
      let bounds = Duration.milliseconds(seconds * 900)...Duration.milliseconds(seconds * 1100)
      #expect(bounds.contains(wait), "\(wait) is not about \(seconds) s")
    }
    #expect(Set(waits.map { $0.components.attoseconds }).count > 1)
    #expect(Set(night.tries.filter { $0.channel == "sms" }.map(\.id)).count == 1)
  }

  @Test func `the next channel is used when three tries have failed`() throws {
    let night = try night(["sms": .failed])
    try night.go(to: "2026-07-16 22:01")
    let third = try #require(night.tries.filter { $0.channel == "sms" }.dropFirst(2).first)
    #expect(night.tries.first { $0.channel == "email" }?.at == third.at)
    // It was told by email: the next step has its own time.
    #expect(try night.told(.callbackReady) == ["22:00 aroha"])
  }

  @Test func `the next channel is used when one has said nothing for thirty seconds`() throws {
    let night = try night([:], silent: ["sms"])
    try night.go(to: "2026-07-16 22:00:59")
    #expect(night.tries.map(\.channel) == ["sms", "email"])
    #expect(night.tries.last.map { night.clock($0.at) } == "22:00:30")
  }

  @Test func `a channel that is not there is passed over at once`() throws {
    let night = try night(["sms": .noSuchChannel])
    #expect(night.tries.map(\.channel) == ["sms", "email"])
    #expect(night.tries.map { night.clock($0.at) } == ["22:00", "22:00"])
  }

  @Test func `when all channels of a step have failed the next step is taken at once`() throws {
    let night = try night(["sms": .noSuchChannel, "email": .noSuchChannel])
    #expect(try night.told(.callbackReady).suffix(2) == ["22:00 ben", "22:00 kiri"])
  }

  @Test func `after the last step the last resort is told`() throws {
    let night = try night([
      "sms": .noSuchChannel, "email": .noSuchChannel, "push": .noSuchChannel,
      "voice": .noSuchChannel,
    ])
    let last = try #require(night.tries.last)
    #expect(last.person == "kiri")
    #expect(last.text.hasPrefix("Nobody else is reached"))
    #expect(try night.history().filter { $0.what == "step_failed" }.count == 3)
  }

  @Test func `it is tried no more when its reason has gone`() throws {
    let night = try night(["sms": .failed, "email": .failed])
    try night.go(to: "2026-07-16 22:00:20")
    try night.act("ben", .acknowledge)
    let count = night.tries.count
    try night.go(to: "2026-07-16 22:19")
    #expect(night.tries.count == count)
  }

  @Test func `what was in hand at a crash is sent again with the same id`() throws {
    let night = try night([:], silent: ["sms"])
    night.silent = []
    try night.stop(until: "2026-07-16 22:00:10")
    #expect(night.tries.map(\.channel) == ["sms", "sms"])
    #expect(Set(night.tries.map(\.id)).count == 1)
    try night.go(to: "2026-07-16 22:05")
    #expect(night.tries.count == 2)
  }

  @Test(arguments: [SendResult.sent, .failed])
  func `a try that was given up as lost and arrived all the same is not made again`(
    late: SendResult
  ) throws {
    let night = try night(["email": .failed], silent: ["sms"])
    // A minute after the try it counts as lost, and the next is made five seconds later.
    try night.go(to: "2026-07-16 22:01:02")
    try night.answerLate(late)
    night.silent = []
    try night.go(to: "2026-07-16 22:05")
    #expect(
      night.tries.count { $0.channel == "sms" && $0.person == "aroha" } == (late == .sent ? 1 : 2))
  }

  @Test func `a clock that is set back holds no retry up`() throws {
    let night = try night(["sms": .failed, "email": .failed])
    try night.go(to: "2026-07-16 22:01")
    try night.set(by: .hours(-2))
    night.channels = [:]
    try night.go(to: "2026-07-16 20:10")
    #expect(night.tries.contains { $0.person == "aroha" && $0.result == .sent })
  }

  @Test func `somebody whom the files no longer know has no channel that works`() throws {
    let night = try night(["sms": .failed, "email": .failed])
    try night.edit(RotaText.text().replacing("aroha", with: "dana"))
    #expect(night.filesAreSound)
    try night.go(to: "2026-07-16 22:01")
    #expect(
      try night.told(.callbackReady).contains { $0.hasSuffix("ben") }, "the next step waits")
    let next = try #require(try night.wake())
    #expect(next > night.now)
  }

  @Test func `a shift is told of an hour before it starts`() throws {
    let rest = "override second 2026-07-17 03:00 to 05:00 by ben"
    let night = try Night("2026-07-16 22:00", files: RotaText.text(rest: rest))
    try night.go(to: "2026-07-17 04:30")
    #expect(try night.told(.shiftStarts) == ["02:00 ben", "04:00 chen"])
  }

  @Test func `the desk is told at its opening what waits`() throws {
    let files = RotaText.text(desk: "    notify voice")
    let night = try Night("2026-07-16 07:30", files: files)
    try night.started()
    try night.go(to: "2026-07-16 08:30")
    #expect(try night.told(.morningHandover) == ["08:00 desk"])
    #expect(night.tries.last { $0.kind == .morningHandover }?.text.contains("1 callback") == true)
  }

  @Test func `a fault in the files is told once, two minutes after the last edit`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.edit("person\n")
    try night.go(to: "2026-07-16 22:01")
    try night.edit("rota x\n    turn 1 wek\n")
    try night.go(to: "2026-07-16 23:00")
    #expect(try night.told(.filesFault) == ["22:03 kiri"])
    #expect(try night.started().route == .onCall)
  }
}

extension String {
  fileprivate func replacing(_ word: String, with other: String) -> String {
    split(separator: word, omittingEmptySubsequences: false).joined(separator: other)
  }
}
