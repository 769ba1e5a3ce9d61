extension Who {
  /// As the files write it: `shutdown else primary, kiri`, or `everyone`. What is kept of a step is this.
  public var text: String {
    switch self {
    case .everyone: "everyone"
    case .chains(let chains):
      chains.map { $0.map(\.text).joined(separator: " else ") }.joined(separator: ", ")
    }
  }

  /// Reads what ``text`` wrote. Names are looked up later: one that the files no longer know reaches nobody.
  public init(text: String) {
    if text == "everyone" {
      self = .everyone
      return
    }
    self = .chains(
      text.split(separator: ",").map { chain in
        chain.split(separator: " ").filter { $0 != "else" }.map { Name(String($0)) }
      })
  }
}
