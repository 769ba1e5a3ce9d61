import CivilTime
import Rota
import ServiceHours

/// A ``ScheduleGrid`` as text: a block a week, below it what is special in it, and at the end who
/// is who.
struct ScheduleCalendar {
  private let grid: ScheduleGrid
  private let style: Style
  private let rotas: [Name]
  /// Of the names at the left.
  private let labelColumns: Int
  private let slotsPerDay: Int

  /// - Parameter columns: how wide it may be.
  init(_ grid: ScheduleGrid, rota: Name? = nil, columns: Int, style: Style) {
    self.grid = grid
    self.style = style
    rotas = grid.configuration.rotas.map(\.name).filter { rota == nil || $0 == rota }
    let labels = rotas.map { $0.text.columns }.max() ?? 0
    labelColumns = min(max(labels, ScheduleCalendar.first.count), ScheduleCalendar.labelColumnsMax)
    let each = (columns - labelColumns) / 7 - 1
    slotsPerDay = ScheduleCalendar.slotCounts.first { $0 <= each } ?? 4
  }

  private static let first = "told first"
  private static let labelColumnsMax = 16
  /// So many hours of the day fit evenly.
  private static let slotCounts = [24, 12, 8, 6]
  private static let gapsShownMax = 5

  var text: String {
    let weeks = grid.weeks.map(week).joined(separator: "\n")
    return weeks + "\n" + legend
  }

  // MARK: - A week

  private func week(_ monday: CivilDate) -> String {
    let dates = (0..<7).map { monday.adding(days: $0) }
    let month = "\(Words.month(monday.month).prefix(3)) \(monday.year)"
    var text = style.strong(trimmed(label(month) + dates.map(heading).joined())) + "\n"
    text += row(ScheduleCalendar.first, dates, rota: nil)
    for rota in rotas { text += row(rota.text, dates, rota: rota) }
    return text + notes(dates) + gaps(monday)
  }

  private func heading(_ date: CivilDate) -> String {
    guard grid.days.contains(date) else { return cell("") }
    return cell(date.dayWords)
  }

  private func row(_ name: String, _ dates: [CivilDate], rota: Name?) -> String {
    var text = label(name)
    for date in dates {
      text += " " + drawn(grid.slots(of: date, rota: rota, count: slotsPerDay))
    }
    return trimmed(text) + "\n"
  }

  private func trimmed(_ text: String) -> String {
    text.lastIndex { $0 != " " }.map { String(text[...$0]) } ?? ""
  }

  private func drawn(_ slots: [ScheduleGrid.Slot]) -> String {
    var text = ""
    var rest = slots[...]
    while let slot = rest.first {
      let run = rest.prefix { $0 == slot }
      rest = rest.dropFirst(run.count)
      text += marked(String(repeating: mark(of: slot), count: run.count), slot)
    }
    return text
  }

  private func mark(of slot: ScheduleGrid.Slot) -> Character {
    switch slot {
    case .person(let name): grid.letters[name]
    case .nobody: "·"
    case .desk: "-"
    case .gap: "!"
    case .blank: " "
    }
  }

  private func marked(_ text: String, _ slot: ScheduleGrid.Slot) -> String {
    switch slot {
    case .person(let name): style.person(text, number: number(of: name))
    case .nobody, .desk: style.quiet(text)
    case .gap: style.alarm(text)
    case .blank: text
    }
  }

  // MARK: - What is special

  /// Holidays kept, closures and openings, by their days.
  private func notes(_ dates: [CivilDate]) -> String {
    let definition = grid.configuration.desk.definition
    var text = ""
    for date in dates where grid.days.contains(date) {
      for holiday in grid.configuration.hours.holidaysKept(on: date) {
        text += note("\(date.dayWords): \(holiday.name.printable)")
      }
      // A range of days is named where it begins, or where the week does.
      let isFirst = date == dates.first { grid.days.contains($0) }
      for (ranges, word) in [(definition.closures, "closed"), (definition.openings, "open")] {
        for range in ranges where range.isNoted(on: date, isFirst: isFirst) {
          text += note(
            "\(range.dayWords): \(word)" + (range.words.map { " (\($0.printable))" } ?? ""))
        }
      }
    }
    return text
  }

  private func note(_ words: String) -> String {
    label("") + " " + style.doubtful(words) + "\n"
  }

  private func gaps(_ monday: CivilDate) -> String {
    let zone = grid.configuration.desk.definition.zone
    let gaps = grid.gaps(inWeekOf: monday)
    var text = ""
    for gap in gaps.prefix(ScheduleCalendar.gapsShownMax) {
      let range =
        "\(Words.shortTime(gap.range.lowerBound, in: zone)) to"
        + " \(Words.shortTime(gap.range.upperBound, in: zone))"
      text += label("") + " " + style.alarm("!! nobody is on call: \(range)") + "\n"
    }
    let more = gaps.count - ScheduleCalendar.gapsShownMax
    if more > 0 {
      text += label("") + " " + style.alarm("!! and \(Words.count(more, "more such gap"))") + "\n"
    }
    return text
  }

  // MARK: - Who is who

  private var legend: String {
    let people = grid.configuration.people.map { person in
      let mark = style.person(
        String(grid.letters[person.name]), number: number(of: person.name))
      return "\(mark) \(person.fullName.printable)"
    }
    return people.joined(separator: ", ")
      + "\n- the desk is open, · nobody in this rota, ! nobody is on call; each mark is"
      + " \(24 / slotsPerDay)h\n"
  }

  private func number(of person: Name) -> Int {
    grid.configuration.people.firstIndex { $0.name == person } ?? 0
  }

  private func label(_ text: String) -> String { padded(text, labelColumns) }
  private func cell(_ text: String) -> String { " " + padded(text, slotsPerDay) }

  private func padded(_ text: String, _ columns: Int) -> String {
    var cut = text.printable
    while cut.columns > columns { cut.removeLast() }
    return cut + String(repeating: " ", count: columns - cut.columns)
  }
}

extension SpecialRange {
  /// Whether the note about it stands at that day.
  fileprivate func isNoted(on date: CivilDate, isFirst: Bool) -> Bool {
    start.date == date || isFirst && start.date < date && date <= lastDate
  }

  private var lastDate: CivilDate {
    end.time == .startOfDay ? end.date.adding(days: -1) : end.date
  }

  /// `Thu 24`, `Tue 29 to Thu 31`, `Thu 24 12:00 to 17:00`, `Thu 24 12:00 to Fri 25 08:00`.
  fileprivate var dayWords: String {
    let first = start.date.dayWords
    guard start.time != .startOfDay || end.time != .startOfDay else {
      return lastDate == start.date ? first : "\(first) to \(lastDate.dayWords)"
    }
    func time(_ time: TimeOfDay) -> String { String(time.description.prefix(5)) }
    let last = end.date == start.date ? "" : end.date.dayWords + " "
    return "\(first) \(time(start.time)) to \(last)\(time(end.time))"
  }
}

extension CivilDate {
  /// `Thu 24`.
  fileprivate var dayWords: String { "\(weekday.abbreviation) \(day)" }
}
