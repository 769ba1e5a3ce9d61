/// Finds which of many ranges overlap, in the time that sorting them takes.
enum Clashes {
  /// One range with the line that holds it.
  struct Item {
    let start: Int64
    let end: Int64
    let place: SourcePlace
    /// The two sorts of a check in which only unlike ones clash; else always 0.
    var kind = 0
    /// The caller's own number for it.
    let id: Int
  }

  struct Clash {
    /// Of the two, the one that comes later by file name and line: it has the problem.
    let later: Item
    let earlier: Item
  }

  /// Each line that clashes with another is named once as the later one, beside a line that clashes with
  /// it; a line that is named plays no part in further clashes.
  ///
  /// - Parameter unlikeOnly: ranges of one kind may overlap, those of different kinds may not.
  static func find(_ items: [Item], unlikeOnly: Bool = false) -> [Clash] {
    var clashes: [Clash] = []
    var faulty: Set<Int> = []
    // The ranges that still reach on, the one that reaches farthest on top.
    var reaching = [Heap(), Heap()]
    let order = items.sorted { ($0.start, $0.place) < ($1.start, $1.place) }
    for item in order where item.start < item.end && !faulty.contains(item.id) {
      let against = unlikeOnly ? 1 - item.kind : 0
      var isFaulty = false
      while let other = reaching[against].top, other.end > item.start {
        // Two stretches of one line (Monday's and Tuesday's) can't clash with one another here.
        if faulty.contains(other.id) || other.id == item.id {
          reaching[against].removeTop()
        } else if other.place < item.place {
          clashes.append(Clash(later: item, earlier: other))
          faulty.insert(item.id)
          isFaulty = true
          break
        } else {
          clashes.append(Clash(later: other, earlier: item))
          faulty.insert(other.id)
          reaching[against].removeTop()
        }
      }
      if !isFaulty { reaching[unlikeOnly ? item.kind : 0].insert(item) }
    }
    return clashes
  }

  /// A binary heap of ranges by their ends.
  private struct Heap {
    private var items: [Item] = []

    var top: Item? { items.first }

    mutating func insert(_ item: Item) {
      items.append(item)
      var index = items.count - 1
      while index > 0, items[index].end > items[(index - 1) / 2].end {
        items.swapAt(index, (index - 1) / 2)
        index = (index - 1) / 2
      }
    }

    mutating func removeTop() {
      items.swapAt(0, items.count - 1)
      items.removeLast()
      var index = 0
      while true {
        let left = 2 * index + 1
        guard left < items.count else { return }
        let right = left + 1
        let larger = right < items.count && items[right].end > items[left].end ? right : left
        guard items[larger].end > items[index].end else { return }
        items.swapAt(index, larger)
        index = larger
      }
    }
  }
}
