public import Callbacks
import CivilTime
import Store

/// What became of a status post.
public enum StatusReceipt: Equatable, Sendable {
  case done(StatusNotice)
  case refused(StatusRefusal)
}

extension ServiceCore {
  /// Posts a status notice, or goes on with one.
  ///
  /// - Parameter who: the person, or the token that posted it.
  public func post(_ post: StatusPost, by who: String) throws -> StatusReceipt {
    let open = try store.openStatusNotices()
    let target: Int64?
    do throws(StatusRefusal) {
      target = try post.target(open: open)
    } catch {
      return .refused(error)
    }
    let number = try store.add(
      StatusNotice.Update(at: freezeNow(), by: who, state: post.state, text: post.text),
      to: target, says: post.says)
    guard let notice = try store.statusNotice(number) else { return .refused(.notOpen) }
    return .done(notice)
  }
}

extension CallbackService {
  /// The notices that are open, and those of the last 14 days, the newest first.
  public func statusNotices() throws -> [StatusNotice] {
    let now = now
    return try read { store in
      try store.statusNotices(
        resolvedSince: now - StatusNotice.shownFor, limit: StatusNotice.shownMax)
    }
  }
}
