import Glibc
import Live
import TestSupport
import Testing

/// Programs of the manager's own, and the machine's mailer: small scripts stand in for them.
@Suite(.serialized) struct NoticeProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func program(_ script: String, mode: UInt32 = 0o755) throws -> String {
    try folder.write("program", "#!/bin/sh\ncd '\(folder.path)'\n\(script)\n", mode: mode)
  }

  private func send(
    _ program: String, _ input: String = "{}", timeMax: Duration = .seconds(20)
  ) async -> TryResult {
    let command = NoticeCommand(program, input: Array(input.utf8), timeMax: timeMax)
    return await onAThread { command.send() }
  }

  @Test func `a command gets the notice on its standard input, and no arguments`() async throws {
    let path = try program("cat > input; echo \"$#\" > count")
    let notice = "{\"text\":\"$(id) `id` -x 'q' \\\" \\u0000\"}"
    #expect(await send(path, notice) == .sent)
    #expect(folder.read("input") == notice)
    #expect(folder.read("count") == "0\n")
  }

  @Test func `a command that ends otherwise has failed`() async throws {
    #expect(await send(try program("exit 3")) == .failed(why: "exit status 3"))
    #expect(await send(try program("kill -KILL $$")) == .failed(why: "ended by signal 9"))
  }

  @Test func `a command that takes too long dies with all that it started`() async throws {
    let path = try program(
      """
      trap '' TERM INT HUP
      sh -c 'trap "" TERM HUP; echo $$ > grandchild; n=0; while [ $n -lt 60 ]; do n=$((n+1)); sleep 1; done' &
      n=0; while [ $n -lt 60 ]; do n=$((n+1)); sleep 1; done
      """)
    let began = ContinuousClock.now
    #expect(await send(path, timeMax: .milliseconds(1500)) == .failed(why: "it took too long"))
    #expect(ContinuousClock.now - began < .seconds(6))
    let grandchild = try #require(folder.read("grandchild").flatMap { pid_t($0.dropLast()) })
    #expect(await isGone(grandchild))
  }

  @Test func `a command sees little of the service's surroundings`() async throws {
    setenv("RINGBACK_TOKEN", "secret", 1)
    defer { unsetenv("RINGBACK_TOKEN") }
    #expect(await send(try program("env > variables")) == .sent)
    let variables = try #require(folder.read("variables"))
    #expect(!variables.contains("RINGBACK_TOKEN"))
    let names = variables.split(separator: "\n").compactMap { $0.split(separator: "=").first }
    let expected: Set = ["PATH", "HOME", "LANG", "TZ", "PWD", "OLDPWD", "SHLVL", "_"]
    #expect(Set(names.map(String.init)).isSubset(of: expected))
    #expect(names.contains("PATH"))
  }

  @Test func `what is not there or can't be run is no program`() async throws {
    for path in [
      folder.path + "/nowhere", "no-program-is-called-so", folder.path, "",
      try program("exit 0", mode: 0o644),
    ] {
      #expect(await send(path) == .noProgram(path))
    }
  }

  // MARK: sendmail

  private func mail(
    to: String = "aroha@example.nz", from: String = "desk@example.nz", program: String?
  ) async -> TryResult {
    let mail = Sendmail(
      from: from, to: to, message: Array("Subject: x\n\n.\nyes\n".utf8), timeMax: .seconds(20),
      program: program)
    return await onAThread { mail.send() }
  }

  @Test func `sendmail gets the envelope as arguments and the message on its input`() async throws {
    let path = try program("printf '%s\\n' \"$@\" > words; cat > message")
    #expect(await mail(program: path) == .sent)
    #expect(folder.read("words") == "-i\n-f\ndesk@example.nz\n--\naroha@example.nz\n")
    #expect(folder.read("message") == "Subject: x\n\n.\nyes\n")
  }

  @Test func `a mailer that refuses has failed, and one that is missing is no program`()
    async throws
  {
    #expect(await mail(program: try program("exit 75")) == .failed(why: "exit status 75"))
    #expect(await mail(program: nil) == .noProgram("sendmail"))
  }

  @Test(arguments: [
    "-oQ/tmp@example.nz", "a@b@c.nz", "a,b@c.nz", "a b@c.nz", "a\r\nBcc: x@c.nz", "<a@c.nz>",
    "\"a\"@c.nz", "kāhu@c.nz", "@c.nz", "a@", "a", "", "a\u{0}@c.nz", "a;b@c.nz",
    String(repeating: "a", count: 251) + "@c.z",
  ])
  func `an address that is more than an address reaches no mailer`(_ address: String) async throws {
    let path = try program("touch ran")
    for result in [
      await mail(to: address, program: path), await mail(from: address, program: path),
    ] {
      #expect(result == .failed(why: "the address can't be mailed to"))
    }
    #expect(folder.read("ran") == nil)
    #expect(!MailAddress.isPlain(address))
  }

  @Test(arguments: ["a@c", "o'neill+x=y@c.nz", String(repeating: "a", count: 250) + "@c.z"])
  func `a plain address is mailed to`(_ address: String) {
    #expect(MailAddress.isPlain(address))
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
