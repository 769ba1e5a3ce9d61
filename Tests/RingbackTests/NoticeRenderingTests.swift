import Callbacks
import CivilTime
import Documents
import Service
import Testing

@testable import ringback

struct NoticeRenderingTests {
  @Test func `the document has the members of the spec, in its order`() throws {
    let document = NoticeDocument(
      message: try SampleNotice.message(text: "\"a\"\nb"), publicAddress: "https://rb.example.nz")
    #expect(
      document.json.text
        == #"{"id":"5f1c","kind":"callback_ready","text":"\"a\"\nb","#
        + #""link":"https://rb.example.nz/tickets/1001","#
        + #""to":{"person":"aroha","name":"Aroha Ngata","phone":"+64215550101","#
        + #""email":"aroha@desk.example.nz"},"ticket":1001,"callback":null,"#
        + #""created_at":"2026-12-25T03:00:00+13:00"}"#)
  }

  @Test func `there is no link without a public address or without a ticket`() throws {
    let none = NoticeDocument(message: try SampleNotice.message(), publicAddress: nil)
    #expect(none.json["link"] == .null)
    let noTicket = NoticeDocument(
      message: try SampleNotice.message(ticket: nil), publicAddress: "https://rb.example.nz")
    #expect(noTicket.json["link"] == .null && noTicket.json["ticket"] == .null)
  }

  /// The example of the convention's own libraries.
  @Test func `a body is signed by the Standard Webhooks convention`() throws {
    let key = try #require(
      ServerFileSample.key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    let signature = WebhookSignature(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: Moment(seconds: 1_614_265_330),
      body: #"{"test": 2432232314}"#)
    let fields = signature.fields(key: key)
    #expect(
      fields.map(\.name)
        == ["Content-Type", "webhook-id", "webhook-timestamp", "webhook-signature"])
    #expect(
      fields.map(\.value) == [
        "application/json", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      ])
    #expect(signature.fields(key: nil).count == 3)
  }

  private func mail(
    desk: String = "Service Desk", person: String = "Aroha Ngata", text: String = "Ring back."
  ) throws -> String {
    let document = NoticeDocument(
      message: try SampleNotice.message(desk: desk, person: person, text: text),
      publicAddress: "https://rb.example.nz")
    let mail = NoticeMail(document: document, from: "desk@example.nz", to: "aroha@desk.example.nz")
    return String(decoding: mail.bytes, as: UTF8.self)
  }

  @Test func `a notice as an email is a plain message with its header section`() throws {
    #expect(
      try mail() == """
        From: "Service Desk" <desk@example.nz>
        To: "Aroha Ngata" <aroha@desk.example.nz>
        Subject: Ring back (ticket 1001)
        Date: Thu, 24 Dec 2026 14:00:00 +0000
        Message-ID: <5f1c@example.nz>
        Auto-Submitted: auto-generated
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Ring back.

        https://rb.example.nz/tickets/1001

        """)
  }

  @Test(arguments: [
    ("Ngata, Aroha", "\"Ngata, Aroha\""), ("-Xfoo <a@b.nz>", "\"-Xfoo <a@b.nz>\""),
    ("a\\", "\"a\\\\\""), ("a\r\nBcc: evil@x.nz", "\"a  Bcc: evil@x.nz\""), ("q\"q", "\"q\\\"q\""),
    ("tab\tdel\u{7F}", "\"tab del \""), ("Kāhu", "=?utf-8?Q?K=C4=81hu?="),
    ("ā\r\nBcc: x", "=?utf-8?Q?=C4=81__Bcc=3A_x?="),
    ("ā?= <b>", "=?utf-8?Q?=C4=81=3F=3D_=3Cb=3E?="),
    ("\u{85}\u{1F989}", "=?utf-8?Q?_=F0=9F=A6=89?="),
  ])
  func `whatever stands in a name, it is one phrase on its own line`(
    _ name: String, _ phrase: String
  ) {
    #expect(HeaderText.phrase(name) == phrase)
  }

  @Test func `a name of many letters is several encoded words, cut between letters`() throws {
    let name = String(repeating: "ā", count: 400)
    let lines = try mail(person: name).split(separator: "\n", omittingEmptySubsequences: false)
    let header = lines.prefix { !$0.isEmpty }
    #expect(header.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { $0 < 0x80 } })
    let words = header.joined(separator: "\n").ranges(of: "=?utf-8?Q?").count
    #expect(words == 9, "80 letters of 6 characters, 9 of them to a word")
    #expect(header.joined().ranges(of: "=C4=81").count == NoticeMail.nameScalarsMax)
    #expect(header.contains(" <aroha@desk.example.nz>"))
  }

  @Test(arguments: [
    ("plain", "plain"), ("a=b", "a=3Db"), ("ends blank ", "ends blank=20"),
    ("From me", "=46rom me"),
    (".", "=2E"), ("Kāhu\r\n.\nFrom", "K=C4=81hu\n=2E\n=46rom"), ("a\u{0}b", "a=00b"), ("", ""),
  ])
  func `text is quoted-printable`(_ text: String, _ encoded: String) {
    #expect(QuotedPrintable.encode(text) == encoded)
  }

  @Test(arguments: ["x", "ā", ".", "F", " "])
  func `long text is broken into lines of 76 at the most, and stays whole`(_ letter: String) {
    let text = String(repeating: letter, count: 1000) + "."
    let encoded = QuotedPrintable.encode(text)
    #expect(encoded.split(separator: "\n").allSatisfy { $0.utf8.count <= QuotedPrintable.lineMax })
    var bytes: [UInt8] = []
    var rest =
      encoded.ranges(of: "=\n").isEmpty ? encoded[...] : encoded.replacing("=\n", with: "")[...]
    while let first = rest.popFirst() {
      if first == "=" {
        bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      } else {
        bytes += Array(first.utf8)
      }
    }
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }
}
