import CivilTime
import Glibc
import TestSupport
import Testing

@testable import Store
@testable import ringback

/// Spec: cli.md, `doctor`.
@Suite(.serialized) struct DoctorTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
  }

  private func state(of part: String, _ options: [String] = [], status: Int32 = 0) async -> [String]
  {
    let run = await ringback.run(["doctor", "--json"] + options)
    #expect(run.status == status && run.errors == "", "\(run)")
    #expect(run.output.contains("{\"well\":\(status == 0),"), "\(run)")
    return run.output.components(between: "{\"part\":\"\(part)\",\"state\":\"", and: "\"}")
  }

  @Test func `before the first start nothing is wrong, and nothing is made`() async throws {
    let run = await ringback.run(["doctor"])
    #expect(run.status == 0, "\(run)")
    #expect(run.output.contains("There is no “ringback-data” yet"))
    #expect(await ringback.runShell("ls").output == "Rotas\n")
  }

  @Test func `it sees the service, and a store that is sound`() async throws {
    let service = try ServeProcess(ringback, [])
    let told = await state(of: "service")
    #expect(told.first?.hasPrefix("well") == true, "\(told)")
    #expect(told.first?.contains("http://127.0.0.1:\(service.port ?? 0)") == true, "\(told)")
    #expect(await state(of: "store").first?.contains("sound") == true)
    #expect(service.stop() == 0)
    #expect(await state(of: "service").first?.hasPrefix("doubtful") == true)
  }

  @Test func `a service that hangs is told`() async throws {
    let service = try ServeProcess(ringback, [])
    service.send(SIGSTOP)
    let told = await state(of: "service", status: 1)
    #expect(told.first?.contains("gives no answer") == true, "\(told)")
    service.send(SIGCONT)
    #expect(service.stop() == 0)
  }

  @Test func `faults in the files and the channels are told, and make it 1`() async throws {
    try ringback.folder.write(
      "c.conf", "channel sms\n    command /no/such/program\n")
    let channels = await state(of: "channels", ["--config", "c.conf"], status: 1)
    #expect(channels.first?.contains("/no/such/program") == true, "\(channels)")
    try ringback.folder.write("c.conf", "channle sms\n")
    #expect(
      await state(of: "configuration", ["--config", "c.conf"], status: 1).first?.hasPrefix("wrong")
        == true)
    try ringback.folder.write("Rotas/x.rota", "person dana\n    phome 021 555 0199\n")
    let files = await state(of: "rota files", status: 1)
    #expect(files.first?.contains("x.rota:") == true, "\(files)")
  }

  @Test func `a damaged store, a clock put back and an open folder are told`() async throws {
    let service = try ServeProcess(ringback, [])
    #expect(service.stop() == 0)
    let path = ringback.folder.path + "/ringback-data/ringback.sqlite"
    try Store(path: path).beat(at: Moment(seconds: 4_000_000_000))
    #expect(await state(of: "clock", status: 1).first?.contains("it was put back") == true)
    try Store(path: path).beat(at: Moment(seconds: 1_800_000))
    _ = await ringback.runShell("chmod 755 ringback-data")
    #expect(await state(of: "data folder").first?.hasPrefix("doubtful") == true)
    _ = await ringback.runShell("chmod 700 ringback-data; chmod 644 ringback-data/ringback.sqlite")
    #expect(await state(of: "data folder", status: 1).first?.hasPrefix("wrong") == true)
    _ = await ringback.runShell(
      "cd ringback-data; chmod 600 ringback.sqlite; rm -f *-wal *-shm; truncate -s 50000 ringback.sqlite"
    )
    #expect(await state(of: "store", status: 1).first?.hasPrefix("wrong") == true)
  }

  @Test func `a clock that can't be right is wrong, one that nobody keeps is doubtful`() {
    func state(_ seconds: Int64, isKept: Bool?, error: Int? = 1000) -> Finding.State? {
      var clock = ClockExamination(storePath: nil, now: Moment(seconds: seconds))
      (clock.isKept, clock.errorMicroseconds) = (isKept, error)
      return clock.findings().first?.state
    }
    #expect(state(1_767_225_599, isKept: true) == .wrong)
    #expect(state(1_767_225_600, isKept: true) == .well)
    #expect(state(4_102_444_799, isKept: true) == .well)
    #expect(state(4_102_444_800, isKept: true) == .wrong)
    #expect(state(1_800_000_000, isKept: false) == .doubtful)
    #expect(state(1_800_000_000, isKept: nil) == .doubtful)
    #expect(state(1_800_000_000, isKept: true, error: 10_000_001) == .doubtful)
  }
}

extension String {
  /// Each text that stands between those two.
  fileprivate func components(between start: String, and end: String) -> [String] {
    var found: [String] = []
    var rest = self[...]
    while let from = rest.firstRange(of: start) {
      rest = rest[from.upperBound...]
      guard let to = rest.firstRange(of: end) else { break }
      found.append(String(rest[..<to.lowerBound]))
      rest = rest[to.upperBound...]
    }
    return found
  }
}
