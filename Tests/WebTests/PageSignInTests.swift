import Callbacks
import Documents
import Rota
import Service
import Store
import TestSupport
import Testing

@testable import Web

/// Spec: board.md, "Signing in".
@Suite(.timeLimit(.minutes(5))) struct PageSignInTests {
  let house: House

  init() throws { house = try House() }

  @Test func `a session lasts 12 hours, until it is ended, or its token is gone`() throws {
    let first = try PageBrowser(house, as: .engineer)
    let (second, third) = (
      try PageBrowser(house, as: .engineer), try PageBrowser(house, as: .boss)
    )
    let out = try first.send("/sign-out", "")
    #expect(out.status == 303 && out["Set-Cookie"]?.contains("Max-Age=0") == true)
    #expect(try first.get("/").text.contains("Your token"))
    _ = try Store(path: house.folder.path + "/store").removeToken(named: "boss")
    #expect(try third.get("/").text.contains("Your token"))
    house.time.advance(by: .seconds(12 * 3600 - 1))
    #expect(try second.get("/").text.contains("id=\"live\""))
    house.time.advance(by: .seconds(1))
    #expect(try second.get("/").text.contains("Your token"))
    #expect(try second.get("/tickets/1001")["Location"] == "/?to=/tickets/1001")
  }

  @Test(arguments: [
    (Who.viewer, 403), (.telephony, 403), (.gone, 403), (.stranger, 401), (.goneBoss, 303),
  ])
  func `only staff sign in, and the cookie opens the pages alone`(who: Who, status: Int) throws {
    let answer = try PageBrowser.post(house, "/sign-in", "token=\(who.token)&k=k")
    #expect(answer.status == status && (answer["Set-Cookie"] != nil) == (status == 303))
    let cookie = try PageBrowser(house, as: .manager).cookie
    let fields = ["Cookie: \(cookie)"]
    #expect(try house.ask("GET", "/v1/callbacks", as: .nobody, fields: fields).status == 401)
    let set =
      try PageBrowser.post(house, "/sign-in", "token=manager-token&k=k")["Set-Cookie"] ?? ""
    #expect(set.hasSuffix("; Max-Age=43200; Path=/; HttpOnly; SameSite=Lax"))
  }

  @Test func `who signs in comes to the page they asked for, and to no other site`() throws {
    #expect(try house.ask("GET", "/on-call", as: .nobody)["Location"] == "/?to=/on-call")
    for (to, location) in [
      ("/on-call", "/on-call"), ("//evil.example", "/"), ("https://evil.example", "/"),
      ("/%5Cevil.example", "/"),
    ] {
      let answer = try PageBrowser.post(house, "/sign-in", "token=engineer-token&k=k&to=\(to)")
      #expect(answer["Location"] == location)
    }
  }

  @Test func `ten wrong tokens from one address are enough for a minute`() throws {
    for _ in 0..<10 {
      #expect(try PageBrowser.post(house, "/sign-in", "token=wrong&k=k").status == 401)
    }
    #expect(try PageBrowser.post(house, "/sign-in", "token=wrong&k=k").status == 429)
    #expect(try house.ask("GET", "/sign-in/wrong", as: .nobody).status == 429)
    #expect(try PageBrowser.post(house, "/sign-in", "token=engineer-token&k=k").status == 303)
  }

  @Test func `a link signs in once, by its button, within a day`() throws {
    let store = try Store(path: house.folder.path + "/store")
    let random = SeededBytes()
    func newLink(_ person: String?, _ role: Role) throws -> String {
      let new = SignInLink.new(
        role: role, person: person.map { Name($0) }, random: random.bytes, now: house.time.now)
      try store.transaction { try store.add(new.link, now: house.time.now) }
      return "/sign-in/" + new.secret
    }
    let path = try newLink("aroha", .engineer)
    for _ in 0..<3 {
      let page = try house.ask("GET", path, as: .nobody)
      #expect(page.status == 200 && page.text.contains("Aroha Ngata") && page["Set-Cookie"] == nil)
    }
    let answer = try PageBrowser.post(house, path, "k=k")
    #expect(answer.status == 303 && answer["Location"] == "/")
    let cookie = PageBrowser.cookie(of: answer)
    let board = try house.ask("GET", "/", as: .nobody, fields: ["Cookie: \(cookie)"])
    #expect(board.text.contains("<bdi>Aroha Ngata</bdi>"))
    #expect(try PageBrowser.post(house, path, "k=k").status == 401)
    let gone = try newLink("zoe", .engineer)
    #expect(try PageBrowser.post(house, gone, "k=k").status == 403)
    let old = try newLink(nil, .manager)
    house.time.advance(by: .seconds(24 * 3600))
    #expect(try PageBrowser.post(house, old, "k=k").status == 401)
  }

  @Test func `an engineer who is taken out of the files is told, and signed out`() throws {
    let browser = try PageBrowser(house, as: .engineer)
    let text = House.text.replacing("aroha", with: "hana").replacing("Aroha Ngata", with: "Hana")
    house.edit([RotaFile(name: "desk.rota", bytes: Array(text.utf8))])
    let told = try browser.get("/")
    #expect(told.status == 403 && told.text.contains("not in the rota files any more"))
    #expect(told["Set-Cookie"]?.contains("Max-Age=0") == true)
    house.edit(House.files)
    #expect(try browser.get("/").text.contains("Your token"))
  }
}

/// Bytes that differ from call to call.
private final class SeededBytes {
  private var count: UInt8 = 0

  func bytes(_ length: Int) -> [UInt8] {
    count += 1
    return [UInt8](repeating: count, count: length)
  }
}
