/// What the benchmark was asked for.
struct BenchOptions {
  /// How long the past is that the service is loaded with.
  var tickets = 100_000
  /// How long each kind of load lasts.
  var seconds = 5
  /// The rows of the running service alone, without those of the rules.
  var isLoadAlone = false
  /// A soak in place of the rows.
  var soakMinutes: Int?

  static let usage = """
    ringback-bench [--tickets N] [--seconds N] [--load]
    ringback-bench --soak MINUTES [--tickets N]
    """

  /// - Throws: ``BenchFault/usage``.
  init(_ arguments: [String]) throws(BenchFault) {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      if option == "--load" {
        isLoadAlone = true
        continue
      }
      guard let number = rest.popFirst().flatMap({ Int($0) }), number > 0 else { throw .usage }
      switch option {
      case "--tickets": tickets = number
      case "--seconds": seconds = number
      case "--soak": soakMinutes = number
      default: throw .usage
      }
    }
  }
}

enum BenchFault: Error, CustomStringConvertible {
  case usage
  /// What the system did not do, with its error number.
  case system(String, Int32)
  /// What the service did not do.
  case service(String)

  var description: String {
    switch self {
    case .usage: "usage:\n" + BenchOptions.usage
    case .system(let what, let number): "\(what) failed (errno \(number))"
    case .service(let what): what
    }
  }
}
