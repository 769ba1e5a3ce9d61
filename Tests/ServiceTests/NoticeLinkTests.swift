import Callbacks
import CivilTime
import Rota
import Store
import Testing

@testable import Service

/// The links in notices (spec: board.md, "Notice links").
struct NoticeLinkTests {
  private func night() throws -> Night {
    let night = try Night("2026-07-16 22:00")
    try night.started()
    try night.ended()
    return night
  }

  @Test func `a link is for the person told, on that callback, while it is open`() throws {
    let night = try night()
    let token = try #require(night.links.first)
    #expect(
      try night.core.noticeLink(token)
        == NoticeLink(
          person: Name("aroha"), callback: night.callback().id, ticket: TicketNumber(1001)))
    #expect(try night.core.noticeLink(token + "A") == nil)
    #expect(try night.core.noticeLink("") == nil)
    try night.act("ben", .cancel(reason: "over"))
    #expect(try night.core.noticeLink(token) == nil)
  }

  @Test func `through a link its person acts on its callback, by the door of notices`() throws {
    let night = try night()
    try night.started("c2", from: "021 555 0299")
    try night.ended("c2")
    let (first, second) = try (#require(night.links.first), #require(night.links.last))
    guard case .done(let record) = try night.core.act(.acknowledge, throughLink: first) else {
      Issue.record("the link opens nothing")
      return
    }
    #expect(record.callback.ticket == TicketNumber(1001))
    #expect(record.callback.holder == Name("aroha"))
    #expect(try night.history().last?.door == .notice)
    #expect(try night.callback(1002).status == .pending)
    _ = try night.core.act(.cancel(reason: "over"), throughLink: second)
    #expect(try night.callback(1002).status == .cancelled)
    #expect(try night.core.act(.acknowledge, throughLink: second) == .noCallback)
    #expect(try night.core.act(.acknowledge, throughLink: "guessed") == .noCallback)
  }

  @Test func `nobody comes in by the door of notices without a link`() throws {
    let night = try night()
    let actor = Actor(person: Name("ben"), door: .notice)
    #expect(try night.core.act(.acknowledge, on: TicketNumber(1001), by: actor) == .noCallback)
    #expect(try night.callback().status == .pending)
  }

  @Test func `a ticket's next callback is not opened by the first one's link`() throws {
    let night = try night()
    let token = try #require(night.links.first)
    try night.rang("aroha", .reached)
    try night.started("c2")
    try night.ended("c2")
    #expect(try night.callbacks().count == 2)
    #expect(try night.core.noticeLink(token) == nil)
    #expect(try night.core.act(.acknowledge, throughLink: token) == .noCallback)
  }

  @Test func `whoever has left the files has no link that opens`() throws {
    let night = try night()
    let token = try #require(night.links.first)
    let files = RotaText.text().split(separator: "aroha", omittingEmptySubsequences: false)
    try night.edit(files.joined(separator: "dana"))
    #expect(night.filesAreSound)
    #expect(try night.core.noticeLink(token) == nil)
  }

  @Test func `a retry bears the same link, also after a restart`() throws {
    let night = try Night("2026-07-16 22:00")
    night.channels = ["sms": .failed]
    try night.started()
    try night.ended()
    try night.stop(until: "2026-07-16 22:00:20")
    try night.go(to: "2026-07-16 22:00:25")
    #expect(night.links.count == 2)
    #expect(Set(night.links).count == 1)
  }

  @Test func `the store has the link's hash and not the link`() throws {
    let night = try night()
    let token = try #require(night.links.first)
    #expect(token.utf8.count == 22)
    #expect(try night.core.store.noticeLink(withHash: NoticeLinkToken.hash(of: token)) != nil)
    let rows = try night.core.store.notices(of: TicketNumber(1001))
    #expect(!rows.isEmpty && !rows.contains { "\($0)".contains(token) })
  }

  @Test func `each person and each notice has a link of its own`() throws {
    let night = try night()
    try night.go(to: "2026-07-16 22:10")
    #expect(night.links.count == 3)
    #expect(Set(night.links).count == 3)
    #expect(
      try night.links.map { try night.core.noticeLink($0)?.person.text } == [
        "aroha", "ben", "kiri",
      ])
  }
}
