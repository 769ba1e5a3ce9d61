// The language of the rota files under libFuzzer. Not part of the package: see run.sh beside it.

/// Read once: the fuzzer is to spend its time on the language.
private let auckland = try? TimeZoneDatabase().zone("Pacific/Auckland")
private let zones = ZoneSource(
  rules: { name throws(TimeZoneFault) in
    guard name == "Pacific/Auckland", let auckland else { throw .unknown(name) }
    return auckland
  },
  names: { ["Pacific/Auckland", "Pacific/Chatham", "UTC"] })

/// A sound set beside which the bytes stand, so that a single stanza is read to its end.
private let base = RotaFile(
  name: "base.rota",
  bytes: Array(
    """
    desk
      name "D"
      time zone Pacific/Auckland
      region Auckland
      hours Monday to Friday 08:00 to 17:00
      dial 09 555 0100
    person aroha
      name "A"
      phone 021 555 0101
      notify sms
    person ben
      name "B"
      phone 021 555 0102
      notify sms
    rota primary
      turn 1 week
      hands over Monday 08:00
      from 2026-11-02 aroha, ben
    escalation
      at once primary
      last resort ben

    """.utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRota(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let file = RotaFile(
    name: "case.rota", bytes: Array(UnsafeBufferPointer(start: data, count: count)))
  look(at: [file])
  look(at: [base, file])
  return 0
}

private func look(at files: [RotaFile]) {
  let result = Configuration.read(files, zones: zones, years: 2026...2027)
  let errors = result.problems.filter { $0.severity == .error }
  precondition((result.configuration == nil) == !errors.isEmpty, "sound and faulty at once")
  precondition(Set(result.problems).count == result.problems.count, "a problem twice")
  for problem in result.problems {
    precondition(!problem.message.isEmpty && !problem.advice.isEmpty, "a problem without words")
    guard let place = problem.place else {
      precondition(problem.message.hasPrefix("No file has the stanza"), "no place")
      continue
    }
    check(place, in: files)
    if let related = problem.related { check(related, in: files) }
  }
  _ = ProblemRendering(files: files, color: true).text(of: result.problems)
  let tidy = files.map { $0.formatted().file }
  precondition(tidy.allSatisfy { $0.formatted().isTidy }, "a second run changes something")
  let again = Configuration.read(tidy, zones: zones, years: 2026...2027)
  precondition((again.configuration == nil) == (result.configuration == nil), "tidy means other")
  guard let configuration = result.configuration else { return }
  ask(configuration)
}

private func check(_ place: SourcePlace, in files: [RotaFile]) {
  let line = files.first { $0.name == place.file }?.lines().dropFirst(place.line - 1).first
  let columns = max(1, line?.scalars.count ?? 0)
  precondition(
    place.column >= 1 && place.length >= 1 && place.column + place.length - 1 <= columns,
    "a place off its line")
}

private func ask(_ configuration: Configuration) {
  guard let date = CivilDate("2026-11-20") else { return }
  _ = configuration.calendarProblems(from: date, days: 20)
  let start = configuration.desk.definition.zone.start(of: date)
  for hour in [0, 9, 30] {
    let moment = start + .hours(hour)
    for step in configuration.steps(at: moment) {
      precondition(Set(step.people.map(\.name)).count == step.people.count, "told twice in a step")
    }
    for answer in configuration.onCall(at: moment) {
      let shift = configuration.schedule(in: moment..<moment + .seconds(1), rota: answer.rota).first
      precondition(shift?.person == answer.person, "who and the schedule differ")
    }
  }
}
