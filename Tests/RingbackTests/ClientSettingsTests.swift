import TestSupport
import Testing

struct ClientSettingsTests {
  private let empty = "HTTP/1.1 200 OK\r\n\r\n{\"callbacks\":[],\"next\":null}"

  @Test func `the address and the token stand in a file of one's own`() throws {
    let server = try ScriptedServer([empty, empty])
    defer { server.stop() }
    var ringback = try Ringback()
    try ringback.folder.write(
      ".config/ringback", "# my desk\n\nurl   \(server.address)\ntoken\tfrom-file\r\n", mode: 0o600)
    #expect(ringback.run(["pending"]).status == 0)
    // The environment wins.
    ringback.environment = ["RINGBACK_TOKEN": "from-environment"]
    #expect(ringback.run(["pending"]).status == 0)
    #expect(server.calls.count == 2)
    #expect(server.calls.first?.contains("Bearer from-file\r\n") == true)
    #expect(server.calls.last?.contains("Bearer from-environment\r\n") == true)
  }

  @Test(arguments: [0o640, 0o604, 0o620])
  func `a file that others can read is refused`(mode: UInt32) throws {
    let ringback = try Ringback()
    let path = try ringback.folder.write(".config/ringback", "token x\n", mode: mode)
    #expect(
      ringback.run(["pending"])
        == Ringback.Run(
          status: 1, output: "",
          errors: "ringback: others can read “\(path)”, and it holds a token;"
            + " run `chmod 600 \(path)`.\n"))
  }

  @Test(arguments: ["token", "tokn x", "token x y", "token x\ntoken y"])
  func `a line that is not understood is told with its number`(text: String) throws {
    let ringback = try Ringback()
    try ringback.folder.write(".config/ringback", "url http://desk\n\(text)\n", mode: 0o600)
    let run = ringback.run(["pending"])
    #expect(run.status == 1)
    let line = text.contains("\n") ? 3 : 2
    #expect(run.errors.hasPrefix("ringback: line \(line) of “"))
  }

  @Test func `without a token it says where to put one`() throws {
    var ringback = try Ringback()
    let run = ringback.run(["pending"])
    #expect(run.status == 1)
    #expect(run.errors.contains("there is no token; set RINGBACK_TOKEN"))
    ringback.environment = ["RINGBACK_TOKEN": "x", "RINGBACK_URL": "desk:80"]
    #expect(ringback.run(["pending"]).errors.contains("“desk:80” is no address of a service"))
  }
}
