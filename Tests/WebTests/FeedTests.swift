import Documents
import Testing

@testable import Web

/// Spec: http-api.md, `/v1/schedule.ics`.
@Suite struct FeedTests {
  let house: House

  init() throws { house = try House() }

  private func newKey(as who: Who = .engineer) throws -> String {
    #expect(try house.ask("POST", "/v1/schedule-feed", as: who, "{}").status == 201)
    let answer = try house.ask("GET", "/v1/schedule-feed", as: who)
    guard case .string(let key)? = answer.json["key"] else { return "" }
    return key
  }

  private func feed(_ key: String) throws -> WebAnswer {
    try house.ask("GET", "/v1/schedule.ics?key=\(key)", as: .nobody)
  }

  @Test func `a key opens its person's shifts without a token`() throws {
    let answer = try feed(try newKey())
    #expect(answer.status == 200)
    #expect(answer.type == "text/calendar")
    #expect(answer.text.hasPrefix("BEGIN:VCALENDAR\r\n"))
    #expect(answer.text.contains("BEGIN:VEVENT"))
  }

  @Test func `a new key ends the old one, and is shown again as it is`() throws {
    let first = try newKey()
    let second = try newKey()
    #expect(first != second)
    #expect(try feed(first).status == 404)
    #expect(try feed(second).status == 200)
    let shown = try house.ask("GET", "/v1/schedule-feed", as: .engineer)
    #expect(shown.json["key"] == .string(second))
  }

  @Test func `no key, a wrong one, and none made yet`() throws {
    #expect(try house.ask("GET", "/v1/schedule-feed", as: .engineer).status == 404)
    #expect(try feed("x").status == 404)
    #expect(try house.ask("GET", "/v1/schedule.ics", as: .nobody).status == 422)
    #expect(try house.ask("POST", "/v1/schedule-feed", as: .manager, "{}").status == 422)
  }

  @Test func `the key opens nothing else`() throws {
    let key = try newKey()
    #expect(try house.ask("GET", "/v1/on-call?key=\(key)", as: .nobody).status == 401)
  }
}
