import CivilTime

/// The Date field of an answer (RFC 9110, section 5.6.7): what the server's clock says.
enum AnswerDate {
  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`; nil for any other form.
  static func moment(_ text: String) -> Moment? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", words[1].utf8.count == 2, words[3].utf8.count == 4,
      let month = months.firstIndex(of: String(words[2]))
    else { return nil }
    let number = (month < 9 ? "0" : "") + String(month + 1)
    return RFC3339.moment("\(words[3])-\(number)-\(words[1])T\(words[4])Z")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
