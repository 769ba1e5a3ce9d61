import CLinux
import Glibc

/// Says when a folder may have changed: within a second where the system announces changes, and every 30 s
/// where it doesn't (a network share).
///
/// The folder is watched, never a file in it: editors and git put a new file in the old one's place.
public final class FolderWatch: Sendable {
  private let bell: Int32
  private let thread: WatchThread

  /// After the last change it waits so long for quiet: what is half written is read once it is whole.
  public static let quiet = Duration.milliseconds(250)
  /// However busy the folder is, it is looked at this often.
  public static let patience = Duration.milliseconds(700)
  public static let lookEvery = Duration.seconds(30)

  /// The folder is watched from the moment that this returns, and looked at once for what changed before.
  ///
  /// - Parameter changed: called on the watch's own thread, which it may block.
  /// - Throws: the system's reason when there is no descriptor or thread left.
  public init(
    _ folder: String, changed: @escaping @Sendable () -> Void
  ) throws(FolderWatchFault) {
    bell = eventfd(0, Int32(EFD_CLOEXEC))
    guard bell >= 0 else { throw FolderWatchFault(errno: errno) }
    thread = WatchThread(folder: folder, bell: bell, changed: changed)
    thread.watch()
    let failure = thread.start()
    guard failure == 0 else { throw FolderWatchFault(errno: failure) }
  }

  /// Ends the watch; `changed` is not called any more once it returns.
  public func stop() {
    var one: UInt64 = 1
    _ = write(bell, &one, MemoryLayout<UInt64>.size)
    thread.join()
  }

  deinit { close(bell) }
}

public struct FolderWatchFault: Error, Equatable, Sendable {
  public let errno: Int32
}

/// `@unchecked Sendable`: the thread's handle is written once by `start`, before anybody can call `join`,
/// and everything else is constant.
private final class WatchThread: @unchecked Sendable {
  private let folder: String
  private let bell: Int32
  private let changed: @Sendable () -> Void
  /// What inotify tells by; -1 where it has none left for us.
  private let notices: Int32
  private var handle = pthread_t()

  init(folder: String, bell: Int32, changed: @escaping @Sendable () -> Void) {
    notices = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    self.folder = folder
    self.bell = bell
    self.changed = changed
  }

  deinit { if notices >= 0 { close(notices) } }

  func start() -> Int32 {
    let owned = Unmanaged.passRetained(self)
    let failure = pthread_create(
      &handle, nil,
      { pointer in
        if let pointer { Unmanaged<WatchThread>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, owned.toOpaque())
    if failure != 0 { owned.release() }
    return failure
  }

  func join() { pthread_join(handle, nil) }

  private func run() {
    changed()
    while true {
      let (rung, announced) = wait(within: FolderWatch.lookEvery)
      if rung { return }
      if announced, settle() { return }
      // The folder itself may have been put in another's place.
      watch()
      changed()
    }
  }

  /// Waits for quiet after a change. True when the watch is to end.
  private func settle() -> Bool {
    let end = Deadline(after: FolderWatch.patience)
    while !end.hasPassed {
      drain()
      let (rung, announced) = wait(within: FolderWatch.quiet)
      if rung { return true }
      if !announced { return false }
    }
    drain()
    return false
  }

  func watch() {
    guard notices >= 0 else { return }
    let changes =
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ATTRIB
      | IN_DELETE_SELF | IN_MOVE_SELF | IN_MODIFY
    inotify_add_watch(notices, folder, UInt32(changes) | UInt32(IN_ONLYDIR))
  }

  private func wait(within span: Duration) -> (rung: Bool, announced: Bool) {
    let deadline = Deadline(after: span)
    var waits = [
      pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
      pollfd(fd: notices, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&waits, 2, deadline.milliseconds()) < 0, errno == EINTR {}
    return (waits[0].revents != 0, waits[1].revents & Int16(POLLIN) != 0)
  }

  private func drain() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    while read(notices, &bytes, bytes.count) > 0 {}
  }
}
