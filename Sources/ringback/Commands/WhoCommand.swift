import CivilTime
import Documents
import PhoneNumbers
import Rota
import ServiceHours

extension Command {
  static let who = Command(
    name: "who", group: .files, summary: "say who is on call, step by step, and why",
    options: [.at, .json, .rotas],
    notes: ["The status is 1 when the first step reaches nobody."],
    examples: [
      Example(line: "ringback who", meaning: "Now."),
      Example(
        line: "ringback who --at \"2026-12-25 01:10\" --json",
        meaning: "In the night to Christmas, for a program."),
    ],
    run: { invocation throws(CommandFault) in
      let configuration = try RotaSet.sound(
        invocation, years: TimeArgument.years(.at, of: invocation))
      let zone = configuration.desk.definition.zone
      let moment = try TimeArgument.moment(.at, of: invocation, in: zone)
      let answer = WhoAnswer(configuration, at: moment)
      if invocation.has(.json) {
        try Output.write(
          JSON.onCall(
            at: moment, in: zone, steps: answer.steps, lastResort: configuration.lastResort,
            rotas: answer.rotas))
      } else {
        let state = try DeskWords.state(configuration, at: moment)
        try Output.write(answer.text(state, style: .ofOutput()))
      }
      return answer.reachesSomebody ? .done : .found
    })
}

/// Who is on call at one moment, and how that is said.
private struct WhoAnswer {
  private let configuration: Configuration
  private let moment: Moment
  let steps: [ReachedStep]
  let rotas: [OnCall]

  init(_ configuration: Configuration, at moment: Moment) {
    self.configuration = configuration
    self.moment = moment
    // Nothing tabled: one moment is asked for. But both answers go by what is made ready once.
    let table = OnCallTable(configuration, in: moment..<moment)
    steps = table.steps(at: moment)
    rotas = table.onCall(at: moment)
  }

  var reachesSomebody: Bool { steps.first?.people.isEmpty == false }

  func text(_ state: DeskState, style: Style) -> String {
    let zone = configuration.desk.definition.zone
    var text = DeskWords.text(state, at: moment, of: configuration, style: style) + "\n"
    var table = TextTable(["step", "person", "name", "phone", "because"])
    for (step, written) in zip(steps, configuration.escalation.steps) {
      add(step, to: &table, otherwise: WhoAnswer.because(written.who))
    }
    add(configuration.lastResort, at: "last resort", because: "", to: &table)
    text += table.text() + "\n"
    var rotaTable = TextTable(["rota", "person", "because", "until"])
    for answer in rotas {
      rotaTable.add([
        answer.rota.text, answer.person?.text ?? "–", because(answer),
        answer.until.map { Words.shortTime($0, in: zone) } ?? "more than 2 years on",
      ])
    }
    text += rotaTable.text()
    if !reachesSomebody {
      text += "\n" + style.bad("Nobody is on call: the first step reaches nobody") + ".\n"
    }
    return text
  }

  private func add(_ step: ReachedStep, to table: inout TextTable, otherwise: String) {
    let after = step.after == .zero ? "at once" : "after \(Words.duration(step.after))"
    if step.people.isEmpty {
      table.add([after, "–", "", "", "nobody, so the last resort"])
    }
    for (index, person) in step.people.enumerated() {
      add(person, at: index == 0 ? after : "", because: why(person) ?? otherwise, to: &table)
    }
  }

  private func add(
    _ person: Person, at step: String, because: String, to table: inout TextTable
  ) {
    table.add([step, person.name.text, person.fullName, person.phone?.display ?? "", because])
  }

  /// Why a step reaches somebody whom no rota has now.
  private static func because(_ who: Who) -> String {
    switch who {
    case .everyone: "one of everyone"
    case .chains: "named in the escalation"
    }
  }

  /// Every rota that has the person now; nil for none.
  private func why(_ person: Person) -> String? {
    let zone = configuration.desk.definition.zone
    let causes = rotas.filter { $0.person == person.name }.map { answer in
      "\(answer.rota): \(because(answer))"
        + (answer.until.map { " until " + Words.shortTime($0, in: zone) } ?? "")
    }
    return causes.isEmpty ? nil : causes.joined(separator: "; ")
  }

  private func because(_ answer: OnCall) -> String {
    Words.cause(answer.because, insteadOf: answer.insteadOf)
  }
}
