import CivilTime
import Glibc
import Rota
import Service
import Synchronization
import TestSupport
import Testing

@testable import ringback

/// What a server's file makes of a few lines.
enum ServerFileSample {
  static func settings(_ text: String) -> ServerConfiguration? {
    ServerConfiguration.read(RotaFile(name: "ringback.conf", bytes: Array(text.utf8))).configuration
  }

  static func key(_ secret: String) -> [UInt8]? {
    let channel = settings("channel a\n webhook http://a\n secret \(secret)\n")?.channels.first
    guard case .webhook(_, let key)? = channel?.transport else { return nil }
    return key
  }
}

/// What was told of the tries of one test, and what went to the log.
private final class Told: Sendable {
  private let results = Mutex<[SendResult]>([])
  private let lines = Mutex<[String]>([])

  func add(_ result: SendResult) { results.withLock { $0.append(result) } }
  func log(_ line: String) { lines.withLock { $0.append(line) } }
  var all: [SendResult] { results.withLock { $0 } }
  var log: [String] { lines.withLock { $0 } }

  /// Blocks until so many have been told.
  func wait(for count: Int) { while all.count < count { poll(nil, 0, 2) } }
}

@Suite(.serialized) struct NoticeSenderTests {
  private let folder: TemporaryFolder
  private let told = Told()

  init() throws { folder = try TemporaryFolder() }

  private func sender(
    _ settings: String, now: Moment = SampleNotice.at
  ) throws -> NoticeSender {
    let told = told
    let settings = try #require(ServerFileSample.settings(settings))
    return try NoticeSender(settings, now: { now }, log: { told.log($1) })
  }

  private func send(_ sender: NoticeSender, _ message: NoticeMessage) {
    let told = told
    sender.send(message) { told.add($0) }
  }

  private func finish(_ sender: NoticeSender, telling count: Int) async {
    let told = told
    await onAThread {
      told.wait(for: count)
      sender.close()
      sender.join()
    }
  }

  @Test
  func `a command that takes it is sent, one that does not has failed, with its cause in the log`()
    async throws
  {
    let good = try folder.write("good", "#!/bin/sh\ncat > \(folder.path)/got\n", mode: 0o755)
    let bad = try folder.write("bad", "#!/bin/sh\nexit 9\n", mode: 0o755)
    let sender = try sender("channel good\n command \(good)\nchannel bad\n command \(bad)\n")
    send(sender, try SampleNotice.message(channel: "GOOD"))
    await finish(sender, telling: 1)
    #expect(told.all == [.sent] && told.log.isEmpty)
    #expect(folder.read("got")?.hasPrefix("{\"id\":\"5f1c\",\"kind\":\"callback_ready\"") == true)
  }

  @Test func `a failed try says why in the log, and nothing of the notice`() async throws {
    let bad = try folder.write("bad", "#!/bin/sh\nexit 9\n", mode: 0o755)
    let sender = try sender("channel bad\n command \(bad)\n")
    send(sender, try SampleNotice.message(channel: "bad"))
    await finish(sender, telling: 1)
    #expect(told.all == [.failed])
    #expect(told.log == ["event=channel channel=bad result=failed cause=\"exit status 9\""])
  }

  @Test func `what the server does not know, or has no program for, is no such channel`()
    async throws
  {
    let sender = try sender("channel gone\n command \(folder.path)/gone\n")
    send(sender, try SampleNotice.message(channel: "unknown"))
    #expect(told.all == [.noSuchChannel])
    send(sender, try SampleNotice.message(channel: "gone"))
    await finish(sender, telling: 2)
    #expect(told.all == [.noSuchChannel, .noSuchChannel])
  }

  @Test func `an email to somebody without an address is no such channel`() async throws {
    let sender = try sender("channel chat\n email\nmail\n from desk@example.nz\n")
    send(sender, try SampleNotice.message(email: nil))
    await finish(sender, telling: 1)
    #expect(told.all == [.noSuchChannel])
  }

  @Test func `the log channel needs no set-up, and writes nothing personal`() async throws {
    let sender = try sender("")
    send(sender, try SampleNotice.message(channel: "Log"))
    #expect(told.all == [.sent])
    #expect(told.log == ["event=notice_sent kind=callback_ready person=aroha ticket=1001"])
    await finish(sender, telling: 1)
  }

  @Test func `whoever sends never waits, and a channel that hangs holds up no other`() async throws
  {
    let go = folder.path + "/go"
    let slow = try folder.write(
      "slow",
      "#!/bin/sh\nn=0; until [ -e \(go) ] || [ $n -gt 400 ]; do n=$((n+1)); sleep 0.05; done\n",
      mode: 0o755)
    let sender = try sender("channel slow\n command \(slow)\nchannel quick\n command /bin/true\n")
    let count = NoticeSender.workerCount * 2
    let began = ContinuousClock.now
    for _ in 0..<count { send(sender, try SampleNotice.message(channel: "slow")) }
    #expect(ContinuousClock.now - began < .seconds(5))
    #expect(told.all.isEmpty)
    send(sender, try SampleNotice.message(channel: "quick"))
    let told = told
    await onAThread { told.wait(for: 1) }
    #expect(told.all == [.sent])
    try folder.write("go", "")
    await finish(sender, telling: count + 1)
    #expect(told.all == Array(repeating: .sent, count: count + 1))
  }

  @Test func `so many wait for one channel and no more`() async throws {
    let go = folder.path + "/go"
    let slow = try folder.write(
      "slow",
      "#!/bin/sh\nn=0; until [ -e \(go) ] || [ $n -gt 400 ]; do n=$((n+1)); sleep 0.05; done\n",
      mode: 0o755)
    let sender = try sender("channel slow\n command \(slow)\n")
    let message = try SampleNotice.message(channel: "slow")
    for _ in 0..<NoticeSender.inHandMax + NoticeSender.waitingMax { send(sender, message) }
    #expect(told.all.isEmpty)
    send(sender, message)
    #expect(told.all == [.failed])
    sender.close()
    try folder.write("go", "")
    await finish(sender, telling: 1)
    // Those in hand at the end are finished; those that waited are neither sent nor told of.
    #expect(told.all.filter { $0 == .sent }.count <= NoticeSender.inHandMax)
  }

  @Test func `what waited too long for its channel is given up`() async throws {
    let sender = try sender(
      "channel a\n command /bin/true\n", now: SampleNotice.at + NoticeTry.waitMax)
    send(sender, try SampleNotice.message(channel: "a"))
    await finish(sender, telling: 1)
    #expect(told.all == [.failed])
    let inTime = try self.sender(
      "channel a\n command /bin/true\n", now: SampleNotice.at + NoticeTry.waitMax - .seconds(1))
    send(inTime, try SampleNotice.message(channel: "a"))
    await finish(inTime, telling: 2)
    #expect(told.all == [.failed, .sent])
  }

  @Test func `new channels count from the next notice on`() async throws {
    let sender = try sender("")
    send(sender, try SampleNotice.message(channel: "a"))
    sender.use(try #require(ServerFileSample.settings("channel a\n command /bin/true\n")))
    send(sender, try SampleNotice.message(channel: "a"))
    await finish(sender, telling: 2)
    #expect(told.all == [.noSuchChannel, .sent])
  }
}
