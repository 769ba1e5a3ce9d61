import CLinux
import Glibc

/// The three pipes between a program and its child; closed at the latest when this is let go.
final class ChildPipes {
  /// This side's ends; -1 when closed. They never block.
  private(set) var input: Int32 = -1
  private(set) var output: Int32 = -1
  private(set) var errors: Int32 = -1
  /// The child's ends.
  private(set) var farInput: Int32 = -1
  private(set) var farOutput: Int32 = -1
  private(set) var farErrors: Int32 = -1

  deinit {
    closeFarEnds()
    closeInput()
    closeOutput()
    closeErrors()
  }

  /// False when no more descriptors are to be had; `errno` says why.
  func open() -> Bool {
    guard ChildPipes.open(&farInput, &input), ChildPipes.open(&output, &farOutput),
      ChildPipes.open(&errors, &farErrors)
    else { return false }
    for end in [input, output, errors] { Descriptor.makeNonBlocking(end) }
    return true
  }

  func closeFarEnds() {
    ChildPipes.close(&farInput)
    ChildPipes.close(&farOutput)
    ChildPipes.close(&farErrors)
  }

  func closeInput() { ChildPipes.close(&input) }
  func closeOutput() { ChildPipes.close(&output) }
  func closeErrors() { ChildPipes.close(&errors) }

  private static func close(_ descriptor: inout Int32) {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }

  /// Both ends above 2, so that putting them in the child's places overwrites none of them.
  private static func open(_ read: inout Int32, _ write: inout Int32) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { return false }
    read = raised(ends[0])
    write = raised(ends[1])
    return read > 2 && write > 2
  }

  private static func raised(_ descriptor: Int32) -> Int32 {
    guard descriptor <= 2 else { return descriptor }
    defer { _ = Glibc.close(descriptor) }
    return fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
  }
}

enum ChildStart {
  struct Fault: Error {
    let number: Int32
  }

  /// Starts the program in a group of its own, with no signal blocked or ignored and no descriptor
  /// but the three, whatever this program has set for itself.
  static func spawn(
    _ program: String, _ arguments: [String], environment: [String: String]?, pipes: ChildPipes
  ) -> Result<pid_t, Fault> {
    let variables = environment?.map { "\($0)=\($1)" }
    guard !([program] + arguments + (variables ?? [])).contains(where: { $0.utf8.contains(0) })
    else {
      return .failure(Fault(number: EINVAL))
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes.farInput, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes.farOutput, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes.farErrors, STDERR_FILENO)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let words = cStrings([program] + arguments)
    let given = variables.map(cStrings) ?? []
    defer { for text in words + given { free(text) } }
    var process: pid_t = 0
    let number: Int32
    if given.isEmpty {
      number = posix_spawnp(
        &process, program, &actions, &attributes, words, ringback_environment())
    } else {
      number = posix_spawnp(&process, program, &actions, &attributes, words, given)
    }
    return number == 0 ? .success(process) : .failure(Fault(number: number))
  }

  /// With the end mark that the system wants.
  private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
