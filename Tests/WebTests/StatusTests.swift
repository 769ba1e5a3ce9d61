import Documents
import Testing

@testable import Web

/// Spec: clients-and-status.md, "Service status".
@Suite(.timeLimit(.minutes(5))) struct StatusTests {
  let house: House

  init() throws { house = try House() }

  @discardableResult private func post(_ body: String, as who: Who = .engineer) throws -> WebAnswer
  {
    try house.ask("POST", "/v1/status", as: who, body)
  }

  @Test func `a notice is gone on with until it is resolved`() throws {
    let first = try post(
      "{\"state\":\"investigating\",\"text\":\"Email is slow\",\"says\":\"We know.\"}")
    #expect(first.status == 201 && first.json["number"] == 1 && first.json["says"] == "We know.")
    let second = try post("{\"state\":\"identified\",\"text\":\"A disk\"}")
    #expect(second.json["number"] == 1 && second.json["says"] == "We know.")
    #expect(second.json["updates"]?.elements.count == 2)
    #expect(try post("{\"state\":\"resolved\",\"text\":\"Done\"}").json["open"] == false)
    #expect(try post("{\"state\":\"resolved\",\"text\":\"Done\"}").status == 409)
    #expect(try post("{\"state\":\"identified\",\"text\":\"Late\",\"notice\":1}").status == 409)
    #expect(try post("{\"state\":\"monitoring\",\"text\":\"Anew\"}").json["number"] == 2)
  }

  @Test func `two that are open are told apart by their numbers`() throws {
    try post("{\"state\":\"investigating\",\"text\":\"Email\"}")
    #expect(
      try post("{\"state\":\"investigating\",\"text\":\"Phones\",\"new\":true}").json["number"] == 2
    )
    #expect(try post("{\"state\":\"resolved\",\"text\":\"Which?\"}").status == 409)
    #expect(
      try post("{\"state\":\"resolved\",\"text\":\"Email\",\"notice\":1}").json["number"] == 1)
    #expect(try post("{\"state\":\"resolved\",\"text\":\"Phones\"}").json["number"] == 2)
    #expect(
      try post("{\"state\":\"resolved\",\"text\":\"x\",\"new\":true,\"notice\":1}").status == 422)
  }

  @Test(arguments: [Who.viewer, .telephony, .mail, .monitor])
  func `only staff post it`(who: Who) throws {
    #expect(try post("{\"state\":\"investigating\",\"text\":\"x\"}", as: who).status == 403)
  }

  @Test func `anybody reads it, and nobody who wrote it`() throws {
    try post("{\"state\":\"investigating\",\"text\":\"<b>Email</b> & \\\"more\\\"\"}")
    let list = try house.ask("GET", "/v1/status", as: .nobody)
    #expect(list.json["notices"]?.elements.count == 1)
    for path in ["/status", "/status.atom"] {
      let page = try house.ask("GET", path, as: .nobody)
      #expect(page.status == 200)
      #expect(page.text.contains("&lt;b&gt;Email&lt;/b&gt; &amp; &quot;more&quot;"))
      #expect(!page.text.contains("<b>") && !page.text.contains("aroha"))
      let policy = page.fields.first { $0.name.lowercased() == "content-security-policy" }?.value
      #expect(policy?.contains("default-src 'none'") == true)
    }
  }

  @Test func `what is resolved is shown for 14 days`() throws {
    try post("{\"state\":\"investigating\",\"text\":\"Email\"}")
    try post("{\"state\":\"resolved\",\"text\":\"Email\"}")
    house.time.advance(by: .seconds(14 * 86_400))
    #expect(try house.ask("GET", "/v1/status", as: .nobody).json["notices"]?.elements.count == 1)
    house.time.advance(by: .seconds(1))
    #expect(try house.ask("GET", "/v1/status", as: .nobody).json["notices"] == [])
  }

  @Test func `a new caller hears it first, and the callback is made all the same`() throws {
    try post(
      "{\"state\":\"investigating\",\"text\":\"Email\",\"says\":\"We know that email is slow.\"}")
    let start = try house.post(
      "{\"type\":\"call.started\",\"call_id\":\"a\",\"from\":\"021 555 0199\"}")
    #expect(start.text.contains("\"say\":\"We know that email is slow. Our service desk is closed"))
    #expect(start.json["callback"]?["status"] == "pending")
    let end = try house.post(
      "{\"type\":\"call.ended\",\"call_id\":\"a\",\"outcome\":\"voicemail\"}")
    #expect(!end.text.contains("We know"))
    try post("{\"state\":\"monitoring\",\"text\":\"Email\",\"says\":\"\"}")
    let next = try house.post(
      "{\"type\":\"call.started\",\"call_id\":\"b\",\"from\":\"021 555 0198\"}")
    #expect(!next.text.contains("We know"))
  }

  @Test func `a desk call that would hear nothing hears it too`() throws {
    let house = try House("2026-07-09T10:00:00+12:00")
    try house.ask(
      "POST", "/v1/status", as: .manager,
      "{\"state\":\"investigating\",\"text\":\"x\",\"says\":\"We know.\"}")
    let start = try house.post(
      "{\"type\":\"call.started\",\"call_id\":\"a\",\"from\":\"021 555 0199\"}")
    #expect(start.json["say"] == "We know." && start.json["route"] == "desk")
  }
}
