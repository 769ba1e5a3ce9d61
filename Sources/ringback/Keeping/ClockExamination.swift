import CivilTime
import Live
import Store

/// The clock and the time zones, as `ringback doctor` finds them. Every promise is a time.
struct ClockExamination {
  /// Nil: there is none.
  let storePath: String?
  var now = RealTime.now()
  var isKept = MachineState.clockIsKept()
  var errorMicroseconds = MachineState.clockErrorMicroseconds()

  /// This program is younger than that; and no later one is for it.
  static let sane =
    Moment(seconds: 1_767_225_600)..<Moment(seconds: 4_102_444_800)
  /// What the kernel reckons the clock may be off; beyond it a call's minute is not sure.
  static let errorMax = Duration.seconds(10)

  func findings() -> [Finding] { [clock(), zones()] }

  private func clock() -> Finding {
    let part = "clock"
    let time = ClockExamination.text(now)
    guard ClockExamination.sane.contains(now) else {
      return .wrong(part, "It says \(time), which can't be; set it, and install chrony.")
    }
    if let latest = storePath.flatMap({ try? Store(readingFrom: $0).latestMoment() }), latest > now
    {
      return .wrong(
        part,
        "It says \(time), but the store has been written at \(ClockExamination.text(latest)): "
          + "it was put back; set it, and install chrony.")
    }
    switch isKept {
    case true?:
      if let error = errorMicroseconds, Duration.microseconds(error) > ClockExamination.errorMax {
        return .doubtful(part, "It may be \(error / 1_000_000) s off; look at chronyc tracking.")
      }
      return .well(part, "It says \(time), and a time service keeps it.")
    case false?:
      return .doubtful(part, "It says \(time), but no time service keeps it; install chrony.")
    case nil:
      return .doubtful(part, "It says \(time); whether a time service keeps it is not known here.")
    }
  }

  /// Of no desk: the rota files may not say where it is.
  private static func text(_ moment: Moment) -> String { HTTPDate.text(moment) }

  private func zones() -> Finding {
    do throws(TimeZoneFault) {
      _ = try TimeZoneDatabase().zone("Pacific/Auckland")
      return .well("time zones", "The system's database is here.")
    } catch {
      return .wrong("time zones", "The system's database is missing (\(error)); install tzdata.")
    }
  }
}
