import Callbacks
import CivilTime
import Clients
import Documents
import Live
import Rota
import Service
import ServiceHours

extension Command {
  static let whatIf = Command(
    name: "what-if", group: .files,
    summary: "say what would happen to a call that came at some time",
    arguments: [
      CommandArgument(
        name: "T",
        summary: "When: “2026-12-25 01:10” on the desk's clock, or a time with an offset.")
    ],
    options: [.urgency, .from, .json, .rotas],
    notes: [
      "Where the caller is sent and what they hear, the ticket and its deadline, and then, if nobody"
        + " acts on it, whom each step tells at its own moment, until the deadline has passed. Nothing"
        + " is kept and nobody is told. What the manager does by hand only the service knows: ask it"
        + " with POST /v1/what-if.",
      "The status is 1 when a step reaches nobody.",
    ],
    examples: [
      Example(
        line: "ringback what-if \"2026-12-25 01:10\"", meaning: "A call in the night to Christmas."),
      Example(
        line: "ringback what-if \"2026-12-25 01:10\" --urgency urgent --from anonymous",
        meaning: "An urgent one, whose number is withheld."),
    ],
    run: { invocation throws(CommandFault) in
      let urgency = try urgency(of: invocation)
      let configuration = try RotaSet.sound(invocation)
      // What is wrong with the list is the check's to tell.
      let list = try RotaSet.clientFile(of: invocation[.rotas] ?? RotaSet.usualFolder)
      let clients = list.flatMap { ClientList.read($0).list } ?? .empty
      let zone = configuration.desk.definition.zone
      let moment = try TimeArgument.moment(invocation.arguments[0], called: "T", in: zone)
      let whatIf = WhatIf(
        callAt: moment, urgency: urgency, from: invocation[.from], configuration: configuration,
        onCall: OnCallTable(configuration, in: moment..<moment + onCallReach),
        client: clients.client)
      if invocation.has(.json) {
        try Output.write(JSON.whatIf(whatIf, in: zone))
      } else {
        try Output.write(WhatIfText(whatIf, in: zone).text)
      }
      return whatIf.events.contains { $0.what == .lastResort } ? .found : .done
    })

  /// Most calls are over by then; beyond it the answers are as right, but slower.
  private static let onCallReach = Duration.days(2)

  private static func urgency(of invocation: Invocation) throws(CommandFault) -> Urgency? {
    guard let text = invocation[.urgency] else { return nil }
    if let urgency = Urgency(rawValue: text.lowercased()) { return urgency }
    let words = Urgency.allCases.map(\.rawValue)
    let nearest = NearestWord.of(text, among: words).map { "; did you mean “\($0)”?" }
    throw .usage(
      "there is no urgency “\(text)”"
        + (nearest ?? "; it is one of \(words.joined(separator: ", "))."))
  }
}

extension CommandOption {
  fileprivate static let urgency = CommandOption(
    name: "--urgency", value: "U", summary: "urgent, normal or low (default: normal).")
  fileprivate static let from = CommandOption(
    name: "--from", value: "NUMBER",
    summary: "The caller's number, or “anonymous” (default: an ordinary one).")
}

/// A time line: on a terminal each text is broken beside its time.
private struct WhatIfText {
  private let whatIf: WhatIf
  private let zone: TimeZoneRules

  init(_ whatIf: WhatIf, in zone: TimeZoneRules) {
    self.whatIf = whatIf
    self.zone = zone
  }

  var text: String {
    let style = Style.ofOutput()
    let times = whatIf.events.map { time($0.at) }
    let width = times.map(\.count).max() ?? 0
    let terminal = Terminal.outputIsTerminal ? Terminal.outputWidth ?? 80 : nil
    var text = ""
    for (time, event) in zip(times, whatIf.events) {
      let pad = String(repeating: " ", count: width - time.count + 2)
      let lines = wrapped(event.text.printable, columns: terminal.map { max(20, $0 - width - 2) })
      text += style.strong(time) + pad + marked(lines[0], event.what, style) + "\n"
      for line in lines.dropFirst() {
        text += String(repeating: " ", count: width + 2) + marked(line, event.what, style) + "\n"
      }
    }
    return text
  }

  private func time(_ moment: Moment) -> String {
    let second = zone.local(at: moment).time.second % 60
    let short = Words.shortTime(moment, in: zone)
    return second == 0 ? short : short + (second < 10 ? ":0" : ":") + "\(second)"
  }

  private func marked(_ line: String, _ what: WhatIf.What, _ style: Style) -> String {
    switch what {
    case .lastResort, .overdue: style.bad(line)
    case .handover, .deskOpens, .deskCloses, .deadline: style.doubtful(line)
    default: line
    }
  }

  /// At least one line, broken at blanks.
  private func wrapped(_ text: String, columns: Int?) -> [String] {
    guard let columns else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.columns + 1 + String(word).columns > columns {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [line]
  }
}
