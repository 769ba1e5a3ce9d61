/// A table as comma-separated values (RFC 4180), UTF-8, each row ended by CR and LF.
public struct CSV: Hashable, Sendable {
  public private(set) var text = ""

  public init(_ headings: [String]) { add(headings) }

  public mutating func add(_ cells: [String]) {
    text += cells.map(CSV.written).joined(separator: ",") + "\r\n"
  }

  private static func written(_ cell: String) -> String {
    let wantsQuotes = cell.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return wantsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }
}
