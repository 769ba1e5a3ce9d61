import CivilTime

/// One rota made ready to be asked: people are numbers, times are wall seconds.
struct RotaPlan: Sendable {
  let name: Name
  let overrides: Assignments
  let duty: Duty

  enum Duty: Sendable {
    case shifts(Assignments)
    case turns(TurnPlan)
  }

  /// Who is on call in this rota: the one place that answers (spec: rotas.md, "Who is on call in
  /// rota R at instant t, in this order").
  ///
  /// - Parameter leave: each person's, by number.
  func answer(at wall: WallSecond, leave: [WallRanges]) -> Lasting<Answer> {
    let override = overrides.holds(at: wall)
    if let assignment = override.value {
      return Lasting(value: .override(by: assignment.person), until: override.until)
    }
    let regular = regularAnswer(at: wall, leave: leave)
    return Lasting(value: regular.value, until: min(override.until, regular.until))
  }

  /// As if there were no overrides.
  func regularAnswer(at wall: WallSecond, leave: [WallRanges]) -> Lasting<Answer> {
    switch duty {
    case .shifts(let shifts):
      let shift = shifts.holds(at: wall)
      guard let person = shift.value?.person else {
        return Lasting(value: .nobody(.noShift), until: shift.until)
      }
      let away = leave[Int(person)].holds(at: wall)
      return Lasting(
        value: away.value ? .nobody(.shiftOnLeave) : .shift(of: person),
        until: min(shift.until, away.until))
    case .turns(let plan):
      let turn = plan.turn(at: wall)
      switch turn.value {
      case .nobody(let absence): return Lasting(value: .nobody(absence), until: turn.until)
      case .of(let order, let place):
        return firstPresent(
          in: plan.orders[order].names, from: place, at: wall, until: turn.until, leave: leave)
      }
    }
  }

  /// The turn's person, or while that one is on leave the next in the order, going round from the
  /// turn's own place, who is not.
  private func firstPresent(
    in names: [Int32], from place: Int, at wall: WallSecond, until turnEnd: WallSecond,
    leave: [WallRanges]
  ) -> Lasting<Answer> {
    var until = turnEnd
    for step in names.indices {
      let person = names[(place + step) % names.count]
      let away = leave[Int(person)].holds(at: wall)
      until = min(until, away.until)
      if !away.value {
        return Lasting(
          value: step == 0 ? .turn(of: person) : .standIn(person, for: names[place]), until: until)
      }
    }
    return Lasting(value: .nobody(.allOnLeave), until: until)
  }
}

/// Who is on call and why, people as numbers.
struct Answer: Hashable, Sendable {
  /// -1 for nobody.
  let person: Int32
  let because: Cause
  /// -1 for nobody.
  let insteadOf: Int32
  /// Why there is nobody.
  let absence: Absence?

  private init(_ person: Int32, _ because: Cause, insteadOf: Int32 = -1, absence: Absence? = nil) {
    self.person = person
    self.because = because
    self.insteadOf = insteadOf
    self.absence = absence
  }

  static func override(by person: Int32) -> Answer { Answer(person, .override) }
  static func shift(of person: Int32) -> Answer { Answer(person, .shift) }
  static func turn(of person: Int32) -> Answer { Answer(person, .turn) }
  static func standIn(_ person: Int32, for absent: Int32) -> Answer {
    Answer(person, .standIn, insteadOf: absent)
  }
  static func nobody(_ absence: Absence) -> Answer { Answer(-1, .nobody, absence: absence) }

  /// Whether the final schedule joins the two as neighbours; why nobody is there doesn't part them.
  func joins(_ other: Answer) -> Bool {
    person == other.person && because == other.because && insteadOf == other.insteadOf
  }
}

/// Why a rota has nobody.
public enum Absence: Hashable, Sendable {
  case beforeFirstOrder
  case outsideDuring
  case betweenHolidays
  /// Everybody in the order, or whom `everyone` names.
  case allOnLeave
  case noShift
  /// There is a shift, and its person is on leave.
  case shiftOnLeave
}
