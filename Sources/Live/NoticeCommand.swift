/// A program of the manager's own that gets the notice on its standard input.
public struct NoticeCommand: Sendable {
  public var program: String
  public var input: [UInt8]
  public var timeMax: Duration

  public init(
    _ program: String, input: [UInt8], timeMax: Duration = TransportLimits.timeMax
  ) {
    self.program = program
    self.input = input
    self.timeMax = timeMax
  }

  /// Blocks until it is known: exit status 0 is sent. When its time is over it is killed, with all that it
  /// started.
  public func send() -> TryResult {
    guard let path = ProgramPath.find(program) else { return .noProgram(program) }
    var child = ChildProcess(path, input: input, timeMax: timeMax)
    child.environment = TransportLimits.environment
    return TryResult(child.run(), program: program)
  }
}
