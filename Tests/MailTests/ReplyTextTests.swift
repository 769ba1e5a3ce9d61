import Mail
import Testing

/// What of a reply is new. The forms are those of the usual mail programs.
struct ReplyTextTests {
  private func reply(_ text: String, subject: String = "Re: [#1001] Printer") -> String {
    IncomingMessage(
      bytes: Array(
        ("From: jo@client.nz\nSubject: \(subject)\n"
          + "Content-Type: text/plain; charset=utf-8\n\n\(text)").utf8)
    ).replyText
  }

  @Test(arguments: [
    "On Thu, 24 Dec 2026 at 10:00, Desk <support@desk.example.nz> wrote:",
    "On Thu, 24 Dec 2026 at 10:00, The Service Desk of Example <\nsupport@desk.example.nz> wrote:",
    "On 24/12/2026 10:00 am, Desk\nof Example wrote:",
    "Desk <support@desk.example.nz> wrote:",
    "Desk wrote on 24/12/2026 10:00:",
    "2026-12-24 10:00 GMT+13:00 Desk <support@desk.example.nz>:",
    "Am 24.12.2026 um 10:00 schrieb Desk <support@desk.example.nz>:",
    "Am Do., 24. Dez. 2026 um 10:00 Uhr schrieb Desk <\nsupport@desk.example.nz>:",
    "Desk schrieb am 24.12.2026 um 10:00:",
    "Le 24 déc. 2026 à 10:00, Desk <support@desk.example.nz> a écrit\u{A0}:",
    "Le jeu. 24 déc. 2026 à 10:00, Desk\n<support@desk.example.nz> a écrit :",
    "El jue, 24 dic 2026 a las 10:00, Desk (<support@desk.example.nz>) escribió:",
    "Op do 24 dec. 2026 om 10:00 schreef Desk <support@desk.example.nz>:",
    "Desk schreef op 24-12-2026 om 10:00:",
    "Il giorno gio 24 dic 2026 alle ore 10:00 Desk ha scritto:",
    "Em qui., 24 de dez. de 2026 às 10:00, Desk escreveu:",
    "Den tors 24 dec. 2026 kl 10:00 skrev Desk <support@desk.example.nz>:",
    "W dniu 24.12.2026 o 10:00, Desk pisze:",
    "2026年12月24日(木) 10:00 Desk <support@desk.example.nz>:",
    "2026/12/24 10:00、Deskのメール:",
    "Desk <support@desk.example.nz> 于2026年12月24日周四 10:00写道：",
  ])
  func `what follows an attribution is cut off`(_ attribution: String) {
    #expect(reply("It works.\n\n\(attribution)\n> Try again.\n> Desk\n") == "It works.")
    // Some programs leave the marks out.
    #expect(reply("It works.\n\n\(attribution)\n\nTry again.\nDesk\n") == "It works.")
    // Others answer below.
    #expect(reply("\(attribution)\n\n> Try again.\n\nIt works.\n") == "It works.")
  }

  @Test(arguments: [
    "-----Original Message-----\nFrom: Desk", "----- Ursprüngliche Nachricht -----\nVon: Desk",
    "-------- Message d'origine --------\nDe : Desk", "-----Mensaje original-----",
    "-----Oorspronkelijk bericht-----", "-----元のメッセージ-----", "------ Original ------",
    "From: Desk\nSent: Thursday, 24 December 2026 10:00\nTo: Jo\nSubject: RE: Printer\n",
    "________________________________\nFrom: Desk <s@x>\nSent: Thursday\nTo: Jo\nSubject: Printer",
    "*From:* Desk\n*Sent:* Thursday\n*To:* Jo\n*Subject:* Printer",
    "Von: Desk\nGesendet: Donnerstag\nAn: Jo\nBetreff: Drucker",
    "De : Desk\nEnvoyé : jeudi\nÀ : Jo\nObjet : Imprimante",
    "De: Desk\nEnviado el: jueves\nPara: Jo\nAsunto: Impresora",
    "Van: Desk\nVerzonden: donderdag\nAan: Jo\nOnderwerp: Printer",
    "差出人: Desk\n送信日時: 2026年12月24日\n宛先: Jo\n件名: 故障",
    "##- Please type your reply above this line -##",
  ])
  func `what follows a quoted header is cut off`(_ separator: String) {
    #expect(reply("It works.\n\n\(separator)\n\nTry again.\n") == "It works.")
  }

  @Test(arguments: [
    "-- \nJo Smith\n+64 9 000", "--\nJo", "Sent from my iPhone",
    "Get Outlook for iOS<https://x.nz>",
    "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Enviado desde mi iPhone",
    "Verzonden vanaf mijn iPhone", "iPhoneから送信", "Sent from Mail for Windows",
  ])
  func `a signature is cut off`(_ signature: String) {
    #expect(reply("It works.\n\n\(signature)\n") == "It works.")
    #expect(
      reply("It works.\n\n\(signature)\n\nOn 24 Dec 2026, Desk wrote:\n> x\n") == "It works.")
  }

  @Test(arguments: [
    // (what came, what stays)
    ("> Is it on?\nYes.\n> Is it red?\nNo.\n", "Yes.\nNo."),
    ("On 24 Dec 2026, Desk wrote:\n> Is it on?\n\nYes.\n\n> Is it red?\n\nNo.\n", "Yes.\n\n\nNo."),
    ("On Monday the fan stopped.\nOn 24 Dec 2026, Desk wrote:\n> x", "On Monday the fan stopped."),
    ("On that I wrote:\nnothing", "On that I wrote:\nnothing"),
    (
      "From: here I can't see it.\nTo: be sure I looked.",
      "From: here I can't see it.\nTo: be sure I looked."
    ),
    (">From the start it was slow", ">From the start it was slow"),
    (
      "a\n--\nb" + String(repeating: "\nc", count: 20),
      "a\n--\nb" + String(repeating: "\nc", count: 20)
    ),
    ("Sent from my desk to yours: it broke.\nHelp", "Sent from my desk to yours: it broke.\nHelp"),
  ])
  func `a person's own words stay`(_ text: String, _ kept: String) {
    #expect(reply(text) == kept)
  }

  @Test(arguments: [
    "> all of it\n> is quoted", "On 24 Dec 2026, Desk wrote:\n\nmy answer is below", "-- \nJo",
    "-----Original Message-----\nFrom: Desk", "Sent from my iPhone",
  ])
  func `a text is never cut to nothing`(_ text: String) {
    #expect(reply(text) == text)
  }

  @Test func `what is forwarded stays`() {
    let text = "See below.\n\nFrom: Al\nSent: Thursday\nTo: Jo\nSubject: Printer\n\nIt broke."
    for subject in ["FW: Printer", "Fwd: Printer", "WG: Drucker", "TR: x", "RV: x", "転送: x"] {
      #expect(reply(text, subject: subject) == text)
    }
    #expect(reply(text) == "See below.")
  }

  @Test func `a quote in HTML is cut off as in plain text`() {
    let html = """
      <div>It works.</div><div class=gmail_quote>On Thu, 24 Dec 2026, Desk wrote:<br>
      <blockquote><p>Try again.</p></blockquote></div>
      """
    let message = IncomingMessage(
      bytes: Array("From: jo@client.nz\nContent-Type: text/html\n\n\(html)".utf8))
    #expect(message.replyText == "It works.")
  }
}
