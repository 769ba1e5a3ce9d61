import Synchronization

/// Which connection an answer is for. Descriptors are used again; with its generation each is one
/// connection and no other.
struct ConnectionKey: Hashable, Sendable {
  var descriptor: Int32
  var generation: UInt32

  init(descriptor: Int32, generation: UInt32) {
    self.descriptor = descriptor
    self.generation = generation
  }

  /// As it comes back from the poller.
  init(_ number: UInt64) {
    descriptor = Int32(truncatingIfNeeded: number >> 32)
    generation = UInt32(truncatingIfNeeded: number)
  }

  var number: UInt64 { UInt64(UInt32(bitPattern: descriptor)) << 32 | UInt64(generation) }
}

/// What other threads have to say to the loop. It outlives the loop for as long as somebody holds a
/// reply; what comes then is dropped.
final class Mailbox: Sendable {
  enum Message: Sendable {
    /// Nil: the reply was dropped without an answer.
    case answer(ConnectionKey, HTTPResponse?)
    case drain(within: UInt64)
    case look
    case stop
  }

  private struct State {
    var messages: [Message] = []
    var ownerSleeps = false
    var isClosed = false
  }

  private let state = Mutex(State())
  let bell: Bell

  init(bell: Bell) { self.bell = bell }

  func post(_ message: Message) {
    let mustRing = state.withLock { state in
      guard !state.isClosed else { return false }
      state.messages.append(message)
      defer { state.ownerSleeps = false }
      return state.ownerSleeps
    }
    if mustRing { bell.ring() }
  }

  /// True when there is nothing to read; from then on the next message rings the bell.
  func mayOwnerSleep() -> Bool {
    state.withLock { state in
      state.ownerSleeps = state.messages.isEmpty
      return state.ownerSleeps
    }
  }

  func takeAll() -> [Message] {
    state.withLock { state in
      state.ownerSleeps = false
      defer { state.messages = [] }
      return state.messages
    }
  }

  func close() {
    state.withLock { state in
      state.isClosed = true
      state.messages = []
    }
  }
}
