import CivilTime

/// Open windows in rising order with running sums of service time, and an index by day: what a
/// question costs is a step or two, not a walk over days. All in microseconds since the Unix epoch.
struct WindowTable: Sendable {
  struct Window: Sendable {
    let start: Int64
    let end: Int64
    /// Service time in all windows before this one.
    let servedBefore: Int64

    var servedAfter: Int64 { servedBefore + (end - start) }
  }

  /// What the calendar spans; nothing is known outside it.
  let calendar: Range<Int64>
  private let windows: ContiguousArray<Window>
  /// For each 24 hours from the calendar's start, the first window that ends after they begin.
  private let firstByDay: ContiguousArray<Int32>

  /// - Parameters:
  ///   - seconds: windows in rising order, none touching the next; what lies outside the calendar
  ///     is cut.
  ///   - calendar: in seconds.
  init(_ seconds: [Range<Int64>], calendar: Range<Int64>) {
    self.calendar = calendar.lowerBound * microseconds..<calendar.upperBound * microseconds
    var windows: ContiguousArray<Window> = []
    windows.reserveCapacity(seconds.count)
    var served: Int64 = 0
    for range in seconds {
      let cut = range.clamped(to: calendar)
      guard !cut.isEmpty else { continue }
      let window = Window(
        start: cut.lowerBound * microseconds, end: cut.upperBound * microseconds,
        servedBefore: served)
      windows.append(window)
      served = window.servedAfter
    }
    self.windows = windows
    firstByDay = WindowTable.firstByDay(windows, calendar: self.calendar)
  }

  private static func firstByDay(
    _ windows: ContiguousArray<Window>, calendar: Range<Int64>
  ) -> ContiguousArray<Int32> {
    var index: ContiguousArray<Int32> = []
    index.reserveCapacity((calendar.upperBound - calendar.lowerBound).dayCount + 2)
    var window = 0
    var day = calendar.lowerBound
    while day < calendar.upperBound + microsecondsPerDay {
      while window < windows.count, windows[window].end <= day { window += 1 }
      index.append(Int32(window))
      day += microsecondsPerDay
    }
    return index
  }
}

extension WindowTable {
  /// The window that holds an instant of the calendar, else the next one; nil after the last.
  func window(at instant: Int64) -> Window? {
    let index = firstEnding(after: instant)
    return index < windows.count ? windows[index] : nil
  }

  /// The first window that starts later than an instant of the calendar.
  func windowStarting(after instant: Int64) -> Window? {
    var index = firstEnding(after: instant)
    if index < windows.count, windows[index].start <= instant { index += 1 }
    return index < windows.count ? windows[index] : nil
  }

  /// The windows that overlap a range, whole.
  func windows(overlapping range: Range<Int64>) -> ContiguousArray<Window>.SubSequence {
    let within = range.clamped(to: calendar)
    guard !within.isEmpty else { return [] }
    let first = firstEnding(after: within.lowerBound)
    return windows[first...].prefix { $0.start < within.upperBound }
  }

  /// Service time from the calendar's start to an instant, which may lie outside it.
  func served(until instant: Int64) -> Int64 {
    guard instant > calendar.lowerBound else { return 0 }
    guard instant < calendar.upperBound else { return windows.last?.servedAfter ?? 0 }
    guard let window = window(at: instant) else { return windows.last?.servedAfter ?? 0 }
    return window.servedBefore + max(0, instant - window.start)
  }

  /// The earliest instant after one of the calendar at which so much more service time has passed;
  /// nil when the calendar ends before.
  func instant(after service: Int64, from instant: Int64) -> Int64? {
    guard service > 0 else { return instant }
    var low = firstEnding(after: instant)
    guard low < windows.count else { return nil }
    let window = windows[low]
    let (target, overflow) = (window.servedBefore + max(0, instant - window.start))
      .addingReportingOverflow(service)
    guard !overflow else { return nil }
    // The window is most often this one or the next; else steps that double, and a search in the
    // last.
    var step = 1
    var high = low
    while high < windows.count, windows[high].servedAfter < target {
      low = high + 1
      high += step
      step *= 2
    }
    high = min(high, windows.count)
    while low < high {
      let middle = low + (high - low) / 2
      if windows[middle].servedAfter < target { low = middle + 1 } else { high = middle }
    }
    guard low < windows.count else { return nil }
    return windows[low].start + (target - windows[low].servedBefore)
  }

  /// The first window whose end is later than an instant of the calendar.
  private func firstEnding(after instant: Int64) -> Int {
    let day = (instant - calendar.lowerBound).dayCount
    var low = Int(firstByDay[day])
    var high = Int(firstByDay[day + 1])
    while low < high {
      let middle = low + (high - low) / 2
      if windows[middle].end > instant { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

private let microseconds: Int64 = 1_000_000
private let microsecondsPerDay: Int64 = 86_400 * microseconds

extension Int64 {
  /// Whole spans of 24 hours in a span of microseconds.
  fileprivate var dayCount: Int { Int(self / microsecondsPerDay) }
}
