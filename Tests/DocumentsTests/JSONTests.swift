import Documents
import Testing

struct JSONTests {
  @Test(arguments: JSONTests.values)
  func `a value is written without blanks and in the order in which it was made`(
    value: JSON, text: String
  ) {
    #expect(value.text == text)
  }

  @Test(arguments: [
    ("say \"kia ora\"", #""say \"kia ora\"""#), ("a\\b", #""a\\b""#),
    ("line\nnext\r\t", #""line\nnext\r\t""#), ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#),
    ("a\u{2028}b\u{2029}", #""a\u2028b\u2029""#), ("\u{2027}\u{202A}", "\"\u{2027}\u{202A}\""),
    ("kāhu 鷹 🦅", "\"kāhu 鷹 🦅\""), ("</script>", "\"</script>\""),
  ])
  func `what a reader could stumble over is escaped and the rest stands for itself`(
    text: String, written: String
  ) {
    #expect(JSON.string(text).text == written)
    #expect((["k": .string(text)] as JSON).text == "{\"k\":\(written)}")
    #expect(JSON.object([.init(text, 1)]).text == "{\(written):1}")
  }

  @Test func `an object is asked by name and grows at its end`() {
    let object: JSON = ["a": 1]
    #expect(object["a"] == 1)
    #expect(object["b"] == nil)
    #expect(JSON.null["a"] == nil)
    #expect(object.adding("b", 2).text == "{\"a\":1,\"b\":2}")
  }

  static let values: [(JSON, String)] = [
    (JSON.null, "null"), (true, "true"), (false, "false"), (0, "0"), (-7, "-7"),
    (.integer(.max), "9223372036854775807"), ("", "\"\""), ([], "[]"), ([:], "{}"),
    ([1, [2, "x"], .null], "[1,[2,\"x\"],null]"),
    (["b": 1, "a": ["c": true]], "{\"b\":1,\"a\":{\"c\":true}}"),
    (JSON(String?.none), "null"), (JSON(Int?.some(3)), "3"), (JSON(["x", "y"]), "[\"x\",\"y\"]"),
  ]
}
