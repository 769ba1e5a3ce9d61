public import Callbacks
import Store

extension ServiceCore {
  /// Closes the desk by hand; what closed it by hand before is replaced.
  public func close(_ closing: ClosingByHand) throws {
    try store.endClosing(at: closing.range.lowerBound)
    try store.add(closing)
    inForce = inForce.with(closing: closing)
  }

  /// Opens it again, by its hours.
  public func reopen() throws {
    try store.endClosing(at: freezeNow())
    inForce = inForce.with(closing: try store.latestClosing())
  }
}
