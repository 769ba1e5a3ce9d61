/// What the formatter sees in one line.
enum TidyLine: Hashable {
  case blank
  /// A line of nothing but a comment, in column 1 or below a stanza.
  case comment(String, isIndented: Bool)
  case row(TidyRow)
  case notUnderstood
}

/// A line's words in the columns in which they are set below one another.
struct TidyRow: Hashable {
  enum Kind: Hashable { case head, property, statement }

  let kind: Kind
  /// The keyword of its property, or of its first word.
  let phrase: String
  let cells: [String]
  let comment: String?
}

/// Reads one file for the formatter, by the same lexer and grammar as everything else.
struct TidyReading {
  private(set) var lines: [TidyLine] = []

  init(_ file: RotaFile) {
    let faults = FaultList()
    var statements: [Statement] = []
    var comments: [Int: String] = [:]
    for line in file.lines() {
      let lexer = Lexer(line)
      let comment = lexer.comment.map(TidyReading.text)
      let isFaulty = lexer.fault != nil || lexer.words.contains(where: \.wouldBeComment)
      if isFaulty {
        lines.append(.notUnderstood)
      } else if lexer.words.isEmpty {
        lines.append(comment.map { .comment($0, isIndented: lexer.isIndented) } ?? .blank)
      } else {
        // Until its stanza has been found.
        lines.append(.notUnderstood)
        comments[line.number] = comment
      }
      guard !lexer.words.isEmpty else { continue }
      statements.append(
        Statement(
          file: file.name, line: line.number, isIndented: lexer.isIndented, words: lexer.words,
          isDamaged: isFaulty))
    }
    let stanzas = StanzaGatherer.stanzas(of: statements, grammar: .rota, faults: faults)
    let faulty = Set(faults.lines.map(\.number))
    func set(_ statement: Statement, _ kind: TidyRow.Kind, _ phrase: String, keywords: Int) {
      guard !statement.isDamaged, !faulty.contains(statement.line) else { return }
      let cells = TidyCells(statement, kind, phrase, keywordCount: keywords).cells
      lines[statement.line - 1] = .row(
        TidyRow(kind: kind, phrase: phrase, cells: cells, comment: comments[statement.line]))
    }
    for stanza in stanzas {
      if let form = stanza.form, stanza.isKnown {
        set(stanza.head, form.isStatement ? .statement : .head, form.keyword, keywords: 1)
      }
      for line in stanza.lines {
        set(line.statement, .property, line.phrase, keywords: line.keywordCount)
      }
    }
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    let end = scalars.lastIndex { !$0.isBlank } ?? scalars.startIndex
    view.append(contentsOf: scalars[...end])
    return String(view)
  }
}

extension Word {
  /// `aroha,#ben`: with a blank before it, it would become a comment.
  fileprivate var wouldBeComment: Bool { kind == .bare && text.hasPrefix("#") }
}
