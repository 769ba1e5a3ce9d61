import CivilTime
import Live
import Testing

struct RealTimeTests {
  @Test func `the wall clock agrees with the system's own`() async {
    let before = RealTime.now()
    let told = await ChildProcess("date", ["+%s"]).finished()
    let seconds = Int64(String(decoding: told.output, as: UTF8.self).dropLast()) ?? 0
    #expect((before.seconds...RealTime.now().seconds).contains(seconds))
  }

  @Test func `a rehearsal starts at its moment and runs on`() async {
    let start = Moment(seconds: 1_798_000_000)
    let rehearsal = RehearsalTime(start: start)
    let first = rehearsal.now()
    #expect(first >= start)
    #expect(first - start < .seconds(30))
    #expect(await ChildProcess("true").finished().succeeded)
    #expect(rehearsal.now() > first)
  }

  @Test func `random bytes are as many as asked and never twice the same`() async {
    #expect(SecureRandom.bytes(0) == [])
    #expect(SecureRandom.bytes(1000).count == 1000)
    #expect(Set((0..<100).map { _ in SecureRandom.bytes(16) }).count == 100)
  }
}
