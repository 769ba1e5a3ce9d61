/// "Did you mean": the nearest of some words, where one is near enough to be worth saying.
package enum Spelling {
  /// A longer word resembles nothing.
  static let lettersMax = 40

  /// How many letters must be put in, left out, changed or swapped with their neighbour to make one word
  /// the other; nil when that is more than a third of the longer one (one letter of a short word).
  static func edits(_ written: String, _ meant: String) -> Int? {
    let left = Array(written.unicodeScalars.prefix(lettersMax + 1))
    let right = Array(meant.unicodeScalars.prefix(lettersMax + 1))
    let longest = max(left.count, right.count)
    guard longest <= lettersMax else { return nil }
    let bound = max(1, longest / 3)
    guard abs(left.count - right.count) <= bound else { return nil }
    let edits = distance(left, right)
    return edits <= bound && edits < longest ? edits : nil
  }

  static func resembles(_ written: String, _ meant: String) -> Bool {
    edits(written, meant) != nil
  }

  /// The first of the nearest words; case doesn't count.
  package static func nearest(to written: String, among words: some Sequence<String>) -> String? {
    let folded = written.lowercased()
    var best: (word: String, edits: Int)?
    for word in words {
      guard let edits = edits(folded, word.lowercased()) else { continue }
      if edits < best?.edits ?? .max { best = (word, edits) }
    }
    return best?.word
  }

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var row = [index + 1]
      row.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        var edits = min(
          last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, row[column] + 1)
        if index > 0, column > 0, letter == right[column - 1], other == left[index - 1] {
          edits = min(edits, beforeLast[column - 1] + 1)
        }
        row.append(edits)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
