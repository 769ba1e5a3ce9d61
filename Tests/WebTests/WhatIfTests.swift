import Callbacks
import CivilTime
import Documents
import Rota
import Testing

@testable import Web

/// Spec: http-api.md, `/v1/what-if`.
@Suite(.timeLimit(.minutes(5))) struct WhatIfTests {
  let house: House

  init() throws { house = try House() }

  private func ask(_ body: String, as who: Who = .viewer, key: String? = nil) throws -> WebAnswer {
    try house.ask(
      "POST", "/v1/what-if", as: who, body, fields: key.map { ["Idempotency-Key: " + $0] } ?? [])
  }

  private func lines(_ answer: WebAnswer) -> [String] {
    answer.json["events"].elements.map { event in
      let people = event["people"].elements.map(\.plain)
      return
        ([event["at"].plain.dropFirst(11).prefix(5).description, event["what"].plain] + people)
        .joined(separator: " ")
    }
  }

  @Test func `it tells what would happen, in time order, and keeps nothing`() throws {
    let answer = try ask(#"{"at":"2026-07-10T01:55:00+12:00","urgency":"urgent"}"#)
    #expect(answer.status == 200)
    #expect(
      Array(lines(answer).prefix(6)) == [
        "01:55 routed", "01:55 ticket", "01:56 notice aroha", "02:06 notice kiri", "02:10 deadline",
        "02:10 overdue kiri",
      ])
    #expect(try house.ask("GET", "/v1/callbacks").json["callbacks"] == [])
    #expect(try house.ask("GET", "/v1/tickets/1001").status == 404)
    #expect(try house.call("c-1") == 1001)
  }

  @Test func `the number and the closing by hand count`() throws {
    let at = #""at":"2026-07-13T10:00:00+12:00""#
    #expect(
      lines(try ask(#"{\#(at),"from":"021 555 0666"}"#)) == ["10:00 routed", "10:00 ignored"])
    #expect(lines(try ask("{\(at)}"))[1] == "10:00 unanswered")
    try house.ask(
      "POST", "/v1/desk/closed", as: .manager,
      #"{"until":"2026-07-13T10:30:00+12:00","reason":"Fire drill"}"#)
    #expect(lines(try ask("{\(at)}"))[1] == "10:00 ticket")
  }

  @Test func `the past goes by the files of then`() throws {
    house.time.advance(by: .hours(2))
    let edited = House.text.replacing("ben, aroha", with: "kiri, ben")
    house.edit([.init(name: "desk.rota", bytes: Array(edited.utf8))])
    let before = try ask(#"{"at":"2026-07-10T03:00:00+12:00"}"#)
    #expect(lines(before)[2] == "03:01 notice aroha")
    let after = try ask(#"{"at":"2026-07-10T05:00:00+12:00"}"#)
    #expect(lines(after)[2] == "05:01 notice ben")
  }

  @Test(arguments: [
    ("{}", ["/at"]), (#"{"at":"tonight"}"#, ["/at"]), (#"{"at":"2101-01-01T00:00:00Z"}"#, ["/at"]),
    (#"{"at":17,"urgency":"soon","from":["x"]}"#, ["/at", "/urgency", "/from"]),
  ])
  func `what can't be is refused by its place`(body: String, places: [String]) throws {
    let answer = try ask(body)
    #expect(answer.status == 422)
    #expect(answer.places == places)
  }

  @Test func `a number is taken up to its limit`() throws {
    let body = { (count: Int) in
      #"{"at":"2026-07-10T01:55:00+12:00","from":""# + String(repeating: "1", count: count) + "\"}"
    }
    #expect(try ask(body(CallEventLimits.numberScalarsMax)).status == 200)
    #expect(try ask(body(CallEventLimits.numberScalarsMax + 1)).places == ["/from"])
    #expect(try ask(body(0)).status == 200)
  }

  @Test func `a key gets the first answer again, and no other content`() throws {
    let body = #"{"at":"2026-07-13T10:00:00+12:00"}"#
    let first = try ask(body, key: "k")
    let edited = House.text.replacing("sip:desk@", with: "sip:other@")
    house.edit([.init(name: "desk.rota", bytes: Array(edited.utf8))])
    #expect(try ask(body).text != first.text)
    #expect(try ask(body, key: "k").text == first.text)
    #expect(try ask(#"{"at":"2026-07-13T11:00:00+12:00"}"#, key: "k").status == 422)
  }
}
