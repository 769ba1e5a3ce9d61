import TestSupport
import Testing

@testable import Rota

/// Spec: cli.md, `format`: only blanks and the case of keywords change, comments and meaning stay,
/// a second run changes nothing.
@Suite struct FormatterTests {
  private func tidy(_ text: String) -> String { RotaFile("a.rota", text).formatted().file.text }

  @Test func `a stanza's values stand in one column, in the case of the language`() {
    let written = """
      DESK
      \tNAME "Service Desk"
      \tTime Zone   Pacific/Auckland
        region  hawke's BAY
        Hours mon TO Friday ,SATURDAY 08:00 to 17:00#not a comment
        hours SUN 09:00 TO 12:00
        After Hours Words    "Leave   a word."   \u{20}
      rota Primary
         TURN 1 Week
         hands over MONDAY 08:00
         from 2026-01-05 aroha,ben ,Chen
         during fri 17:00 To MON 08:00
      """
    #expect(
      tidy(written) == """
        desk
            name               "Service Desk"
            time zone          Pacific/Auckland
            region             Hawke's Bay
            hours              Mon to Friday, Saturday 08:00 to 17:00#not a comment
            hours              Sun 09:00 to 12:00
            after hours words  "Leave   a word."
        rota Primary
            turn        1 week
            hands over  Monday 08:00
            from        2026-01-05  aroha, ben, Chen
            during      Fri 17:00 to Mon 08:00

        """)
  }

  @Test func `ranges, names and reasons of like lines stand below one another`() {
    let written = """
      leave ben 2026-10-05 To 2026-10-18 "Family holiday"
      LEAVE aroha 2026-11-19 13:00 to 17:00 "Concert"
      override primary 2026-11-28 08:00 to 2026-11-29 08:00 BY chen "Swap"
      override p2 2026-11-28 by aroha
      escalation
       at once shutdown ELSE primary,kiri
       after 10m EVERYONE
       after 1h30m kiri
      """
    #expect(
      tidy(written) == """
        leave ben    2026-10-05 to 2026-10-18   "Family holiday"
        leave aroha  2026-11-19 13:00 to 17:00  "Concert"
        override primary  2026-11-28 08:00 to 2026-11-29 08:00  by chen  "Swap"
        override p2       2026-11-28                            by aroha
        escalation
            at once      shutdown else primary, kiri
            after 10m    everyone
            after 1h30m  kiri

        """)
  }

  @Test func `comments keep their words, and follow their lines`() {
    let written = """


      #  A note \t
      person aroha # who?\u{20}
        name "Aroha Ngata"\t# with  two  blanks
        # in between
        phone 021 555 0101     #x


      \u{20}
        notify   sms#no, log  ## y
      # the end


      """
    #expect(
      tidy(written) == """
        #  A note
        person aroha              # who?
            name   "Aroha Ngata"  # with  two  blanks
            # in between
            phone  021 555 0101  #x

            notify  sms#no, log  ## y
        # the end

        """)
  }

  @Test(arguments: [
    "person  aroha  \"x\"y\r\n", "  name   \"Nobody's\"\n", "persn   aroha\r\n",
    "leave  ben\u{A0}\n",
    "rota  x\u{7}\n", "escalation\n    at  once  aroha,#ben\n", "\u{FEFF}\u{FEFF}desk\n",
    "\n\u{FEFF}desk\n", "desk\n   tme   zone   UTC\n", "desk  \"open\u{201D}\n", "desk\r\r\n",
    "foo  \r",
  ])
  func `what is not understood stays to the last byte`(_ text: String) {
    let formatted = RotaFile("a.rota", text).formatted()
    #expect(formatted.lines.contains { !$0.isUnderstood && $0.before == $0.after })
    #expect(meaning([RotaFile("a.rota", text)]) == meaning([formatted.file]))
    for line in formatted.lines where !line.isUnderstood { #expect(line.before == line.after) }
  }

  @Test func `numbers, names, channels and addresses are never touched`() {
    let text = """
      person Ben
          name    "BEN"
          phone   021-555,0102 EXT  4
          email   Ben@DESK.example.nz
          notify  SMS, Email
      callbacks
          ignore  09 555  0199  "TO"

      """
    let expected = text.replacing("EXT  4", with: "EXT 4").replacing("555  0199", with: "555 0199")
    #expect(tidy(text) == expected)
    #expect(tidy(text.replacing("    ", with: "\t")) == expected)
    // A quoted region is a fault, and stays one.
    #expect(tidy("desk\n region \"auckland\"\n") == "desk\n    region  \"auckland\"\n")
  }

  @Test(arguments: ["", "\u{FEFF}", "\n", " \t\r\n\n", "\u{FEFF} \n"])
  func `a file that says nothing becomes empty`(_ text: String) {
    #expect(tidy(text) == "")
  }

  @Test func `a file at the limit of its size stays as it is rather than grow past it`() {
    let row = "leave ben 2026-10-05\n"
    let long = "leave " + String(repeating: "a", count: 40) + " 2026-10-05\n"
    let count = (RotaLimits.fileBytesMax - long.utf8.count) / row.utf8.count
    let text = long + String(repeating: row, count: count)
    #expect(tidy(text) == text)
    #expect(RotaFile("a.rota", long + row).formatted().isTidy == false)
    let larger = String(repeating: " \n", count: RotaLimits.fileBytesMax / 2 + 1)
    #expect(tidy(larger) == larger)
    #expect(tidy(String(larger.dropLast(2))) == "")
  }

  @Test func `one long cell moves no other line`() {
    let words = { (count: Int) in "\"" + String(repeating: "x", count: count - 2) + "\"" }
    let text = { (count: Int) in
      "desk\n closed 2026-01-01 \(words(count)) # a\n name \(words(count))\n closed 2026-01-02 # b\n"
    }
    // Within the limit the comment's column follows.
    #expect(tidy(text(TidyLayout.commentColumnMax - 24)).contains("  # a\n"))
    let max = TidyLayout.cellColumnsMax
    let leave = { (count: Int) in
      tidy("leave \(String(repeating: "a", count: count - 6)) 2026-01-01\nleave b 2026-01-01\n")
    }
    #expect(
      leave(max).hasSuffix("leave b" + String(repeating: " ", count: max - 5) + "2026-01-01\n"))
    #expect(leave(max + 1).hasSuffix("leave b  2026-01-01\n"))
  }
}

extension RotaFile {
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
