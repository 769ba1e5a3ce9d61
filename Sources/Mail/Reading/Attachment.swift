/// A file that came with a message.
public struct Attachment: Hashable, Sendable {
  /// A name of a file in a folder: no path, no control, never empty, never hidden.
  public let name: String
  /// In small letters, such as `image/png`; as the sender says, and to be believed no further.
  public let type: String
  /// A picture that the text shows, such as a firm's mark under each of its letters.
  public let isInline: Bool
  public let byteCount: Int
  /// Nil when it is past ``MailLimits/attachmentBytesMax``: named, and left out.
  public let bytes: [UInt8]?

  static func safeName(_ text: String, type: String, number: Int) -> String {
    let base = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last ?? ""
    let name = HeaderText(String(base)).text.drop { $0 == "." || $0 == " " }
    if !name.isEmpty { return shortened(String(name)) }
    switch type {
    case "message/rfc822": return "message-\(number).eml"
    case "text/calendar": return "invitation-\(number).ics"
    case "text/html": return "page-\(number).html"
    case _ where type.hasPrefix("text/"): return "text-\(number).txt"
    default: return "attachment-\(number)"
    }
  }

  /// The ending stays, by which a program knows what it is.
  private static func shortened(_ name: String) -> String {
    guard name.utf8.count > MailLimits.attachmentNameBytesMax else { return name }
    let dot = name.utf8.lastIndex(of: UInt8(ascii: "."))
    var ending = dot.map { String(name[$0...]) } ?? ""
    if ending.utf8.count > endingBytesMax { ending = "" }
    return name.cut(toBytes: MailLimits.attachmentNameBytesMax - ending.utf8.count) + ending
  }

  private static let endingBytesMax = 16

  static func safeType(_ type: String) -> String {
    let isWord = type.utf8.allSatisfy {
      HeaderLexer.isAtomByte($0) && $0 < 0x80 || $0 == HeaderLexer.dot
    }
    return isWord && type.utf8.count <= 100 ? type : "application/octet-stream"
  }
}
