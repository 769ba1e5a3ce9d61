public import Callbacks
import Digests
import Rota
import Store

/// The secret part of a notice's link: 128 bits, the same on every try of that notice.
///
/// It is worked out from the notice's id with a key that no store, backup or log holds, so that a retry after
/// a restart bears the link of the first try though only its hash is kept.
struct NoticeLinkToken {
  let text: String

  /// - Parameter code: with the key, before any message.
  init(notice uid: String, code: HMACSHA256) {
    var code = code
    code.update(Array("notice link \(uid)".utf8))
    text = Base64.url.encode(Array(code.code().bytes.prefix(NoticeLinkToken.byteCount)))
  }

  static let byteCount = 16

  static func hash(of text: String) -> [UInt8] { SHA256.digest(of: Array(text.utf8)).bytes }
}

extension ServiceCore {
  /// Keeps the link of a notice that has one: a notice to a person about a callback.
  ///
  /// - Returns: its secret part.
  @discardableResult
  func keepLink(_ order: NoticeOrder, notice: Int64, uid: String) throws -> String? {
    guard order.callback != nil, case .person = order.recipient else { return nil }
    let token = NoticeLinkToken(notice: uid, code: linkCode).text
    try store.addNoticeLink(hash: NoticeLinkToken.hash(of: token), notice: notice)
    return token
  }

  /// What the link opens now; nil when its callback is over, or its person has left the files.
  public func noticeLink(_ token: String) throws -> NoticeLink? {
    let link = try store.noticeLink(withHash: NoticeLinkToken.hash(of: token))
    return link.flatMap { inForce.person($0.person) == nil ? nil : $0 }
  }

  /// Acts through a link: as its person, on its callback, and on nothing else.
  ///
  /// - Returns: ``ActionReceipt/noCallback`` when the link opens nothing any more.
  public func act(_ action: CallbackAction, throughLink token: String) throws -> ActionReceipt {
    guard let link = try noticeLink(token) else { return .noCallback }
    return try perform(
      action, on: try store.callback(link.callback),
      by: Actor(person: link.person, door: .notice))
  }
}

extension CallbackService {
  /// What a notice's link opens now; nil when its callback is over, or its person has left the files. Asking
  /// changes nothing: mail scanners open links.
  public func noticeLink(_ token: String) throws -> NoticeLink? {
    let link = try read { try $0.noticeLink(withHash: NoticeLinkToken.hash(of: token)) }
    return link.flatMap { inForce.person($0.person) == nil ? nil : $0 }
  }
}
