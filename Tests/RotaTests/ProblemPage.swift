@testable import Rota

/// The page of all that the check says of rota files, made from the golden sets.
extension GoldenCase {
  static let pagePath = TestFolder.here() + "/../../Sources/ringback/Ringback.docc/Problems.md"

  static var page: String {
    """
    # What the check says

    Everything that `ringback check` can say of rota files, as it prints it: the place, one sentence, the line
    with the place marked, and what to do.

    A test makes this page from the files that it checks the words by (`Tests/RotaTests/Golden`).

    """ + all.map(\.section).joined()
  }

  /// Nothing for a set without problems.
  private var section: String {
    let words = rendering
    guard words != "no problem\n" else { return "" }
    let title = name.split(separator: "-").joined(separator: " ")
    return "\n## \(title.prefix(1).uppercased() + title.dropFirst())\n\n```\n\(words)```\n"
  }
}
