import CivilTime
import HTTPServer
import Rota
import Service

/// Why the service does not start, in one sentence that says what to do.
enum ServeWords {
  static func sentence(_ error: HTTPServerError) -> String {
    switch error.cause {
    case .badAddress:
      "“\(error.address.ip)” is not an address of this machine; use one such as 127.0.0.1."
    case .addressInUse:
      "another program listens at \(error.address); end it, or choose a port with --listen."
    case .notPermitted:
      "the system does not let this user listen at \(error.address); choose a port above 1023."
    case .addressNotHere:
      "this machine has no address \(error.address.ip); use one such as 127.0.0.1."
    case .other:
      "the system does not let the service listen at \(error.address) (errno \(error.errno))."
    }
  }

  static func sentence(_ fault: StartFault) -> String {
    switch fault {
    case .noGoodFiles(let problems):
      let first = problems.first { $0.severity == .error }.map { problem in
        let place = problem.place.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
        return " The first: \(place)\(problem.message)"
      }
      return "the rota files have errors and there has never been a good set, so nobody would be "
        + "called; run ringback check.\(first ?? "")"
    case .unreadableFiles(let error):
      return
        "\(error), and there has never been a good set of rota files; name the folder with --rotas."
    }
  }
}

/// The time as HTTP's `Date` has it (RFC 9110, 5.6.7): `Fri, 10 Jul 2026 02:00:00 GMT`.
enum HTTPDate {
  static func text(_ moment: Moment) -> String {
    let wall = CivilDateTime(wallSeconds: moment.seconds)
    let (year, month, day) = wall.date.parts
    let clock = [wall.time.hour, wall.time.minute, wall.time.second % 60].map(twoDigits)
    return "\(wall.date.weekday.abbreviation), \(twoDigits(day)) \(months[month - 1]) \(year) "
      + clock.joined(separator: ":") + " GMT"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
