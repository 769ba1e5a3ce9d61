import Testing

@testable import Documents

/// Reading JSON into the program's own kinds (spec: http-api.md, "Errors").
struct SentJSONTests {
  struct Whole: SentDocument, Equatable {
    var dueAt: String?
    var count: Int
    var isLate: Bool?
    var names: [String]?
    var inner: Inner?

    struct Inner: SentDocument, Equatable {
      var phoneAsGiven: String
    }
  }

  private func read(_ text: String) throws -> Whole {
    try Whole(sent: SentJSON(reading: Array(text.utf8)))
  }

  @Test func `members are found by the interface's names, and strangers passed over`() throws {
    let read = try read(
      """
      {"due_at":"2026-07-10T02:00:00+12:00","count":3,"is_late":false,"names":["ā","b"],
       "inner":{"phone_as_given":"021"},"other":{"x":[1.5,null]}}
      """)
    #expect(
      read
        == Whole(
          dueAt: "2026-07-10T02:00:00+12:00", count: 3, isLate: false, names: ["ā", "b"],
          inner: Whole.Inner(phoneAsGiven: "021")))
  }

  @Test func `what is absent or null is nil, and of two the last counts`() throws {
    let read = try read(#"{"due_at":null,"count":1,"count":2}"#)
    #expect(read == Whole(dueAt: nil, count: 2, isLate: nil, names: nil, inner: nil))
  }

  @Test(arguments: [
    "{}", "[]", #"{"count":"3"}"#, #"{"count":1.5}"#, #"{"count":99999999999999999999}"#,
    #"{"count":1,"names":{}}"#, #"{"count":1,"names":[1]}"#, #"{"count":1,"is_late":1}"#,
    #"{"count":null}"#, #"{"count":1,"inner":7}"#,
  ])
  func `another kind than is asked for is refused`(_ text: String) {
    #expect(throws: SentMismatch.self) { try read(text) }
  }

  @Test func `bytes that are no document are told apart`() {
    let faults: [([UInt8], SentJSONFault)] = [
      ([0x22, 0xFF, 0x22], .notUTF8), (Array("[1,]".utf8), .notJSON(atByte: 3)),
      (Array(String(repeating: "[", count: 33).utf8), .tooDeep),
    ]
    for (bytes, fault) in faults {
      #expect(throws: fault) { try SentJSON(reading: bytes) }
    }
    let deepest = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
    #expect(throws: Never.self) { try SentJSON(reading: Array(deepest.utf8)) }
  }
}

extension SentJSONTests.Whole {
  init(_ sent: SentObject) throws(SentMismatch) {
    dueAt = try sent["due_at"]
    count = try sent["count"]
    isLate = try sent["is_late"]
    names = try sent["names"]
    inner = try sent["inner"]
  }
}

extension SentJSONTests.Whole.Inner {
  init(_ sent: SentObject) throws(SentMismatch) { phoneAsGiven = try sent["phone_as_given"] }
}
