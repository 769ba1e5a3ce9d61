/// What can be wrong with a file's characters and sizes, in any of the file languages.
package enum TextFault: Fault {
  case notUTF8
  case controlCharacter(Unicode.Scalar)
  case blankLookalike(Unicode.Scalar)
  case curlyQuotes
  case openString
  case emptyString
  case touchingQuote
  case fileTooLarge(bytes: Int)
  case tooManyFiles(Int)
  case tooManyPeople
  case tooManyRotas
  case tooManyRangeLines

  package var words: FaultWords {
    switch self {
    case .notUTF8:
      FaultWords(
        "These bytes are not UTF-8 text.",
        advice: "Save the file as UTF-8, or type this character again.")
    case .controlCharacter("\r"):
      FaultWords(
        "A carriage return stands in the middle of this line.",
        advice: "End each line with a line feed, or with carriage return and line feed together.")
    case .controlCharacter(let scalar):
      FaultWords(
        "A control character (\(Self.codePoint(scalar))) stands here, which can’t be seen.",
        advice: "Delete it, or type the line again.")
    case .blankLookalike(let scalar):
      FaultWords(
        "This looks like a blank but is another character (\(Self.codePoint(scalar))).",
        advice: "Delete it and type an ordinary space; such blanks come along when text is copied.")
    case .curlyQuotes:
      FaultWords(
        "These are curly quotes, as a word processor makes them.",
        advice: "Write straight double quotes, as in \"Aroha Ngata\".")
    case .openString:
      FaultWords(
        "This text in quotes has no end.",
        advice: "Close it with a double quote on the same line, as in \"Aroha Ngata\".")
    case .emptyString:
      FaultWords(
        "There is nothing between these quotes.",
        advice: "Write a text between them, as in \"Aroha Ngata\".")
    case .touchingQuote:
      FaultWords(
        "A double quote stands in the middle of a word or a text.",
        advice: "Put a blank before and after a text in quotes, and no double quote inside it.")
    default: limitWords
    }
  }

  private var limitWords: FaultWords {
    switch self {
    case .fileTooLarge(let bytes):
      FaultWords(
        "This file is too large to be read: it has \(bytes) bytes, and the limit is"
          + " \(RotaLimits.fileBytesMax) (1 MiB).",
        advice: "Move some of it to another file of the folder.")
    case .tooManyFiles(let count):
      FaultWords(
        "There are \(count) rota files, and the limit is \(RotaLimits.filesMax): this one and"
          + " those after it are not read.",
        advice: "Put several stanzas into one file.")
    case .tooManyPeople:
      FaultWords(
        "There are more than \(RotaLimits.peopleMax) people, which is the limit.",
        advice: "Take out the people who are no longer on call.")
    case .tooManyRotas:
      FaultWords(
        "There are more than \(RotaLimits.rotasMax) rotas, which is the limit.",
        advice: "Take out the rotas that are no longer used.")
    default:
      FaultWords(
        "There are more than \(RotaLimits.rangeLinesMax) lines of shifts, leave and overrides"
          + " together, which is the limit.",
        advice: "Take out those that are long past.")
    }
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// How much a set of rota files may hold (spec: rotas.md, "Files, lines, words").
public enum RotaLimits {
  /// 1 MiB.
  public static let fileBytesMax = 1 << 20
  public static let filesMax = 200
  public static let peopleMax = 1_000
  public static let rotasMax = 200
  /// Lines of shifts, leave and overrides together.
  public static let rangeLinesMax = 20_000
}
