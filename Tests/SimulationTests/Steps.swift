import Callbacks
import CivilTime
import PhoneNumbers
import Rota
import Store
import TestSupport

@testable import Service

/// What can happen to the world.
extension World {
  func step() throws {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<30: try post(newEvent())
    case 30..<38: if let again = posted.randomElement(using: &random) { try post(again) }
    case 38..<60: try act()
    case 60..<82: try advance(.seconds(Int.random(in: 1...3600, using: &random)))
    case 82..<84: try advanceLong()
    case 84..<91: try edit((RotaTexts.good + RotaTexts.bad).randomElement(using: &random) ?? "")
    case 91..<97: changeAChannel()
    case 97..<99:
      try restart()
      try wake()
    default: try jumpClock()
    }
  }

  /// Over many hours a broken channel is mostly mended: its retries alone would be all that a run does.
  private func advanceLong() throws {
    if Int.random(in: 0..<8, using: &random) > 0 { channels = [:] }
    try advance(.seconds(Int.random(in: 3600...60_000, using: &random)))
  }

  private func changeAChannel() {
    let name = ["push", "text", "mail"].randomElement(using: &random) ?? "push"
    channels[name] = ChannelState.allCases.randomElement(using: &random)
  }

  /// A clock that is set; forwards what falls due is done, backwards nothing is undone.
  private func jumpClock() throws {
    clockWasSet = true
    clock.now = clock.now + .seconds(Int.random(in: -7200...7200, using: &random))
    try wake()
  }

  // MARK: - Calls

  private func newEvent() -> CallPost {
    let id = "e\(posted.count)"
    let call = "call-\(Int.random(in: 0..<(8 + posted.count / 3), using: &random))"
    var fields: [String: FieldValue] = [
      "event_id": .text(id), "call_id": .text(call),
      "type": .text(CallEventType.allCases.randomElement(using: &random)?.rawValue ?? ""),
    ]
    if Bool.random(using: &random) {
      fields["from"] = .text(World.numbers.randomElement(using: &random) ?? "")
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      fields["urgency"] = .text(Urgency.allCases.randomElement(using: &random)?.rawValue ?? "")
    }
    if Bool.random(using: &random) {
      let back = Int.random(in: -400...7200, using: &random)
      fields["at"] = .number(String(clock.now.seconds - Int64(back)))
    }
    fields["outcome"] = .text(CallOutcome.allCases.randomElement(using: &random)?.rawValue ?? "")
    if Int.random(in: 0..<10, using: &random) == 0 {
      fields["sent_to"] = .text(SentTo.allCases.randomElement(using: &random)?.rawValue ?? "")
    }
    fields["summary"] = .text("words \(id)")
    guard let event = try? CallEvent(fields: fields) else { preconditionFailure("a good event") }
    let text = fields.sorted { $0.key < $1.key }.map { "\($0)" }.joined()
    let post = CallPost(event: event, content: CallContent(text: text), poster: "pbx")
    posted.append(post)
    return post
  }

  private static let numbers = [
    "021 555 0201", "021 555 0202", "+64 21 555 0203", "09 555 0999", "anonymous", "101",
  ]

  func post(_ post: CallPost) throws {
    let receipt = try commit { core in try core.store.savepoint { try core.receive(post) } }
    guard case .taken(let answer)? = receipt, let id = post.event.id else { return try wake() }
    if let before = answered[id] {
      precondition(before == answer.ticket, "a repeat got another ticket")
      precondition(answer.isDuplicate, "a repeat was taken twice")
    }
    answered[id] = .some(answer.ticket)
    try wake()
  }

  // MARK: - People

  private func act() throws {
    let open = try core.store.callbacks(CallbackFilter(), now: clock.now)
    guard let callback = open.randomElement(using: &random) else { return }
    let person = ["aroha", "ben", "chen", "dana", "kiri"].randomElement(using: &random) ?? "ben"
    try act(action(), on: callback, by: person)
  }

  func act(_ action: CallbackAction, on callback: Callback, by person: String) throws {
    _ = try commit { core in
      try core.store.savepoint {
        try core.act(
          action, on: callback.ticket, by: Actor(person: Name(person), door: .api))
      }
    }
    try wake()
  }

  private func action() -> CallbackAction {
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<4: return .acknowledge
    case 4..<8:
      let outcome = AttemptOutcome.allCases.randomElement(using: &random) ?? .busy
      return .attempt(
        CallbackAction.AttemptReport(outcome: outcome, at: nil, minutes: nil, note: nil))
    case 8:
      let ahead = Int.random(in: -60...100_000, using: &random)
      return .promise(clock.now + .seconds(ahead), note: nil)
    case 9:
      let targets: [CallbackAction.HandOverTarget] = [.rota, .desk, .person(Name("chen"))]
      return .handOver(targets.randomElement(using: &random) ?? .rota, note: nil)
    case 10: return .urgency(Urgency.allCases.randomElement(using: &random) ?? .low, note: nil)
    default: return .cancel(reason: "no longer wanted")
    }
  }
}
