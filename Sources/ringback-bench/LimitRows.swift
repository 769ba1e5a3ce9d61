import CivilTime
import Glibc
import Rota

/// `ringback check` and `ringback who` on a folder at the limits of the language: 1,000 people, 200 rotas,
/// and 20,000 lines of shifts, leave and overrides that all lie in the days looked at.
enum LimitRows {
  static func measure() throws -> [Measurement] {
    let folder = try LimitFolder()
    defer { folder.remove() }
    let from = ["--from", "2026-11-03"]
    let check = try Program("ringback", ["check", folder.path] + from)
    let who = try Program("ringback", ["who", "--rotas", folder.path, "--at", "2026-12-25 01:10"])
    var memory = 0
    for program in [check, who] {
      let (status, kilobytes) = program.runMeasured()
      guard status == 0 else { throw StartFault.failed(program.path) }
      memory = max(memory, kilobytes)
    }
    let peak = "\(memory >> 10) MB at the peak, of 200"
    return [
      Measurement.time(
        "check at the limits of the language (\(peak))", target: 1e9, count: 1
      ) { _ in check.run() },
      Measurement.time("who at the limits of the language", target: 1e8, count: 1) { _ in who.run()
      },
    ]
  }
}

/// A folder with files at the limits of the language.
private struct LimitFolder {
  let path: String

  init() throws {
    path = try BenchFolder.make()
    for (name, text) in LimitText.files { write(text, to: name) }
  }

  func remove() { BenchFolder.remove(path) }

  private func write(_ text: String, to name: String) {
    guard let file = fopen(path + "/" + name, "w") else { return }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, file)
  }
}

private enum LimitText {
  private static let people = RotaLimits.peopleMax
  private static let byTurns = 150
  private static let byShifts = RotaLimits.rotasMax - byTurns
  private static let lines = RotaLimits.rangeLinesMax
  private static let first = CivilDate(dayNumber: 20_759)  // Monday 2026-11-02

  static let files = [
    ("desk.rota", desk), ("people.rota", persons), ("turns.rota", turns), ("shifts.rota", shifts),
    ("leave.rota", leaves), ("overrides.rota", overrides),
  ]

  private static let desk = """
    desk
        name       "Service Desk"
        time zone  Pacific/Auckland
        region     Auckland
        hours      Monday to Friday 08:00 to 17:00
        dial       sip:desk@pbx.example.nz
    escalation
        at once      \((0..<byShifts).map { "s\($0)" }.joined(separator: " else ")) else t0, t1
        after 10m    \((2..<byTurns).map { "t\($0)" }.joined(separator: ", "))
        after 25m    everyone
        last resort  p0

    """

  private static let persons = (0..<people).map {
    "person p\($0)\n    name    \"Person \($0)\"\n    phone   021 555 \(1000 + $0)\n    notify  log\n"
  }.joined()

  private static let turns = (0..<byTurns).map { rota in
    let names = (0..<24).map { "p\((rota * 31 + $0 * 7) % people)" }
    return "rota t\(rota)\n    turn        1 day\n    hands over  08:00\n    from        \(first)  "
      + names.joined(separator: ", ") + "\n"
  }.joined()

  /// Half of the lines.
  private static let shifts = (0..<byShifts).map { rota in
    "rota s\(rota)\n"
      + (0..<lines / 2 / byShifts).map { shift in
        let date = first.adding(days: shift / 2)
        let hours = shift % 2 == 0 ? "00:00 to 07:00" : "17:00 to 23:30"
        return "    shift  \(date) \(hours)  p\((rota * 17 + shift) % people)\n"
      }.joined()
  }.joined()

  private static let leaves = (0..<lines / 4).map { line in
    let date = first.adding(days: line * 37 % 90)
    return
      "leave p\(1 + line % (people - 1)) \(date) \(8 + line % 9 < 10 ? "0" : "")\(8 + line % 9):00"
      + " to \(date.adding(days: 1)) 12:00\n"
  }.joined()

  /// Of people who are never on leave at the time: the last resort alone.
  private static let overrides = (0..<lines / 4).map { line in
    let date = first.adding(days: line / byTurns * 2)
    return "override t\(line % byTurns) \(date) 18:00 to \(date.adding(days: 1)) 06:00 by p0\n"
  }.joined()
}
