import CivilTime
import PhoneNumbers
import ServiceHours

extension ConfigurationReader {
  mutating func readDesk(_ stanza: Stanza, counts: Bool) {
    let zone = stanza.value("time zone", faults) { try readZone(&$0) }
    if counts { self.zone = zone }
    let name = stanza.value("name", faults) { try $0.string(.fullName) }
    let region = stanza.value("region", faults) { try readRegion(&$0) }
    let weekly = stanza.values("hours", faults) { try readHours(&$0) }
    checkHoursOverlaps(weekly)
    let dial = stanza.value("dial", faults) { try readDialTarget(&$0) }
    let afterHours = stanza.value("after hours dial", faults) { try readDialTarget(&$0) }
    let words = stanza.value("after hours words", faults) { try $0.string(.sentence) }
    let email = stanza.value("email", faults) { try readEmail(&$0) }
    let notify = readNotify(stanza, isFor: "desk@example.nz")
    let holidays = stanza.values("holiday", faults) { reader -> ProclaimedHoliday? in
      let date = try reader.date()
      let words = try reader.string(
        Wanted("the holiday’s name in double quotes", example: "\"Day of Mourning\""))
      return date.map { ProclaimedHoliday(date: $0, name: words) }
    }
    let closed = readSpecials("closed", in: stanza)
    let open = readSpecials("open", in: stanza)
    checkOpenAndClosed(open: open, closed: closed, in: zone)
    guard counts, let zone, let name, let region, let dial else { return }
    desk = Desk(
      name: name, dial: dial, afterHoursDial: afterHours, afterHoursWords: words,
      notify: notify, email: email,
      definition: DeskHours(
        zone: zone, region: region.region, weekly: weekly.map(\.hours), proclaimed: holidays,
        closures: closed.map(\.special), openings: open.map(\.special)))
  }

  private func readZone(_ reader: inout WordReader) throws -> TimeZoneRules? {
    let (text, place) = try reader.text(.zone)
    do throws(TimeZoneFault) {
      return try zones.rules(text)
    } catch .unknown {
      reader.tell(ValueFault.unknownZone(text, nearest: nearestZone(to: text)), at: place)
    } catch {
      reader.tell(ValueFault.zoneTrouble(error.description), at: place)
    }
    return nil
  }

  /// By the place alone (`auckland`), by New Zealand's usual names, or by its spelling.
  private func nearestZone(to text: String) -> String? {
    let names = zones.names()
    let plain = text.lowercased()
    let place = String(plain.map { $0 == " " ? "_" : $0 })
    if let named = names.first(where: { $0.lowercased().split(separator: "/").last ?? "" == place })
    {
      return named
    }
    let zealands = ["new zealand", "nzst", "nzdt", "nzt", "wellington", "christchurch"]
    if zealands.contains(where: plain.contains) { return "Pacific/Auckland" }
    return Spelling.nearest(to: text, among: names)
  }

  /// `none` is an answer too, so that the region itself is inside.
  private func readRegion(_ reader: inout WordReader) throws -> (region: Region?, Void)? {
    let (text, place) = try reader.text(.region)
    if text.lowercased() == "none" { return (nil, ()) }
    if let region = Region(text) { return (region, ()) }
    reader.tell(
      ValueFault.unknownRegion(text, nearest: nearestRegion(to: text)?.name), at: place)
    return nil
  }

  private func nearestRegion(to text: String) -> Region? {
    let plain = text.lowercased().split(separator: " ").filter { !["region", "the"].contains($0) }
      .joined(separator: " ")
    return Region(plain) ?? Region.nearest(to: plain)
  }

  /// Anything that is neither is an error; a number that is not understood only warns.
  private func readDialTarget(_ reader: inout WordReader) throws -> DialTarget? {
    let (text, place) = try reader.text(.dial)
    guard let target = DialTarget(text) else {
      reader.tell(ValueFault.dial(text), at: place)
      return nil
    }
    if case .phone(let written) = target { warn(of: written, at: place, in: reader) }
    return target
  }

  private func readSpecials(_ phrase: String, in stanza: Stanza) -> [SpecialLine] {
    stanza.values(phrase, faults) { reader in
      let placed = try reader.range(timesOnly: phrase == "open")
      let words = try reader.optionalString(.reason)
      return placed.map { SpecialLine(placed: $0, words: words) }
    }
  }

  private func checkOpenAndClosed(
    open: [SpecialLine], closed: [SpecialLine], in zone: TimeZoneRules?
  ) {
    let lines = open + closed
    for line in lines { checkSprungOver(line.placed, in: zone) }
    let items = lines.enumerated().map { index, line in
      line.placed.item(kind: index < open.count ? 0 : 1, id: index, in: zone)
    }
    for clash in Clashes.find(items, unlikeOnly: true) {
      faults.add(
        RotaFault.openOverClosed(isOpening: clash.later.kind == 0, at: clash.earlier.place),
        at: clash.later.place)
    }
  }
}

/// A line `open` or `closed`.
private struct SpecialLine {
  let placed: PlacedRange
  let words: String?

  var special: SpecialRange {
    SpecialRange(start: placed.range.start, end: placed.range.end, words: words)
  }
}

extension PlacedRange {
  /// Its instants for the search for clashes; its local times while the zone is unknown.
  func item(kind: Int = 0, id: Int, in zone: TimeZoneRules?) -> Clashes.Item {
    guard let moments = zone.map(range.moments) else {
      return Clashes.Item(
        start: range.start.wallSeconds, end: range.end.wallSeconds, place: place, kind: kind,
        id: id)
    }
    return Clashes.Item(
      start: moments.lowerBound.seconds, end: moments.upperBound.seconds, place: place, kind: kind,
      id: id)
  }
}

extension ConfigurationReader {
  /// A range that comes to nothing is an error wherever somebody counts on it.
  func checkSprungOver(_ placed: PlacedRange, in zone: TimeZoneRules?) {
    if let zone, placed.range.moments(in: zone).isEmpty {
      faults.add(RotaFault.sprungOver, at: placed.place)
    }
  }
}
