import Testing

@testable import HTTPServer

@Suite struct ResponseTests {
  private func sent(
    _ response: HTTPResponse, isForHead: Bool = false, closes: Bool = false, bytesMax: Int = 1_000
  ) -> String? {
    ResponseWriter(answerBytesMax: bytesMax).bytes(
      of: response, isForHead: isForHead, closes: closes, date: "D"
    ).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `an answer has a date, its fields, a length and its body`() {
    let response = HTTPResponse(status: 201, fields: ["X": "y"], body: bytes("abc"))
    #expect(
      sent(response)
        == "HTTP/1.1 201 Created\r\nDate: D\r\nX: y\r\nContent-Length: 3\r\n\r\nabc")
  }

  @Test func `an answer to HEAD has the length that GET would have had`() {
    let head = sent(HTTPResponse(status: 200, body: bytes("abc")), isForHead: true)
    #expect(head?.hasSuffix("Content-Length: 3\r\n\r\n") == true)
  }

  @Test(arguments: [204, 304])
  func `some statuses have neither body nor length`(status: Int) {
    let answer = sent(HTTPResponse(status: status, body: bytes("abc")))
    #expect(answer?.hasSuffix("Date: D\r\n\r\n") == true)
  }

  @Test func `framing is the server's alone`() {
    let response = HTTPResponse(
      status: 200,
      fields: [
        "content-length": "7", "Transfer-Encoding": "chunked", "Connection": "x", "DATE": "E",
      ])
    #expect(sent(response) == "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 0\r\n\r\n")
  }

  @Test(arguments: [
    ("X", "a\r\nY: b"), ("X", "a\nb"), ("X", "a\rb"), ("X", "a\0"), ("X y", "a"), ("", "a"),
    ("X:", "a"), ("X\r\n", "a"),
  ])
  func `a field that would not stay one line is not sent`(name: String, value: String) {
    var response = ok()
    response.fields.add(name, value)
    #expect(sent(response) == nil)
  }

  @Test(arguments: [(199, false), (200, true), (599, true), (600, false), (-1, false)])
  func `a handler's status is final`(status: Int, isSent: Bool) {
    #expect((sent(HTTPResponse(status: status)) != nil) == isSent)
  }

  @Test func `an answer is as long as the limit and no longer`() {
    let response = HTTPResponse(status: 200, body: bytes("abc"))
    let count = sent(response)?.utf8.count ?? 0
    #expect(sent(response, bytesMax: count) != nil)
    #expect(sent(response, bytesMax: count - 1) == nil)
  }

  @Test func `what can't be sent becomes a 500`() {
    var conversation = Conversation(
      service: HTTPService(
        date: { "D" }, now: { 0 },
        admit: { _ in .answer(HTTPResponse(status: 200, fields: ["X": "\n"])) },
        errorResponse: { status, _ in HTTPResponse(status: status, fields: ["Y": "\n"]) },
        handler: { _, _ in }))
    conversation.send(bytes(get("/")), inPiecesOf: 1_000)
    #expect(conversation.statuses == [500])
  }

  @Test func `a handler may ask for the close`() {
    var conversation = Conversation(
      service: HTTPService(
        date: { "D" }, now: { 0 },
        admit: { _ in .answer(HTTPResponse(status: 200, fields: ["connection": "Close"])) },
        handler: { _, _ in }))
    conversation.send(bytes(get("/")), inPiecesOf: 1_000)
    #expect(conversation.connection.phase == .lingering)
  }

  @Test func `a refused HEAD has no body`() {
    var conversation = Conversation()
    conversation.send(bytes(head("HEAD / HTTP/1.1", "X : y")), inPiecesOf: 1_000)
    #expect(String(decoding: conversation.output, as: UTF8.self).hasSuffix("\r\n\r\n"))
    #expect(conversation.statuses == [400])
  }
}

@Suite struct FieldsTests {
  @Test func `names have no case and lines keep their order`() {
    var fields: HTTPFields = ["A": "1", "b": "2", "a": "3"]
    #expect(fields["a"] == "1")
    #expect(fields.all("A") == ["1", "3"])
    #expect(fields["c"] == nil)
    fields["A"] = "4"
    #expect(fields.lines.map(\.name) == ["b", "A"])
    fields["B"] = nil
    #expect(fields.lines.map(\.value) == ["4"])
  }

  @Test func `a list is looked through member by member`() {
    let fields: HTTPFields = ["Connection": "a ,\tClose", "connection": "b"]
    #expect(fields.list("CONNECTION", holds: "close"))
    #expect(fields.list("Connection", holds: "b"))
    #expect(!fields.list("Connection", holds: "clos"))
  }

  @Test func `a form's plus is a blank, a query's is not`() {
    let form = Array("a=1+2%2B&b".utf8)
    #expect(
      HTTPParameter.list(of: form, plusIsBlank: true)
        == [HTTPParameter(name: "a", value: "1 2+"), HTTPParameter(name: "b", value: "")])
    #expect(HTTPParameter.list(of: form, plusIsBlank: false)?.first?.value == "1+2+")
    #expect(HTTPParameter.list(of: Array("a=%2".utf8), plusIsBlank: true) == nil)
  }

  @Test func `a value is UTF-8 where it can be and Latin-1 where it can't`() {
    for (sent, value) in [("\u{C3}\u{A9}", "é"), ("\u{E9}", "é")] {
      var parser = RequestParser(limits: HTTPLimits())
      var index = 0
      guard
        case .head(let head) = parser.take(
          bytes(head("GET / HTTP/1.1", "X: " + sent)), at: &index)
      else { return #expect(Bool(false), "refused") }
      #expect(head.fields["x"] == value)
    }
  }
}
