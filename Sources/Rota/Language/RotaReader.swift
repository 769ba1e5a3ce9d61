import CivilTime

/// A rota's stanza as far as it could be read.
struct RotaDraft {
  /// Nil when something is missing or wrong.
  let rota: OnCallRota?
  let shifts: [ShiftLine]
}

struct ShiftLine {
  let placed: PlacedRange
  let shift: Shift
}

/// `turn N day`/`week`, and its bounds.
enum TurnForm {
  static let countMin = 1
  static let countMax = 52

  /// `1week` as it should be, `1 week`; nil for what is not a number and its unit in one word.
  static func divided(_ text: String) -> String? {
    let digits = text.prefix { $0.isNumber }
    guard let count = number(String(digits)), let unit = text.dropFirst(digits.count).first else {
      return nil
    }
    switch unit {
    case "w", "W": return "\(count) \(count == 1 ? "week" : "weeks")"
    case "d", "D": return "\(count) \(count == 1 ? "day" : "days")"
    default: return nil
    }
  }
}

extension ConfigurationReader {
  mutating func readRota(_ stanza: Stanza, _ name: Name?) {
    let length = stanza.value("turn", faults) { try readTurnLength(&$0) }
    let handover = stanza.value("hands over", faults) { try readHandover(&$0, length) }
    let orders = stanza.values("from", faults) { try readOrder(&$0) }
    let during = stanza.values("during", faults) { try readWeeklyRange(&$0) }
    let shifts = stanza.values("shift", faults) { try readShift(&$0) }
    let isMixed = tellMixture(stanza)
    let isByShifts = stanza.lines.first.map { $0.phrase == "shift" } ?? false
    if !isMixed, !isByShifts { tellMissingTurns(stanza) }
    checkOrders(orders, handover?.weekday)

    var sort: OnCallRota.Sort?
    if isByShifts {
      sort = .shifts(shifts.map(\.shift))
    } else if let length, let handover, !orders.isEmpty {
      sort = .turns(
        Turns(
          length: length, handoverWeekday: handover.weekday, handoverTime: handover.time,
          orders: orders.map(\.order).sorted { $0.from < $1.from }, during: during))
    }
    var rota: OnCallRota?
    if let name, let place = names.entry(name)?.place, let sort {
      rota = OnCallRota(name: name, sort: sort, place: place)
    }
    rotas.append(RotaDraft(rota: rota, shifts: shifts))
  }

  /// A rota has turns or shifts: the first line decides, and the first of the other sort is told.
  private func tellMixture(_ stanza: Stanza) -> Bool {
    guard let first = stanza.lines.first else { return false }
    let stranger = stanza.lines.first { ($0.phrase == "shift") != (first.phrase == "shift") }
    guard let stranger else { return false }
    if !stranger.statement.isDamaged {
      faults.add(
        RotaFault.turnsAndShifts(stranger.phrase, at: first.place),
        at: stranger.statement.place(of: 0..<stranger.keywordCount))
    }
    return true
  }

  private func tellMissingTurns(_ stanza: Stanza) {
    let turnLines = ["turn", "hands over", "from"]
    if stanza.lines.isEmpty, turnLines.allSatisfy(stanza.lacks), stanza.lacks("shift") {
      return faults.add(RotaFault.neitherTurnsNorShifts, at: stanza.head.place)
    }
    guard !stanza.lines.isEmpty || stanza.lacks("shift") else { return }
    for phrase in turnLines where stanza.lacks(phrase) { tellMissing(phrase, in: stanza) }
  }

