import Glibc
import Live
import TestSupport
import Testing

/// The shell stands in for programs here: each test names it as the program itself.
@Suite(.serialized) struct ChildProcessTests {
  private func shell(
    _ script: String, _ arguments: [String] = [], input: String = "",
    timeMax: Duration = .seconds(20)
  ) -> ChildProcess {
    ChildProcess(
      "/bin/sh", ["-c", script, "sh"] + arguments, input: Array(input.utf8), timeMax: timeMax)
  }

  @Test func `a child reads its input and its words come back apart`() async {
    let result = await shell("cat; echo told >&2; exit 3", input: "kia ora").finished()
    #expect(result.end == .exited(status: 3))
    #expect(!result.succeeded)
    #expect(String(decoding: result.output, as: UTF8.self) == "kia ora")
    #expect(String(decoding: result.errors, as: UTF8.self) == "told\n")
  }

  @Test func `an argument reaches the program as it is`() async {
    let odd = "$(touch /tmp/x); `id` \"q\" 'p' \\ \n *"
    let result = await ChildProcess("printf", ["%s", odd]).finished()
    #expect(result.succeeded)
    #expect(String(decoding: result.output, as: UTF8.self) == odd)
  }

  @Test(arguments: ["/nowhere/to/be/found", "no-program-is-called-so", "a\0b"])
  func `a program that is not there could not start`(program: String) async {
    guard case .couldNotStart = await ChildProcess(program).finished().end else {
      Issue.record("It started.")
      return
    }
  }

  @Test func `a child that ends by a signal says which`() async {
    #expect(await shell("kill -KILL $$").finished().end == .signalled(SIGKILL))
  }

  @Test func `at the deadline a child that ignores signals dies with its grandchildren`()
    async throws
  {
    let folder = try TemporaryFolder()
    let script = """
      trap '' TERM INT HUP
      sh -c 'trap "" TERM; echo $$ > "$1/grandchild"; while :; do sleep 1; done' sh "$1" &
      echo started
      while :; do date +%s%N >> "$1/alive"; sleep 0.2; done
      """
    let result = await shell(script, [folder.path], timeMax: .milliseconds(1500)).finished()
    #expect(result.end == .deadlinePassed)
    #expect(result.output == Array("started\n".utf8))
    // By the child's own account: how long a busy machine takes to go on with this test is another matter.
    let alive = try #require(folder.read("alive")).split(separator: "\n").compactMap { Int64($0) }
    let lived = try #require(alive.last) - #require(alive.first)
    #expect(Duration.nanoseconds(lived) < .seconds(5))
    let grandchild = try #require(folder.read("grandchild").flatMap { pid_t($0.dropLast()) })
    #expect(await isGone(grandchild))
  }

  @Test func `a grandchild that holds the pipes open is not waited for`() async {
    let began = ContinuousClock.now
    let result = await shell("sleep 15 & echo done").finished()
    #expect(result.succeeded)
    #expect(result.output == Array("done\n".utf8))
    #expect(ContinuousClock.now - began < .seconds(10))
  }

  @Test func `what a child says is taken whole up to the limit, and cut above it`() async {
    var child = shell("head -c 300000 /dev/zero; head -c 300001 /dev/zero >&2")
    child.outputBytesMax = 300_001
    let whole = await child.finished()
    #expect(whole.output.count == 300_000)
    #expect(whole.errors.count == 300_001)
    #expect(!whole.wasCut)
    child.outputBytesMax = 300_000
    let cut = await child.finished()
    #expect(cut.succeeded)
    #expect(cut.errors.count == 300_000)
    #expect(cut.wasCut)
  }

  @Test func `a child that does not read its input is no trouble`() async {
    let much = String(repeating: "x", count: 1 << 20)
    #expect(await shell("exec 0<&-; exit 0", input: much).finished().succeeded)
    #expect(await shell("exit 0", input: much).finished().succeeded)
    #expect(await shell("wc -c", input: much).finished().output == Array("1048576\n".utf8))
  }

  @Test func `a child inherits no descriptor, no blocked and no ignored signal`() async throws {
    let spare = open("/dev/null", O_RDONLY)
    signal(SIGUSR2, SIG_IGN)
    var blocked = sigset_t()
    var before = sigset_t()
    sigfillset(&blocked)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    let status = await ChildProcess("cat", ["/proc/self/status"]).finished()
    pthread_sigmask(SIG_SETMASK, &before, nil)
    signal(SIGUSR2, SIG_DFL)
    #expect(signals("SigBlk", in: status) == 0)
    #expect(signals("SigIgn", in: status) == 0)
    // The listing itself holds one more than the three.
    let listing = await ChildProcess("ls", ["/proc/self/fd"]).finished()
    close(spare)
    #expect(listing.output == Array("0\n1\n2\n3\n".utf8))
  }

  /// The plain signals, 1 to 31, of a line of the process's own status.
  private func signals(_ line: String, in status: ChildResult) -> UInt64? {
    String(decoding: status.output, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(line + ":\t") }
      .flatMap { UInt64($0.dropFirst(line.count + 2), radix: 16) }.map { $0 & 0x7FFF_FFFF }
  }

  /// A killed process may be seen for a moment until the system has buried it.
  private func isGone(_ process: pid_t) async -> Bool {
    for _ in 0..<2000 {
      let state = await ChildProcess("ps", ["-o", "stat=", "-p", String(process)]).finished().output
        .first
      if state == nil || state == UInt8(ascii: "Z") { return true }
    }
    return false
  }
}
