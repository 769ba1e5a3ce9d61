/// A table as comma-separated values (RFC 4180), UTF-8, each row ended by CR and LF.
public struct CSV: Hashable, Sendable {
  public private(set) var text = ""

  public init(_ headings: [String]) { add(headings) }

  public mutating func add(_ cells: [String]) {
    text += cells.map(CSV.written).joined(separator: ",") + "\r\n"
  }

  /// A row of a table that is opened with a spreadsheet and holds what others wrote.
  public mutating func add(_ cells: [Cell]) { add(cells.map(\.text)) }

  private static func written(_ cell: String) -> String {
    let wantsQuotes = cell.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return wantsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }
}

extension CSV {
  /// What stands in a cell; nothing stands for what is not known.
  public enum Cell: Hashable, Sendable {
    /// Whoever wrote it: a spreadsheet runs none of it.
    case text(String?)
    case number(Int?)
    /// `180.50` for 18050: dollars of cents, say.
    case hundredths(Int64?)

    /// The hours of so many seconds, to a hundredth, cut off.
    public static func hours(seconds: Int64?) -> Cell {
      .hundredths(seconds.map { $0 * 100 / 3600 })
    }

    /// The minutes of so many seconds, to a hundredth, cut off.
    public static func minutes(seconds: Int64?) -> Cell {
      .hundredths(seconds.map { $0 * 100 / 60 })
    }

    var text: String {
      switch self {
      case .text(let text): Cell.harmless(text ?? "")
      case .number(let number): number.map { "\($0)" } ?? ""
      case .hundredths(let number): number.map(Cell.written) ?? ""
      }
    }

    private static func written(_ hundredths: Int64) -> String {
      let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
      return "\(hundredths < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// A spreadsheet takes a cell that begins so for a formula (spec: billing.md).
    private static func harmless(_ cell: String) -> String {
      guard let first = cell.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
        return cell
      }
      return "'" + cell
    }
  }
}
