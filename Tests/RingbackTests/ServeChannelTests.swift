import Digests
import Documents
import TestSupport
import Testing

@testable import ringback

/// The program itself, from the event to the notice at the other end.
@Suite(.serialized) struct ServeChannelTests {
  private var ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeSampleDesk()
    let people = try #require(ringback.folder.read("Rotas/people.rota"))
    try ringback.folder.write(
      "Rotas/people.rota",
      people.replacing("notify  sms", with: "notify  chat, post\n    email   a@desk.example.nz"))
    let bin = ringback.folder.path + "/bin"
    ringback.environment["PATH"] = bin + ":/usr/bin:/bin"
  }

  /// Starts the service in a rehearsed Christmas night, tells it of a call, and does what `then` says, with
  /// `$A` the service's address, `$M` a manager's token and `$P` the process.
  private func serve(_ then: String) async -> Ringback.Run {
    await ringback.runShell(
      """
      \(Ringback.path) serve --config ringback.conf --clock 2026-12-25T02:00:00+13:00 >out 2>err &
      P=$!
      wait_for() { n=0; until eval "$1"; do n=$((n+1)); [ $n -lt 400 ] || break; sleep 0.05; done; }
      wait_for 'grep -q answers out'
      A=$(sed -n 's/.*answers at //p' out)
      T=$(awk '/telephony system/ {print $NF}' store/first-tokens)
      M=$(awk '/manager/ {print $NF}' store/first-tokens)
      call() { curl -s -H "Authorization: Bearer $1" -H 'Content-Type: application/json' "$2" -d "$3"; }
      call $T $A/v1/call-events '{"type":"call.started","call_id":"a","from":"021 555 0199",
        "caller":{"name":"\\"; rm -rf $HOME\\r\\nBcc: x"}}' >/dev/null
      call $T $A/v1/call-events '{"type":"call.ended","call_id":"a","outcome":"voicemail"}' >/dev/null
      \(then)
      kill $P; wait $P
      """)
  }

  private func writeSettings(_ channels: String) throws {
    try ringback.folder.write(
      "ringback.conf",
      """
      server
          listen          127.0.0.1:0
          data            store
          public address  https://rb.example.nz/
      \(channels)
      """)
  }

  @Test func `a command gets the very callback that the interface shows`() async throws {
    try writeSettings("channel chat\n    command  hook\n")
    try ringback.folder.write(
      "bin/hook", "#!/bin/sh\ncat > \(ringback.folder.path)/part && mv part notice\n", mode: 0o755)
    let run = await serve(
      """
      wait_for '[ -e notice ]'
      curl -s -H "Authorization: Bearer $M" $A/v1/callbacks/1001
      """)
    #expect(run.status == 0)
    let notice = try #require(ringback.folder.read("notice"))
    #expect(run.output.hasPrefix("{\"id\":1,\"ticket\":1001,"))
    #expect(run.output.contains("\"history\":[{"))
    #expect(notice.contains("\"callback\":\(run.output),\"created_at\":"), "\(notice)")
    #expect(notice.contains("\"link\":\"https://rb.example.nz/n/"))
  }

  @Test func `a webhook that failed is tried again, under the same id and signed anew`()
    async throws
  {
    let server = try ScriptedServer([
      "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n",
    ])
    defer { server.stop() }
    try writeSettings(
      """
      channel chat
          webhook  \(server.address)/hook
          secret   whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
      """)
    let run = await serve("wait_for 'grep -q channel=chat.result=sent err'")
    #expect(run.status == 0)
    let calls = server.calls
    #expect(calls.count == 2)
    for call in calls { try check(call) }
    #expect(Set(calls.compactMap { field("webhook-id", of: $0) }).count == 1)
    let errors = try #require(ringback.folder.read("err"))
    #expect(errors.contains("event=channel channel=chat result=failed cause=\"status 500\""))
  }

  @Test
  func `an email goes by the machine's mailer, and nothing that a caller said is in its header`()
    async throws
  {
    try writeSettings("channel post\n    email\nmail\n    from  desk@example.nz\n")
    try ringback.folder.write(
      "bin/sendmail",
      "#!/bin/sh\ncd '\(ringback.folder.path)'; printf '%s\\n' \"$@\" > words; cat > part; mv part mail\n",
      mode: 0o755)
    let run = await serve("wait_for 'grep -q channel=post.result=sent err'")
    #expect(run.status == 0)
    #expect(ringback.folder.read("words") == "-i\n-f\ndesk@example.nz\n--\na@desk.example.nz\n")
    let mail = try #require(ringback.folder.read("mail"))
    let lines = mail.split(separator: "\n", omittingEmptySubsequences: false)
    let header = lines.prefix { !$0.isEmpty }
    #expect(header.count == 9 && header.allSatisfy { $0.contains(": ") })
    #expect(!lines.contains { $0.hasPrefix("Bcc:") })
    #expect(header.contains("Auto-Submitted: auto-generated"))
    #expect(mail.contains("rm -rf $HOME"))
  }

  /// The signature is that of the body under the secret.
  private func check(_ call: String) throws {
    let id = try #require(field("webhook-id", of: call))
    let timestamp = try #require(field("webhook-timestamp", of: call))
    let body = try #require(call.split(separator: "\r\n\r\n", maxSplits: 1).last)
    let key = try #require(ServerFileSample.key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    let code = HMACSHA256.code(for: Array("\(id).\(timestamp).\(body)".utf8), key: key)
    #expect(
      field("webhook-signature", of: call) == "v1," + Base64.standard.encode(code.bytes))
    #expect(field("Content-Type", of: call) == "application/json")
    #expect(body.hasPrefix("{\"id\":\"\(id)\","))
  }

  private func field(_ name: String, of call: String) -> String? {
    call.split(separator: "\r\n").first { $0.hasPrefix(name + ": ") }
      .map { String($0.dropFirst(name.count + 2)) }
  }

  @Test
  func `a channel without its program is told of at the start, and keeps nothing from starting`()
    async throws
  {
    try writeSettings(
      "channel chat\n    command  /nowhere/sms\nchannel post\n    email\nmail\n    from a@b.nz\n")
    let run = await serve("wait_for 'grep -q channel=post.result=noSuchChannel err'")
    #expect(run.status == 0)
    let errors = try #require(ringback.folder.read("err"))
    #expect(
      errors.contains("The channel “chat” counts as failed: there is no program “/nowhere/sms”"))
    #expect(errors.contains("The channel “post” counts as failed: it needs the program sendmail"))
    #expect(errors.contains("channel=chat result=noSuchChannel tries=1"))
  }

  @Test func `SIGHUP takes the new channels, and keeps the old ones when the file is faulty`()
    async throws
  {
    try writeSettings("")
    try ringback.folder.write(
      "bin/hook",
      // Renamed once it is whole: the file's being there is what is waited for. The first call's notice,
      // which no channel took, may be tried again before.
      """
      #!/bin/sh
      cd '\(ringback.folder.path)' && cat > part.$$ && ! grep -q called_again part.$$ || mv part.$$ notice
      """,
      mode: 0o755)
    let run = await serve(
      """
      wait_for 'grep -q channel=chat.result=noSuchChannel err'
      cp ringback.conf sound.conf
      echo 'chanel chat' >> ringback.conf; kill -HUP $P; wait_for 'grep -q result=faulty err'
      { cat sound.conf; echo 'channel chat'; echo ' command hook'; } > ringback.conf
      kill -HUP $P; wait_for 'grep -q result=in_force err'
      sed -i 's/127.0.0.1:0/127.0.0.1:1/' ringback.conf
      kill -HUP $P; wait_for 'grep -q "next start" err'
      echo 'chanel chat' > ringback.conf; kill -HUP $P
      wait_for '[ $(grep -c result=faulty err) -eq 2 ]'
      call $T $A/v1/call-events '{"type":"call.started","call_id":"b","from":"021 555 0199"}' >/dev/null
      wait_for '[ -e notice ]'
      """)
    #expect(run.status == 0)
    let errors = try #require(ringback.folder.read("err"))
    #expect(errors.contains("people.rota:4:13: warning: The server knows no channel “chat”"))
    #expect(errors.contains("ringback.conf:5:1: error: “chanel” opens no stanza."))
    #expect(errors.contains("event=server_file result=in_force channels=1"))
    #expect(ringback.folder.read("notice")?.contains("\"kind\":\"called_again\"") == true)
  }

  @Test func `SIGHUP takes mail, client pages and bills as the file has them now`() async throws {
    try writeSettings("")
    let run = await serve(
      """
      code() { curl -s -o /dev/null -w '%{http_code}' $A/client; }
      code > before
      sed -i 's/^    data/    client pages on\\n    data/' ringback.conf
      printf 'mail\\n    from desk@desk.example.nz\\nbilling\\n    currency AUD\\n' >> ringback.conf
      kill -HUP $P; wait_for 'grep -q result=in_force err'
      code > after
      curl -s -H "Authorization: Bearer $M" "$A/v1/reports/billing?from=2026-12-25&to=2026-12-26" > bill
      """)
    #expect(run.status == 0)
    #expect(ringback.folder.read("before") == "404")
    #expect(ringback.folder.read("after") == "200")
    #expect(ringback.folder.read("bill")?.contains("\"AUD\"") == true)
    #expect(ringback.folder.read("err")?.contains("counts from the next start") == false)
  }

  @Test func `a faulty server's file stops the start, with its problems and status 1`() async throws
  {
    try writeSettings("channel chat\n    comand  hook\n")
    let run = await ringback.run(["serve", "--config", "ringback.conf"])
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("ringback.conf:6:5: error: “comand” is no line of “channel”.\n"))
    #expect(run.errors.contains("Did you mean “command”?"))
    #expect(
      run.errors.hasSuffix(
        "ringback: “ringback.conf” has 1 error; mend it, or leave --config out.\n"))
    let missing = await ringback.run(["serve", "--config", "nowhere.conf"])
    #expect(missing.status == 1)
    #expect(missing.errors.contains("there is no file “nowhere.conf”"))
    #expect(await ringback.run(["serve", "--config", "Rotas"]).errors.contains("not a plain file"))
  }

  @Test func `options on the command line win over the server's file`() async throws {
    try writeSettings("")
    let token = await ringback.run([
      "token", "add", "a", "--role", "viewer", "--config", "ringback.conf",
    ])
    #expect(token.status == 0)
    let list = await ringback.run(["token", "list", "--data", "store"])
    #expect(list.output.contains("viewer"))
    let other = await ringback.run(
      ["token", "list", "--data", "other", "--config", "ringback.conf"])
    #expect(other.output == "There are no tokens.\n")
    let listen = await ringback.run(
      ["serve", "--config", "ringback.conf", "--listen", "203.0.113.1:80"])
    #expect(listen.status == 1)
    #expect(listen.errors.contains("203.0.113.1"))
  }

  @Test func `check tells of channels that the server does not know`() async throws {
    try writeSettings("channel chatt\n    command  hook\n")
    let arguments = ["check", "--config", "ringback.conf", "--from", "2026-11-24"]
    let run = await ringback.run(arguments)
    #expect(run.status == 0)
    #expect(run.output.contains("people.rota:4:13: warning: The server knows no channel “chat”"))
    #expect(run.output.contains("Did you mean “chatt”?"))
    #expect(!run.errors.contains("not checked"))
    #expect(await ringback.run(arguments + ["--strict"]).status == 1)
    let without = await ringback.run(["check", "--from", "2026-11-24"])
    #expect(without.errors.contains("the channels' names were not checked"))
    #expect(!without.output.contains("knows no channel"))
    try writeSettings("channel chat\n    comand  hook\n")
    let faulty = await ringback.run(arguments + ["--json"])
    #expect(faulty.status == 1)
    #expect(faulty.output.contains("{\"file\":\"ringback.conf\",\"line\":6,\"column\":5,"))
  }
}
