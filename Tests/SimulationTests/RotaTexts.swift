import Rota

/// The rota files of the simulated world: good ones that differ, and bad ones.
enum RotaTexts {
  static let good = [
    text(atOnce: "holidays else primary", extra: ""),
    text(atOnce: "primary, secondary", extra: "leave ben 2026-07-01 to 2026-07-31\n"),
    text(atOnce: "night else primary", extra: "override primary 2026-07-11 by dana\n"),
    // Nobody at all on some nights: the last resort is told.
    text(atOnce: "night", extra: "leave dana 2026-07-01 to 2026-12-31\n"),
  ]

  static let bad = [
    "person\n", "rota x\n    turn 1 wek\n", good[0] + "leave nobody-here 2026-07-01\n",
  ]

  static func files(_ text: String) -> [RotaFile] {
    [RotaFile(name: "all.rota", bytes: Array(text.utf8))]
  }

  private static func text(atOnce: String, extra: String) -> String {
    """
    desk
        name        "Service Desk"
        time zone   Pacific/Auckland
        region      Auckland
        hours       Monday to Friday 08:00 to 17:00
        dial        sip:desk@pbx.example.nz
        after hours dial  sip:message@pbx.example.nz
        notify      mail
        closed      2026-07-15 12:00 to 13:00
    callbacks
        ignore 09 555 0999 "a fax"
    person aroha
        name "Aroha Ngata"
        phone 021 555 0101
        notify push, text
    person ben
        name "Ben Carter"
        phone 021 555 0102
        notify push
    person chen
        name "Chen Wei"
        phone 021 555 0103
        notify text, mail
    person dana
        name "Dana Fox"
        phone 021 555 0104
        notify text
    person kiri
        name "Kiri Parata"
        phone 021 555 0105
        notify mail, text
    rota primary
        turn 1 week
        hands over Monday 08:00
        from 2026-01-05 aroha, ben, chen
    rota secondary
        turn 1 day
        hands over 20:00
        from 2026-01-05 chen, dana
    rota holidays
        turn each public holiday
        hands over 08:00
        from 2026-01-01 dana, ben
    rota night
        turn 1 day
        hands over 22:00
        during Monday 22:00 to Tuesday 06:00
        during Thursday 22:00 to Friday 06:00
        from 2026-01-05 dana, aroha
    \(extra)escalation
        at once  \(atOnce)
        after 10m  secondary, kiri
        after 25m  everyone
        repeat 15m
        acknowledgement lasts 20m
        overdue kiri
        last resort kiri

    """
  }
}
