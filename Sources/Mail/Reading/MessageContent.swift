/// What a person is to see of a message's parts: the text and the attachments.
struct MessageContent {
  var text = ""
  var source = IncomingMessage.TextSource.none
  var attachments: [Attachment] = []

  var isBlank: Bool { text.utf8.allSatisfy(\.isWhitespace) }

  /// The parts of a mixed message, one after the other: some programs cut the text around pictures.
  mutating func append(_ next: MessageContent) {
    attachments += next.attachments
    guard !next.isBlank else { return }
    text += (text.isEmpty || text.utf8.last == .lineFeed ? "" : "\n") + next.text
    source = max(source, next.source)
  }
}

/// Chooses the text of a message among its parts, and decodes what is kept.
struct ContentReader {
  private let bytes: [UInt8]
  private(set) var faults: Set<IncomingMessage.Fault> = []
  private var textBytesLeft = MailLimits.textBytesMax
  private var attachmentCount = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read(_ part: MIMEPart) -> MessageContent {
    guard part.isMultipart, !part.children.isEmpty else { return readLeaf(part) }
    switch part.type.value {
    case "multipart/alternative": return readAlternative(part)
    case "multipart/signed":
      // The signature proves nothing to us, and is no file that anybody sent.
      var content = MessageContent()
      for child in part.children where !child.type.value.hasSuffix("-signature") {
        content.append(read(child))
      }
      return content
    default:
      var content = MessageContent()
      for child in part.children { content.append(read(child)) }
      return content
    }
  }

  /// The plain form where it says something, else the one that does; a calendar's entry or a
  /// picture among the forms is an attachment.
  private mutating func readAlternative(_ part: MIMEPart) -> MessageContent {
    let budget = textBytesLeft
    var forms: [MessageContent] = []
    for child in part.children {
      textBytesLeft = budget
      forms.append(read(child))
    }
    let chosen =
      forms.first { $0.source == .plain && !$0.isBlank } ?? forms.first { !$0.isBlank }
      ?? MessageContent()
    textBytesLeft = max(budget - chosen.text.utf8.count, 0)
    return MessageContent(
      text: chosen.text, source: chosen.source, attachments: forms.flatMap(\.attachments))
  }

  private mutating func readLeaf(_ part: MIMEPart) -> MessageContent {
    let type = part.type.value
    let isText = type == "text/plain" || type == "text/html" || type == "application/xhtml+xml"
    if isText, part.disposition.value != "attachment", part.fileName == nil {
      return readText(part, isHTML: type != "text/plain")
    }
    return MessageContent(attachments: attachment(part).map { [$0] } ?? [])
  }

  private mutating func readText(_ part: MIMEPart, isHTML: Bool) -> MessageContent {
    var decoded = part.encoding.decode(bytes[part.body])[...]
    if decoded.count > textBytesLeft {
      decoded = decoded.prefix(textBytesLeft)
      faults.insert(.textCut)
    }
    textBytesLeft -= decoded.count
    let label = part.type["charset"] ?? (isHTML ? HTMLText.charsetLabel(in: decoded) : nil) ?? ""
    let charset = Charset(label: label)
    if charset == nil, !label.trimmed.isEmpty { faults.insert(.charsetUnknown(HeaderText(label))) }
    let fallback = label.trimmed.isEmpty ? Charset.ascii : .westEuropean
    let read = (charset ?? fallback).decode(decoded)
    if !read.isExact, charset != nil { faults.insert(.bytesUnreadable) }
    let clean = PlainText.clean(read.text)
    if isHTML { return MessageContent(text: HTMLText.plain(clean), source: .html) }
    let isFlowed = part.type["format"]?.loweredASCII == "flowed"
    let text =
      isFlowed
      ? PlainText.unflowed(clean, deletesBlank: part.type["delsp"]?.loweredASCII == "yes") : clean
    return MessageContent(text: text, source: .plain)
  }

  private mutating func attachment(_ part: MIMEPart) -> Attachment? {
    guard attachmentCount < MailLimits.attachmentsMax else {
      faults.insert(.attachmentLeftOut)
      return nil
    }
    attachmentCount += 1
    let decoded = part.encoding.decode(bytes[part.body])
    let isKept = decoded.count <= MailLimits.attachmentBytesMax
    if !isKept { faults.insert(.attachmentLeftOut) }
    return Attachment(
      name: Attachment.safeName(
        EncodedWords.decode(part.fileName ?? ""), type: part.type.value, number: attachmentCount),
      type: Attachment.safeType(part.type.value),
      isInline: part.disposition.value != "attachment" && part.header["content-id"] != nil,
      byteCount: decoded.count, bytes: isKept ? decoded : nil)
  }
}
