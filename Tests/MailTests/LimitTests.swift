import Mail
import Testing

/// Both sides of each limit; and that a hostile message costs no more than its size.
struct LimitTests {
  private let head = "From: jo@client.nz\nSubject: Printer\n"

  private func read(_ text: String) -> IncomingMessage { IncomingMessage(bytes: Array(text.utf8)) }

  private func nested(_ levels: Int) -> String {
    let parts = (1...levels).map { level in
      "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
    }
    return head + parts.joined() + "\ndeep\n"
  }

  @Test func `thirty levels are read, and the next is kept whole`() {
    #expect(read(nested(MailLimits.nestingLevelsMax)).text == "deep\n")
    #expect(read(nested(MailLimits.nestingLevelsMax)).faults.isEmpty)
    let deeper = read(nested(MailLimits.nestingLevelsMax + 1))
    #expect(deeper.faults == [.nestedTooDeep])
    #expect(deeper.text.isEmpty)
    #expect(deeper.attachments.count == 1)
    #expect(deeper.refusal == nil)
  }

  @Test func `parts past the five hundredth are passed over`() {
    func message(_ parts: Int) -> IncomingMessage {
      read(
        head + "Content-Type: multipart/mixed; boundary=b\n\n"
          + String(repeating: "--b\n\nx\n", count: parts))
    }
    #expect(message(MailLimits.partsMax - 1).faults.isEmpty)
    #expect(message(MailLimits.partsMax).faults == [.tooManyParts])
    #expect(message(MailLimits.partsMax).text.hasPrefix("x"))
  }

  @Test func `a message of 25 MiB is read, and one more byte refused`() {
    let body = Array(
      repeating: UInt8(ascii: "x"), count: MailLimits.messageBytesMax - head.utf8.count - 1)
    let whole = IncomingMessage(bytes: Array((head + "\n").utf8) + body)
    #expect(whole.refusal == nil)
    #expect(whole.text.utf8.count == MailLimits.textBytesMax)
    #expect(whole.faults == [.textCut])
    let over = IncomingMessage(bytes: Array((head + "\n").utf8) + body + [0x78])
    #expect(over.refusal == .tooLarge)
    #expect(over.subject == "Printer")
    #expect(over.sender?.address == MailAddress("jo@client.nz"))
    #expect(over.text.isEmpty)
  }

  @Test func `a text is cut at its limit`() {
    func message(_ bytes: Int) -> IncomingMessage {
      read(head + "\n" + String(repeating: "a", count: bytes))
    }
    #expect(message(MailLimits.textBytesMax).faults.isEmpty)
    #expect(message(MailLimits.textBytesMax + 1).faults == [.textCut])
    #expect(message(MailLimits.textBytesMax + 1).text.utf8.count == MailLimits.textBytesMax)
  }

  private func withFile(_ bytes: Int) -> IncomingMessage {
    read(
      head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        + "Content-Type: application/zip; name=a.zip\n\n" + String(repeating: "z", count: bytes)
        + "\n--b--\n")
  }

  @Test func `a file past its limit is named and left out`() {
    #expect(withFile(MailLimits.attachmentBytesMax).attachments.first?.bytes != nil)
    let over = withFile(MailLimits.attachmentBytesMax + 1)
    #expect(over.attachments.first?.name == "a.zip")
    #expect(over.attachments.first?.byteCount == MailLimits.attachmentBytesMax + 1)
    #expect(over.attachments.first?.bytes == nil)
    #expect(over.faults == [.attachmentLeftOut])
  }

  @Test func `files past the hundredth are left out`() {
    func message(_ files: Int) -> IncomingMessage {
      read(
        head + "Content-Type: multipart/mixed; boundary=b\n\n"
          + String(repeating: "--b\nContent-Type: image/png\n\nx\n", count: files))
    }
    #expect(message(MailLimits.attachmentsMax).faults.isEmpty)
    let over = message(MailLimits.attachmentsMax + 1)
    #expect(over.attachments.count == MailLimits.attachmentsMax)
    #expect(over.faults == [.attachmentLeftOut])
  }

