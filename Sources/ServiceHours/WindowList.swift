import CivilTime

/// Ranges of seconds in rising order, none touching the next: those that touch or overlap are one.
struct WindowList {
  private(set) var ranges: [Range<Int64>] = []

  mutating func reserve(_ count: Int) { ranges.reserveCapacity(count) }

  /// Adds a range that starts no earlier than the last one; an empty one adds nothing.
  mutating func append(_ start: Int64, _ end: Int64) {
    guard start < end else { return }
    if let last = ranges.last, start <= last.upperBound {
      ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, end)
    } else {
      ranges.append(start..<end)
    }
  }

  /// What lies in any of the ranges, which may come in any order.
  static func union(_ ranges: [Range<Int64>]) -> [Range<Int64>] {
    var list = WindowList()
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      list.append(range.lowerBound, range.upperBound)
    }
    return list.ranges
  }

  /// What lies in either of two lists, each in rising order, none touching the next.
  static func merged(_ left: [Range<Int64>], _ right: [Range<Int64>]) -> [Range<Int64>] {
    var list = WindowList()
    list.reserve(left.count + right.count)
    var rest = left[...]
    for range in right {
      let before = rest.partitioningIndex { $0.lowerBound >= range.lowerBound }
      list.append(contentsOf: rest[..<before])
      list.append(range.lowerBound, range.upperBound)
      rest = rest[before...]
    }
    list.append(contentsOf: rest)
    return list.ranges
  }

  /// What lies in one list and not in the other; both in rising order, none touching the next.
  static func difference(_ ranges: [Range<Int64>], _ taken: [Range<Int64>]) -> [Range<Int64>] {
    var list = WindowList()
    list.reserve(ranges.count + taken.count)
    var (rest, hole) = (ranges[...], 0)
    while hole < taken.count {
      let near = rest.partitioningIndex { $0.upperBound > taken[hole].lowerBound }
      list.append(contentsOf: rest[..<near])
      rest = rest[near...]
      guard let range = rest.popFirst() else { break }
      var start = range.lowerBound
      while hole < taken.count, taken[hole].lowerBound < range.upperBound {
        list.append(start, taken[hole].lowerBound)
        start = max(start, taken[hole].upperBound)
        // It may reach into the ranges behind.
        if taken[hole].upperBound > range.upperBound { break }
        hole += 1
      }
      list.append(start, range.upperBound)
    }
    list.append(contentsOf: rest)
    return list.ranges
  }

  /// Adds ranges in rising order, none touching the next, that start no earlier than the last one: all at
  /// once but for those that touch what is there.
  private mutating func append(contentsOf more: ArraySlice<Range<Int64>>) {
    var rest = more
    while let next = rest.first, let last = ranges.last, next.lowerBound <= last.upperBound {
      append(next.lowerBound, next.upperBound)
      rest.removeFirst()
    }
    ranges.append(contentsOf: rest)
  }
}
