/// NAME of rotas.md: letters and their marks, digits and hyphens, a letter first, 40 characters at most.
enum NameForm {
  static let charactersMax = 40

  /// What keeps a word from being a name; nil for a name.
  static func fault(in text: String) -> ValueFault? {
    guard let first = text.unicodeScalars.first else { return .nameStart(text) }
    guard first.isLetter else { return .nameStart(text) }
    if !text.utf8.allSatisfy(isPlain) {
      for character in text {
        guard character.unicodeScalars.allSatisfy(\.isNamePart) else {
          return .nameCharacter(character, in: text)
        }
      }
    }
    return text.count > charactersMax ? .nameLength(text) : nil
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
    default: false
    }
  }

  static func isReserved(_ text: String) -> Bool {
    Grammar.reservedWords.contains(text.lowercased())
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  fileprivate var isNamePart: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: true
    default: isLetter || self == "-"
    }
  }
}

extension WordReader {
  /// A word that has the form of a name; nil for one that hasn't, which has been told.
  package mutating func name(_ wanted: Wanted) throws(Told) -> (word: Word, name: Name?) {
    let word = try bare(wanted)
    if let fault = NameForm.fault(in: word.text) {
      tell(fault, at: word)
      return (word, nil)
    }
    return (word, Name(word.text))
  }
}

extension Name {
  /// Unicode case folding, from the mappings that the standard library has: a letter that folding changes
  /// becomes the small letter of its capital (ß is ss, ς is σ), and every other stays (ı is not i).
  static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    var folded = ""
    for scalar in text.unicodeScalars {
      folded +=
        scalar.properties.changesWhenCaseFolded
        ? scalar.properties.uppercaseMapping.lowercased() : String(scalar)
    }
    return folded
  }
}
