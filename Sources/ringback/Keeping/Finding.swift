import Documents

/// One thing that `ringback doctor` has looked at, and how it found it.
struct Finding {
  /// What was looked at, in a word or two.
  let part: String
  let state: State
  /// One sentence: what is, and when it is not well what to do.
  let words: String

  enum State: String {
    case well
    /// It works, but somebody should look at it.
    case doubtful
    case wrong
  }

  static func well(_ part: String, _ words: String) -> Finding {
    Finding(part: part, state: .well, words: words)
  }

  static func doubtful(_ part: String, _ words: String) -> Finding {
    Finding(part: part, state: .doubtful, words: words)
  }

  static func wrong(_ part: String, _ words: String) -> Finding {
    Finding(part: part, state: .wrong, words: words)
  }

  var document: JSON {
    ["part": .string(part), "state": .string(state.rawValue), "words": .string(words)]
  }
}
