import CLinux
import Glibc

/// A program that is run to its end: given its input, its output taken, with a limit on its time.
///
/// No shell stands between: an argument reaches the program as it is, whatever a caller said.
public struct ChildProcess: Sendable {
  /// A path, or a name that is looked for on `PATH`.
  public var program: String
  public var arguments: [String]
  /// What the program finds on its standard input.
  public var input: [UInt8]
  /// Counted from the start. When it has passed, the program and all that it started are killed.
  public var timeMax: Duration
  /// Of its standard output, and of its standard error; what is longer is taken and thrown away.
  public var outputBytesMax: Int
  /// The program's environment; nil: the same as this one's.
  public var environment: [String: String]?

  public init(
    _ program: String, _ arguments: [String] = [], input: [UInt8] = [],
    timeMax: Duration = ChildProcess.usualTimeMax,
    outputBytesMax: Int = ChildProcess.usualOutputBytesMax
  ) {
    self.program = program
    self.arguments = arguments
    self.input = input
    self.timeMax = timeMax
    self.outputBytesMax = outputBytesMax
  }

  public static let usualTimeMax: Duration = .seconds(10)
  public static let usualOutputBytesMax = 64 << 10

  /// Blocks until the program has ended or is killed.
  ///
  /// What it leaves behind when it ends by itself (a mailer that delivers in the background) lives
  /// on.
  public func run() -> ChildResult {
    let deadline = Deadline(after: timeMax)
    let pipes = ChildPipes()
    guard pipes.open() else { return .couldNotStart(errno) }
    switch ChildStart.spawn(program, arguments, environment: environment, pipes: pipes) {
    case .failure(let fault): return .couldNotStart(fault.number)
    case .success(let process):
      pipes.closeFarEnds()
      return SilencedBrokenPipe.during {
        var conversation = ChildConversation(process: process, pipes: pipes, limit: outputBytesMax)
        return conversation.hold(giving: input, until: deadline)
      }
    }
  }
}

/// How a child ended, and what it said until then.
public struct ChildResult: Hashable, Sendable {
  public let end: ChildEnd
  /// Its standard output, at most so much as was allowed.
  public let output: [UInt8]
  /// Its standard error, at most so much as was allowed.
  public let errors: [UInt8]
  /// Whether it said more than was allowed on either.
  public let wasCut: Bool

  public var succeeded: Bool { end == .exited(status: 0) }

  static func couldNotStart(_ number: Int32) -> ChildResult {
    ChildResult(
      end: .couldNotStart(why: ErrorText.of(number)), output: [], errors: [], wasCut: false)
  }
}

public enum ChildEnd: Hashable, Sendable {
  case exited(status: Int32)
  case signalled(Int32)
  /// It was killed, with its whole group, because its time was over.
  case deadlinePassed
  /// What the system says, such as "No such file or directory".
  case couldNotStart(why: String)
}

/// Writing to a child that no longer reads must be an error, not a signal that ends this program.
enum SilencedBrokenPipe {
  static func during<Result>(_ work: () -> Result) -> Result {
    var pipe = sigset_t()
    var before = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let result = work()
    // One that came meanwhile is taken off before the mask falls.
    var noTime = timespec()
    while sigtimedwait(&pipe, nil, &noTime) == SIGPIPE {}
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return result
  }
}
