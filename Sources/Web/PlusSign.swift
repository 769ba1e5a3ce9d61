/// Puts back the `+` that a form's reader turned into a blank: many a dial plan, and many a person, does not
/// encode it (spec: http-api.md, "Call events").
enum PlusSign {
  /// A number that begins with one blank and then digits had a `+` there.
  static func restored(inNumber text: String) -> String {
    guard text.hasPrefix(" "), let second = text.utf8.dropFirst().first,
      (0x30...0x39).contains(second)
    else { return text }
    return "+" + text.dropFirst()
  }

  /// The blank between a time of day and its offset was a `+`; one between date and time is meant so.
  static func restored(inTime text: String) -> String {
    guard let blank = text.lastIndex(of: " "), text[..<blank].contains(":"),
      text[blank...].contains(":")
    else { return text }
    return text[..<blank] + "+" + text[text.index(after: blank)...]
  }
}
