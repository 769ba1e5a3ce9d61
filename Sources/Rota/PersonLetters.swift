/// A letter of each person's own: the first of the name that is still free, else any other.
public struct PersonLetters: Sendable {
  private var letters: [Name: Character] = [:]

  /// Where there are more people than letters.
  public static let shared: Character = "*"

  public init(_ people: [Name]) {
    var free = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    var waiting: [Name] = []
    for person in people {
      let own = person.text.compactMap { Character($0.uppercased()) }
        .first { free.contains($0) }
      letters[person] = own.flatMap { free.remove($0) }
      if own == nil { waiting.append(person) }
    }
    for person in waiting {
      letters[person] = free.min().flatMap { free.remove($0) } ?? PersonLetters.shared
    }
  }

  public subscript(person: Name) -> Character { letters[person] ?? PersonLetters.shared }
}
