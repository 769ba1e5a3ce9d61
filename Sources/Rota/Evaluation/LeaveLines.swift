import CivilTime

/// The leave lines of each person, in the order of their starts; those that come to nothing left
/// out.
struct LeaveLines {
  private let lines: [Name: Sorted]

  private struct Sorted {
    let rising: [Leave]
    /// How far the leave up to each line reaches: rises, though the lines may overlap.
    let reach: [WallSecond]
  }

  init(_ configuration: Configuration, _ roster: Roster) {
    let sound = configuration.leave.filter { !$0.range.moments(in: roster.zone).isEmpty }
    lines = Dictionary(grouping: sound, by: \.person).mapValues { lines in
      let rising = lines.sorted { $0.range.start < $1.range.start }
      var far = WallSecond.min
      let reach = rising.map { line in
        far = max(far, line.range.end.wallSeconds)
        return far
      }
      return Sorted(rising: rising, reach: reach)
    }
  }

  func all(of person: Name) -> [Leave] { lines[person]?.rising ?? [] }

  /// The first line that overlaps a range.
  func first(of person: Name, during range: Range<WallSecond>) -> Leave? {
    guard let lines = lines[person] else { return nil }
    let next = lines.reach.partitioningIndex { $0 > range.lowerBound }
    guard next < lines.rising.count,
      lines.rising[next].range.start.wallSeconds < range.upperBound
    else { return nil }
    return lines.rising[next]
  }
}