  @Test func `fields and headers are cut at their limits`() {
    let field = "X-A: " + String(repeating: "a", count: MailLimits.fieldBytesMax - 5)
    #expect(read(field + "\n" + head + "\nx").faults.isEmpty)
    let over = read(field + "b\n" + head + "\nx")
    #expect(over.faults == [.headerCut])
    #expect(over.subject == "Printer")
    let few = String(repeating: "X-A: b\n", count: MailLimits.headerFieldsMax - 2)
    #expect(read(head + few + "\nx").faults.isEmpty)
    #expect(read(head + few + "X-A: b\n\nx").faults == [.headerCut])
    let large = String(repeating: "X-A: " + String(repeating: "a", count: 60_000) + "\n", count: 5)
    let cut = read(head + large + "\nbody")
    #expect(cut.faults == [.headerCut])
    #expect(cut.text == "body")
  }

  @Test func `addresses and ids past their limits are left out`() {
    func addresses(_ count: Int) -> Int {
      read(head + "To: " + String(repeating: "a@b,", count: count) + "\n\nx").to.count
    }
    #expect(addresses(MailLimits.addressesMax) == MailLimits.addressesMax)
    #expect(addresses(MailLimits.addressesMax + 1) == MailLimits.addressesMax)
    let ids = (0...MailLimits.messageIDsMax).map { "<\($0)@x>" }.joined()
    let kept = read(head + "References: \(ids)\n\nx").references
    #expect(kept.count == MailLimits.messageIDsMax)
    #expect(kept.last?.text == "\(MailLimits.messageIDsMax)@x")
  }

  /// Each would take minutes if a reader looked at a byte once for each other byte. All in one
  /// test, one after the other: the time limit is for the work, not for waiting one's turn.
  @Test(.timeLimit(.minutes(2))) func `no message costs more than its size`() {
    for (start, middle, end) in LimitTests.hostile {
      let isField = !start.contains("\n")
      let bytes = isField ? MailLimits.fieldBytesMax : MailLimits.textBytesMax / 8
      let text = start + String(repeating: middle, count: bytes / middle.utf8.count) + end
      let message = read((isField ? "" : "From: jo@client.nz\n") + text)
      #expect(message.replyText.utf8.count <= bytes * 3)
    }
  }

  private static let html = "Content-Type: text/html\n\n"
  private static let multipart = "Content-Type: multipart/mixed"

  private static let hostile: [(start: String, middle: String, end: String)] = [
    ("From: ", "(", ""), ("From: ", "<", ""), ("From: ", "a,", ""), ("From: ", "=?a?q?", ""),
    ("From: ", "\"", ""), ("From: ", "@", ""), ("From: ", "a:b;", ""), ("To: ", "a@b (", ""),
    ("Subject: ", "=?utf-8?q?a?= ", ""), ("Subject: ", "=?", ""), ("Subject: ", "#1001 ", ""),
    ("Content-Type: text/plain; a", "()", ""), ("Content-Type: text/plain; a= ", "()", ""),
    ("Content-Type: a/b", ";a*0*=", ""), ("References: ", "<", ""), ("Date: ", "1:", ""),
    (html, "<title>", ""), (html, "<!--", ""), (html, "<a href=", ""), (html, "<a =\"", ""),
    (html, "<a href=http://x>b</a>", ""), (html, "<blockquote>a", ""), (html, "&", ""),
    ("\n", "\n", "x"), ("\nx", "\n", ""), ("\n", "On 1:\n", ""), ("\n", "From:\n", ""),
    ("\n", "-- \n", ""), ("\n", "On a\n", ""),
    ("Content-Type: text/plain; format=flowed\n\n", "a \n", ""),
    ("Content-Transfer-Encoding: quoted-printable\n\n", "= ", ""),
    ("Content-Type: text/plain; charset=iso-2022-jp\n\n", "\u{1B}$B\u{1}", ""),
    (multipart + "; boundary=b\n\n", "--b\n" + multipart + "\n\n", ""),
    (multipart + "\n\n", "--b\n", ""),
  ]
}
