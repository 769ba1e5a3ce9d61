import Documents

/// Whose the hours on call were and will be, as the interface tells it (spec: billing.md, "The on-call
/// report").
struct OnCallReportAnswer: SentDocument {
  let people: [Row]
  let nobody: Halves
  let evenShareSeconds: Int?

  init(_ sent: SentObject) throws(SentMismatch) {
    people = try sent["people"]
    nobody = try sent["nobody"]
    evenShareSeconds = try sent["even_share_seconds"]
  }

  struct Halves: SentDocument {
    let done: Hours
    let planned: Hours

    init(_ sent: SentObject) throws(SentMismatch) {
      done = try sent["done"]
      planned = try sent["planned"]
    }
  }

  struct Row: SentDocument {
    let person: String
    let done: Hours
    let planned: Hours
    let hoursWoken: Int
    let workedSeconds: Int
    let aboveEvenShareSeconds: Int?

    init(_ sent: SentObject) throws(SentMismatch) {
      person = try sent["person"]
      done = try sent["done"]
      planned = try sent["planned"]
      hoursWoken = try sent["hours_woken"]
      workedSeconds = try sent["worked_seconds"]
      aboveEvenShareSeconds = try sent["above_even_share_seconds"]
    }
  }

  struct Hours: SentDocument {
    let publicHolidaySeconds: Int
    let weekendSeconds: Int
    let nightSeconds: Int
    let otherSeconds: Int
    let totalSeconds: Int

    init(_ sent: SentObject) throws(SentMismatch) {
      publicHolidaySeconds = try sent["public_holiday_seconds"]
      weekendSeconds = try sent["weekend_seconds"]
      nightSeconds = try sent["night_seconds"]
      otherSeconds = try sent["other_seconds"]
      totalSeconds = try sent["total_seconds"]
    }
  }
}

extension OnCallReportAnswer {
  func text(of span: String) -> String {
    guard !people.isEmpty else { return "Nobody is on call \(span).\n" }
    var text = "On call out of service hours \(span):\n\n"
    var hours = TextTable(["", "", "total", "holidays", "weekends", "nights", "other hours"])
    for row in people {
      hours.add(cells(row.person, "done", row.done))
      hours.add(cells(row.person, "planned", row.planned))
    }
    text += hours.text() + "\n"
    var rest = TextTable(["", "woken", "worked after hours", "to an even share"])
    for row in people {
      rest.add([
        row.person, "woken in \(Words.count(row.hoursWoken, "hour"))",
        "worked \(Words.duration(.seconds(row.workedSeconds)))",
        row.aboveEvenShareSeconds.map(share) ?? "",
      ])
    }
    text += rest.text()
    for (when, hours) in [("was", nobody.done), ("is planned to be", nobody.planned)]
    where hours.totalSeconds > 0 {
      text += "\nNobody \(when) on call for \(Self.hours(hours.totalSeconds)).\n"
    }
    return text
  }

  private func cells(_ person: String, _ when: String, _ hours: Hours) -> [String] {
    [
      person, when, Self.hours(hours.totalSeconds),
      "holidays \(Self.hours(hours.publicHolidaySeconds))",
      "weekends \(Self.hours(hours.weekendSeconds))", "nights \(Self.hours(hours.nightSeconds))",
      "other \(Self.hours(hours.otherSeconds))",
    ]
  }

  private func share(_ seconds: Int) -> String {
    seconds == 0
      ? "an even share"
      : Self.hours(abs(seconds)) + (seconds > 0 ? " more" : " less") + " than an even share"
  }

  /// `56h`, `7h30m`: hours are added up, and days would hide them.
  static func hours(_ seconds: Int) -> String {
    let minutes = seconds / 60
    let rest = minutes % 60
    return minutes < 60 && minutes > 0
      ? "\(rest)m" : "\(minutes / 60)h" + (rest > 0 ? "\(rest)m" : "")
  }
}
