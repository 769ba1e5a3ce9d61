import CivilTime

/// What the desk's clock means, asked of the service: the person at this end may sit in another
/// zone and has no rota files.
struct DeskClock {
  private let client: ServiceClient

  init(_ client: ServiceClient) { self.client = client }

  /// The time of an option as the interface takes it; nil when it isn't given.
  func time(_ option: CommandOption, of invocation: Invocation) throws(CommandFault) -> String? {
    guard let text = invocation[option] else { return nil }
    return try time(text, called: option.name)
  }

  /// The same of a text.
  func time(_ text: String, called name: String) throws(CommandFault) -> String {
    if let moment = TimeArgument.withOffset(text) { return DeskClock.text(moment) }
    guard let local = TimeArgument.local(text) else {
      throw TimeArgument.notATime(text, called: name)
    }
    return DeskClock.text(try moment(of: local))
  }

  /// The first instant at which the desk's clock shows it. The offset a day before and a day after
  /// are the only ones that can hold.
  private func moment(of local: CivilDateTime) throws(CommandFault) -> Moment {
    let wall = Moment(seconds: local.wallSeconds)
    let before = try offset(at: wall - .days(1))
    let after = try offset(at: wall + .days(1))
    if before == after { return wall - before }
    // The larger offset gives the earlier instant.
    for candidate in [max(before, after), min(before, after)]
    where try offset(at: wall - candidate) == candidate {
      return wall - candidate
    }
    throw .failed("the desk's clock never shows \(local): it is put forward over it.")
  }

  private func offset(at moment: Moment) throws(CommandFault) -> Duration {
    let answer = try client.get("/v1/service-hours?at=" + DeskClock.text(moment))
    let time = try answer.read(DeskTimeAnswer.self).at
    guard let told = RFC3339.moment(time), let local = TimeArgument.local(String(time.prefix(19)))
    else { throw .failed("the service's answer is not understood; is it a newer one?") }
    return .seconds(local.wallSeconds - told.seconds)
  }

  /// `2026-12-24T12:10:00Z`.
  private static func text(_ moment: Moment) -> String {
    let wall = CivilDateTime(wallSeconds: moment.seconds)
    let time = wall.time.description
    return "\(wall.date)T\(time)\(time.utf8.count == 5 ? ":00" : "")Z"
  }
}
