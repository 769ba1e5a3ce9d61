import Glibc
import TestSupport
import Testing

/// Edits beside the running service (spec: rotas.md; http-api.md, `/v1/configuration`).
@Suite(.serialized) struct ServeFilesTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
  }

  /// How an edit reaches the folder.
  enum Way: CaseIterable, Sendable {
    case inPlace, renamed, inHalves
  }

  private func edit(_ text: String, _ way: Way) throws {
    let file = "Rotas/people.rota"
    switch way {
    case .inPlace: try ringback.folder.write(file, text)
    case .renamed:
      let new = try ringback.folder.write("Rotas/people.rota.new", text)
      rename(new, ringback.folder.path + "/" + file)
    case .inHalves:
      // The first half by itself has neither rota nor escalation.
      try ringback.folder.write(file, String(text.prefix(text.count / 3)))
      try ringback.folder.write(file, text)
    }
  }

  private func isOnCall(_ person: String) -> (ServeConnection.Answer) -> Bool {
    { answer in answer.body.contains("\"people\":[\"\(person)\"]") }
  }

  /// On a busy machine one edit may take longer: of some, the fastest is judged.
  @Test(arguments: Way.allCases)
  func `a good edit is in force within a second`(_ way: Way) throws {
    let service = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens()).manager
    var spans: [Duration] = []
    for edit in 0..<6 where spans.allSatisfy({ $0 > .seconds(1) }) {
      let person = edit % 2 == 0 ? "aroha" : "ben"
      try self.edit(Ringback.nightPeople(onCall: person), way)
      let span = try service.wait("/v1/on-call", token: token, until: isOnCall(person))
      spans.append(try #require(span, "edit \(edit) never came into force"))
      let configuration = try service.ask("GET", "/v1/configuration", token: token)
      #expect(configuration.body.contains("\"pending\":null"))
    }
    #expect(spans.contains { $0 <= .seconds(1) }, "\(spans)")
  }

  @Test func `a faulty edit waits and is shown, across a restart too, until it is mended`() throws {
    var service = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens()).manager
    let before = try service.ask("GET", "/v1/configuration", token: token).member("in_force_since")
    try edit(
      Ringback.nightPeople(onCall: "aroha") + "person dana\n    phome 021 555 0199\n", .inPlace)
    let isShown = { (answer: ServeConnection.Answer) in
      answer.member("in_force_since") == before && answer.body.contains("\"pending\":{\"since\":")
        && answer.body.contains("\"people.rota\"") && answer.body.contains("phome")
    }
    #expect(try service.wait("/v1/configuration", token: token, until: isShown) != nil)
    #expect(isOnCall("ben")(try service.ask("GET", "/v1/on-call", token: token)))

    for signal in [SIGTERM, SIGKILL] {
      #expect(service.stop(signal) == (signal == SIGTERM ? 0 : -SIGKILL))
      // A clock without an offset would want sound files.
      service = try ServeProcess(ringback, ["--clock", "2026-07-09T15:00:00Z"])
      let configuration = try service.ask("GET", "/v1/configuration", token: token)
      #expect(isShown(configuration), "\(configuration)")
      #expect(isOnCall("ben")(try service.ask("GET", "/v1/on-call", token: token)))
    }

    try edit(Ringback.nightPeople(onCall: "aroha"), .renamed)
    #expect(try service.wait("/v1/on-call", token: token, until: isOnCall("aroha")) != nil)
    let mended = try service.ask("GET", "/v1/configuration", token: token)
    #expect(mended.body.contains("\"pending\":null"))
  }

  @Test func `a folder that goes away and comes back is told, and followed`() throws {
    let service = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens()).manager
    let (folder, away) = (ringback.folder.path + "/Rotas", ringback.folder.path + "/away")
    rename(folder, away)
    let isGone = { (answer: ServeConnection.Answer) in
      answer.body.contains("the rota folder can't be read")
    }
    #expect(try service.wait("/v1/configuration", token: token, until: isGone) != nil)
    #expect(isOnCall("ben")(try service.ask("GET", "/v1/on-call", token: token)))
    rename(away, folder)
    service.send(SIGHUP)
    #expect(
      try service.wait("/v1/configuration", token: token) { $0.body.contains("\"pending\":null") }
        != nil)
    try edit(Ringback.nightPeople(onCall: "aroha"), .inPlace)
    #expect(try service.wait("/v1/on-call", token: token, until: isOnCall("aroha")) != nil)
  }

  @Test func `the list of clients is followed live, and a faulty one waits`() throws {
    let service = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens()).manager
    func configuration(_ isRight: (ServeConnection.Answer) -> Bool) throws -> Bool {
      try service.wait("/v1/configuration", token: token, until: isRight) != nil
    }
    try ringback.folder.write("Rotas/clients.csv", "organisation\nKauri Ltd\n")
    #expect(
      try configuration { $0.body.contains("clients.csv") && $0.body.contains("\"pending\":null") })
    try ringback.folder.write("Rotas/clients.csv", "organisation\nKauri Ltd\nKauri Ltd\n")
    #expect(try configuration { $0.body.contains("“Kauri Ltd” has a row already") })
    #expect(isOnCall("ben")(try service.ask("GET", "/v1/on-call", token: token)))
    unlink(ringback.folder.path + "/Rotas/clients.csv")
    #expect(
      try configuration { !$0.body.contains("clients.csv") && $0.body.contains("\"pending\":null") }
    )
  }

  /// The folder holds a link: what it leads to changes without a word to the watch.
  @Test func `at SIGHUP the files are read again`() throws {
    let real = try ringback.folder.write("people.txt", Ringback.nightPeople(onCall: "ben"))
    let link = ringback.folder.path + "/Rotas/people.rota"
    unlink(link)
    #expect(symlink(real, link) == 0)
    let service = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens()).manager
    try ringback.folder.write("people.txt", Ringback.nightPeople(onCall: "aroha"))
    #expect(isOnCall("ben")(try service.ask("GET", "/v1/on-call", token: token)))
    for person in ["aroha", "ben"] {
      try ringback.folder.write("people.txt", Ringback.nightPeople(onCall: person))
      service.send(SIGHUP)
      #expect(try service.wait("/v1/on-call", token: token, until: isOnCall(person)) != nil)
    }
    #expect(service.stop() == 0)
  }
}
