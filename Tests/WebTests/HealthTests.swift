import CivilTime
import Documents
import HTTPServer
import Rota
import TestSupport
import Testing

@testable import Service
@testable import Store
@testable import Web

/// Spec: http-api.md, "For those who run it": 200 while it can write and its clockwork runs, else 503 with
/// which part does not.
@Suite(.timeLimit(.minutes(5))) struct HealthTests {
  let house: House

  init() throws { house = try House() }

  private func spoil(_ sql: String) throws {
    try Store(path: house.folder.path + "/store").connection.execute(sql)
  }

  @Test(arguments: ["GET", "HEAD"])
  func `when all works it is 200 and names its parts`(method: String) throws {
    let answer = try house.ask(method, "/healthz", as: .nobody)
    #expect(answer.status == 200)
    guard method == "GET" else { return }
    #expect(
      answer.json.text
        == #"{"parts":{"clockwork":"ok","rota_files":"ok","store":"ok"},"status":"ok"}"#)
  }

  @Test func `a faulty file waits to be mended and fails nothing`() throws {
    house.edit([.init(name: "desk.rota", bytes: Array("desk\n    nonsense\n".utf8))])
    let answer = try house.ask("GET", "/healthz")
    #expect(answer.status == 200)
    #expect(answer.json["parts"]["rota_files"] == "faulty")
  }

  @Test func `what can't be written is 503, seen within a second and no sooner`() throws {
    #expect(try house.ask("GET", "/healthz").status == 200)
    try spoil("DROP TABLE heartbeat")
    house.time.advance(by: WriteProbe.goodFor - .milliseconds(1))
    #expect(try house.ask("GET", "/healthz").status == 200)
    house.time.advance(by: .milliseconds(1))
    for path in ["/healthz", "/health/ready"] {
      let answer = try house.ask("GET", path)
      #expect(answer.status == 503)
      #expect(answer["Retry-After"] != nil)
    }
    #expect(try house.ask("GET", "/healthz").json["parts"]["store"] == "failing")
  }

  @Test func `a commit that does not come back is told, once waited for and then at once`() throws {
    let gate = BoundedQueue<Bool>(itemsMax: 1)
    house.service.write { _ in
      _ = gate.take(countMax: 1)
    } then: { _ in
    }
    let first = try house.ask("GET", "/healthz")
    #expect(first.status == 503)
    #expect(first.json["parts"]["store"] == "stalled")
    let start = ContinuousClock.now
    #expect(try house.ask("GET", "/healthz").json["parts"]["store"] == "stalled")
    #expect(ContinuousClock.now - start < WriteProbe.patience)
    _ = gate.post(true)
    house.settle()
    #expect(try house.ask("GET", "/healthz").status == 200)
  }

  @Test func `a clockwork whose turn fails is 503, and well again when it turns`() throws {
    try spoil("ALTER TABLE clockwork RENAME TO away")
    for _ in 1...2 { house.settle() }
    let answer = try house.ask("GET", "/healthz")
    #expect(answer.status == 503)
    #expect(
      answer.json["parts"]?.text
        == #"{"clockwork":"failing","rota_files":"ok","store":"ok"}"#)
    try spoil("ALTER TABLE away RENAME TO clockwork")
    house.time.advance(by: .seconds(2))
    for _ in 1...2 { house.settle() }
    #expect(try house.ask("GET", "/healthz").status == 200)
  }

  @Test(arguments: [
    (Duration.minutes(-1), ClockworkState.ok), (ClockworkState.lateMax, .ok),
    (ClockworkState.lateMax + .microseconds(1), .late),
  ])
  func `work that stays undone for two minutes is late`(age: Duration, state: ClockworkState) {
    #expect(ClockworkState(next: house.time.now - age, now: house.time.now) == state)
    #expect(ClockworkState(next: nil, now: house.time.now) == .ok)
  }

  @Test func `many who ask at once share one commit`() {
    let probe = WriteProbe()
    let told = BoundedQueue<Health.WriteFault?>(itemsMax: 9)
    let tell: WriteProbe.Tell = { _ = told.post($0) }
    guard case .asks = probe.enter(now: house.time.now, tell) else {
      Issue.record("the first asks")
      return
    }
    for _ in 1...3 {
      guard case .waits = probe.enter(now: house.time.now, tell) else {
        Issue.record("the others wait")
        return
      }
    }
    for tell in probe.leave(.stalled, now: house.time.now) { tell(.stalled) }
    #expect(told.take(countMax: 9) == [.stalled, .stalled, .stalled])
    guard case .knows(.stalled) = probe.enter(now: house.time.now, tell) else {
      Issue.record("whoever comes while the job is under way is told that it stalls")
      return
    }
    probe.hasReturned()
    guard case .asks = probe.enter(now: house.time.now, tell) else {
      Issue.record("a stall is over when the job returns")
      return
    }
  }
}