  private func readTurnLength(_ reader: inout WordReader) throws -> TurnLength? {
    if reader.takes("each") {
      guard reader.takes("public") else {
        throw reader.refuse(Wanted("“public holiday”", example: "turn each public holiday"))
      }
      try reader.keyword("holiday")
      return .eachPublicHoliday
    }
    guard let word = reader.next, word.kind == .bare, word.text.contains(where: \.isNumber) else {
      throw reader.refuse(.turn)
    }
    if let right = TurnForm.divided(word.text) {
      reader.tell(ValueFault.turnForm(word.text, right: right), at: word)
      throw WordReader.Told()
    }
    reader.skip()
    let count = number(word.text).flatMap {
      (TurnForm.countMin...TurnForm.countMax).contains($0) ? $0 : nil
    }
    if count == nil { reader.tell(ValueFault.count(word.text), at: word) }
    if reader.takes("week") || reader.takes("weeks") { return count.map(TurnLength.weeks) }
    if reader.takes("day") || reader.takes("days") { return count.map(TurnLength.days) }
    throw reader.refuse(Wanted("“days” or “weeks”", example: "1 week"))
  }

  /// With a weekday for turns of weeks, without one for others; either while the turns are unknown.
  private func readHandover(
    _ reader: inout WordReader, _ length: TurnLength?
  ) throws -> (weekday: Weekday?, time: TimeOfDay)? {
    let start = reader.index
    let startsWithTime = reader.next.map { TimeForm.lenient($0.text) != nil } ?? false
    if startsWithTime {
      let time = try reader.time()
      if case .weeks = length, time != nil {
        reader.tell(
          RotaFault.handoverWantsWeekday, at: reader.statement.place(of: start..<reader.index))
        return nil
      }
      return time.map { (nil, $0) }
    }
    let word = reader.next
    let weekday = try reader.weekday()
    let time = try reader.time()
    if let word, let length, weekday != nil {
      guard case .weeks = length else {
        reader.tell(RotaFault.handoverHasWeekday(word.text), at: word)
        return nil
      }
    }
    guard let weekday, let time else { return nil }
    return (weekday, time)
  }

  private func readWeeklyRange(_ reader: inout WordReader) throws -> WeeklyRange? {
    let startDay = try reader.weekday()
    let startTime = try reader.time()
    try reader.keyword("to")
    let endDay = try reader.weekday()
    let endTime = try reader.time(asEnd: true)
    guard let startDay, let startTime, let endDay, let endTime else { return nil }
    return WeeklyRange(startDay: startDay, startTime: startTime, endDay: endDay, endTime: endTime)
  }
}

/// A line `from` and where its date stands.
private struct OrderLine {
  let order: TurnOrder
  let datePlace: SourcePlace
}

extension ConfigurationReader {
  private mutating func readOrder(_ reader: inout WordReader) throws -> OrderLine? {
    let start = reader.index
    let date = try reader.date()
    let datePlace = reader.statement.place(of: start..<reader.index)
    let people = try readPeople(&reader)
    guard let date, let people else { return nil }
    return OrderLine(
      order: TurnOrder(from: date, names: people, place: reader.statement.place),
      datePlace: datePlace)
  }

  /// Nil when one of them is unknown, which has been told.
  private mutating func readPeople(_ reader: inout WordReader) throws -> [Name]? {
    var people: [Name?] = []
    repeat {
      people.append(try names.use(.person, as: .person, in: &reader)?.name)
    } while reader.takesComma()
    if let next = reader.next, next.kind == .bare {
      reader.tell(LineFault.missingComma(next.text, inChain: false), at: next)
      throw WordReader.Told()
    }
    let known = people.compactMap { $0 }
    return known.count == people.count ? known : nil
  }

  private func checkOrders(_ orders: [OrderLine], _ handover: Weekday?) {
    var firsts: [CivilDate: OrderLine] = [:]
    for line in orders {
      let date = line.order.from
      if let first = firsts[date] {
        faults.add(RotaFault.sameFrom(date, at: first.datePlace), at: line.datePlace)
      } else {
        firsts[date] = line
        if let handover, date.weekday != handover {
          faults.add(RotaFault.fromOffHandover(date, handover), at: line.datePlace)
        }
      }
    }
  }

  private mutating func readShift(_ reader: inout WordReader) throws -> ShiftLine? {
    let placed = try reader.range(timesOnly: true)
    let person = try names.use(.person, as: .person, in: &reader)?.name
    guard let placed, let person else { return nil }
    return ShiftLine(
      placed: placed,
      shift: Shift(range: placed.range, person: person, place: reader.statement.place))
  }
}
