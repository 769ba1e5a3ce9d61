/// How a try to hand something over went.
public enum TryResult: Hashable, Sendable {
  case sent
  /// The cause is for the log: it has nothing in it of what was sent.
  case failed(why: String)
  /// The program that it needs is not there.
  case noProgram(String)
}

extension TryResult {
  init(_ result: ChildResult, program: String) {
    switch result.end {
    case .exited(status: 0): self = .sent
    case .exited(let status): self = .failed(why: "exit status \(status)")
    case .signalled(let number): self = .failed(why: "ended by signal \(number)")
    case .deadlinePassed: self = .failed(why: "it took too long")
    case .couldNotStart(let why): self = .failed(why: why)
    }
  }
}

/// What all ways of handing something over have in common.
public enum TransportLimits {
  /// The whole of one try (spec: callbacks.md, "Notices").
  public static let timeMax: Duration = .seconds(10)

  /// What a program is given of this one's surroundings, in which there may be secrets.
  static var environment: [String: String] {
    var kept = ["PATH": "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"]
    for name in ["PATH", "HOME", "LANG", "TZ"] { kept[name] = environmentValue(name) ?? kept[name] }
    return kept
  }
}
