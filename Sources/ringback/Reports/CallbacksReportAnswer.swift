import Documents

/// How callbacks were kept, as the interface tells it (spec: billing.md, "The callbacks report").
struct CallbacksReportAnswer: SentDocument {
  let all: Part
  let byUrgency: [Part]
  let byOwner: [Part]
  let byPerson: [Part]

  init(_ sent: SentObject) throws(SentMismatch) {
    all = try Part(sent)
    byUrgency = try sent["by_urgency"]
    byOwner = try sent["by_owner"]
    byPerson = try sent["by_person"]
  }

  /// Of one urgency, owner or person, or of all.
  struct Part: SentDocument {
    let urgency: String?
    let owner: String?
    let person: String?
    let made: Int
    let kept: Int
    let reachedInTime: Int
    let late: Int
    let cancelled: Int
    let toAcknowledge: Waits
    let toFirstAttempt: Waits

    init(_ sent: SentObject) throws(SentMismatch) {
      urgency = try sent["urgency"]
      owner = try sent["owner"]
      person = try sent["person"]
      made = try sent["made"]
      kept = try sent["kept"]
      reachedInTime = try sent["reached_in_time"]
      late = try sent["late"]
      cancelled = try sent["cancelled"]
      toAcknowledge = try sent["to_acknowledge"]
      toFirstAttempt = try sent["to_first_attempt"]
    }
  }

  struct Waits: SentDocument {
    let medianSeconds: Int?
    let p90Seconds: Int?
    let worstSeconds: Int?

    init(_ sent: SentObject) throws(SentMismatch) {
      medianSeconds = try sent["median_seconds"]
      p90Seconds = try sent["p90_seconds"]
      worstSeconds = try sent["worst_seconds"]
    }
  }
}

extension CallbacksReportAnswer {
  func text(of span: String) -> String {
    guard all.made > 0 else { return "No callback was made \(span).\n" }
    var counts = TextTable(["", "made", "kept", "reached in time", "late", "cancelled"])
    var waits = TextTable(["", "until somebody had it", "until somebody rang"])
    func add(_ name: String, _ part: Part) {
      counts.add([
        name, "\(part.made) made", "\(part.kept) kept", "\(part.reachedInTime) reached in time",
        "\(part.late) late", "\(part.cancelled) cancelled",
      ])
      let (had, rang) = (words(part.toAcknowledge), words(part.toFirstAttempt))
      if had + rang != "" { waits.add([name, "taken on in " + had, "rung in " + rang]) }
    }
    add("all", all)
    for part in byUrgency where part.made > 0 { add(part.urgency ?? "", part) }
    for part in byOwner where part.made > 0 {
      add(part.owner == "desk" ? "the desk's" : "on call", part)
    }
    for part in byPerson { add(part.person ?? "nobody's yet", part) }
    let spans = waits.text()
    return "Callbacks made \(span):\n\n" + counts.text()
      + (spans.isEmpty ? "" : "\nThe median, the 90th percentile and the worst:\n\n" + spans)
  }

  private func words(_ waits: Waits) -> String {
    let spans = [waits.medianSeconds, waits.p90Seconds, waits.worstSeconds]
    return spans.compactMap { $0.map { Words.duration(.seconds($0)) } }.joined(separator: " / ")
  }
}
