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

  /// What lies in either of two lists, each in rising order.
  static func merged(_ left: [Range<Int64>], _ right: [Range<Int64>]) -> [Range<Int64>] {
    var list = WindowList()
    list.reserve(left.count + right.count)
    var next = 0
    for range in left {
      while next < right.count, right[next].lowerBound <= range.lowerBound {
        list.append(right[next].lowerBound, right[next].upperBound)
        next += 1
      }
      list.append(range.lowerBound, range.upperBound)
    }
    for range in right[next...] { list.append(range.lowerBound, range.upperBound) }
    return list.ranges
  }

  /// What lies in one list and not in the other; both in rising order, none touching the next.
  static func difference(_ ranges: [Range<Int64>], _ taken: [Range<Int64>]) -> [Range<Int64>] {
    var list = WindowList()
    list.reserve(ranges.count + taken.count)
    var first = 0
    for range in ranges {
      while first < taken.count, taken[first].upperBound <= range.lowerBound { first += 1 }
      var start = range.lowerBound
      var next = first
      while next < taken.count, taken[next].lowerBound < range.upperBound {
        list.append(start, taken[next].lowerBound)
        start = max(start, taken[next].upperBound)
        next += 1
      }
      list.append(start, range.upperBound)
    }
    return list.ranges
  }
}
