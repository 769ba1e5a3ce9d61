/// The word that was probably meant by one that is not known.
enum NearestWord {
  /// Nil when none is near: more than a third of the letters would have to change.
  static func of(_ written: String, among words: [String]) -> String? {
    let letters = Array(written.lowercased().prefix(lettersMax))
    let near = words.map { (word: $0, edits: edits(letters, Array($0))) }
      .min { $0.edits < $1.edits }
    guard let near, near.edits * 3 <= max(letters.count, near.word.count) else { return nil }
    return near.word
  }

  private static let lettersMax = 40

  /// Letters put in, left out, changed, or two neighbours swapped (optimal string alignment).
  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var rows = [Array(0...right.count)]
    for (index, letter) in left.enumerated() {
      var row = [index + 1]
      for (column, other) in right.enumerated() {
        let change = rows[index][column] + (letter == other ? 0 : 1)
        var best = min(change, row[column] + 1, rows[index][column + 1] + 1)
        if index > 0, column > 0, letter == right[column - 1], left[index - 1] == other {
          best = min(best, rows[index - 1][column - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
