public import CivilTime
public import Rota
import ServiceHours

/// A part of a time entry that lies wholly in service hours or wholly outside (spec: billing.md).
public struct TimePiece: Equatable, Sendable {
  public let range: Range<Moment>
  public let isInServiceHours: Bool
  /// Why, at its start: `service hours`, `weekend`, a holiday's name.
  public let reason: String

  public init(range: Range<Moment>, isInServiceHours: Bool, reason: String) {
    self.range = range
    self.isInServiceHours = isInServiceHours
    self.reason = reason
  }
}

extension ConfigurationTimeline {
  /// The range divided at the edges of service hours as they were in force then. A closing by hand changes
  /// nothing here; a `closed` line of the files does.
  public func pieces(ofWork range: Range<Moment>) -> [TimePiece] {
    var pieces: [TimePiece] = []
    func add(_ part: Range<Moment>, isOpen: Bool) {
      guard !part.isEmpty else { return }
      let reason = (try? state(at: part.lowerBound))?.reason.description
      pieces.append(
        TimePiece(
          range: part, isInServiceHours: isOpen, reason: reason ?? "outside the calendar"))
    }
    var start = range.lowerBound
    for window in windows(in: range) {
      add(start..<window.lowerBound, isOpen: false)
      add(window, isOpen: true)
      start = window.upperBound
    }
    add(start..<range.upperBound, isOpen: false)
    return pieces
  }
}
